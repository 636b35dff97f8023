/** @file Commands that find people again: index, search, search show, still. */
import { measuredText } from '../core/chance.ts';
import { chanceSentence, partLines } from '../core/chanceWords.ts';
import { Failure, shown } from '../core/failure.ts';
import type { ProbeId } from '../core/ids.ts';
import type { Answer, SearchResult } from '../core/search.ts';
import { showResult } from '../engine/answers.ts';
import type { Case } from '../engine/caseFolder.ts';
import { findProbe } from '../engine/probing.ts';
import { defaultPack } from '../engine/models.ts';
import { runSummary } from '../engine/overview.ts';
import { findExhibit, findFootage } from '../engine/records.ts';
import type { SearchRequest } from '../engine/searching.ts';
import { inCase, number, text, UsageError, wholeNumber } from './command.ts';
import type { Command, Flags } from './command.ts';
import { table } from './terminal.ts';
import { counted, momentText } from './words.ts';

export const index: Command = {
  usage: 'index <folder>',
  summary: 'finds every face in the footage and follows it; goes on where it was interrupted',
  words: [1, 1],
  options: {
    exhibit: { kind: 'text', value: 'REF|ID', says: 'only this exhibit' },
    fps: { kind: 'text', value: 'N|every', says: 'frames looked at for each second of footage (5), or every frame' },
    pack: { kind: 'text', value: 'ID', says: `model pack (${defaultPack})` },
    fast: { kind: 'yes', says: 'frames shrunk to 640 pixels wide: several times faster, faces under about 40 pixels of a 1080p frame are lost' },
    thorough: { kind: 'yes', says: 'every detector at every scale, every frame whole: somewhat more small faces, about 15 times the work for each frame' },
    everywhere: { kind: 'yes', says: 'every frame whole, not only where something changed' },
  },
  async run(context) {
    const { engine, flags, job } = context;
    if (flags['fast'] && flags['thorough']) throw new UsageError('--fast and --thorough exclude each other');
    const framesPerSecond = flags['fps'] === 'every' ? ('every' as const) : (number(flags, 'fps', 0.1, 240) ?? 5);
    const detection = flags['fast'] ? ('fast' as const) : flags['thorough'] ? ('thorough' as const) : ('default' as const);
    return inCase(context, 'unlocked', async (opened) => {
      const request = {
        exhibit: text(flags, 'exhibit') ?? null, framesPerSecond, pack: text(flags, 'pack') ?? defaultPack, detection,
        look: flags['everywhere'] || flags['thorough'] ? ('everywhere' as const) : ('changed' as const),
      };
      const { finished, already, refused } = await engine.index(opened, request, job);
      const runs = finished.map((run) => runSummary(opened, run, findFootage(opened.db, run.footage_id)!));
      const rows = runs.map((r) => {
        const exhibit = findExhibit(opened.db, findFootage(opened.db, r.footageId)!.exhibit)!;
        const speed = r.realTimeFactor === null ? '' : `${r.realTimeFactor.toFixed(1)} x`;
        return [exhibit.reference, exhibit.camera ?? '', ...[r.framesAnalysed, r.framesFailed, r.faces, r.searchable, r.tracks].map(String), speed];
      });
      const numbers = ['frames', 'failed', 'faces', 'searchable', 'tracks', 'real time'];
      return {
        json: { runs, already, refused: refused.map((r) => ({ exhibit: r.exhibit.id, name: r.exhibit.name, code: r.failure.code, message: r.failure.message })) },
        text: [
          ...(rows.length > 0 ? [table(['exhibit', 'camera', ...numbers], rows, numbers)] : []),
          ...(already > 0 ? [`${already} of these ${already === 1 ? 'was' : 'were'} indexed before with the same pack and settings and left alone.`] : []),
          ...refused.map((r) => `Refused ${shown(r.exhibit.name)}: ${r.failure.message}`),
        ].join('\n'),
        exit: refused.length > 0 ? 3 : 0,
      };
    });
  },
};

