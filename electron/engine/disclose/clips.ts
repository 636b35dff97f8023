/** @file Clips for disclosure: every frame of the exhibit around a track, once, with every face but the disclosed person's blurred. */
import { dirname } from 'node:path';
import type { Exhibit, Footage } from '../../core/exhibit.ts';
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import type { Box, Picture } from '../../core/picture.ts';
import { formatTimeBase, microsecondsToTicks, parseTimeBase } from '../../core/time.ts';
import type { TimeBase } from '../../core/time.ts';
import { follow, noTracks } from '../../core/track.ts';
import { asFailure } from '../caseFolder.ts';
import type { Case } from '../caseFolder.ts';
import type { ClipWriter, Natives } from '../natives.ts';
import { momentOfTrack } from '../stills.ts';
import type { DecodeReport, TakenFrame, TickRange } from '../../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';
import { knownTracks, spanOf } from './knownTracks.ts';
import { redactionLimits } from './pixels.ts';
import { blurFaces } from './redaction.ts';
import type { BlurredPlace } from './redaction.ts';
import { planRedaction } from './redactionPlan.ts';
import type { FrameLook, FrameRedaction } from './redactionPlan.ts';

/** How much of the footage around a track is shown. */
export interface ClipSettings {
  /** False shows everybody; the caller has recorded the reason. */
  readonly blur: boolean;
  readonly secondsBefore: number;
  readonly secondsAfter: number;
  /** A longer stretch is cut to this much around the track's best sighting, with a note. */
  readonly longestSeconds: number;
}

/** Enough to see somebody come and go. Looking took 45 ms of processor time for a frame of 640 x 360, and 0.3 s for one of 1920 x 1080. */
export const usualClip = { secondsBefore: 2, secondsAfter: 2, longestSeconds: 30 } as const;

export interface ClipFrame {
  /** Presentation time in the exhibit, in ticks of `sourceTimeBase`, decimal. */
  readonly sourceTicks: string;
  /** Presentation time in the clip, in ticks of `timeBase`, decimal. */
  readonly clipTicks: string;
  /** The disclosed person's face; null where it is not known to be in this frame. Pixels of the exhibit's upright frame, like all boxes. */
  readonly person: Box | null;
  readonly blurred: readonly BlurredPlace[];
}

