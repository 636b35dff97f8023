/** @file Which tracks reviewers decided on, for those who may see what searches gave. Reads only. */
import { conclusionWords } from '../../core/review.ts';
import type { DecidedTrack } from '../../core/timeline.ts';
import type { Case } from '../caseFolder.ts';
import { findCandidate, reviewingOf } from '../review/reviewed.ts';
import { Failure } from '../../core/failure.ts';

/** The standing decision of each reviewer. Failure 'role-missing': reviewers are shown nothing that would bias them. */
export function decidedTracks(opened: Case): DecidedTrack[] {
  opened.demand('search-shown');
  return [...reviewingOf(opened.db).lineups.values()].flatMap(({ created: { body }, reviews }) => {
    const standing = reviews.flatMap(({ reviewer, decisions }) => (decisions.length === 0 ? [] : [{ reviewer, ...decisions.at(-1)!.body }]));
    const candidate = standing.length === 0 ? null : candidateOf(opened, body);
    return candidate === null ? [] : standing.map(({ decision, conclusion, strength, reviewer }) => ({
      trackId: candidate.trackId, footageId: candidate.footageId, ticks: candidate.bestTicks, decision, reviewer: reviewer.name,
      conclusion: `${strength === null ? '' : `${strength} `}${conclusionWords[conclusion]}`, search: body.search, rank: body.rank,
    }));
  });
}

/** Null where it was erased. */
function candidateOf(opened: Case, name: { readonly search: string; readonly probe: string; readonly rank: number }) {
  try {
    return findCandidate(opened.db, name).candidate;
  } catch (error) {
    if (error instanceof Failure && error.code === 'candidate-unknown') return null;
    throw error;
  }
}
