/** @file Leads: what else speaks for or against a candidate, that somebody acted on it, and how it turned out. */
import type { Act, Body } from '../../core/entry.ts';
import { leadKey, leadObstacle } from '../../core/reviewing.ts';
import { remarkSchema } from '../../core/review.ts';
import { recordRefusal } from '../authorising.ts';
import type { Case } from '../caseFolder.ts';
import { keep } from '../kept.ts';
import { findCandidate, reviewingOf } from './reviewed.ts';
import type { CandidateName } from './reviewed.ts';
import { checked } from './reviewing.ts';

/** The candidate as entries name it. */
function leadOf(opened: Case, name: CandidateName): Pick<Body<'lead-corroborated'>, 'search' | 'probe' | 'track' | 'rank'> {
  const { answer, candidate } = findCandidate(opened.db, name);
  return { search: name.search, probe: answer.probe, track: candidate.trackId, rank: candidate.rank };
}

/** Keeps the remark and appends the act with its commitment. Failure 'review-details' where it is empty. */
function remark<A extends Act>(opened: Case, text: string, act: A, bodyWith: (details: string) => Body<A>): void {
  opened.demand(act);
  const said = checked(remarkSchema, { text });
  opened.write('operator', (append) => append(act, bodyWith(keep(opened.db, said))));
}

/** Records what was found by other means than this search. Failures of findCandidate. */
export function corroborateLead(opened: Case, name: CandidateName, speaks: 'for' | 'against', text: string): void {
  const lead = leadOf(opened, name);
  remark(opened, text, 'lead-corroborated', (details) => ({ ...lead, speaks, details }));
}

/** Records that somebody acted on the lead; refused, which is an entry, where nothing is recorded that speaks for it. Failures 'lead-uncorroborated', 'lead-actioned-already'. */
export function actionLead(opened: Case, name: CandidateName, text: string): void {
  opened.demand('lead-actioned');
  const lead = leadOf(opened, name);
  const known = (): ReturnType<typeof reviewingOf>['leads'] => reviewingOf(opened.db).leads;
  const failure = leadObstacle(known().get(leadKey(lead)), lead.search, lead.rank);
  if (failure?.code === 'lead-uncorroborated') recordRefusal(opened, `act on candidate ${lead.rank} of ${lead.search}`, null, failure);
  if (failure) throw failure;
  remark(opened, text, 'lead-actioned', (details) => {
    const now = known().get(leadKey(lead));
    const again = leadObstacle(now, lead.search, lead.rank);
    if (again) throw again;
    return { ...lead, corroboration: now!.corroborated.findLast(({ body }) => body.speaks === 'for')!.entry, details };
  });
}

/** Records how the lead turned out; a later record stands for the earlier. */
export function recordOutcome(opened: Case, name: CandidateName, outcome: 'right' | 'wrong' | 'unverified', text: string): void {
  const lead = leadOf(opened, name);
  remark(opened, text, 'lead-outcome', (details) => ({ ...lead, outcome, details }));
}
