/** @file The shape of files: their first line, their length, what they export, which words and colours they use. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { filesEndingIn, readSource, root, sources, type Source } from './sources.ts';

/** Longest file that is still about one thing. verify.mjs is made of many files, so that it can be read as one. */
const longestLines = 400, madeOfMany = 'resources/verifier/verify.mjs';

/** Names that say nothing about what they name, and words that claim more than a score can. */
const emptyWord = /(^|[a-z_.-])(manager|service|helper|utils?|commons?|misc)(?![a-z])|(^|[a-z_.-])(Manager|Service|Helper|Utils?|Commons?|Misc)(?![a-z])/;
const claimingWord = /(^|[^A-Za-z])(match|suspect|hit)(?![a-z])|(Match|Suspect|Hit)(?![a-z])/;
const claimInSentence = /\b(match(es|ed)?|suspects?)\b/i;
/** An example or a rule may say which words are not used, between these quotation marks. */
const quoted = /[“"][^”"]*[”"]/g;

/** Takes the place of a module, so nobody imports it by its path. */
const standIns = new Set(['test/ui/support/electronStandIn.ts']);

function unusedExports(all: readonly Source[]): string[] {
  const used = new Map<string, Set<string> | 'all'>();
  for (const { imports } of all) {
    for (const { from, names } of imports) {
      const known = used.get(from) ?? new Set<string>();
      if (names === 'all' || known === 'all') used.set(from, 'all');
      else used.set(from, new Set([...known, ...names]));
    }
  }
  return all.flatMap(({ path, exports, ownShapes }) => {
    const names = used.get(path);
    if (names === 'all' || standIns.has(path)) return [];
    return exports.filter((name) => name !== 'default' && !ownShapes.includes(name) && !names?.has(name)).map((name) => `${path} exports ${name}, which no other file uses`);
  });
}

function unfitNames({ path, exports }: Source): string[] {
  return [basename(path), ...exports].filter((name) => emptyWord.test(name) || claimingWord.test(name)).map((name) => `${path}: ${name}`);
}

const literalColour = /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(/i;

test('every file says in its first line what it owns', () => {
  expect(sources.filter(({ text }) => !/^(#!.*\n)?\/\*\*(\n \*)? @file \S/.test(text)).map(({ path }) => path)).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  const long = filesEndingIn('.ts', '.tsx', '.css', '.js', '.mjs').map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }));
  expect(long.filter(({ path, lines }) => lines > longestLines && path !== madeOfMany)).toEqual([]);
});

test('what is exported is used by another file', () => {
  expect(unusedExports(sources)).toEqual([]);
});

test('no file or export has an empty or a claiming name', () => {
  expect(sources.flatMap(unfitNames)).toEqual([]);
});

test('no sentence calls a result a match or a person a suspect', () => {
  const said = sources
    .filter(({ path }) => !path.startsWith('test/'))
    .flatMap(({ path, strings }) => strings.filter((text) => claimInSentence.test(text.replace(quoted, ''))).map((text) => `${path}: ${text.trim()}`));
  expect(said).toEqual([]);
});

test('colours are written in the tokens and nowhere else', () => {
  const styles = filesEndingIn('.css', '.tsx').filter((path) => path.startsWith('renderer/') && path !== 'renderer/styles/tokens.css');
  expect(styles.length).toBeGreaterThan(1);
  expect(styles.filter((path) => literalColour.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
});

test('the scans see what they are made to see', () => {
  const user = readSource('electron/a.ts', `import { used } from './b.ts';`);
  const owner = readSource('electron/b.ts', 'export const used = 1; export const lonely = 2; export type Lonely = 3; type Own = 4; export type Shape = 5; const x: Shape = 5;');
  expect(unusedExports([user, owner])).toEqual(['electron/b.ts exports lonely, which no other file uses', 'electron/b.ts exports Lonely, which no other file uses']);
  for (const name of ['jobManager', 'util', 'stringUtils', 'file-helper', 'common', 'MediaService', 'bestMatch', 'Hit', 'suspect', 'matchFaces']) {
    expect([name, emptyWord.test(name) || claimingWord.test(name)]).toEqual([name, true]);
  }
  for (const name of ['architecture', 'utility', 'white', 'hitherto', 'commonName', 'matched']) {
    expect([name, claimingWord.test(name)]).toEqual([name, false]);
  }
  expect(['Best match found', '3 matches', 'the suspect'].every((text) => claimInSentence.test(text))).toBe(true);
  expect(['#fff', 'color: rgb(0 0 0)', 'OKLCH(1 0 0)'].every((text) => literalColour.test(text))).toBe(true);
  expect(literalColour.test('href="#case" color: var(--ink)')).toBe(false);
});
