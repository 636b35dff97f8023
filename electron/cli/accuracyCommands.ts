/** @file Commands about chance and error: search estimate, same-frame show|judge, non-mated measure|show, threshold allow, likelihood-ratio, accuracy-statement. */
import { resolve } from 'node:path';
import { figure, measuredText } from '../core/chance.ts';
import { chanceSentence, partLines } from '../core/chanceWords.ts';
import { shown } from '../core/failure.ts';
import type { Estimate, ThresholdSide } from '../core/search.ts';
import { judgePair } from '../engine/accuracy/footagePairs.ts';
import type { BandAccuracy, CameraAccuracy } from '../engine/accuracy/footageAccuracy.ts';
import { listNonMated } from '../engine/accuracy/nonMated.ts';
import type { NonMatedMeasurement } from '../engine/accuracy/nonMated.ts';
import { allowThreshold } from '../engine/accuracy/estimating.ts';
import { defaultPack, loadPack } from '../engine/models.ts';
import { inCase, list, number, text, UsageError, wholeNumber } from './command.ts';
import type { Command } from './command.ts';
import { searchOptions, searchRequest } from './searchCommands.ts';
import { table } from './terminal.ts';

const packOption: Command['options'] = { pack: { kind: 'text', value: 'ID', says: `model pack (${defaultPack})` } };

export const searchEstimate: Command = {
  usage: 'search estimate <folder> --probe ID  |  search estimate <folder> --list L-n',
  summary: 'how many candidates a search would give by chance, and what it would miss; compares nothing and shows no face',
  words: [1, 1],
  options: searchOptions,
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const found = await context.engine.estimate(opened, searchRequest(context.flags), text(context.flags, 'pack') ?? defaultPack, context.job);
      return { json: { estimate: found }, text: estimateText(found), exit: 0 };
    }),
};

function estimateText({ threshold, record, chosen, others }: Estimate): string {
  const sides = [...(chosen ? [chosen] : []), ...others];
  return [
    chanceSentence(record, threshold),
    ...partLines(record).map((line) => `  ${line}`),
    ...(sides.length === 0 ? [] : ['What a threshold costs on both sides:', table(['asked', 'threshold', 'expected by chance', 'share of true sightings missed'], sides.map(sideRow), ['threshold'])]),
    'Nothing was compared.',
  ].join('\n');
}

function sideRow({ target, threshold, expected, missed }: ThresholdSide): string[] {
  return [target === null ? 'this threshold' : `at most ${figure(target)}`, threshold === null ? 'none' : threshold.toFixed(4), expected === null ? 'not resolved' : measuredText(expected), missed === null ? 'not measured' : measuredText(missed)];
}

export const sameFrameShow: Command = {
  usage: 'same-frame show <folder>',
  summary: 'what the footage itself says of chance: faces of one frame are different people, so what they score is a false-positive rate',
  words: [1, 1],
  options: packOption,
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const cameras = await context.engine.footageAccuracy(opened, text(context.flags, 'pack') ?? defaultPack, context.job);
      return { json: { cameras }, text: cameras.length === 0 ? 'No footage is indexed with this pack.' : cameras.map(cameraText).join('\n\n'), exit: 0 };
    }),
};

function cameraText({ camera, exhibit, bands, leftOut, notes, nearest, takenOut }: CameraAccuracy): string {
  const left = Object.entries(leftOut).filter(([, n]) => n > 0).map(([why, n]) => `${n} ${why}`);
  return [
    `Camera ${camera === '' ? 'not stated' : shown(camera)}${exhibit === null ? ', all footage together' : `, exhibit ${shown(exhibit)}`}`,
    table(['quality', 'tracks', 'pairs', 'highest score of two people', 'threshold: false-positive rate', 'missed within a track (no bound)'], bands.filter(({ pairs, band }) => pairs > 0 || band === null).map(bandRow), ['tracks', 'pairs']),
    `Pairs left out: ${left.join(', ') || 'none'}.`,
    ...takenOut.map(({ tracks, by, reason, entry }) => `Taken out by ${shown(by)} (entry ${entry}): ${tracks.join(' and ')}: ${shown(reason)}`),
    ...(nearest.length === 0 ? [] : ['The pairs that score highest; look whether a mirror or a screen shows one person twice (“same-frame judge”):', ...nearest.map(({ tracks, score }) => `  ${score.toFixed(4)}  ${tracks.join('  ')}`)]),
    ...notes,
  ].join('\n');
}

