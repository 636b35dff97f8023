/** @file The kept results of searches: read one after the other, and rid of the candidates whose tracks are erased. */
import type { Database } from 'better-sqlite3';
import type { Answer, Candidate, ErasedCandidate, SearchResult } from '../../core/search.ts';
import { canonical } from '../../ledger/canonical.ts';
import { sha256 } from '../hash.ts';

/** The result of every answered search, in order. */
export function* eachResult(db: Database): Generator<{ readonly number: number; readonly result: SearchResult }> {
  // All numbers first: rows may be changed while the caller goes along.
  const numbers = db.prepare<[], number>('SELECT number FROM search ORDER BY number').pluck().all();
  const read = db.prepare<[number], string>('SELECT result FROM search WHERE number = ?').pluck();
  for (const number of numbers) yield { number, result: JSON.parse(read.get(number)!) as SearchResult };
}

/** Leaves of these tracks’ candidates, in every result, their rank and digest; returns how many there were. */
export function forgetCandidates(db: Database, tracks: ReadonlySet<string>): number {
  const put = db.prepare('UPDATE search SET result = ? WHERE number = ?');
  let gone = 0;
  for (const { number, result } of eachResult(db)) {
    let here = 0;
    const without = (list: readonly Candidate[], erased: readonly ErasedCandidate[]): { readonly kept: Candidate[]; readonly erased: ErasedCandidate[] } => {
      const leaving = list.filter(({ trackId }) => tracks.has(trackId));
      here += leaving.length;
      const digests = leaving.map((candidate) => ({ rank: candidate.rank, digest: sha256(canonical(candidate)) }));
      return { kept: list.filter(({ trackId }) => !tracks.has(trackId)), erased: [...erased, ...digests].sort((a, b) => a.rank - b.rank) };
    };
    const answers = result.answers.map((answer): Answer => {
      const best = without(answer.candidates, answer.erased), rest = without(answer.rest.nearest, answer.rest.erased);
      return { ...answer, candidates: best.kept, erased: best.erased, rest: { ...answer.rest, nearest: rest.kept, erased: rest.erased } };
    });
    if (here > 0) put.run(canonical({ ...result, answers }), number);
    gone += here;
  }
  return gone;
}
