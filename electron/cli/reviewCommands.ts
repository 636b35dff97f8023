/** @file Commands of review: lineup create|face|open|show, describe, decide. */
import { resolve } from 'node:path';
import { clopperPearson } from '../core/interval.ts';
import type { ReviewerRecord } from '../core/disclosure.ts';
import { Failure } from '../core/failure.ts';
import { conclusionWords, conclusions, faceComponents, fewestDescribed, fewestFillers, notVisible, pickWords, scaleCaution, strengths } from '../core/review.ts';
import type { Description } from '../core/review.ts';
import type { LineupView, ReviewerView } from '../core/shownReviews.ts';
import { choice, inCase, list, text, UsageError, wholeNumber } from './command.ts';
import type { Command, Flags } from './command.ts';
import { table } from './terminal.ts';

const lineupOption: Command['options'] = { lineup: { kind: 'text', value: 'V-N', required: true, says: 'the line-up' } };

/** How a candidate is named on the command line. */
export const candidateOptions: Command['options'] = {
  search: { kind: 'text', value: 'S-N', required: true, says: 'the search' },
  candidate: { kind: 'text', value: 'RANK', required: true, says: 'the candidate, by its rank' },
  probe: { kind: 'text', value: 'ID', says: 'of which probe, where a list was searched with' },
};

/** The candidate that the flags name. */
export function candidateOf(flags: Flags): { search: string; probe: string | null; rank: number } {
  return { search: text(flags, 'search')!, probe: text(flags, 'probe') ?? null, rank: wholeNumber(flags, 'candidate', 1, 1_000_000)! };
}

export const lineupCreate: Command = {
  usage: 'lineup create <folder> --search S-N --candidate RANK',
  summary: 'puts a candidate among people of the same footage who are certainly others, for a blind decision',
  words: [1, 1],
  options: {
    ...candidateOptions,
    fillers: { kind: 'text', value: 'N', says: `how many others (${fewestFillers})` },
    'also-uncertain': { kind: 'yes', says: 'where too few are seen together with the candidate: also people seen together with one of those; recorded as not certain' },
  },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { engine, flags, job } = context;
      const fillers = wholeNumber(flags, 'fillers', fewestFillers, 20) ?? fewestFillers;
      const made = await engine.review.createLineup(opened, { ...candidateOf(flags), fillers, alsoUncertain: flags['also-uncertain'] === true }, job);
      const { lineup, uncertain, unproven, widened } = made;
      return {
        json: { lineup: made },
        text: [
          `Line-up ${lineup}: the candidate and ${fillers} others from the same footage${widened === 0 ? '' : `; to find them, the band of size and quality was widened ${widened === 1 ? 'once' : 'twice'}`}.`,
          ...(uncertain > 0 ? [`${uncertain} of them ${uncertain === 1 ? 'is' : 'are'} not certainly somebody else than the candidate: no frame shows them together.`] : []),
          ...(unproven > 0 ? [`${unproven} ${unproven === 1 ? 'pair' : 'pairs'} of them ${unproven === 1 ? 'is' : 'are'} not certainly two people: no frame shows them together.`] : []),
          'A reviewer sees scores, ranks and who is the candidate nowhere. Tell them the number of the line-up and nothing else.',
        ].join('\n'),
        exit: 0,
      };
    }),
};

export const lineupFace: Command = {
  usage: 'lineup face <folder> --lineup V-N --to FILE.png',
  summary: 'hands a reviewer the questioned face: the face that is searched for',
  words: [1, 1],
  options: { ...lineupOption, to: { kind: 'text', value: 'FILE.png', required: true, says: 'a new file' } },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const lineup = text(context.flags, 'lineup')!, file = resolve(text(context.flags, 'to')!);
      const { sha256 } = await context.engine.review.showFace(opened, lineup, file);
      return { json: { lineup, file, sha256 }, text: `Written: ${file}\nDescribe this face (“describe”) before the line-up is opened.`, exit: 0 };
    }),
};

export const describe: Command = {
  usage: 'describe <folder> --lineup V-N --feature PART=TEXT ...',
  summary: 'records and locks a reviewer’s description of the questioned face, before they see the line-up',
  words: [1, 1],
  options: {
    ...lineupOption,
    feature: { kind: 'list', value: 'PART=TEXT', required: true, says: `at least ${fewestDescribed} parts; TEXT may be “${notVisible}”. PART: ${faceComponents.join(', ')}` },
  },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const lineup = text(context.flags, 'lineup')!;
      const features = featuresOf(context.flags);
      context.engine.review.describe(opened, lineup, { features });
      return { json: { lineup, features }, text: `Recorded and locked: ${features.length} parts of the face of line-up ${lineup}. It can be opened now (“lineup open”).`, exit: 0 };
    }),
};