function pointText({ threshold, falsePositive }: BandAccuracy['points'][number]): string {
  return `${threshold.toFixed(4)}: ${measuredText(falsePositive)}`;
}

function bandRow({ band, tracks, pairs, insufficient, highest, points }: BandAccuracy): string[] {
  const rates = points.map(pointText).join('; ');
  const missed = points.flatMap(({ threshold, missedWithin }) => (missedWithin ? [`${threshold.toFixed(4)}: ${measuredText(missedWithin)}`] : [])).join('; ');
  return [band ?? 'all', String(tracks), String(pairs), highest?.toFixed(4) ?? '-', insufficient ? `insufficient${rates === '' ? '' : ` (${rates})`}` : rates || 'not resolved', missed || 'not measured'];
}

export const sameFrameJudge: Command = {
  usage: 'same-frame judge <folder> --track ID --track ID --leave-out | --count --reason TEXT',
  summary: 'takes a pair of tracks of one frame out of what is measured, or in again; the last word on a pair stands',
  words: [1, 1],
  options: {
    track: { kind: 'list', value: 'ID', required: true, says: 'one of the two tracks; give both' },
    'leave-out': { kind: 'yes', says: 'they are not two people, or not both there: a mirror, a screen, a poster' },
    count: { kind: 'yes', says: 'they are two people after all' },
    reason: { kind: 'text', value: 'TEXT', required: true, says: 'what somebody saw who looked' },
  },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { flags } = context;
      const [a, b, ...more] = list(flags, 'track');
      if (a === undefined || b === undefined || more.length > 0) throw new UsageError('give --track twice');
      if ((flags['leave-out'] === true) === (flags['count'] === true)) throw new UsageError('give --leave-out or --count');
      const counted = flags['count'] === true;
      judgePair(opened, [a, b], counted, text(flags, 'reason')!);
      return { json: { pair: [a, b], counted }, text: counted ? 'Recorded: the pair counts as two people.' : 'Recorded: the pair is left out of what is measured on this footage. What it scores is still shown.', exit: 0 };
    }),
};

export const nonMatedMeasure: Command = {
  usage: 'non-mated measure <folder> --faces FOLDER --declare TEXT [--exhibit ID]',
  summary: 'measures chance on the footage with thirty people or more who are not in it: what they score there is the false-positive rate; counts only, nobody is shown or kept',
  words: [1, 1],
  options: {
    ...packOption,
    faces: { kind: 'text', value: 'FOLDER', required: true, says: 'a folder of people, each a folder of pictures of that person alone or clearly in front, like those that are searched with' },
    declare: { kind: 'text', value: 'TEXT', required: true, says: 'who they are and why they cannot be in the footage; recorded with your name' },
    exhibit: { kind: 'text', value: 'ID', says: 'only this exhibit’s footage, by id or reference' },
  },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { flags, engine, job } = context;
      const request = { faces: resolve(text(flags, 'faces')!), exhibit: text(flags, 'exhibit') ?? null, declared: text(flags, 'declare')! };
      const measured = await engine.measureNonMated(opened, request, text(flags, 'pack') ?? defaultPack, job);
      return { json: { measured }, text: [...measured.map(nonMatedText), 'Where it is sufficient, searches on this footage state their chance by it from now on.'].join('\n\n'), exit: 0 };
    }),
};

export const nonMatedShow: Command = {
  usage: 'non-mated show <folder>',
  summary: 'what was measured with people who are not in the footage, by whom, and what they declared; of a footage the newest counts',
  words: [1, 1],
  options: {},
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const measured = listNonMated(opened);
      return { json: { measured }, text: measured.length === 0 ? 'Nothing was measured with people who are not in the footage.' : measured.map(nonMatedText).join('\n\n'), exit: 0 };
    }),
};

