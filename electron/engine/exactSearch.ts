/**
 * @file Exact search, twice: every row of the scope scored in float64 from SQLite, and the candidates found on their own way through the
 * vector index, with the proof that nothing better was left out. A search needs both to agree.
 */
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { Failure } from '../core/failure.ts';
import { trackId } from '../core/ids.ts';
import type { RunId, TrackId } from '../core/ids.ts';
import { bestScoreBeyond, byScore, rankTracks, score } from '../core/search.ts';
import type { Metric, ScoredSighting } from '../core/search.ts';
import type { VectorIndex, VectorScope } from '../../native/vectors/vectorIndex.ts';
import type { Turn } from './turns.ts';
import { vectorOf } from './vectorBytes.ts';

interface EmbeddingRow {
  readonly run_id: RunId;
  readonly track: bigint;
  readonly ticks: bigint;
  readonly vector: Buffer;
}

/** How many rows are asked for at first; doubled until the bound closes. */
const FIRST_ROWS = 256;

/**
 * The `limit` best tracks in scope with at least `threshold` (null: no threshold), exactly as a scan of every row in float64 would give them.
 * The index is asked for more and more of its nearest rows until no row beyond them can reach the worst track kept.
 */
export async function searchExactly(
  db: Database, index: VectorIndex, query: Float32Array, metric: Metric, scope: VectorScope, limit: number, threshold: number | null,
): Promise<{ ranked: ScoredSighting[]; rowsScored: number }> {
  const total = await index.count(scope);
  const find = db.prepare<[number], EmbeddingRow>(
    'SELECT run.id AS run_id, e.track, e.ticks, e.vector FROM embedding e JOIN run ON run.number = e.run WHERE e.key = ?',
  ).safeIntegers(true);
  const scored = new Map<number, ScoredSighting>();
  for (let count = FIRST_ROWS; ; count *= 4) {
    const nearest = await index.search(query, Math.min(count, total), scope);
    for (const { key } of nearest) {
      if (scored.has(key)) continue;
      const row = find.get(key);
      if (!row) throw new Failure('index-inconsistent', { detail: `it holds a row ${key} that the record does not` });
      scored.set(key, { track: trackId(row.run_id, Number(row.track)), ticks: row.ticks, score: score(query, vectorOf(row.vector), metric) });
    }
    const ranked = rankTracks(scored.values()).filter((track) => threshold === null || track.score >= threshold);
    const last = nearest.at(-1);
    if (nearest.length < Math.min(count, total)) throw new Failure('index-inconsistent', { detail: `it gave ${nearest.length} of ${total} rows` });
    if (!last || nearest.length === total) return { ranked: ranked.slice(0, limit), rowsScored: scored.size };
    const beyond = bestScoreBeyond(last.squaredDistance, query.length, metric);
    const worstKept = ranked.length >= limit ? ranked[limit - 1]!.score : threshold;
    // Strictly: an equal score beyond could still win its tie by track id.
    if (worstKept !== null && beyond < worstKept) return { ranked: ranked.slice(0, limit), rowsScored: scored.size };
  }
}

/** Every track in scope with its best score for each of the vectors searched for. */
export interface Scan {
  readonly tracks: number;
  readonly sightings: number;
  /** All of them for one vector (by its place), best first; ties as rankTracks breaks them. */
  ranked(query: number): Promise<ScoredSighting[]>;
}

/** The best of one track for each query. */
interface Best {
  readonly track: TrackId;
  readonly scores: Float64Array;
  readonly ticks: BigInt64Array;
}

/** Products of differences between two turns, and the most rows read: some milliseconds each. */
const STEP_TERMS = 2_000_000, STEP_ROWS = 512;
/** Rows sorted or merged between two turns. */
const SORT_ROWS = 4096;

/**
 * Scores every row in scope; the index is not asked. Rows are read by run and time, so that of equal scores the earliest is kept.
 * Failure 'case-damaged' where a stored vector is none.
 */
