/**
 * @file What a person who works on the case may see of reviews: a reviewer nothing of another's decision before their own, and never who is
 * the candidate. These calls keep it so; a reviewer who reads the case's files past this program has seen more, and no entry says so.
 */
import type { DisclosedReview } from '../../core/disclosure.ts';
import { Failure } from '../../core/failure.ts';
import { obstacle, reviewOf } from '../../core/reviewing.ts';
import type { Lineup } from '../../core/reviewing.ts';
import type { Member } from '../../core/role.ts';
import type { LineupView, ReviewerView, ShownReview, ShownReviews } from '../../core/shownReviews.ts';
import type { Case } from '../caseFolder.ts';
import { disclosedLeads, disclosedLineup, reviewerRecords } from './disclosed.ts';
import { reviewingOf } from './reviewed.ts';

/** Every review of the case as the operator at work may see it. Failures 'case-locked' (without knowing who asks, nothing is shown), 'operator-removed'. */
export function shownReviews(opened: Case): ShownReviews {
  const person = opened.operator;
  if (person === null) throw new Failure('case-locked', { folder: opened.folder });
  if (person.removedAt !== null) throw new Failure('operator-removed', { name: person.name, at: person.removedAt });
  const lineups = shownLineups(opened, person);
  if (person.roles.includes('reviewer')) return { lineups, records: null, leads: null };
  const searches = new Set([...reviewingOf(opened.db).leads.keys()].map((key) => key.split(' ')[0]!));
  return { lineups, records: reviewerRecords(opened.db), leads: [...searches].flatMap((search) => disclosedLeads(opened, search).map((lead) => ({ search, ...lead }))) };
}

function shownLineups(opened: Case, person: Member): LineupView[] {
  return [...reviewingOf(opened.db).lineups.values()].map((lineup) => (mayReview(lineup, person) ? { forReviewer: viewOf(opened, lineup, person) } : { whole: { search: lineup.created.body.search, ...disclosedLineup(opened.db, lineup) } }));
}

/** Whether the member could still be a reviewer of this line-up, or is one. */
function mayReview(lineup: Lineup, member: Member): boolean {
  return member.roles.includes('reviewer') && obstacle(lineup, member, { act: 'face-shown' }) === null;
}

function viewOf(opened: Case, lineup: Lineup, person: Member): ReviewerView {
  const own = reviewOf(lineup, person);
  const place = lineup.reviews.indexOf(own);
  const all = disclosedLineup(opened.db, lineup).reviews.map(withoutPick);
  return {
    lineup: lineup.created.body.lineup,
    pictures: lineup.created.body.fillers.length + 1,
    faceShownAt: own.shown?.at ?? null,
    own: all[place] ?? null,
    ownPicks: own.decisions.map(({ body }) => body.pick),
    others: own.decisions.length > 0 ? all.filter((_, i) => i !== place) : null,
  };
}

function withoutPick(review: DisclosedReview): ShownReview {
  return { ...review, decisions: review.decisions.map(({ picked: _picked, blind: _blind, ...rest }) => rest) };
}