function nonMatedText({ camera, by, declared, entry, measuredOn: { counts, leftOut, date }, bands, notes }: NonMatedMeasurement): string {
  const left = Object.entries(leftOut).map(([why, n]) => `${n} ${why}`);
  return [
    `Camera ${camera === '' ? 'not stated' : shown(camera)}: ${counts['photographs']} photographs of ${counts['people']} people against ${counts['tracks']} tracks, ${date} (entry ${entry})`,
    `Declared by ${shown(by)}: ${shown(declared)}`,
    table(['quality', 'pairs', 'highest score', 'threshold: false-positive rate'], bands.map(({ band, pairs, highest, points }) => [band ?? 'all', String(pairs), highest?.toFixed(4) ?? '-', points.map(pointText).join('; ') || 'insufficient']), ['pairs', 'highest score']),
    `Photographs left out: ${left.join(', ') || 'none'}.`,
    ...notes,
  ].join('\n');
}

export const thresholdAllow: Command = {
  usage: 'threshold allow <folder> --lowest SCORE --reason TEXT',
  summary: 'allows others to search with thresholds below the calibrated range, down to a score; takes an authorising officer',
  words: [1, 1],
  options: { ...packOption, lowest: { kind: 'text', value: 'SCORE', required: true, says: 'the lowest threshold allowed' }, reason: { kind: 'text', value: 'TEXT', required: true, says: 'why' } },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { flags, home, job } = context;
      const lowest = number(flags, 'lowest', -1e6, 1e6)!;
      const { digest, description: { id } } = await loadPack(text(flags, 'pack') ?? defaultPack, home, job);
      const allowance = allowThreshold(opened, digest, lowest, text(flags, 'reason')!);
      return { json: { allowance, lowest, pack: digest }, text: `${allowance}: thresholds down to ${lowest} may be used with the pack ${id}, by anybody but you.`, exit: 0 };
    }),
};

export const likelihoodRatio: Command = {
  usage: 'likelihood-ratio <folder> --search S-n --candidate RANK',
  summary: 'how much more often pictures of one person score so than pictures of two people do; only where the calibration supports it',
  words: [1, 1],
  options: { search: { kind: 'text', value: 'S-n', required: true, says: 'the search' }, candidate: { kind: 'text', value: 'RANK', required: true, says: 'the candidate, by its rank' } },
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const { flags, engine, job } = context;
      const found = await engine.likelihoodRatio(opened, text(flags, 'search')!, wholeNumber(flags, 'candidate', 1, 1_000_000)!, job);
      const words = found.ratio === null ? [`No likelihood ratio is stated. ${found.why}`] : [
        `Scores from ${found.window[0].toFixed(4)} to ${found.window[1].toFixed(4)} are ${measuredText(found.ratio)} times as frequent among pictures of one person (${found.genuine} pairs) as among pictures of two people (${found.impostor} pairs).`,
        ...found.limits, 'See R v T [2010] EWCA Crim 2439 on ratios and the data that they rest on.',
      ];
      return { json: { likelihoodRatio: found }, text: words.join('\n'), exit: 0 };
    }),
};

export const accuracyStatement: Command = {
  usage: 'accuracy-statement <folder> --search S-n --to FILE',
  summary: 'drafts the parts of an expert’s report about reliability from what is recorded; blank where nothing was measured',
  words: [1, 1],
  options: { search: { kind: 'text', value: 'S-n', required: true, says: 'the search' }, to: { kind: 'text', value: 'FILE', required: true, says: 'a new file: .json for programs, any other ending for people' } },
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const made = await context.engine.accuracyStatement(opened, text(context.flags, 'search')!, resolve(text(context.flags, 'to')!), context.job);
      return { json: made, text: `Written: ${made.file}\nSHA-256 ${made.sha256}\nIt is a draft for the expert who signs the report; ${made.blank} of its ${made.heads} heads are blank.`, exit: 0 };
    }),
};