/** What says what is searched for, where, and how: of a search and of its estimate. */
export const searchOptions: Command['options'] = {
  probe: { kind: 'text', value: 'ID', says: 'the probe' },
  list: { kind: 'text', value: 'L-n', says: 'every probe of this list instead' },
  authority: { kind: 'text', value: 'A-n', says: 'the authority to search under (the one in force that covers this)' },
  limit: { kind: 'text', value: 'N', says: 'how many candidates at the most, for each probe (50)' },
  threshold: { kind: 'text', value: 'SCORE', says: 'only candidates with at least this score' },
  'expect-at-most': { kind: 'text', value: 'K', says: 'instead: the lowest threshold at which no more than K candidates are expected by chance' },
  from: { kind: 'text', value: 'TIME', says: 'only from this wall time on (RFC 3339 with zone)' },
  to: { kind: 'text', value: 'TIME', says: 'only up to this wall time' },
  camera: { kind: 'text', value: 'NAME', says: 'only this camera' },
  exhibit: { kind: 'text', value: 'REF|ID', says: 'only this exhibit' },
  'minimum-quality': { kind: 'text', value: 'Q', says: 'only sightings of at least this quality, 0 to 1 (0)' },
  pack: { kind: 'text', value: 'ID', says: `model pack (${defaultPack})` },
};

/** The request that these flags make. */
export function searchRequest(flags: Flags): SearchRequest {
  const [probe, list] = [text(flags, 'probe'), text(flags, 'list')];
  if ((probe === undefined) === (list === undefined)) throw new UsageError('give --probe or --list, not both');
  const threshold = number(flags, 'threshold', -1e6, 1e6) ?? null, expectAtMost = number(flags, 'expect-at-most', 1e-9, 1e9) ?? null;
  if (threshold !== null && expectAtMost !== null) throw new UsageError('--threshold and --expect-at-most exclude each other');
  return {
    probe: (probe ?? null) as ProbeId | null, list: list ?? null, authority: text(flags, 'authority') ?? null, exhibit: text(flags, 'exhibit') ?? null, camera: text(flags, 'camera') ?? null,
    from: text(flags, 'from') ?? null, to: text(flags, 'to') ?? null, minimumQuality: number(flags, 'minimum-quality', 0, 1) ?? 0,
    limit: wholeNumber(flags, 'limit', 1, 100_000) ?? 50, threshold, expectAtMost,
  };
}

export const search: Command = {
  usage: 'search <folder> --probe ID  |  search <folder> --list L-n',
  summary: 'compares a probe, or every probe of a list, with every searchable track in scope, exactly; gives candidates',
  words: [1, 1],
  options: searchOptions,
  async run(context) {
    const { engine, flags, job } = context;
    const request = searchRequest(flags);
    return inCase(context, 'unlocked', async (opened) => {
      const result = await engine.search(opened, request, text(flags, 'pack') ?? defaultPack, job);
      return { json: { search: result }, text: resultText(opened, result), exit: 0 };
    });
  },
};

export const searchShow: Command = {
  usage: 'search show <folder> --search S-n',
  summary: 'a recorded search again, as it was answered; that you looked is recorded, and it is withheld from reviewers',
  words: [1, 1],
  options: { search: { kind: 'text', value: 'S-n', required: true, says: 'the search' } },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const id = text(context.flags, 'search')!;
      const result = showResult(opened, id);
      return { json: { search: result }, text: result === null ? `Search ${id} was asked for and not answered.` : resultText(opened, result), exit: 0 };
    }),
};

const notSearchedWords = { 'not-indexed': 'not indexed', 'partly-indexed': 'indexed in part only', 'no-clock': 'left out: no wall time is known for it' };

function resultText(opened: Case, result: SearchResult): string {
  const { answers, difference } = result;
  // The original of an edited picture is compared beside it; its candidates are not further ones.
  const candidates = answers.reduce((sum, { role, candidates: found, erased }) => (role === 'original' ? sum : sum + found.length + erased.length), 0);
  return [
    `Search ${result.id}: ${counted(result.tracksCompared, 'track')} compared (${counted(result.sightingsCompared, 'sighting')}), ${counted(candidates, 'candidate')}`,
    `Under the authority ${result.authority}${result.list === null ? '' : `, with the list ${result.list}`}: ${counted(answers.length, 'face')} x ${counted(result.tracksCompared, 'track')} = ${counted(result.comparisons, 'comparison')}.`,
    chanceSentence(result.estimate, result.threshold),
    ...(result.estimate.parts.every(({ source }) => source === 'none') ? [] : partLines(result.estimate).map((line) => `  ${line}`)),
    ...answers.map((answer) => answerText(opened, answer, answers.length > 1)),
    ...(difference === null ? [] : [
      `The edited picture and the original: ${difference.both === 1 ? '1 track is a candidate' : `${difference.both} tracks are candidates`} of both${difference.both > 0 ? `, no rank differs by more than ${difference.largestMove}` : ''}; ${difference.onlyProcessed.length} of the edited one only, ${difference.onlyOriginal.length} of the original only.`,
    ]),
    ...result.warnings.map((warning) => `Warning about the probe: ${warning}`),
    ...result.notSearched.map((n) => `Not wholly compared: ${n.exhibit}, camera ${n.camera}: ${notSearchedWords[n.reason]}`),
    'Candidates are leads for people to examine. A score is not a probability that two faces are one person’s.',
  ].join('\n');
}