export interface ClipFacts {
  readonly container: 'mp4';
  readonly codec: 'h264';
  /** Of the clip's pictures: the exhibit's upright frame, made even. */
  readonly width: number;
  readonly height: number;
  readonly timeBase: string;
  readonly sourceTimeBase: string;
  /** Every frame that the decoder gave in the range, in order. */
  readonly frames: readonly ClipFrame[];
  /** Faces found by this look, over all frames; null where nothing is blurred and so none was made. */
  readonly facesFound: number | null;
  /** What a reader has to know of this clip, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Writes the clip to a new file. Each decoded frame of the range is in it exactly once and none is invented; the first has clip time 0, the others
 * their distance from it in the exhibit. The range is decoded twice: once to find faces in every frame, once to write it. The
 * caller has checked that the exhibit is unchanged. Finding faces blocks the calling thread: a window's host does this in a process of
 * its own. Failures 'track-unknown', 'ticks-missing', 'disk-full', 'stopped' and those of the decoder; nothing is left behind.
 */
export async function discloseClip(opened: Case, track: string, settings: ClipSettings, natives: Natives, analyser: FaceAnalyser, file: string, job: Job): Promise<ClipFacts> {
  const { exhibit, footage, ticks: best } = momentOfTrack(opened, track);
  const base = parseTimeBase(footage.timeBase);
  const { range, notes } = rangeOf(spanOf(opened.db, track), best, settings, base);
  const source: Source = { exhibit, footage, range, natives, job };
  const plans = settings.blur ? await plan(opened, track, source, analyser, base) : null;
  const written = await writeClip(source, base, plans?.frames ?? null, file);
  const doubtful = plans?.frames.filter((frame) => frame.doubtful).length ?? 0;
  if (doubtful > 0) notes.push(`Frames in which it is not clear whose face stands where the person should be, so that every face is blurred: ${doubtful}.`);
  return {
    container: 'mp4', codec: 'h264', ...written, sourceTimeBase: footage.timeBase, facesFound: plans?.found ?? null,
    notes: [
      ...notes, ...written.notes, settings.blur ? redactionLimits : 'Nothing is blurred in this clip.',
      'The clip is compressed anew, so its pixels differ a little from the exhibit’s; the stills do not. It has no sound.',
    ],
  };
}

/**
 * Writes every frame of the range to a new file, nobody blurred. The caller has checked that the exhibit is unchanged and records it. Failures as
 * discloseClip.
 */
export function unblurredClip(footage: Footage, exhibit: Exhibit, range: TickRange, natives: Natives, file: string, job: Job): Promise<WrittenClip> {
  return writeClip({ exhibit, footage, range, natives, job }, parseTimeBase(footage.timeBase), null, file);
}

type WrittenClip = Pick<ClipFacts, 'width' | 'height' | 'timeBase' | 'frames' | 'notes'>;

interface Source {
  readonly exhibit: Exhibit;
  readonly footage: Footage;
  readonly range: TickRange;
  readonly natives: Natives;
  readonly job: Job;
}

function rangeOf(span: { readonly firstTicks: bigint; readonly lastTicks: bigint }, best: bigint, settings: ClipSettings, base: TimeBase): { range: TickRange; notes: string[] } {
  const ticks = (seconds: number): bigint => microsecondsToTicks(BigInt(Math.round(seconds * 1e6)), base);
  const whole = { fromTicks: span.firstTicks - ticks(settings.secondsBefore), toTicks: span.lastTicks + ticks(settings.secondsAfter) };
  const longest = ticks(settings.longestSeconds);
  if (whole.toTicks - whole.fromTicks <= longest) return { range: whole, notes: [] };
  // Within the track where that is longer, else around all of it; the best sighting in the middle where that can be.
  const ends = [span.firstTicks, span.lastTicks - longest], middle = best - longest / 2n;
  const [least, most] = ends[0]! < ends[1]! ? [ends[0]!, ends[1]!] : [ends[1]!, ends[0]!];
  const fromTicks = middle < least ? least : middle > most ? most : middle;
  const note = `The track and its surroundings are longer than a clip may be (${settings.longestSeconds} s): shown is the part around its best sighting; the track is seen from ${span.firstTicks} to ${span.lastTicks} ticks.`;
  return { range: { fromTicks, toTicks: fromTicks + longest - 1n }, notes: [note] };
}

/** Looks at every frame of the range, and says what is blurred in it. */
async function plan(opened: Case, track: string, source: Source, analyser: FaceAnalyser, base: TimeBase): Promise<{ frames: FrameRedaction[]; found: number }> {
  const looks: FrameLook[] = [];
  let tracks = noTracks, found = 0;
  await eachFrame(source, async ({ frame }) => {
    const faces = await analyser.analyse(frame, 'everywhere', 'default');
    // Linked by movement alone: frames this near need no appearance, and a wrong link only blurs more.
    const followed = follow(tracks, faces.map((face) => ({ ...face, embedding: null })), frame.ticks, base, { metric: 'l2', samePersonDistance: 1 });
    tracks = followed.tracks;
    found += faces.length;
    looks.push({ ticks: frame.ticks, faces: faces.map(({ box }, i) => ({ box, track: followed.ordinals[i]! })) });
    source.job.onProgress?.({ stage: 'looking for faces', done: looks.length, total: null, unit: 'frames' });
  });
  const second = microsecondsToTicks(1_000_000n, base);
  const { person, others } = knownTracks(opened.db, track, source.range.fromTicks - second, source.range.toTicks + second);
  return { frames: planRedaction(looks, person, others, base), found };
}

/** MP4 counts a second in at most this many ticks (ISO/IEC 14496-12, 8.4.2: 32 bits; players take them as signed). */
const finestScale = 2 ** 31 - 1;

async function writeClip(source: Source, base: TimeBase, plans: readonly FrameRedaction[] | null, file: string): Promise<WrittenClip> {
  const { footage, natives, job } = source;
  // MP4 has time bases of 1/n: a tick of a/n is a of its ticks. One finer than it can count is rounded to microseconds.
  const exact = base.den <= finestScale;
  const timeBase: TimeBase = { num: 1, den: exact ? base.den : 1_000_000 };
  const scaled = (ticks: bigint): bigint => (exact ? ticks * BigInt(base.num) : (ticks * BigInt(base.num) * 1_000_000n) / BigInt(base.den));
  const { num, den } = parseTimeBase(footage.averageRate ?? '25/1');
  const frames: ClipFrame[] = [];
  let clip: ClipWriter | null = null;
  let first = 0n, size = '', width = 0, height = 0, damaged = 0, resized = 0;
  try {
    const report = await eachFrame(source, async ({ frame, damaged: marked }) => {
      const { ticks } = frame;
      const planned = plans?.[frames.length];
      if (plans && planned?.ticks !== ticks) throw new Error(`the second decoding gave a frame at ${ticks} where the first gave ${planned?.ticks}`);
      if (clip === null) {
        first = ticks;
        size = `${frame.width} x ${frame.height}`;
        [width, height] = [frame.width + (frame.width % 2), frame.height + (frame.height % 2)];
        clip = await natives.openClip(file, { width, height, timeBase, framesPerSecond: Math.min(1000, Math.max(1, num / den)) });
      }
      if (marked) damaged += 1;
      if (`${frame.width} x ${frame.height}` !== size) resized += 1;
      const clipTicks = scaled(ticks - first);
      await clip.write(fitted(planned ? blurFaces(frame, planned.blurred, planned.person) : frame, width, height).rgb, clipTicks);
      frames.push({ sourceTicks: String(ticks), clipTicks: String(clipTicks), person: planned?.person ?? null, blurred: planned?.blurred ?? [] });
      job.onProgress?.({ stage: 'writing the clip', done: frames.length, total: plans?.length ?? null, unit: 'frames' });
    });
    if (clip === null) throw new Failure('ticks-missing', { ticks: `${source.range.fromTicks} to ${source.range.toTicks}` });
    await (clip as ClipWriter).close();
    return { width, height, timeBase: formatTimeBase(timeBase), frames, notes: notesOf(report, { damaged, resized, exact, padded: size === `${width} x ${height}` ? null : size }, footage) };
  } catch (error) {
    await (clip as ClipWriter | null)?.discard();
    throw asFailure(error, dirname(file));
  }
}

function notesOf(report: DecodeReport, { damaged, resized, exact, padded }: { damaged: number; resized: number; exact: boolean; padded: string | null }, footage: Footage): string[] {
  const notes: string[] = [];
  if (damaged > 0) notes.push(`Frames that the decoder marked as damaged, shown as it gave them: ${damaged}.`);
  for (const { text, count } of report.messages) notes.push(`The decoder said ${count === 1 ? 'once' : `${count} times`}: ${text}`);
  if (footage.rotation !== 0) notes.push(`The exhibit’s pictures are turned by ${footage.rotation} degrees, as its container says.`);
  if (padded !== null) notes.push(`The exhibit’s pictures are ${padded} pixels; a clip’s sizes are even, so the last column or row is there twice.`);
  if (resized > 0) notes.push(`Frames of another size than the first, shown at the top left, cut where they are larger and continued by their last row and column where they are smaller: ${resized}.`);
  if (!exact) notes.push('The exhibit counts time more finely than MP4 can; times in the clip are rounded down to microseconds.');
  return notes;
}

async function eachFrame({ exhibit, footage, range, natives, job }: Source, take: (taken: TakenFrame) => Promise<void>): Promise<DecodeReport> {
  const frames = natives.decoder.frames(exhibit.path, footage.stream, { framesPerSecond: 'every', range }, job.signal ? { signal: job.signal } : {});
  try {
    for (;;) {
      const step = await frames.next();
      if (step.done) return step.value;
      await take(step.value);
    }
  } finally {
    // Only does something where `take` failed.
    await frames.return(undefined as never);
  }
}

/** The picture's top left corner in this size; what is missing to the right and below repeats its last column and row. */
function fitted(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = Math.min(y, picture.height - 1) * picture.width;
    for (let x = 0; x < width; x++) {
      const from = (row + Math.min(x, picture.width - 1)) * 3;
      rgb.set(picture.rgb.subarray(from, from + 3), (y * width + x) * 3);
    }
  }
  return { width, height, rgb };
}
