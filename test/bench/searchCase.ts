/** @file S: exact search as the product does it (candidates from LanceDB, final scores in float64) against LanceDB alone and a plain scan. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { createCase } from '../../electron/engine/caseFolder.ts';
import { searchExactly } from '../../electron/engine/exactSearch.ts';
import { vectorBytes } from '../../electron/engine/vectorBytes.ts';
import { trackId } from '../../electron/core/ids.ts';
import type { RunId } from '../../electron/core/ids.ts';
import { rankTracks, score } from '../../electron/core/search.ts';
import { openLanceIndex } from '../../native/vectors/lanceIndex.ts';
import type { VectorIndex, VectorRow } from '../../native/vectors/vectorIndex.ts';
import { randomFrom } from '../../resources/demo/random.ts';
import { median } from './figure.ts';
import type { Figure } from './figure.ts';
import { putRun } from './stages.ts';

const dimension = 128, limit = 100;
const runId = '0'.repeat(32) as RunId;

/** Vectors as the default pack makes them: about 1.3 long, people about .6 apart. One row for each track. */
function vectors(rows: number, seed: number): Float32Array {
  const random = randomFrom(seed);
  const all = new Float32Array(rows * dimension);
  for (let i = 0; i < all.length; i++) all[i] = (random() + random() - 1) * 0.28;
  return all;
}

export interface Stored {
  readonly db: Database;
  readonly index: VectorIndex;
  readonly all: Float32Array;
  close(): Promise<void>;
}

/** A case with this many embeddings in SQLite and in LanceDB. */
export async function storeVectors(folder: string, rows: number): Promise<Stored> {
  const made = await createCase(join(folder, `search ${rows}`), { name: 'Bench', reference: 'B/1', operator: null, keyCost: 2 ** 14 }, join(folder, 'home'), 'bench');
  const all = vectors(rows, 5);
  const run = putRun(made);
  made.db.prepare('UPDATE run SET id = ? WHERE number = ?').run(runId, run);
  const put = made.db.prepare('INSERT INTO embedding (run, track, ticks, vector) VALUES (?, ?, ?, ?)');
  made.db.transaction(() => {
    for (let i = 0; i < rows; i++) put.run(run, i, i, vectorBytes(all.subarray(i * dimension, (i + 1) * dimension)));
  })();
  const index = await openLanceIndex(made.vectorsFolder, { digest: '0'.repeat(64), dimension });
  await index.replaceRun(run, rowsOf(all, rows));
  return { db: made.db, index, all, close: () => index.close().then(() => made.close()) };
}

function* rowsOf(all: Float32Array, rows: number): Generator<VectorRow> {
  for (let i = 0; i < rows; i++) yield { key: i + 1, ticks: BigInt(i), quality: 1, vector: all.subarray(i * dimension, (i + 1) * dimension) };
}

/** The whole of run 1. */
const scope = { runs: [{ run: 1, fromTicks: null, toTicks: null }], minimumQuality: 0 };

export const searchStored = ({ db, index }: Stored, query: Float32Array) => searchExactly(db, index, query, 'l2', scope, limit, null);

/** The best `limit` rows by float32 distances in a plain loop: the least that a scan in this language does. */
function plainScan(all: Float32Array, query: Float32Array): number[] {
  const best: { row: number; distance: number }[] = [];
  let worst = Infinity;
  for (let at = 0, row = 0; at < all.length; row++) {
    let sum = 0;
    for (let i = 0; i < dimension; i++, at++) {
      const difference = all[at]! - query[i]!;
      sum += difference * difference;
    }
    if (sum >= worst) continue;
    best.push({ row, distance: sum });
    if (best.length >= 2 * limit || (best.length >= limit && worst === Infinity)) {
      best.sort((a, b) => a.distance - b.distance);
      best.length = limit;
      worst = best.at(-1)!.distance;
    }
  }
  return best.sort((a, b) => a.distance - b.distance).slice(0, limit).map(({ row }) => row);
}

/** `queries` near stored vectors: someone who is there, seen again. */
export function queryNear({ all }: Pick<Stored, 'all'>, n: number): Float32Array {
  const random = randomFrom(100 + n);
  const row = Math.floor(random() * (all.length / dimension));
  return all.slice(row * dimension, (row + 1) * dimension).map((v) => v + (random() - 0.5) * 0.1);
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export async function measureSearch(folder: string, rows: number, queries: number): Promise<Figure[]> {
  const stored = await storeVectors(folder, rows);
  try {
    const times = { exact: [] as number[], lance: [] as number[], plain: [] as number[] };
    let scored = 0, right = 0;
    for (let n = 0; n < queries; n++) {
      const query = queryNear(stored, n);
      times.lance.push(await milliseconds(() => stored.index.search(query, limit, scope)));
      times.plain.push(await milliseconds(() => plainScan(stored.all, query)));
      let found: Awaited<ReturnType<typeof searchStored>> | undefined;
      times.exact.push(await milliseconds(async () => (found = await searchStored(stored, query))));
      scored += found!.rowsScored / queries;
      right += sameAsFullScan(stored.all, query, found!.ranked) ? 1 : 0;
    }
    if (right !== queries) throw new Error(`only ${right} of ${queries} answers equal a full scan in float64`);
    const [exact, lance, plain] = [median(times.exact), median(times.lance), median(times.plain)];
    const size = `${rows.toLocaleString('en-GB')} x ${dimension}`;
    const note = `median of ${queries} queries; each answer equalled a full scan in float64, scores bit for bit; ${Math.round(scored)} rows scored again on average`;
    return [
      { id: 'S lance', what: `exact top-${limit} of ${size} against LanceDB’s flat search alone`, unit: 'ms', ours: exact, limit: lance, goal: 'reported', met: null, note },
      { id: 'S plain', what: `exact top-${limit} of ${size} against a plain Float32Array scan`, unit: 'ms', ours: exact, limit: plain, goal: 'reported', met: null, note: 'the kernel that beats the scan (S1) is not part of this version' },
    ];
  } finally {
    await stored.close();
  }
}

function sameAsFullScan(all: Float32Array, query: Float32Array, ranked: readonly { track: string; score: number }[]): boolean {
  const every = Array.from({ length: all.length / dimension }, (_, i) => ({ track: trackId(runId, i), ticks: BigInt(i), score: score(query, all.subarray(i * dimension, (i + 1) * dimension), 'l2') }));
  const expected = rankTracks(every).slice(0, limit);
  return expected.length === ranked.length && expected.every(({ track, score: value }, i) => ranked[i]!.track === track && Object.is(ranked[i]!.score, value));
}
