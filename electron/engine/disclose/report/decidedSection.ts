/** @file Section 7: who decided what: line-ups, descriptions, decisions, leads, corroboration and outcome. */
import { count, counted } from '../../../core/countWords.ts';
import type { Disclosure, DisclosedLead, DisclosedLineup, DisclosedReview, DisclosedSearch } from '../../../core/disclosure.ts';
import { conclusionWords, pickWords, scaleCaution } from '../../../core/review.ts';
import { caution, facts, heading, list, note, say, table } from './blocks.ts';
import type { ReportBlock, Rich } from './document.ts';
import { ended, moment, sentences, sources } from './words.ts';

const outcomeWords = { right: 'found to be right', wrong: 'found to be wrong', unverified: 'could not be verified' } as const;

export function whoDecidedWhat(s: DisclosedSearch): ReportBlock[] {
  const decided = s.lineups.some(({ reviews }) => reviews.some(({ decisions }) => decisions.length > 0));
  return [
    ...(s.lineups.length === 0 ? say('No line-up was made.') : []),
    ...(decided ? [caution('How to read a conclusion', scaleCaution)] : say('No decision was recorded: nobody has stated in this record whether a candidate is the person sought.')),
    ...s.lineups.flatMap(lineupBlocks),
    note(['Source: ', { code: sources.everything }, '.']),
    ...s.leads.flatMap(leadBlocks),
    ...(s.leads.length === 0 ? say('No corroboration, action or outcome is recorded for any candidate of this search.') : []),
  ];
}

function lineupBlocks(l: DisclosedLineup): ReportBlock[] {
  const { band } = l;
  return [
    heading(3, `Line-up ${l.lineup}: candidate ${l.rank} among ${l.fillers.length} others`),
    facts([
      ['Made', `on ${moment(l.createdAt)} by ${l.createdBy}`],
      ['The candidate', [{ code: l.track }]],
      ['The others (fillers)', `${count(l.fillers.length)} faces from the same footage, of like size and quality (${count(Math.round(band.eyesPx[0]))} to ${count(Math.round(band.eyesPx[1]))} pixels between the eyes, quality ${band.quality[0].toFixed(2)} to ${band.quality[1].toFixed(2)}${band.widened === 0 ? '' : `; these limits were widened ${counted(band.widened, 'time')} to find enough`}).`],
      ['Certainly other people?', l.uncertain.length === 0 ? 'Yes, all of them: a frame shows each together with the candidate.' : `Not all. ${count(l.uncertain.length)} of ${count(l.fillers.length)} are in no frame together with the candidate, and so might be the same person.`],
      ['Pairs of fillers that may be one person', count(l.unproven)],
      ['Order', ['Random for each reviewer, from the seed ', { code: l.seed }, ' and their key. Ranks and scores were not shown.']],
    ]),
    ...(l.reviews.length === 0 ? say('No reviewer has looked at it.') : l.reviews.flatMap(reviewBlocks)),
    ...(l.disagreement ? [caution('The reviewers disagree', 'Their conclusions, or their picks, differ. Both stand in the record.')] : []),
  ];
}

function reviewBlocks(review: DisclosedReview): ReportBlock[] {
  const { reviewer, describedAt, openedAt, description, decisions } = review;
  const steps: Rich[] = [
    describedAt === null ? 'No description of the face searched for is recorded.' : `On ${moment(describedAt)} described the face searched for, before seeing the line-up. The description could not be changed after that.`,
    openedAt === null ? 'Has not opened the line-up.' : `On ${moment(openedAt)} opened the line-up.`,
    ...decisions.map((decision, i): Rich => [
      `On ${moment(decision.at)} picked ${pickWords[decision.picked]}. Conclusion: `,
      { strong: `${decision.strength === null ? '' : `${decision.strength} `}${conclusionWords[decision.conclusion]}` },
      `. ${decision.blind ? 'The program had shown them no other decision by then.' : 'Another reviewer’s decision could be seen at that time.'} Reasons: ${ended(decision.reasons ?? 'erased, or none given')} Viewed: ${ended(decision.viewing ?? 'not stated')} (${decision.decision}${decision.supersedes === null ? '' : `, in place of ${decision.supersedes}`}${i === decisions.length - 1 ? ', stands' : ', superseded'})`,
    ]),
    ...(decisions.length === 0 ? ['Has recorded no decision.'] : []),
  ];
  const features = decisions.at(-1)?.features ?? [];
  const said = new Map([...description, ...features].map(({ component }) => [component, true]));
  return [
    ...say([{ strong: `Reviewer ${reviewer}` }]),
    list(steps, true),
    ...(said.size === 0 ? [] : [{
      kind: 'table', title: `What ${reviewer} saw, part by part`, columns: [{ title: 'Part', share: 1.2 }, { title: 'Face searched for, described first', share: 3 }, { title: 'Compared with the face picked', share: 3 }],
      rows: [...said.keys()].map((part) => [part.replaceAll('-', ' '), textsOf(description, part), textsOf(features, part)]),
    } as const]),
  ];
}

function textsOf(all: readonly { readonly component: string; readonly text: string }[], part: string): string {
  return sentences(all.filter(({ component }) => component === part).map(({ text }) => text), 'nothing recorded');
}

function leadBlocks({ rank, track, corroboration, actioned, outcome }: DisclosedLead): ReportBlock[] {
  return [
    heading(3, `What was done with candidate ${rank}`),
    facts([
      ['Track', [{ code: track }]],
      ['Acted on', actioned === null ? 'No.' : `On ${moment(actioned.at)}, recorded by ${actioned.by}: ${actioned.text ?? 'text erased'}`],
      ['Outcome', outcome === null ? 'None is recorded.' : `On ${moment(outcome.at)} ${outcomeWords[outcome.outcome]}, recorded by ${outcome.by}: ${outcome.text ?? 'text erased'}`],
    ]),
    ...table('Other evidence for and against this lead', [{ title: 'When', share: 2.6 }, { title: 'By', share: 1.6 }, { title: 'Speaks', share: 1 }, { title: 'What', share: 4 }],
      corroboration.map(({ at, by, speaks, text }) => [moment(at), by, speaks, text ?? 'text erased']), sources.everything, 'No other evidence for or against this lead is recorded.'),
  ];
}

/** How the reviewers of the case did where the right answer is known. */
export function reviewersTable(d: Disclosure): ReportBlock[] {
  if (d.reviewers.length === 0) return [];
  return [
    heading(2, 'How often reviewers picked somebody who is certainly another person'),
    ...say('Most fillers of a line-up are certainly not the candidate. Who picks one of them has erred. Only the first decision on each line-up counts, over the whole case. So few line-ups give no reliable rate.'),
    ...table('Picks', [{ title: 'Reviewer', share: 2 }, { title: 'Line-ups', share: 1, align: 'right' }, { title: 'Candidate', share: 1, align: 'right' }, { title: 'Certainly another person', share: 1.6, align: 'right' }, { title: 'Perhaps another person', share: 1.6, align: 'right' }, { title: 'Nobody', share: 1, align: 'right' }],
      d.reviewers.map((r) => [r.reviewer, count(r.lineups), count(r.candidates), count(r.fillers), count(r.uncertain), count(r.nobody)]), sources.everything, ''),
  ];
}