export async function scanScope(db: Database, queries: readonly Float32Array[], metric: Metric, scope: VectorScope, turn: Turn): Promise<Scan> {
  const dimension = queries[0]!.length;
  const rows = Math.max(16, Math.min(STEP_ROWS, Math.floor(STEP_TERMS / (dimension * queries.length))));
  const read = db.prepare<[{ run: number; ticks: bigint; key: bigint; to: bigint; quality: number; rows: number }], Omit<EmbeddingRow, 'run_id'> & { readonly key: bigint }>(
    `SELECT e.key, e.track, e.ticks, e.vector FROM embedding e
     ${scope.minimumQuality > 0 ? 'JOIN sighting s ON s.run = e.run AND s.track = e.track AND s.ticks = e.ticks AND s.quality >= @quality' : ''}
     WHERE e.run = @run AND e.ticks >= @ticks AND e.ticks <= @to AND (e.ticks > @ticks OR e.key > @key) ORDER BY e.ticks, e.key LIMIT @rows`,
  ).safeIntegers(true);
  const runId = db.prepare<[number], RunId>('SELECT id FROM run WHERE number = ?').pluck();
  const all: Best[] = [];
  let sightings = 0;
  for (const { run, fromTicks, toTicks } of scope.runs) {
    const id = runId.get(run)!;
    const best = new Map<bigint, Best>();
    let place = { ticks: fromTicks ?? LEAST, key: LEAST };
    for (;;) {
      await turn();
      const found = read.all({ run, ...place, to: toTicks ?? MOST, quality: scope.minimumQuality, rows });
      for (const { track, ticks, vector } of found) {
        let known = best.get(track);
        if (!known) best.set(track, (known = { track: trackId(id, Number(track)), scores: new Float64Array(queries.length).fill(-Infinity), ticks: new BigInt64Array(queries.length) }));
        const values = vectorOf(vector);
        for (const [i, query] of queries.entries()) {
          const got = values.length === dimension ? score(query, values, metric) : Number.NaN;
          if (!Number.isFinite(got)) throw new Failure('case-damaged', { folder: dirname(db.name), reason: 'a stored vector is not what it should be; run “ledger verify”' });
          if (got <= known.scores[i]!) continue;
          known.scores[i] = got;
          known.ticks[i] = ticks;
        }
      }
      sightings += found.length;
      const last = found.at(-1);
      if (!last || found.length < rows) break;
      place = last;
    }
    for (const each of best.values()) all.push(each);
  }
  return {
    tracks: all.length,
    sightings,
    ranked: (query) => rank(all, query, turn),
  };
}

const LEAST = -(2n ** 63n), MOST = 2n ** 63n - 1n;

/** One vector's ranking of all tracks: sorted in pieces that are then merged, with turns in between. */
async function rank(all: readonly Best[], query: number, turn: Turn): Promise<ScoredSighting[]> {
  let pieces: ScoredSighting[][] = [];
  for (let from = 0; from < all.length; from += SORT_ROWS) {
    await turn();
    pieces.push(all.slice(from, from + SORT_ROWS).map(({ track, scores, ticks }) => ({ track, score: scores[query]!, ticks: ticks[query]! })).sort(byScore));
  }
  while (pieces.length > 1) {
    const merged: ScoredSighting[][] = [];
    for (let i = 0; i < pieces.length; i += 2) merged.push(i + 1 < pieces.length ? await merge(pieces[i]!, pieces[i + 1]!, turn) : pieces[i]!);
    pieces = merged;
  }
  return pieces[0] ?? [];
}

async function merge(a: readonly ScoredSighting[], b: readonly ScoredSighting[], turn: Turn): Promise<ScoredSighting[]> {
  const both: ScoredSighting[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (both.length % SORT_ROWS === 0) await turn();
    both.push(j === b.length || (i < a.length && byScore(a[i]!, b[j]!) < 0) ? a[i++]! : b[j++]!);
  }
  return both;
}
