/** @file Tracks: which sightings of consecutive frames are one face. Pure: state in, state out; the same input gives the same tracks. */
import { remember, unlikeness, type Appearance, type AppearanceScale } from './appearance.ts';
import { assign } from './assignment.ts';
import { correct, misfit, predict, predictedBox, startMotion, turned, type Motion } from './motion.ts';
import type { Box } from './picture.ts';
import type { AnalysedFace } from './sighting.ts';
import { ticksToMicroseconds, type TimeBase } from './time.ts';

/** An embedding that is stored for its track. See [Note: Best of each second]. */
export interface BestFrame {
  readonly track: number;
  readonly ticks: bigint;
  readonly vector: Float32Array;
}

/** A track that has ended. `track` is its ordinal: tracks are counted from 0 in the order in which they began. */
export interface ClosedTrack {
  readonly track: number;
  readonly firstTicks: bigint;
  readonly lastTicks: bigint;
  readonly sightings: number;
  readonly searchable: number;
  /** The sighting to show: the best overall quality, among searchable ones if there are any; the earlier of equals. */
  readonly bestTicks: bigint;
  readonly bestQuality: number;
}

/** A track that may go on. */
export interface LiveTrack extends ClosedTrack {
  readonly motion: Motion;
  readonly appearance: Appearance | null;
  /** Looks since it was last seen. */
  readonly missed: number;
  /** Best searchable sighting of the current second of the track, not yet handed over. */
  readonly pending: { readonly second: number; readonly ticks: bigint; readonly quality: number; readonly vector: Float32Array } | null;
}

export interface Tracks {
  readonly live: readonly LiveTrack[];
  /** Ordinal of the next track. */
  readonly next: number;
}

export interface Followed {
  readonly tracks: Tracks;
  /** Track ordinal of each face, in the faces' order. */
  readonly ordinals: readonly number[];
  readonly embeddings: readonly BestFrame[];
  readonly closed: readonly ClosedTrack[];
}

/**
 * [Note: What makes two sightings one track]
 * Costs are -2 ln of likelihood ratios, so they add up: motion (misfit; `turnCost` more if the face must have turned) and appearance. A pair is
 * made when the sum is below `limit`. Appearance costs `appearanceWeight` for each samePersonDistance beyond `neutral` and saves as much below, in
 * proportion to the poorer quality. A usable picture that is clearly of `someoneElse` never continues a track, however well it
 * lies: two people in one track are worse than one person in two.
 *
 * Frames of one camera a moment apart are much more alike than photographs taken years apart, for which samePersonDistance was
 * measured. With dlib (0.6) good pictures of one face in consecutive frames were 0.14 to 0.22 apart in the middle and 0.35 at the 99th
 * percentile, in six short pieces of real footage; different people in one frame 0.52 and more (drawn people: 0.40 and more). So
 * `neutral` and `someoneElse` lie between, at 0.42 and 0.51 for dlib. All were tried on 106 drawn walks; see test/track/README.md.
 */
const limit = 18;
const turnCost = 4;
const appearanceWeight = 30;
const neutral = 0.7;
export const someoneElse = 0.85;
/** Overall quality from which appearance counts fully. */
const usableQuality = 0.3;
const endAfterSeconds = 3;
const forbidden = 1e6;

export const noTracks: Tracks = { live: [], next: 0 };

/** Seconds from `from` to `to`; footage whose times jump back counts the jump as time too. */
function secondsBetween(from: bigint, to: bigint, base: TimeBase): number {
  return Math.abs(Number(ticksToMicroseconds(to - from, base))) / 1e6;
}

/**
 * Follows every track into the next analysed frame. Tracks that were not seen for endAfterSeconds are closed first. Frames may be
 * 1/25 s or a second apart, evenly or not.
 */
export function follow(tracks: Tracks, faces: readonly AnalysedFace[], ticks: bigint, base: TimeBase, scale: AppearanceScale): Followed {
  const ended = tracks.live.filter((track) => secondsBetween(track.lastTicks, ticks, base) > endAfterSeconds);
  const live = tracks.live.filter((track) => !ended.includes(track));
  const embeddings: BestFrame[] = ended.flatMap(handOver);
  const unseen = live.map((track) => secondsBetween(track.lastTicks, ticks, base));
  const fits = live.map((track, i) => faces.map((face) => fit(track.motion, face.box, unseen[i]!)));
  const costs = live.map((track, i) => faces.map((face, j) => fits[i]![j]!.cost + strangeness(track.appearance, face, scale)));
  const pairs = assign(costs, faces.length, limit);

  let next = tracks.next;
  const ordinals = faces.map(() => -1);
  const continued = live.map((track, i) => {
    const face = faces[pairs[i]!];
    if (face === undefined) return miss(track);
    ordinals[pairs[i]!] = track.track;
    const seen = seeAgain(track, face, correct(fits[i]![pairs[i]!]!.predicted, face.box), ticks, base);
    if (track.pending !== null && seen.pending?.second !== track.pending.second) embeddings.push(...handOver(track));
    return seen;
  });
  const begun: LiveTrack[] = [];
  faces.forEach((face, j) => {
    if (ordinals[j] !== -1) return;
    ordinals[j] = next;
    begun.push(begin(next++, face, ticks));
  });
  return { tracks: { live: [...continued, ...begun], next }, ordinals, embeddings, closed: ended.map(close) };
}