function answerText(opened: Case, { probe, role, digest, candidates, erased, rest }: Answer, titled: boolean): string {
  const measured = candidates.some(({ expected }) => expected !== null);
  const rows = candidates.map((c) => [String(c.rank), c.score.toFixed(4), ...(measured ? [c.expected === null ? 'not measured' : measuredText(c.expected)] : []), c.exhibit, c.camera, momentText(c.wallTime), c.bestTicks, `${c.box.map(Math.round).join(',')}`, c.trackId]);
  const title = { probe: 'The picture searched for', original: 'The picture as it was before it was edited', entry: `Entry ${labelOf(opened, probe)}` }[role];
  return [
    ...(titled ? [`${title} (probe ${probe}): ${counted(candidates.length + erased.length, 'candidate')}`] : []),
    ...(rows.length > 0 ? [table(['rank', 'score', ...(measured ? ['expected by chance'] : []), 'exhibit', 'camera', 'wall time', 'ticks', 'box', 'track'], rows, ['rank', 'score', 'ticks'])] : []),
    ...(erased.length > 0 ? [`Erased since: the candidates of rank ${erased.map(({ rank }) => rank).join(', ')}`] : []),
    ...(rest.tracks > 0 ? [`Tracks compared that are not candidates: ${rest.tracks}${rest.nearest.length > 0 ? `, the nearest at ${rest.nearest[0]!.score.toFixed(4)}` : ''}`] : []),
    `Ranked list SHA-256 ${digest}`,
  ].join('\n');
}

function labelOf(opened: Case, probe: ProbeId): string {
  try {
    return shown(findProbe(opened.db, probe).label);
  } catch (error) {
    if (error instanceof Failure && error.code === 'probe-erased') return 'that was erased';
    throw error;
  }
}

export const still: Command = {
  usage: 'still <folder> --track ID --to FILE.png  |  still <folder> --footage ID --ticks N --to FILE.png',
  summary: 'writes one frame of the original, by its exact ticks, as a lossless PNG',
  words: [1, 1],
  options: {
    track: { kind: 'text', value: 'ID', says: 'the best sighting of this track' },
    footage: { kind: 'text', value: 'ID', says: 'this footage' },
    ticks: { kind: 'text', value: 'N', says: 'the frame with exactly these ticks' },
    to: { kind: 'text', value: 'FILE.png', required: true, says: 'a file that does not exist yet' },
  },
  async run(context) {
    const { engine, flags, job } = context;
    const [track, footage, ticks] = ['track', 'footage', 'ticks'].map((name) => text(flags, name));
    if ((track === undefined) === (footage === undefined) || (footage === undefined) !== (ticks === undefined)) throw new UsageError('give --track, or --footage and --ticks');
    if (ticks !== undefined && !/^-?\d+$/.test(ticks)) throw new UsageError(`--ticks takes a whole number, not “${ticks}”`);
    return inCase(context, 'unlocked', async (opened) => {
      const where = track === undefined ? { footage: footage!, ticks: BigInt(ticks!) } : { track };
      const made = await engine.still(opened, where, text(flags, 'to')!, job);
      return {
        json: { still: made },
        text: `${made.exhibit} at ${made.ticks} ticks (${momentText(made.wallTime)}), ${made.width}x${made.height}, written to ${made.file}\nSHA-256 ${made.sha256}${made.box ? `\nFace at ${made.box.map(Math.round).join(',')}` : ''}`,
        exit: 0,
      };
    });
  },
};
