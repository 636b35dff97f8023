/** @file Exact search over a real LanceDB and a real SQLite: the answer of a float64 scan, whatever the index holds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bestScoreBeyond, rankTracks, score } from '../../electron/core/search.ts';
import type { TrackId } from '../../electron/core/ids.ts';
import { scanScope, searchExactly } from '../../electron/engine/exactSearch.ts';
import { ensureIndex } from '../../electron/engine/indexState.ts';
import { indexTables } from '../../electron/engine/indexTables.ts';
import { takeTurns } from '../../electron/engine/turns.ts';
import { vectorBytes } from '../../electron/engine/vectorBytes.ts';
import { openLanceIndex } from '../../native/vectors/lanceIndex.ts';
import type { VectorIndex } from '../../native/vectors/vectorIndex.ts';

const dimension = 32;
let folder: string, db: Database.Database, index: VectorIndex;
const vectors = new Map<number, { track: number; ticks: bigint; vector: Float32Array }>();

function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-exact-'));
  db = new Database(join(folder, 'case.sqlite'));
  db.exec(`CREATE TABLE footage (id TEXT PRIMARY KEY); INSERT INTO footage VALUES ('f'); ${indexTables}`);
  db.prepare(`INSERT INTO run (number, id, footage_id, pack_id, pack_digest, decoder, settings, state) VALUES (1, 'r', 'f', 'p', 'd', '', '', 'finished')`).run();
  const random = noise(7);
  vectors.clear();
  db.exec('BEGIN');
  for (let key = 1; key <= 3000; key++) {
    const track = key % 700;
    const ticks = BigInt(key) * 1800n;
    // A few groups of nearly equal vectors, closer together than float32 can order, and some exact twins.
    const twin = key > 2000 && key % 10 === 0 ? vectors.get(key - 1000)!.vector : null;
    const vector = twin ?? Float32Array.from({ length: dimension }, () => (key % 3 === 0 ? 0.25 + random() * 1e-6 : random()));
    vectors.set(key, { track, ticks, vector });
    db.prepare('INSERT OR IGNORE INTO track VALUES (1, ?, 0, 0, 1)').run(track);
    db.prepare(`INSERT INTO sighting VALUES (1, ?, ?, 0, 0, 1, 1, 1, NULL, 1, 1, 1, 1, ?, NULL)`).run(track, ticks, Math.fround((key % 7) / 7));
    db.prepare('INSERT INTO embedding VALUES (?, 1, ?, ?, ?)').run(key, track, ticks, vectorBytes(vector));
  }
  db.exec('COMMIT');
  index = await openLanceIndex(join(folder, 'vectors'), { digest: 'cd'.repeat(32), dimension });
});
afterEach(async () => {
  await index.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function scan(query: Float32Array, from: bigint, to: bigint, quality: number) {
  return rankTracks(
    [...vectors].filter(([key, v]) => v.ticks >= from && v.ticks <= to && Math.fround((key % 7) / 7) >= Math.fround(quality))
      .map(([, v]) => ({ track: `r-${v.track}` as TrackId, ticks: v.ticks, score: score(query, v.vector, 'l2') })),
  );
}

test('the ranked tracks are those of a scan of every row, for near ties, twins, windows, quality, limits and thresholds', async () => {
  await ensureIndex(db, index, [1]);
  const random = noise(99);
  for (const limit of [1, 10, 200]) {
    for (const nearTies of [false, true]) {
      const query = Float32Array.from({ length: dimension }, () => (nearTies ? 0.25 : random()));
      const other = Float32Array.from({ length: dimension }, () => random());
      const [from, to, quality] = [1800n * 100n, 1800n * 2900n, 0.3];
      const scope = { runs: [{ run: 1, fromTicks: from, toTicks: to }], minimumQuality: quality };
      const { ranked } = await searchExactly(db, index, query, 'l2', scope, limit, null);
      const expected = scan(query, from, to, quality);
      expect(ranked).toEqual(expected.slice(0, limit));
      const scanned = await scanScope(db, [other, query], 'l2', scope, takeTurns({}, ''));
      expect([await scanned.ranked(1), await scanned.ranked(0)]).toEqual([expected, scan(other, from, to, quality)]);
      expect([scanned.tracks, scanned.sightings]).toEqual([expected.length, await index.count(scope)]);
      const threshold = expected[4]!.score;
      expect((await searchExactly(db, index, query, 'l2', scope, limit, threshold)).ranked).toEqual(expected.filter((t) => t.score >= threshold).slice(0, limit));
    }
  }
});

test('an index that lost rows, or holds rows nobody acknowledged, or other vectors, is made again from SQLite before it is searched', async () => {
  const first = await ensureIndex(db, index, [1]);
  expect(first).toMatchObject({ rows: 3000, rebuilt: 1 });
  expect(await ensureIndex(db, index, [1])).toEqual({ ...first, rebuilt: 0 });
  const stored = [...vectors].map(([key, v]) => ({ key, ticks: v.ticks, quality: Math.fround((key % 7) / 7), vector: v.vector }));
  const flipped = stored.map((row) => (row.key === 1234 ? { ...row, vector: row.vector.map((x, i) => (i === 3 ? -x : x)) } : row));
  for (const wrong of [stored.slice(1), [...stored, { ...stored[0]!, key: 9999 }], flipped]) {
    await index.replaceRun(1, wrong);
    expect(await ensureIndex(db, index, [1])).toEqual({ ...first, rebuilt: 1 });
  }
});

test('no row beyond the last one given can score better than the bound says', () => {
  const random = noise(5);
  for (let i = 0; i < 2000; i++) {
    const a = Float32Array.from({ length: 128 }, () => random() * 0.2);
    const b = i % 2 ? Float32Array.from(a, (x) => x + random() * 1e-4) : Float32Array.from({ length: 128 }, () => random() * 0.2);
    let float32 = 0;
    for (let j = 0; j < 128; j++) float32 = Math.fround(float32 + Math.fround(Math.fround(a[j]! - b[j]!) ** 2));
    expect(score(a, b, 'l2')).toBeLessThanOrEqual(bestScoreBeyond(float32, 128, 'l2'));
  }
});
