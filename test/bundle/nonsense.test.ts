/** @file A hostile bundle may state anything anywhere: the check comes to its end, and says so where the record says something else. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { canonical } from '../../electron/ledger/canonical.ts';
import { putSmall, writeSmallBundle } from './smallBundle.ts';
import { workedDisclosure, workedKept, workedLedger } from './workedBundle.ts';

let folder: string, bundle: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
  bundle = await writeSmallBundle(join(folder, 'bundle'), { ledger: workedLedger(), put: (to) => putSmall(to, workedDisclosure(), { 'kept.jsonl': workedKept }) });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Values that are no numbers, no texts, cannot be made into either, or are far too much. */
const nonsense: readonly unknown[] = [null, { toString: 1, valueOf: 1 }, [[]], '../../x', -1];

/** Every value inside of a value with each kind of nonsense in its place. */
function* spoilt(value: unknown, path: readonly string[] = []): Generator<{ path: string; value: unknown; spoilt: unknown }> {
  for (const each of nonsense) if (JSON.stringify(each) !== JSON.stringify(value)) yield { path: path.join('.'), value: each, spoilt: each };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    for (const { path: below, value: put, spoilt: other } of spoilt(inner, [...path, name])) yield { path: below, value: put, spoilt: Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other } };
  }
}

/** `texts`: what to write in the file's place, each with its name. */
async function spoilAll(name: string, texts: Iterable<readonly [name: string, text: string]>): Promise<{ tried: number; silent: string[]; threw: unknown[] }> {
  const file = join(bundle, name), whole = readFileSync(file);
  let tried = 0;
  const silent: string[] = [];
  const threw: unknown[] = [];
  for (const [named, text] of texts) {
    tried++;
    writeFileSync(file, text);
    try {
      const { findings } = await verifyBundle(bundle, null, {});
      // That the file is another, and longer or shorter, is found anyway.
      if (!findings.some(({ code, message }) => !['bundle-file-altered', 'bundle-facts'].includes(code) && !message.includes('another number of files or bytes'))) silent.push(named);
    } catch (error) {
      threw.push([named, error]);
    }
  }
  writeFileSync(file, whole);
  return { tried, silent, threw };
}

test('nonsense anywhere in the disclosure is no fault of the program, and is found by what it says', { timeout: 120_000 }, async () => {
  const { tried, silent, threw } = await spoilAll('data/disclosure.json', (function* () {
    for (const { path, value, spoilt: each } of spoilt(workedDisclosure())) yield [`${path} = ${JSON.stringify(value)}`, canonical(each)] as const;
  })());
  console.log(`nonsense in the disclosure: ${tried}, found as content: ${tried - silent.length}, as a changed file only: ${silent.length}, faults of the program: ${threw.length}`);
  expect(threw).toEqual([]);
  // What was erased from the case is not there any more.
  expect(silent).toEqual(['searches.0.probes.0.image = null', 'searches.0.probes.0.vector = null']);
});

test('nonsense in the lines of entries, kept texts, candidates and vectors, and in the proofs, is no fault of the program', { timeout: 120_000 }, async () => {
  for (const name of ['ledger/entries.jsonl', 'data/kept.jsonl', 'data/search/S-1/candidates.jsonl', 'ledger/consistency.json', 'data/search/S-1/search.json']) {
    const lines = readFileSync(join(bundle, name), 'utf8').split('\n').slice(0, -1);
    const { tried, silent, threw } = await spoilAll(name, (function* () {
      // One line of each file is enough: all are read alike.
      for (const { path, value, spoilt: each } of spoilt(JSON.parse(lines[0]!))) yield [`${path} = ${JSON.stringify(value)}`, `${[canonical(each), ...lines.slice(1)].join('\n')}\n`] as const;
      for (const raw of ['', '\n', '{', '\u0000', `${'['.repeat(200)}${']'.repeat(200)}\n`, 'null\n']) yield [raw.slice(0, 20), raw] as const;
    })());
    expect({ name, threw, silent }).toEqual({ name, threw: [], silent: [] });
    expect(tried).toBeGreaterThan(8);
  }
});