/** Ends every track: there are no more frames. */
export function endTracks({ live, next }: Tracks): Followed {
  return { tracks: { live: [], next }, ordinals: [], embeddings: live.flatMap(handOver), closed: live.map(close) };
}

/** Where the faces of these tracks should be at `ticks`: of tracks seen in the last second or missed at most twice. */
export function expectedBoxes({ live }: Tracks, ticks: bigint, base: TimeBase): Box[] {
  return live.flatMap((track) => {
    const unseen = secondsBetween(track.lastTicks, ticks, base);
    return unseen <= 1 || track.missed <= 2 && unseen <= endAfterSeconds ? [predictedBox(predict(track.motion, unseen))] : [];
  });
}

/** The better of going on as before and having turned. */
function fit(motion: Motion, box: Box, seconds: number): { readonly predicted: Motion; readonly cost: number } {
  const steady = predict(motion, seconds);
  const turning = predict(turned(motion), seconds);
  const cost = misfit(steady, box, seconds);
  const turningCost = misfit(turning, box, seconds) + turnCost;
  return turningCost < cost ? { predicted: turning, cost: turningCost } : { predicted: steady, cost };
}

function strangeness(appearance: Appearance | null, face: AnalysedFace, scale: AppearanceScale): number {
  if (appearance === null || face.embedding === null) return 0;
  const trust = Math.min(1, appearance.quality / usableQuality, face.quality.overall / usableQuality);
  const unlike = unlikeness(appearance, face.embedding, scale);
  return trust === 1 && unlike > someoneElse ? forbidden : trust * appearanceWeight * (unlike - neutral);
}

function begin(track: number, face: AnalysedFace, ticks: bigint): LiveTrack {
  const { embedding, quality: { overall } } = face;
  return {
    track, firstTicks: ticks, lastTicks: ticks, sightings: 1, searchable: embedding === null ? 0 : 1,
    bestTicks: ticks, bestQuality: overall, motion: startMotion(face.box), missed: 0,
    appearance: embedding === null ? null : remember(null, embedding, overall),
    pending: embedding === null ? null : { second: 0, ticks, quality: overall, vector: embedding },
  };
}

function miss(track: LiveTrack): LiveTrack {
  return { ...track, missed: track.missed + 1 };
}

function seeAgain(track: LiveTrack, face: AnalysedFace, motion: Motion, ticks: bigint, base: TimeBase): LiveTrack {
  const { embedding, quality: { overall } } = face;
  const seen = { ...track, lastTicks: ticks, sightings: track.sightings + 1, motion, missed: 0 };
  const better = embedding === null
    ? track.searchable === 0 && overall > track.bestQuality
    : track.searchable === 0 || overall > track.bestQuality;
  const best = better ? { bestTicks: ticks, bestQuality: overall } : {};
  if (embedding === null) return { ...seen, ...best };
  const second = Math.floor(secondsBetween(track.firstTicks, ticks, base));
  const keep = track.pending !== null && track.pending.second === second && track.pending.quality >= overall;
  return {
    ...seen, ...best, searchable: track.searchable + 1,
    appearance: remember(track.appearance, embedding, overall),
    pending: keep ? track.pending : { second, ticks, quality: overall, vector: embedding },
  };
}

/**
 * [Note: Best of each second]
 * Stored for search is the best searchable sighting of each second of a track, counted from its first sighting; so every track with any
 * searchable sighting has at least one. Frames 1/5 s apart show nearly the same picture: storing all would multiply the index and the
 * chances of a chance resemblance without showing the face in another way, while one picture for a whole track would lose the moment
 * in which a head turned towards the camera.
 */
function handOver({ track, pending }: LiveTrack): BestFrame[] {
  return pending === null ? [] : [{ track, ticks: pending.ticks, vector: pending.vector }];
}

function close({ track, firstTicks, lastTicks, sightings, searchable, bestTicks, bestQuality }: LiveTrack): ClosedTrack {
  return { track, firstTicks, lastTicks, sightings, searchable, bestTicks, bestQuality };
}
