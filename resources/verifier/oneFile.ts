/**
 * @file Modules as one plain file: types taken out by the compiler, which keeps the comments; imports and exports left out; declarations that
 * nothing in the file uses left out too. Two declarations of one name would change meaning, so they are refused.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';

const root = join(import.meta.dirname, '../..');
const entry = 'electron/bundle/verifierMain';

const head = `#!/usr/bin/env node
// verify.mjs checks a disclosure bundle of Retrace: node verify.mjs [folder or zip] [--key KEY]
//
// It needs Node 20.15 or later and nothing else, and only reads. It is made from the parts of the program named between the lines below, with
// the types taken out and nothing rewritten, so that it can be read from top to bottom: first the order of the checks, then each check, then
// the formats under them. SPDX-License-Identifier: Apache-2.0
`;

/** The text of verify.mjs. */
export function verifierSource(): string {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-verifier-'));
  try {
    emit(folder);
    const modules = reachable(folder);
    const statements = used(modules.flatMap((module) => module.statements));
    const sections = modules.map(({ name, about, statements: own }) => ({ name, about, kept: own.filter((statement) => statements.has(statement)) })).filter(({ kept }) => kept.length > 0);
    const imports = new Map<string, Set<string>>();
    for (const { from, names } of modules.flatMap((module) => module.imports)) {
      for (const name of names) {
        if (modules.some((module) => module.statements.some((each) => each.names.includes(name)) || module.imports.some((other) => other.from !== from && other.names.includes(name)))) {
          throw new Error(`${name} is imported from ${from} and means something else in another module: rename one`);
        }
        imports.set(from, (imports.get(from) ?? new Set()).add(name));
      }
    }
    const body = sections.map(({ name, about, kept }) => `\n// ${'='.repeat(20)} ${name}.ts\n${about}\n${kept.map(({ text }) => `\n${text}\n`).join('')}`).join('');
    const lines = [...imports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, names]) => ({ from, names: [...names].filter((name) => new RegExp(`\\b${name}\\b`).test(body)).sort() }));
    return `${head}\n${lines.filter(({ names }) => names.length > 0).map(({ from, names }) => `import { ${names.join(', ')} } from '${from}';`).join('\n')}\n${body}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Node 20 has is checked here too: it knows the library of ES2023 and, of the next one, well-formed strings. */
function emit(folder: string): void {
  const options = ['--ignoreConfig', '--strict', '--skipLibCheck', '--noEmit', 'false', '--lib', 'ES2023,ES2024.String,ESNext.Disposable', '--rootDir', root, '--outDir', folder, '--target', 'ES2023', '--module', 'ESNext', '--moduleResolution', 'bundler',
    '--types', 'node', '--verbatimModuleSyntax', '--allowImportingTsExtensions', '--rewriteRelativeImportExtensions', '--newLine', 'lf'];
  const ran = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, join(root, `${entry}.ts`)], { cwd: root, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`the compiler failed: ${ran.stdout}${ran.stderr}`);
}

/** A statement at the top level, with the comment before it. `code` is without comments. */
interface Statement {
  readonly names: readonly string[];
  readonly text: string;
  readonly code: string;
}

interface Module {
  readonly name: string;
  /** The comment that says what it owns. */
  readonly about: string;
  readonly imports: readonly { readonly from: string; readonly names: readonly string[] }[];
  readonly statements: readonly Statement[];
}

/** Modules in the order in which they are first imported, the checks before the formats; what runs stands last. */
function reachable(folder: string): Module[] {
  const found = new Map<string, Module>();
  const queue = [entry];
  for (const name of queue) {
    if (found.has(name)) continue;
    const { module, next } = readModule(folder, name);
    found.set(name, module);
    queue.push(...next);
  }
  const [main, ...others] = [...found.values()];
  return [...others, main!];
}

function readModule(folder: string, name: string): { readonly module: Module; readonly next: string[] } {
  const text = readFileSync(join(folder, `${name}.js`), 'utf8');
  const { program, comments, errors } = parseSync(`${name}.js`, text);
  if (errors.length > 0) throw new SyntaxError(`${name}: ${errors[0]!.message}`);
  const imports: { from: string; names: string[] }[] = [];
  const next: string[] = [];
  const statements: Statement[] = [];
  // The compiler drops it where only types follow.
  const about = /^\/\*\*[^]*?\*\//.exec(readFileSync(join(root, `${name}.ts`), 'utf8'))![0];
  let from = text.startsWith(about) ? about.length : 0;
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      const source = node.source.value;
      if (node.specifiers.some((each) => each.type !== 'ImportSpecifier' || each.imported.type !== 'Identifier' || each.imported.name !== each.local.name)) {
        throw new Error(`${name} imports ${source} in a form that cannot be put together with others`);
      }
      if (!source.startsWith('.')) imports.push({ from: source, names: node.specifiers.map(({ local }) => local.name) });
      else next.push(relative(folder, resolve(join(folder, name, '..'), source)).replaceAll('\\', '/').replace(/\.js$/, ''));
    } else {
      const inner = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
      const whole = `${text.slice(from, node.start)}${text.slice(inner?.start ?? node.end, node.end)}`.trim();
      if (inner) statements.push({ names: namesOf(inner), text: whole, code: withoutComments(text, inner, comments) });
    }
    from = node.end;
  }
  return { module: { name, about, imports, statements }, next };
}

function namesOf(node: { readonly type: string; readonly id?: unknown; readonly declarations?: readonly { readonly id: unknown }[] }): string[] {
  const named = node.declarations ? node.declarations.map(({ id }) => id) : [node.id];
  return named.flatMap((id) => (typeof id === 'object' && id !== null && 'name' in id ? [String(id.name)] : []));
}

function withoutComments(text: string, { start, end }: { readonly start: number; readonly end: number }, comments: readonly { readonly start: number; readonly end: number }[]): string {
  let code = '', at = start;
  for (const comment of comments.filter((each) => each.start >= start && each.end <= end)) {
    code += text.slice(at, comment.start);
    at = comment.end;
  }
  return code + text.slice(at, end);
}

/** What runs, and every declaration that something kept names. */
function used(all: readonly Statement[]): Set<Statement> {
  const declared = new Map<string, Statement>();
  for (const statement of all) {
    for (const name of statement.names) {
      if (declared.has(name)) throw new Error(`two declarations of ${name}: rename one, since both come to stand in verify.mjs`);
      declared.set(name, statement);
    }
  }
  const kept = new Set(all.filter(({ names }) => names.length === 0));
  for (const { code } of kept) for (const [name] of code.matchAll(/[A-Za-z_$][\w$]*/g)) if (declared.has(name)) kept.add(declared.get(name)!);
  return kept;
}