export const lineupOpen: Command = {
  usage: 'lineup open <folder> --lineup V-N --to FOLDER',
  summary: 'hands a reviewer the pictures of a line-up, in an order of their own',
  words: [1, 1],
  options: { ...lineupOption, to: { kind: 'text', value: 'FOLDER', required: true, says: 'a new folder' } },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const lineup = text(context.flags, 'lineup')!, folder = resolve(text(context.flags, 'to')!);
      const { files } = await context.engine.review.openLineup(opened, lineup, folder, context.job);
      return {
        json: { lineup, folder, files },
        text: [
          `Written to ${folder}:`,
          '  questioned.png   the face that is searched for',
          `  1.png to ${files.length - 2}.png   the faces of the line-up, each in the original’s own pixels`,
          '  sheet.png        all of them, brought to one size and numbered',
          'The person who is searched for may be none of them.',
        ].join('\n'),
        exit: 0,
      };
    }),
};

export const decide: Command = {
  usage: 'decide <folder> --lineup V-N --pick N|nobody --conclusion WORD --reasons TEXT',
  summary: 'records a reviewer’s decision; superseded by a later one of theirs, never changed',
  words: [1, 1],
  options: {
    ...lineupOption,
    pick: { kind: 'text', value: 'N|nobody', required: true, says: 'the picture, by its number' },
    conclusion: { kind: 'text', value: 'WORD', required: true, says: conclusions.map((each) => `${each} (${conclusionWords[each]})`).join(', ') },
    strength: { kind: 'text', value: 'WORD', says: `of a support: ${strengths.join(', ')}` },
    reasons: { kind: 'text', value: 'TEXT', required: true, says: 'why' },
    feature: { kind: 'list', value: 'PART=TEXT', says: 'what was compared, with what it showed; parts as in “describe”' },
    viewing: { kind: 'text', value: 'TEXT', says: 'screen, size, light' },
    supersedes: { kind: 'text', value: 'D-N', says: 'your own decision that this one takes the place of' },
  },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { engine, flags } = context;
      const lineup = text(flags, 'lineup')!;
      const conclusion = choice(flags, 'conclusion', conclusions)!;
      const { decision } = engine.review.decide(opened, lineup, {
        pick: text(flags, 'pick') === 'nobody' ? null : wholeNumber(flags, 'pick', 1, 1000)!, conclusion, strength: choice(flags, 'strength', strengths) ?? null,
        reasons: text(flags, 'reasons')!, features: featuresOf(flags), viewing: text(flags, 'viewing') ?? null, supersedes: text(flags, 'supersedes') ?? null,
      });
      return { json: { decision, lineup, conclusion, caution: scaleCaution }, text: `Recorded as ${decision}: ${conclusionWords[conclusion]}.\n${scaleCaution}`, exit: 0 };
    }),
};

export const lineupShow: Command = {
  usage: 'lineup show <folder>',
  summary: 'line-ups and decisions; to a reviewer nothing of another’s decision before their own',
  words: [1, 1],
  options: { lineup: { kind: 'text', value: 'V-N', says: 'only this one' } },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const only = text(context.flags, 'lineup');
      const { lineups, records } = context.engine.review.show(opened);
      const shown = lineups.filter((view) => only === undefined || nameOf(view) === only);
      if (only !== undefined && shown.length === 0) throw new Failure('lineup-unknown', { lineup: only });
      const caution = shown.length > 0 ? [scaleCaution] : [];
      return {
        json: { lineups: shown, records: records?.map((record) => ({ ...record, fillerPicks: errorRate(record) })) ?? null, caution: scaleCaution },
        text: [...shown.map((view) => ('whole' in view ? wholeText(view.whole) : reviewerText(view.forReviewer))), ...(records ? recordsText(records) : []), ...caution].join('\n') || 'There is no line-up.',
        exit: 0,
      };
    }),
};

function nameOf(view: LineupView): string {
  return 'whole' in view ? view.whole.lineup : view.forReviewer.lineup;
}

type Stated = { readonly reviewer: string; readonly decisions: readonly { readonly decision: string; readonly at: string; readonly conclusion: keyof typeof conclusionWords; readonly strength: string | null; readonly reasons: string | null }[] };

