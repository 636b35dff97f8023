/**
 * @file Counter-search: the search of a bundle made otherwise, with another threshold, another probe or another model pack, and what that changes.
 * Nothing is recorded and no case is needed. Inference blocks the calling thread, as in replay.ts.
 */
import { splitTrack } from '../../core/ids.ts';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { wallTime } from '../../core/clock.ts';
import { unsearchableWords } from '../../core/completeness.ts';
import { Failure } from '../../core/failure.ts';
import type { Finding } from '../../core/failure.ts';
import type { Footage } from '../../core/exhibit.ts';
import type { TrackId } from '../../core/ids.ts';
import type { Job } from '../../core/job.ts';
import type { CounterAnswer, CounterReport, CounterTrack } from '../../core/replaying.ts';
import type { WallTime } from '../../core/clock.ts';
import { rankTracks, score } from '../../core/search.ts';
import type { ScoredSighting } from '../../core/search.ts';
import type { FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';
import { loadPack } from '../models.ts';
import type { Natives } from '../natives.ts';
import { vectorOf } from '../vectorBytes.ts';
import { agreement } from './agreement.ts';
import { chosen, readList } from './answers.ts';
import type { Listed } from './answers.ts';
import { faceAt } from './embedAgain.ts';
import { findExhibitFiles } from './exhibitFiles.ts';
import { decoded, placeOf } from './footageAgain.ts';
import { exhibitsOf, openPack, withBundle } from './openBundle.ts';
import type { OpenBundle } from './openBundle.ts';
import { readNamed, refuseWhenStopped } from './reading.ts';
import type { Reading } from './reading.ts';
import type { BundleRecord, RecordedSearch } from './record.ts';
import { rescore } from './rescore.ts';

/** What is to be otherwise than it was; at least one of threshold, probe and pack. */
export interface CounterRequest {
  readonly bundle: string;
  /** `S-1`; null: every search of the bundle. */
  readonly search: string | null;
  /** In score units of the pack; undefined: as it was. */
  readonly threshold: number | undefined;
  /** Another picture, and which of its faces (from 1; null: the only one). */
  readonly probe: { readonly file: string; readonly face: number | null } | null;
  /** Another pack by id; needs the footage. */
  readonly pack: string | null;
  readonly footage: string | null;
}

/**
 * Searches the vectors of a bundle's scope otherwise; with another pack, the faces of candidates and nearest of the rest in the footage. Failures
 * 'search-not-in-bundle', 'pack-absent', 'pack-unknown', 'counter-footage', 'image-unreadable', 'probe-no-face', 'probe-several-faces',
 * 'probe-face-number', 'probe-unsearchable', 'folder-unusable', 'stopped'.
 */
export async function counterSearch(request: CounterRequest, natives: Natives, home: string, job: Job): Promise<CounterReport> {
  const findings: Finding[] = [];
  const answers: CounterAnswer[] = [];
  await withBundle(request.bundle, request.search, findings, job, async (bundle) => {
    for (const search of bundle.searches) answers.push(...(await searchOtherwise(bundle, search, request, natives, home)));
  });
  return { answers, findings };
}

/** Of the same tracks, as they were and as they are now, best first. */
interface Rankings {
  readonly before: readonly ScoredSighting[];
  readonly after: readonly ScoredSighting[];
}

async function searchOtherwise(bundle: OpenBundle, search: RecordedSearch, request: CounterRequest, natives: Natives, home: string): Promise<CounterAnswer[]> {
  const { reading, record } = bundle;
  if (request.pack !== null && request.footage === null) throw new Failure('counter-footage', {});
  const other = request.pack === null ? null : await loadPack(request.pack, home, reading.job);
  const analyser = other ? await natives.openAnalyser(other) : request.probe ? await openPack(search.request.pack.digest, natives, home, reading.job) : null;
  if (request.probe && !analyser) throw new Failure('pack-absent', { pack: search.files.pack.id, digest: search.request.pack.digest });
  try {
    const probe = request.probe && analyser ? await embedPicture(request.probe, analyser, natives) : null;
    const recorded = await Promise.all(search.request.sought.map((sought) => recordedVector(reading, search, sought.probe)));
    const rescored = await rescore(reading, search, [...recorded, ...(probe && !other ? [probe] : [])], new Set());
    for (const fault of rescored.faults) reading.note('replay-vectors', fault);
    const answers: CounterAnswer[] = [];
    for (const [i, sought] of search.request.sought.entries()) {
      const before = rescored.rankings[i]!;
      const list = await readList(reading, search, i);
      const answered = list.candidates.filter(({ rank }) => rank <= list.stated.candidates).map(({ trackId }) => trackId);
      if (answered.some((track, place) => before[place]?.track !== track)) reading.note('replay-record', `The candidates of ${search.id} are not those that its vectors give; run “replay” first.`);
      const ofPack = other && analyser && request.footage !== null
        ? await rankAgain(bundle, list, probe ?? (await embedRecorded(reading, search, sought.probe, analyser, natives)), analyser, request.footage, natives)
        : null;
      const after = ofPack ?? (probe ? rescored.rankings.at(-1)! : before);
      const rankings: Rankings = ofPack ? { before: before.filter(({ track }) => ofPack.some((each) => each.track === track)), after } : { before, after };
      answers.push(compare(record, search, sought.probe, new Set(answered), rankings, request, ofPack !== null));
    }
    return answers;
  } finally {
    await analyser?.close();
  }
}

function compare(record: BundleRecord, search: RecordedSearch, probe: string, answered: ReadonlySet<string>, { before, after }: Rankings, request: CounterRequest, otherPack: boolean): CounterAnswer {
  const { threshold, limit } = search.request;
  const places = new Map(after.map((each, i) => [each.track, { rank: i + 1, score: each.score }]));
  const tracks = before.flatMap((each, i): CounterTrack[] => {
    const now = places.get(each.track);
    return now ? [{ ...whereAndWhen(record, each), before: { rank: i + 1, score: each.score }, after: now }] : [];
  });
  // A threshold in the units of one pack says nothing in those of another.
  const now = new Set<string>(chosen(after, request.threshold ?? (otherPack ? null : threshold), limit).map(({ track }) => track));
  const first = tracks.find(({ track }) => answered.has(track));
  const byRank = (some: readonly CounterTrack[]): CounterTrack[] => some.toSorted((a, b) => a.after.rank - b.after.rank);
  return {
    search: search.id, probe, tracks: tracks.length, scope: otherPack ? 'candidates-and-nearest' : 'whole',
    before: answered.size, after: now.size, agreement: agreement(before.map(({ track }) => track), after.map(({ track }) => track)),
    candidates: tracks.filter(({ track }) => answered.has(track)),
    droppedOut: tracks.filter(({ track }) => answered.has(track) && !now.has(track)),
    cameIn: byRank(tracks.filter(({ track }) => !answered.has(track) && now.has(track))),
    above: first ? byRank(tracks.filter(({ after: { rank }, before: was }) => rank < first.after.rank && was.rank > first.before.rank)) : [],
  };
}

function whereAndWhen(record: BundleRecord, { track, ticks }: ScoredSighting): Omit<CounterTrack, 'before' | 'after'> {
  const run = record.runs.get(splitTrack(track)[0]);
  const footage = run && record.footage.get(run.footage);
  const exhibit = run && record.exhibits.get(run.exhibit);
  return { track, exhibit: exhibit?.reference ?? '', camera: exhibit?.camera ?? '', ticks: String(ticks), timeBase: footage?.timeBase ?? '', wallTime: footage ? moment(ticks, footage) : null };
}

/** Null also where what a bundle states gives no time that there is. */
function moment(ticks: bigint, footage: Footage): WallTime | null {
  try {
    return wallTime(ticks, footage);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The vector with which was searched. Failure 'counter-probe' where the bundle does not have it. */
async function recordedVector(reading: Reading, { files }: RecordedSearch, probe: string): Promise<Float32Array> {
  const file = files.probes.find(({ id }) => id === probe)?.vector;
  const bytes = file ? await readNamed(reading, file) : null;
  const vector = bytes?.length === files.vectors.dimension * 4 ? vectorOf(bytes) : null;
  if (!vector?.every(Number.isFinite)) throw new Failure('counter-probe', { probe });
  return vector;
}

/** The face of the recorded probe's image by another pack. */
async function embedRecorded(reading: Reading, { files }: RecordedSearch, probe: string, analyser: FaceAnalyser, natives: Natives): Promise<Float32Array> {
  const disclosed = files.probes.find(({ id }) => id === probe);
  const image = disclosed?.image ? await readNamed(reading, disclosed.image) : null;
  const name = `the image of the probe ${probe}`;
  if (!disclosed?.probe || !image) throw new Failure('counter-probe', { probe });
  const face = await faceAt(analyser, await natives.readPicture(image, name), disclosed.probe.box, 'default');
  if (!face) throw new Failure('probe-no-face', { name });
  if (!face.vector) throw new Failure('probe-unsearchable', { name, reason: 'this model pack cannot embed it' });
  return face.vector;
}

async function embedPicture({ file, face: asked }: { readonly file: string; readonly face: number | null }, analyser: FaceAnalyser, natives: Natives): Promise<Float32Array> {
  const name = basename(file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new Failure('image-unreadable', { name, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  const faces = await analyser.analyse(await natives.readPicture(bytes, name), 'everywhere', 'default');
  const searchable = faces.filter(({ embedding }) => embedding !== null);
  if (faces.length === 0) throw new Failure('probe-no-face', { name });
  if (asked !== null && asked > faces.length) throw new Failure('probe-face-number', { asked, found: faces.length });
  if (asked === null && searchable.length > 1) throw new Failure('probe-several-faces', { name, faces: faces.map(({ box, quality }, i) => ({ number: i + 1, box, widthPx: quality.widthPx })) });
  const face = asked === null ? (searchable[0] ?? faces[0]!) : faces[asked - 1]!;
  if (face.embedding === null) throw new Failure('probe-unsearchable', { name, reason: unsearchableWords[face.unsearchable ?? 'bad-vector'] });
  return face.embedding;
}

/** The listed tracks ranked by another pack: the face of each in the frame that its score came from, embedded again. Those that cannot be are left out. */
async function rankAgain({ reading, record, searches }: OpenBundle, { candidates }: Listed, probe: Float32Array, analyser: FaceAnalyser, folder: string, natives: Natives): Promise<ScoredSighting[]> {
  const files = await findExhibitFiles(folder, exhibitsOf({ record, searches }), reading.job);
  const scored: ScoredSighting[] = [];
  for (const [i, { trackId, bestTicks, box }] of candidates.entries()) {
    refuseWhenStopped(reading.job);
    reading.job.onProgress?.({ stage: 'embedding again', done: i, total: candidates.length, unit: 'frames' });
    const place = placeOf(record, files, trackId);
    const frame = place && (await decoded(natives.decoder, place, bestTicks, reading));
    const face = place && frame && (await faceAt(analyser, frame, box, place.detection));
    if (face?.vector) scored.push({ track: trackId as TrackId, ticks: BigInt(bestTicks), score: score(probe, face.vector, analyser.pack.metric) });
  }
  return rankTracks(scored);
}
