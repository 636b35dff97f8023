/** @file Doubts about how the candidates of a search were looked at, and what was done upon them. Pure; part of doubts.ts. */
import type { DisclosedLineup, DisclosedRecord, DisclosedSearch, Doubt } from '../../core/disclosure.ts';
import { conclusionWords, pickWords } from '../../core/review.ts';
import { moment } from './report/words.ts';

/** What the reviews and leads of one search leave open. */
export function reviewDoubts({ id, lineups, leads, result }: DisclosedSearch, { reviewers }: DisclosedRecord): Doubt[] {
  const found: Doubt[] = [];
  const tell = (code: string, sentence: string): void => void found.push({ code, sentence, where: 'disclosure.json' });
  const decided = lineups.filter((lineup) => standing(lineup).length > 0);
  if (result !== null && decided.length === 0) tell('no-review', `No reviewer has decided on any candidate of ${id}. What the software lists has been judged by nobody.`);
  const first = result?.answers[0]?.candidates[0];
  if (first && decided.length > 0 && !decided.some(({ track }) => track === first.trackId)) tell('first-not-reviewed', `Reviewers decided on rank ${decided.map(({ rank }) => rank).join(', ')} of ${id} and not on the candidate that comes first.`);
  for (const lineup of lineups) {
    const of = `the line-up ${lineup.lineup} (rank ${lineup.rank} of ${id})`;
    const decisions = standing(lineup);
    if (decisions.length === 1) tell('one-review', `Only one reviewer has decided on ${of}.`);
    if (lineup.disagreement) tell('reviewers-disagree', `The reviewers of ${of} disagree: ${decisions.map(({ reviewer, decision }) => `${reviewer}: ${conclusionWords[decision.conclusion]}, picked ${pickWords[decision.picked]}`).join('; ')}.`);
    if (lineup.uncertain.length > 0) tell('fillers-uncertain', `${lineup.uncertain.length} of the ${lineup.fillers.length} fillers of ${of} were never seen together with the candidate: each of them may be the candidate’s person.`);
    if (lineup.unproven > 0) tell('fillers-unproven', `${lineup.unproven} pairs of fillers of ${of} were never seen together: the two of a pair may be one person.`);
    if (lineup.band.widened > 0) tell('fillers-unlike', `Too few fillers of the candidate’s size and quality were there for ${of}: the band was widened ${lineup.band.widened} times.`);
    for (const { reviewer, decision } of decisions) {
      if (!decision.blind) tell('decision-not-blind', `The decision of ${reviewer} on ${of} was not blind: another reviewer’s decision could be seen.`);
      if (decision.picked === 'filler') tell('filler-picked', `In ${of} ${reviewer} picked somebody who is certainly another person.`);
      if (decision.picked === 'uncertain-filler') tell('uncertain-filler-picked', `In ${of} ${reviewer} picked somebody who is not certainly another person than the candidate.`);
      if (decision.picked === 'nobody') tell('nobody-picked', `In ${of} ${reviewer} picked nobody.`);
      if (decision.conclusion === 'different' || decision.conclusion === 'inconclusive' || decision.conclusion === 'unsuitable') tell('no-support', `On ${of} ${reviewer} concluded: ${conclusionWords[decision.conclusion]}.`);
    }
    for (const review of lineup.reviews) if (review.decisions.length > 1) tell('decision-superseded', `${review.reviewer} changed the decision on ${of}; all ${review.decisions.length} are in this bundle.`);
  }
  for (const lead of leads) {
    const of = `the lead at rank ${lead.rank} of ${id}`;
    if (lead.actioned && !decided.some(({ track }) => track === lead.track)) tell('decision-without-lineup', `${capital(of)} was acted upon, and no reviewer had decided on it in a line-up.`);
    for (const each of lead.corroboration) if (each.speaks === 'against') tell('corroboration-against', `Something speaks against ${of}, recorded on ${moment(each.at)} by ${each.by}${each.text === null ? '' : `: ${each.text}`}`);
    if (lead.outcome?.outcome === 'wrong') tell('outcome-wrong', `${capital(of)} turned out to be wrong, as recorded on ${moment(lead.outcome.at)} by ${lead.outcome.by}.`);
  }
  const here = new Set(lineups.flatMap(({ reviews }) => reviews.map(({ reviewer }) => reviewer)));
  for (const record of reviewers) {
    if (here.has(record.reviewer) && record.fillers > 0) tell('reviewer-picked-fillers', `${record.reviewer} picked somebody who is certainly another person in ${record.fillers} of ${record.lineups} line-ups of this case.`);
  }
  return found;
}

/** The decisions that stand: the last one of each reviewer. */
function standing({ reviews }: DisclosedLineup): { readonly reviewer: string; readonly decision: DisclosedLineup['reviews'][number]['decisions'][number] }[] {
  return reviews.flatMap(({ reviewer, decisions }) => decisions.slice(-1).map((decision) => ({ reviewer, decision })));
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