function decisionLines({ reviewer, decisions }: Stated, more: (i: number) => string): string[] {
  return decisions.map((d, i) => `  ${d.decision}  ${d.at}  ${reviewer}: ${conclusionWords[d.conclusion]}${d.strength === null ? '' : `, ${d.strength}`}${more(i)}. ${d.reasons ?? 'The reasons were erased.'}${i < decisions.length - 1 ? ' (superseded)' : ''}`);
}

function wholeText({ lineup, probe, rank, track, fillers, uncertain, unproven, reviews, disagreement }: Extract<LineupView, { whole: unknown }>['whole']): string {
  return [
    `Line-up ${lineup}: candidate ${rank} for the probe ${probe} (${track}) among ${fillers.length} others`,
    ...(uncertain.length + unproven > 0 ? [`  Certainly other people than the candidate: ${fillers.length - uncertain.length} of ${fillers.length}. Pairs of others not certainly two people: ${unproven}.`] : []),
    ...reviews.flatMap((review) => decisionLines(review, (i) => `; picked ${pickWords[review.decisions[i]!.picked]}${review.decisions[i]!.blind ? '' : ' (made when another’s decision could be seen)'}`)),
    ...reviews.filter(({ decisions }) => decisions.length === 0).map(({ reviewer, describedAt, openedAt }) => `  ${reviewer}: ${openedAt !== null ? 'opened it' : describedAt !== null ? 'described the face' : 'saw the face'}, no decision yet`),
    ...(disagreement ? ['  The reviewers disagree.'] : []),
  ].join('\n');
}

function reviewerText({ lineup, pictures, faceShownAt, own, others }: ReviewerView): string {
  const next = own?.openedAt ? 'decide' : own?.describedAt ? 'lineup open' : faceShownAt ? 'describe' : 'lineup face';
  return [
    `Line-up ${lineup}: ${pictures} pictures`,
    ...(own ? decisionLines(own, () => '') : []),
    others === null ? `  Your next step is “${next}”. What other reviewers did is withheld until you have decided.` : others.length === 0 ? '  Nobody else has reviewed it.' : '  Others:',
    ...(others ?? []).flatMap((other) => decisionLines(other, () => '')),
  ].join('\n');
}

/** Picks of fillers who are certainly other people, of all line-ups decided, with a 95 % interval. */
function errorRate({ lineups, fillers }: Pick<ReviewerRecord, 'lineups' | 'fillers'>): { readonly of: number; readonly picked: number; readonly low: number; readonly high: number } {
  const [low, high] = clopperPearson(fillers, lineups);
  return { of: lineups, picked: fillers, low, high };
}

function recordsText(records: readonly ReviewerRecord[]): string[] {
  if (records.length === 0) return ['No line-up was decided; nothing can be said of how often fillers are picked.'];
  const sum = (key: 'lineups' | 'candidates' | 'fillers' | 'uncertain' | 'nobody'): number => records.reduce((total, record) => total + record[key], 0);
  const all: ReviewerRecord = { reviewer: 'this case', lineups: sum('lineups'), candidates: sum('candidates'), fillers: sum('fillers'), uncertain: sum('uncertain'), nobody: sum('nobody') };
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const rows = [...records, all].map((record) => {
    const { low, high } = errorRate(record);
    return [record.reviewer, ...[record.lineups, record.candidates, record.fillers, record.uncertain, record.nobody].map(String), `${percent(record.fillers / record.lineups)} (${percent(low)} to ${percent(high)})`];
  });
  const numbers = ['line-ups', 'candidate', 'filler', 'uncertain filler', 'nobody', 'fillers picked (95 % interval)'];
  return [
    table(['reviewer', ...numbers], rows, numbers),
    'A filler is certainly not the candidate, so picking one is an error that can be counted. It is counted over the first decision on each line-up (Clopper and',
    'Pearson’s interval). It does not say how often a pick of a candidate is wrong, and few line-ups say little.',
  ];
}

/** `nose=broad, flat tip`, as often as given. */
function featuresOf(flags: Flags): Description['features'] {
  return list(flags, 'feature').map((given) => {
    const [, name, said] = /^([^=]*)=([^]*)$/.exec(given) ?? [];
    const component = faceComponents.find((each) => each === name);
    if (component === undefined || said === undefined) throw new UsageError(`--feature takes PART=TEXT with one of ${faceComponents.join(', ')}, not “${given}”`);
    return { component, text: said };
  });
}
