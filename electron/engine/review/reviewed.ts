/** @file What the record holds of reviews: line-ups, leads, and the candidates that they are about. */
import type { Database } from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import { advanceReviewing, noReviewing, reviewingActs } from '../../core/reviewing.ts';
import type { Lineup, Reviewing } from '../../core/reviewing.ts';
import type { Answer, Candidate, SearchResult } from '../../core/search.ts';
import { entriesOf } from '../records.ts';

/** By the entries that are there. */
export function reviewingOf(db: Database): Reviewing {
  return entriesOf(db, ...reviewingActs).reduce(advanceReviewing, noReviewing);
}

/** Failure 'lineup-unknown'. */
export function findLineup(db: Database, id: string): Lineup {
  const lineup = reviewingOf(db).lineups.get(id);
  if (!lineup) throw new Failure('lineup-unknown', { lineup: id });
  return lineup;
}

/** A candidate by its place in an answer of a search. `probe` null: the one asked for. */
export interface CandidateName {
  readonly search: string;
  readonly probe: string | null;
  readonly rank: number;
}

export interface NamedCandidate {
  /** Of every probe of the search. */
  readonly answers: readonly Answer[];
  readonly answer: Answer;
  readonly candidate: Candidate;
}

/** Failures 'search-unknown', 'candidate-unclear', 'candidate-unknown' (also where it was erased). */
export function findCandidate(db: Database, { search, probe, rank }: CandidateName): NamedCandidate {
  const number = /^S-([1-9][0-9]{0,14})$/.exec(search)?.[1];
  const row = number === undefined ? undefined : db.prepare<[number], { result: string | null }>('SELECT result FROM search WHERE number = ?').get(Number(number));
  if (!row || row.result === null) throw new Failure('search-unknown', { search });
  const { answers, list } = JSON.parse(row.result) as SearchResult;
  const probes = answers.map((each) => each.probe);
  const answer = probe === null && (list === null || answers.length === 1) ? answers[0] : answers.find((each) => each.probe === probe);
  if (!answer) throw new Failure('candidate-unclear', { search, probes });
  // What was erased stands in the list by its digest only.
  const candidate = answer.candidates.find((each) => each.rank === rank);
  if (!candidate) throw new Failure('candidate-unknown', { search, rank, candidates: answer.candidates.length });
  return { answers, answer, candidate };
}
