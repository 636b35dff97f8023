/** @file The vector index on a real LanceDB: exact order, pre-filter, replacement, damage. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLanceIndex } from '../../native/vectors/lanceIndex.ts';
import { rowBytes } from '../../native/vectors/vectorIndex.ts';
import type { VectorRow } from '../../native/vectors/vectorIndex.ts';

const pack = { digest: 'ab'.repeat(32), dimension: 16 };
const everything = (...runs: number[]) => ({ runs: runs.map((run) => ({ run, fromTicks: null, toTicks: null })), minimumQuality: 0 });
let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'retrace-vectors-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function rows(first: number, count: number): VectorRow[] {
  return Array.from({ length: count }, (_, i) => ({
    key: first + i,
    ticks: BigInt(i) * 3600n,
    quality: (i % 10) / 10,
    vector: Float32Array.from({ length: pack.dimension }, (_, j) => Math.sin((first + i) * 7.1 + j * 1.7)),
  }));
}
function squared(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
}

test('the nearest rows come in the order of a brute-force scan, and only from the scope', async () => {
  const index = await openLanceIndex(folder, pack);
  const one = rows(1, 300), two = rows(1001, 300);
  await index.replaceRun(1, one);
  await index.replaceRun(2, two);
  const query = two[17]!.vector;
  const scope = { runs: [{ run: 2, fromTicks: 3600n * 10n, toTicks: 3600n * 200n }], minimumQuality: 0.5 };
  const inScope = two.filter((row) => row.ticks >= 36000n && row.ticks <= 720000n && Math.fround(row.quality) >= Math.fround(0.5));
  const expected = inScope.map((row) => ({ key: row.key, d: squared(row.vector, query) })).sort((a, b) => a.d - b.d).slice(0, 20);
  const found = await index.search(query, 20, scope);
  expect(found.map((n) => n.key)).toEqual(expected.map((n) => n.key));
  expect(await index.count(scope)).toBe(inScope.length);
  expect(await index.search(query, 5, { runs: [], minimumQuality: 0 })).toEqual([]);
  await index.close();
});

test('replacing a run leaves exactly the new rows, and the digest tells what is stored', async () => {
  const index = await openLanceIndex(folder, pack);
  await index.replaceRun(1, rows(1, 5000));
  await index.replaceRun(1, rows(1, 50));
  expect(await index.count(everything(1))).toBe(50);
  const hash = createHash('sha256');
  for (const row of rows(1, 50)) hash.update(rowBytes(row));
  expect(await index.digest(1)).toBe(hash.digest('hex'));
  await index.replaceRun(1, []);
  expect(await index.count(everything(1))).toBe(0);
  await index.close();
});

test('a table whose newest manifest was emptied opens as an empty index instead of not at all', async () => {
  const index = await openLanceIndex(folder, pack);
  await index.replaceRun(1, rows(1, 20));
  await index.close();
  const table = join(folder, readdirSync(folder).find((name) => name.startsWith('pack_'))!, '_versions');
  for (const manifest of readdirSync(table)) truncateSync(join(table, manifest), 0);
  const again = await openLanceIndex(folder, pack);
  expect(await again.count(everything(1))).toBe(0);
  await again.replaceRun(1, rows(1, 20));
  expect(await again.count(everything(1))).toBe(20);
  await again.close();
});
