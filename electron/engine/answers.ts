/** @file Answers: how candidates become the digests that the ledger states, and the kept results of searches, also for somebody’s eyes. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { Failure } from '../core/failure.ts';
import type { Candidate, ErasedCandidate, ScoredSighting, SearchResult } from '../core/search.ts';
import { canonical } from '../ledger/canonical.ts';
import type { Case } from './caseFolder.ts';
import { sha256 } from './hash.ts';
import { entriesOf } from './records.ts';
import type { Turn } from './turns.ts';

/** SHA-256 (hex) of a list of candidates; of an erased one its digest stands for it. See Answer.digest. */
export function candidatesDigest(candidates: readonly Candidate[], erased: readonly ErasedCandidate[]): string {
  const digests = [...candidates.map((candidate) => ({ rank: candidate.rank, digest: sha256(canonical(candidate)) })), ...erased].sort((a, b) => a.rank - b.rank);
  return sha256(canonical(digests.map(({ digest }) => digest)));
}

/** SHA-256 (hex) of the tracks that are no candidates. See Answer.rest. */
export async function restDigest(rest: readonly ScoredSighting[], turn: Turn): Promise<string> {
  const hash = createHash('sha256').update('[');
  for (const [i, { track, ticks, score }] of rest.entries()) {
    if (i % 512 === 0) await turn();
    hash.update(`${i === 0 ? '' : ','}${canonical([track, String(ticks), score])}`);
  }
  return hash.update(']').digest('hex');
}

/** The kept result of a search as it stands; null where it was not answered. Failure 'search-unknown'. */
export function findResult(db: Database, search: string): SearchResult | null {
  if (!entriesOf(db, 'search-requested').some(({ body }) => body.search === search)) throw new Failure('search-unknown', { search });
  const text = db.prepare<[number], string>('SELECT result FROM search WHERE number = ?').pluck().get(Number(search.slice(2)));
  return text === undefined ? null : (JSON.parse(text) as SearchResult);
}

/** As findResult, for the operator at work to look at, which is an entry before it is returned. Failures 'search-unknown', 'role-missing'. */
export function showResult(opened: Case, search: string): SearchResult | null {
  opened.demand('search-shown');
  return opened.write('operator', (append) => {
    const result = findResult(opened.db, search);
    append('search-shown', { search });
    return result;
  });
}
