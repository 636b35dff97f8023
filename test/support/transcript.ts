/** @file Transcripts: commands with what they must print, their exit codes and the files they must leave or not leave. Form: test/cli/README.md. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface Step {
  /** Line of the transcript, from 1. */
  readonly line: number;
  /** Words after `retrace`, with `{name}` where a value from before stands. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: readonly string[];
  readonly error: readonly string[];
  readonly exit: number;
  readonly exists: readonly string[];
  readonly missing: readonly string[];
}

/** What may vary in an expected line: `<kind>`, or `<kind name>` to be named `{name}` later. */
const kinds: Readonly<Record<string, string>> = {
  hash: '[0-9a-f]{64}', id: '[0-9a-f]{32}', track: '[0-9a-f]{32}-[0-9]+', time: '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z', number: '-?[0-9]+(?:\\.[0-9]+)?', words: '.+', spaces: ' +',
};

/** Reads a transcript. A line that is no comment, command, output or statement is an error. */
export function readTranscript(text: string): Step[] {
  const steps: { -readonly [K in keyof Step]: Step[K] extends readonly string[] ? string[] : Step[K] }[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('$ ')) {
      const words = split(line.slice(2));
      const environment: Record<string, string | undefined> = {};
      for (let setting = /^([A-Z_]+)=(.*)$/.exec(words[0]!); setting; setting = /^([A-Z_]+)=(.*)$/.exec(words[0]!)) {
        environment[setting[1]!] = setting[2] === '' ? undefined : setting[2];
        words.shift();
      }
      if (words.shift() !== 'retrace') throw new Error(`line ${i + 1}: a command begins with “$ retrace”`);
      steps.push({ line: i + 1, words, environment, out: [], error: [], exit: 0, exists: [], missing: [] });
      continue;
    }
    const step = steps.at(-1);
    const [, sign, rest] = /^([|!=+-]) ?(.*)$/.exec(line) ?? [];
    if (!step || rest === undefined) throw new Error(`line ${i + 1}: cannot be read: ${line}`);
    if (sign === '|') step.out.push(rest);
    else if (sign === '!') step.error.push(rest);
    else if (sign === '=') step.exit = Number(rest);
    else if (sign === '+') step.exists.push(rest);
    else step.missing.push(rest);
  }
  return steps;
}

/** The step's words with the values that were named before it. */
export function filledIn({ words }: Step, values: ReadonlyMap<string, string>): string[] {
  return words.map((word) => word.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole));
}

/** Differences between what a step expects and what happened, in words; [] where there are none. New values are added to `values`. */
export function compare(step: Step, said: { readonly exit: number | null; readonly out: string; readonly error: string }, folder: string, values: Map<string, string>): string[] {
  const problems = [...compareText('standard output', step.out, said.out, values), ...compareText('standard error', step.error, said.error, values)];
  if (said.exit !== step.exit) problems.push(`exit code ${said.exit}, expected ${step.exit}`);
  for (const path of step.exists) if (!existsSync(join(folder, path))) problems.push(`${path} is not there`);
  for (const path of step.missing) if (existsSync(join(folder, path))) problems.push(`${path} is there`);
  return problems.map((problem) => `line ${step.line}, retrace ${step.words.join(' ')}: ${problem}`);
}

function compareText(what: string, expected: readonly string[], text: string, values: Map<string, string>): string[] {
  const got = text.split('\n');
  if (got.at(-1) === '') got.pop();
  const problems: string[] = [];
  for (let i = 0, g = 0; i < expected.length || g < got.length; i++, g++) {
    const pattern = expected[i];
    // A line of dots stands for any number of lines.
    if (pattern === '...') {
      const next = expected[i + 1];
      if (next === undefined) return problems;
      while (g < got.length && !lineFits(next, got[g]!, values)) g++;
      g--;
      continue;
    }
    if (pattern === undefined || got[g] === undefined || !lineFits(pattern, got[g]!, values)) {
      problems.push(`${what}: expected ${pattern === undefined ? 'nothing more' : `“${pattern}”`}, got ${got[g] === undefined ? 'nothing more' : `“${got[g]}”`}`);
      return problems;
    }
  }
  return problems;
}

function lineFits(pattern: string, line: string, values: Map<string, string>): boolean {
  const names: string[] = [];
  const source = pattern.split(/(<\w+(?: \w+)?>|\{\w+\})/).map((part) => {
    const [, kind, name] = /^<(\w+)(?: (\w+))?>$/.exec(part) ?? [];
    if (kind !== undefined && kinds[kind] !== undefined) {
      if (name !== undefined) names.push(name);
      return name === undefined ? kinds[kind] : `(${kinds[kind]})`;
    }
    const value = /^\{(\w+)\}$/.exec(part)?.[1];
    return RegExp.escape((value === undefined ? undefined : values.get(value)) ?? part);
  }).join('');
  const found = new RegExp(`^${source}$`).exec(line);
  names.forEach((name, i) => found && values.set(name, found[i + 1]!));
  return found !== null;
}

/** Words as in a shell: apart by spaces, 'quoted' ones taken as they stand. */
function split(text: string): string[] {
  return [...text.matchAll(/((?:'[^']*'|[^\s'])+)/g)].map(([word]) => word.replaceAll("'", ''));
}
