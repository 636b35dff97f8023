/** @file Exact search: candidates from the vector index, final scores from SQLite in float64, and the proof that nothing better was left out. */
import type { Database } from 'better-sqlite3';
import { Failure } from '../core/failure.ts';
import { trackId } from '../core/ids.ts';
import type { RunId } from '../core/ids.ts';
import { bestScoreBeyond, rankTracks, score } from '../core/search.ts';
import type { Metric, ScoredSighting } from '../core/search.ts';
import type { VectorIndex, VectorScope } from '../../native/vectors/vectorIndex.ts';
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
