/** @file Commands of whoever was given a bundle and wants to search again: replay, counter-search. Neither needs a case. */
import { shown } from '../core/failure.ts';
import type { Finding } from '../core/failure.ts';
import type { CounterAnswer, CounterTrack, StageResult } from '../core/replaying.ts';
import { number, text, UsageError, wholeNumber } from './command.ts';
import type { Command } from './command.ts';
import { table } from './terminal.ts';
import { momentText } from './words.ts';

const stateWords: Readonly<Record<StageResult['state'], string>> = { 'same': 'same', 'within-tolerance': 'within tolerance', 'different': 'DIFFERENT', 'not-tried': 'not tried' };

/** Stages with one sentence (which were not tried, for one reason) stand together. */
function stagesText(results: readonly StageResult[]): string[] {
  const groups = new Map<string, StageResult[]>();
  for (const result of results) {
    const key = `${result.search} ${result.state} ${result.sentence}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((group) => {
    const { search, state, sentence } = group[0]!;
    return `${stateWords[state].padEnd(16)}  ${group.map(({ stage, about }) => (stage === 'vectors' ? `${stage} (${about})` : stage)).join(', ')}${search === null ? '' : ` of ${search}`}\n    ${sentence}`;
  });
}

/** How much of it differs, and by how much where that is a measure. */
function amountText({ stage, amount: { compared, different, largest, unit, tolerance } }: StageResult): string {
  if (stage === 'bytes') return `with ${different} ${different === 1 ? 'finding' : 'findings'}`;
  return `${different} of ${compared}${largest === null || largest === 0 ? '' : `, by up to ${largest.toPrecision(3)} (${unit}${tolerance === null || tolerance === 0 ? '' : `; tolerance ${tolerance}`})`}`;
}

function findingsText(findings: readonly Finding[]): string[] {
  return findings.length === 0 ? [] : [table(['finding', 'what it means'], findings.map(({ code, message }) => [code, message]))];
}

const searchOption = { kind: 'text', value: 'S-1', says: 'this search only; otherwise every answered one of the bundle' } as const;

const same = [
  'A search that comes out the same again was made as it is recorded. It does not follow that a candidate is the person who was sought:',
  'the same pictures and the same model give the same scores, right or wrong.',
];
const otherwise = [
  'A difference says that what was handed out is not what was recorded, or that this machine or its programs compute otherwise. It does not say which,',
  'nor who caused it; the stage is where to begin.',
];

export const replay: Command = {
  usage: 'replay <bundle or zip> [--footage FOLDER] [--search S-1]',
  summary: 'makes the searches of a bundle again, without a case, and says which stage first came out different, and by how much',
  words: [1, 1],
  options: {
    footage: { kind: 'text', value: 'FOLDER', says: 'where the exhibits are, under any name; they are found by their SHA-256 and only read' },
    search: searchOption,
  },
  async run({ engine, positionals, flags, job }) {
    const report = await engine.replay({ bundle: positionals[0]!, footage: text(flags, 'footage') ?? null, search: text(flags, 'search') ?? null }, job);
    const { stages, firstDifference: first, findings } = report;
    const left = stages.filter(({ state }) => state === 'not-tried').length;
    const outcome = first === null && findings.length === 0 ? 'Nothing that was tried came out different.' : first === null ? 'No stage came out different, but something is wrong with the bundle.' : `The first stage that came out different: ${first.stage}${first.search === null ? '' : ` of ${first.search}`}, ${amountText(first)}.`;
    return {
      json: report,
      text: [
        ...stagesText(stages), ...findingsText(findings), '',
        `${outcome}${left > 0 ? ` ${left} of ${stages.length} comparisons were not tried; the reasons are above.` : ''}`,
        ...(first === null ? same : otherwise),
      ].join('\n'),
      exit: first !== null || findings.length > 0 ? 1 : 0,
    };
  },
};

export const counterSearch: Command = {
  usage: 'counter-search <bundle or zip> [--threshold SCORE] [--probe IMAGE] [--pack ID --footage FOLDER]',
  summary: 'makes the search of a bundle otherwise, without a case, and says what that changes: who drops out, who fits better',
  words: [1, 1],
  options: {
    threshold: { kind: 'text', value: 'SCORE', says: 'another lowest score of a candidate, in the units of the model pack' },
    probe: { kind: 'text', value: 'IMAGE', says: 'another picture to search with, on the same vectors' },
    face: { kind: 'text', value: 'NUMBER', says: 'which face of that picture, where there are several' },
    pack: { kind: 'text', value: 'ID', says: 'another model pack: the faces of the list are embedded again from the footage' },
    footage: { kind: 'text', value: 'FOLDER', says: 'where the exhibits are, under any name; needed for another model pack' },
    search: searchOption,
  },
  async run({ engine, positionals, flags, job }) {
    const threshold = number(flags, 'threshold', -1e6, 1e6), file = text(flags, 'probe'), pack = text(flags, 'pack') ?? null, face = wholeNumber(flags, 'face', 1, 10_000) ?? null;
    if (threshold === undefined && file === undefined && pack === null) throw new UsageError('say what is to be otherwise: --threshold, --probe or --pack');
    if (face !== null && file === undefined) throw new UsageError('--face belongs to --probe');
    const probe = file === undefined ? null : { file, face };
    const report = await engine.counterSearch({ bundle: positionals[0]!, search: text(flags, 'search') ?? null, threshold, probe, pack, footage: text(flags, 'footage') ?? null }, job);
    return {
      json: report,
      text: [
        ...findingsText(report.findings), ...report.answers.map((answer) => answerText(answer, file !== undefined, pack)), '',
        'What this shows: how far the list depends on what was changed. What it does not show: who anybody is. A track that fits another face better is not that',
        'person, a track that drops out is not cleared, and one that stays is no more likely to be right for it. Nothing outside of the scope that the bundle',
        'discloses was compared. No error rate follows from it. Nothing was recorded anywhere.',
      ].join('\n'),
      exit: report.findings.length > 0 ? 1 : 0,
    };
  },
};

/** Longer lists are cut on the screen; --json has all of them. */
const MOST_ROWS = 30;

function answerText(answer: CounterAnswer, otherProbe: boolean, pack: string | null): string {
  const { search, probe, tracks, agreement, candidates, droppedOut, cameIn, above } = answer;
  const compared = pack === null ? `all ${tracks} tracks of the scope, from the bundle’s vectors` : `the ${tracks} tracks of the list (candidates and the nearest of the rest) whose face the pack ${pack} could embed from the footage; the other tracks of the scope were not compared`;
  const part = (title: string, list: readonly CounterTrack[]): string[] => [`${title}: ${list.length === 0 ? 'none' : list.length}`, ...(list.length === 0 ? [] : [tracksText(list, pack === null)])];
  return [
    `${search}, probe ${probe}`,
    `Compared: ${compared}.`,
    `Candidates: ${answer.before} as it was answered, ${answer.after} this time.`,
    agreement === null ? 'There is nothing to rank.' : `Of the first ${agreement.of} of the ranking as it was, ${agreement.shared} are among the first ${agreement.of} this time. Average overlap of the first ${agreement.depth}: ${agreement.averageOverlap.toFixed(3)} (1: the same order, 0: nothing in common).`,
    ...(otherProbe && pack === null ? [`More like the other picture than like the one that was searched with: ${candidates.filter(({ before, after }) => after.score > before.score).length} of ${candidates.length} candidates.`] : []),
    ...part('Candidates as they were answered', candidates),
    ...part('Drop out', droppedOut),
    ...part('Come in', cameIn),
    ...part('Fit better now than the first candidate that was answered, and did not before', above),
  ].join('\n');
}

function tracksText(list: readonly CounterTrack[], comparable: boolean): string {
  const rows = list.slice(0, MOST_ROWS).map(({ track, exhibit, camera, wallTime, before, after }) => [
    `${before.rank} -> ${after.rank}`, before.score.toFixed(4), after.score.toFixed(4), track, shown(exhibit), shown(camera), momentText(wallTime),
  ]);
  const more = list.length > MOST_ROWS ? `\n  and ${list.length - MOST_ROWS} more; --json has them all` : '';
  return table(['rank', 'score was', comparable ? 'score now' : 'score (other pack)', 'track', 'exhibit', 'camera', 'when'], rows).replace(/^/gm, '  ') + more;
}
