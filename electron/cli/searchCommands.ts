/** @file Commands that find people again: index, probe add, search, still. */
import { shown } from '../core/failure.ts';
import type { ProbeId } from '../core/ids.ts';
import type { SearchResult } from '../core/search.ts';
import { defaultPack } from '../engine/models.ts';
import { runSummary } from '../engine/overview.ts';
import { findExhibit, findFootage } from '../engine/records.ts';
import { inCase, number, text, UsageError, wholeNumber } from './command.ts';
import type { Command } from './command.ts';
import { table } from './terminal.ts';
import { momentText } from './words.ts';

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

export const probeAdd: Command = {
  usage: 'probe add <folder> <image> --label NAME --source TEXT --basis TEXT  |  probe add <folder> --track ID ...',
  summary: 'takes a face to search for, from an image or from a track of this case',
  words: [1, 2],
  options: {
    label: { kind: 'text', value: 'NAME', required: true, says: 'what to call it' },
    source: { kind: 'text', value: 'TEXT', required: true, says: 'where the image comes from' },
    basis: { kind: 'text', value: 'TEXT', required: true, says: 'lawful basis for holding and searching it' },
    face: { kind: 'text', value: 'N', says: 'which face of the image, counted from 1 from top to bottom' },
    track: { kind: 'text', value: 'ID', says: 'take the best sighting of this track instead of an image' },
    pack: { kind: 'text', value: 'ID', says: `model pack (${defaultPack})` },
  },
  async run(context) {
    const { engine, flags, positionals, job } = context;
    const track = text(flags, 'track');
    const image = positionals[1];
    if ((track === undefined) === (image === undefined)) throw new UsageError('give an image or --track, not both');
    const details = { label: text(flags, 'label')!, source: text(flags, 'source')!, basis: text(flags, 'basis')!, face: wholeNumber(flags, 'face', 1, 10_000) ?? null };
    return inCase(context, 'unlocked', async (opened) => {
      const { probe, faces } = await engine.addProbe(opened, track === undefined ? { file: image! } : { track }, details, text(flags, 'pack') ?? defaultPack, job);
      const { quality } = probe;
      return {
        json: { probe: { ...probe, faces } },
        text: [
          `Probe ${probe.id} (${probe.label}): face ${Math.round(quality.widthPx)} pixels wide, ${Math.round(quality.eyesPx)} between the eyes; quality ${quality.overall.toFixed(2)} of 1`,
          ...(probe.warnings.length === 0 ? [] : probe.warnings.map((warning) => `Warning: ${warning}`)),
        ].join('\n'),
        exit: 0,
      };
    });
  },
};

export const search: Command = {
  usage: 'search <folder> --probe ID',
  summary: 'compares a probe with every searchable track in scope, exactly; gives candidates',
  words: [1, 1],
  options: {
    probe: { kind: 'text', value: 'ID', required: true, says: 'the probe' },
    limit: { kind: 'text', value: 'N', says: 'how many candidates at the most (50)' },
    threshold: { kind: 'text', value: 'SCORE', says: 'only candidates with at least this score' },
    from: { kind: 'text', value: 'TIME', says: 'only from this wall time on (RFC 3339 with zone)' },
    to: { kind: 'text', value: 'TIME', says: 'only up to this wall time' },
    camera: { kind: 'text', value: 'NAME', says: 'only this camera' },
    exhibit: { kind: 'text', value: 'REF|ID', says: 'only this exhibit' },
    'minimum-quality': { kind: 'text', value: 'Q', says: 'only sightings of at least this quality, 0 to 1 (0)' },
    pack: { kind: 'text', value: 'ID', says: `model pack (${defaultPack})` },
  },
  async run(context) {
    const { engine, flags, job } = context;
    const request = {
      probe: text(flags, 'probe')! as ProbeId, exhibit: text(flags, 'exhibit') ?? null, camera: text(flags, 'camera') ?? null,
      from: text(flags, 'from') ?? null, to: text(flags, 'to') ?? null, minimumQuality: number(flags, 'minimum-quality', 0, 1) ?? 0,
      limit: wholeNumber(flags, 'limit', 1, 100_000) ?? 50, threshold: number(flags, 'threshold', -1e6, 1e6) ?? null,
    };
    return inCase(context, 'unlocked', async (opened) => {
      const result = await engine.search(opened, request, text(flags, 'pack') ?? defaultPack, job);
      return { json: { search: result }, text: resultText(result), exit: 0 };
    });
  },
};

const notSearchedWords = { 'not-indexed': 'not indexed', 'partly-indexed': 'indexed in part only', 'no-clock': 'left out: no wall time is known for it' };

function resultText(result: SearchResult): string {
  const rows = result.candidates.map((c) => [String(c.rank), c.score.toFixed(4), c.exhibit, c.camera, momentText(c.wallTime), c.bestTicks, `${c.box.map(Math.round).join(',')}`, c.trackId]);
  return [
    `Search ${result.id}: ${result.tracksCompared} tracks compared (${result.sightingsCompared} sightings), ${result.candidates.length} candidates`,
    ...(rows.length > 0 ? [table(['rank', 'score', 'exhibit', 'camera', 'wall time', 'ticks', 'box', 'track'], rows, ['rank', 'score', 'ticks'])] : []),
    ...result.warnings.map((warning) => `Warning about the probe: ${warning}`),
    ...result.notSearched.map((n) => `Not wholly compared: ${n.exhibit}, camera ${n.camera}: ${notSearchedWords[n.reason]}`),
    `Ranked list SHA-256 ${result.digest}`,
    'Candidates are leads for people to examine. A score is not a probability that two faces are one person’s; how often other people',
    'score as high on this footage has not been measured.',
  ].join('\n');
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
