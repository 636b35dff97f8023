/** @file The list of third-party licences is current and complete. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build, type Rolldown } from 'vite';
import { thirdPartyList } from '../../resources/licences/listing.ts';

const folder = join(import.meta.dirname, '../../resources/licences');
const written = readFileSync(join(folder, 'THIRD-PARTY.md'), 'utf8');

test('the committed list is what “npm run licences” writes from the installed packages', () => {
  expect(written === thirdPartyList(), 'run “npm run licences” and commit the list').toBe(true);
});

test('every direct dependency, every pack, FFmpeg and Electron are in the list, and no package is without a licence', () => {
  const { dependencies } = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const missing = Object.keys(dependencies).filter((name) => !written.includes(`| ${name} |`));
  expect(missing).toEqual([]);
  expect(['**Electron**', '**FFmpeg', 'blazeface-dlib', '@mediapipe/face_detection'].filter((name) => !written.includes(name))).toEqual([]);
  expect(written).not.toContain('| not stated |');
});

test('every package of which a part is built into the window’s pages is in the list', async () => {
  const root = join(folder, '../../renderer');
  const built = (await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'silent', build: { write: false, minify: false } })) as Rolldown.RolldownOutput;
  const modules = built.output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  const names = new Set(modules.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []));
  expect([...names]).toEqual(expect.arrayContaining(['react', 'react-dom', 'react-aria-components', '@tanstack/query-core', 'lucide-react']));
  expect([...names].filter((name) => !written.includes(`| ${name} |`))).toEqual([]);
}, 60_000);
