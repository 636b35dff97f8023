/** @file Our own source files with what they import, export and say, read by the same parser that builds the product. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';

/** One import statement. `names` is `'all'` for `import * as`, `export *` and `import()`. */
interface Import {
  /** Path from the project's folder for our own files, otherwise the package's name or `node:...`. */
  readonly from: string;
  readonly names: readonly string[] | 'all';
}

/** A source file; `path` is relative to the project's folder and has forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly exports: readonly string[];
  /** Those of the exports that are types and that the file itself mentions again: the shape of something else it exports. */
  readonly ownShapes: readonly string[];
  /** String literals, template pieces and JSX text: what a person may come to read. */
  readonly strings: readonly string[];
}

/** The project's folder. */
export const root = join(import.meta.dirname, '../..');

/** Every file of the project that git would commit and whose name ends in one of these. */
export function filesEndingIn(...endings: string[]): string[] {
  return execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && existsSync(join(root, path)));
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Parses one file; `text` is given where the file is an example and not on disk. */
export function readSource(path: string, text = readFileSync(join(root, path), 'utf8')): Source {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);
  const target = (specifier: string): string =>
    specifier.startsWith('.') ? normalize(join(dirname(path), specifier.replace(/\?.*$/, ''))).replaceAll('\\', '/') : packageName(specifier);
  const imports: Import[] = [];
  const exports: string[] = [];
  const ownShapes: string[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const wildcard = entries.some((entry) => entry.importName.kind === 'NamespaceObject');
    imports.push({ from: target(moduleRequest.value), names: wildcard ? 'all' : entries.map((entry) => entry.importName.name ?? 'default') });
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const quoted = text.slice(moduleRequest.start, moduleRequest.end);
    if (/^(['"`])[^$]*\1$/.test(quoted)) imports.push({ from: target(quoted.slice(1, -1)), names: 'all' });
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest) imports.push({ from: target(entry.moduleRequest.value), names: entry.importName.name === null ? 'all' : [entry.importName.name] });
      const name = entry.exportName.kind === 'Default' ? 'default' : (entry.exportName.name ?? '*');
      exports.push(name);
      if (entry.isType && text.split(new RegExp(`\\b${name}\\b`)).length > 2) ownShapes.push(name);
    }
  }
  const strings: string[] = [];
  collectStrings(program, strings);
  return { path, text, imports, exports, ownShapes, strings };
}

function collectStrings(node: unknown, into: string[]): void {
  if (Array.isArray(node)) for (const child of node) collectStrings(child, into);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const { type, value } = node as { type?: unknown; value?: unknown };
  if ((type === 'Literal' || type === 'JSXText') && typeof value === 'string') into.push(value);
  if (type === 'TemplateElement') into.push(String((value as { raw: string }).raw));
  for (const child of Object.values(node)) collectStrings(child, into);
}

/** All TypeScript of the project, parsed once. */
export const sources: readonly Source[] = filesEndingIn('.ts', '.tsx')
  .filter((path) => !path.endsWith('.d.ts'))
  .map((path) => readSource(path));
