/** @file Keeps the vector index equal to SQLite: compared run by run, and made again where it differs. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { Failure } from '../core/failure.ts';
import { rowBytes } from '../../native/vectors/vectorIndex.ts';
import type { VectorIndex, VectorRow } from '../../native/vectors/vectorIndex.ts';
import { vectorOf } from './vectorBytes.ts';

/** What the index holds of some runs, for the record of a search. */
export interface IndexState {
  readonly rows: number;
  /** SHA-256 (hex) over the digests of the runs, in the order given. */
  readonly digest: string;
  /** Runs whose rows had to be made again from SQLite. */
  readonly rebuilt: number;
}

/**
 * Compares the index with SQLite, every vector of these runs (row numbers), and makes a run's rows again where they differ: LanceDB does
 * not sync to disk, may commit what was never acknowledged, and reads damaged vectors back without an error.
 * Failure 'index-inconsistent' where even new rows do not read back as they were written.
 */
export async function ensureIndex(db: Database, index: VectorIndex, runs: readonly number[]): Promise<IndexState> {
  const overall = createHash('sha256');
  let rows = 0, rebuilt = 0;
  for (const run of runs) {
    const expected = digestOf(db, run);
    const whole = { runs: [{ run, fromTicks: null, toTicks: null }], minimumQuality: 0 };
    if ((await index.count(whole)) !== expected.rows || (await index.digest(run)) !== expected.digest) {
      try {
        await index.replaceRun(run, rowsOf(db, run));
      } catch (cause) {
        throw new Failure('index-inconsistent', { detail: cause instanceof Error ? cause.message.split('\n', 1)[0]! : String(cause) }, { cause });
      }
      rebuilt += 1;
      if ((await index.digest(run)) !== expected.digest) throw new Failure('index-inconsistent', { detail: `run ${run} does not read back as written` });
    }
    rows += expected.rows;
    overall.update(expected.digest);
  }
  return { rows, digest: overall.digest('hex'), rebuilt };
}

function digestOf(db: Database, run: number): { rows: number; digest: string } {
  const hash = createHash('sha256');
  let rows = 0;
  for (const row of rowsOf(db, run)) {
    hash.update(rowBytes(row));
    rows += 1;
  }
  return { rows, digest: hash.digest('hex') };
}

function* rowsOf(db: Database, run: number): Generator<VectorRow> {
  const rows = db.prepare<[number], { key: bigint; ticks: bigint; quality: number; vector: Buffer }>(
    `SELECT e.key, e.ticks, s.quality, e.vector FROM embedding e JOIN sighting s ON s.run = e.run AND s.track = e.track AND s.ticks = e.ticks
     WHERE e.run = ? ORDER BY e.key`,
  ).safeIntegers(true);
  for (const row of rows.iterate(run)) yield { key: Number(row.key), ticks: row.ticks, quality: row.quality, vector: vectorOf(row.vector) };
}
