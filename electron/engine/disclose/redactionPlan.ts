/** @file Which faces of which frames are blurred, and which one is the disclosed person's. Pure. */
import type { Box } from '../../core/picture.ts';
import { overlap } from '../../core/picture.ts';
import { ticksToMicroseconds } from '../../core/time.ts';
import type { TimeBase } from '../../core/time.ts';
import type { BlurredPlace } from './redaction.ts';

/** Faces found in a frame by this look; `track` links those of neighbouring frames. */
export interface FrameLook {
  readonly ticks: bigint;
  readonly faces: readonly { readonly box: Box; readonly track: number }[];
}

/** Sightings of one face in order of time, from the index. */
export type KnownTrack = readonly { readonly ticks: bigint; readonly box: Box }[];

export interface FrameRedaction {
  readonly ticks: bigint;
  /** The disclosed person's face in this frame; null where it is not known to be there. */
  readonly person: Box | null;
  /** Whether a face stood where the person should be and it was not clear whose it is; it is blurred. */
  readonly doubtful: boolean;
  readonly blurred: readonly BlurredPlace[];
}

/**
 * Between two sightings of the person that are at most this far apart (the index has five a second) the face is where a line between them
 * says. Beyond, somebody else may stand there: nobody is taken for the person.
 */
const personGapSeconds = 1;
/** Others are followed for as long as a track may go unseen (track.ts), and a little beyond its ends, where a detector is about to find a face or has just lost it. */
const otherGapSeconds = 3, holdSeconds = 0.2;
/** Least overlap of a found face with the place where the person should be; the figure by which probes are found again (probing.ts). */
const leastOverlap = 0.3;
/** A second face, or a second person, that overlaps more than this much as well makes it unclear. */
const clearly = 0.6;
/** A face that this look found and the index knows is blurred once. */
const sameFace = 0.5;

/**
 * One redaction for each frame, in their order. `person` is null where nobody is disclosed (every face is blurred).
 *
 * [Note: Who is not blurred] The found face that overlaps best the place where the index has the disclosed track, in that frame or
 * on the line between two sightings near it, unless another face there, or another track of the index, fits nearly as well. All
 * other faces are blurred: those found; those the index knows; and those found in a frame before and after but not in this one, so that none
 * appears for a moment. Before the track's first sighting and after its last one the person is blurred as well: nothing says who it is.
 */
export function planRedaction(looks: readonly FrameLook[], person: KnownTrack | null, others: readonly KnownTrack[], base: TimeBase): FrameRedaction[] {
  const choices = looks.map((look) => choose(look, person, others, base));
  const between = unseen(looks, choices.map(({ face }) => face), base);
  return looks.map(({ ticks, faces }, i) => {
    const { face, doubtful, sighted } = choices[i]!;
    const found = faces.flatMap(({ box }, j) => (j === face ? [] : [{ box, from: 'look' as const }]));
    const more: BlurredPlace[] = [
      ...others.map((track) => placeAt(track, ticks, otherGapSeconds, holdSeconds, base)).filter((box) => box !== null).map((box) => ({ box, from: 'index' as const })),
      ...between[i]!.map((box) => ({ box, from: 'between' as const })),
    ];
    const blurred = [...found, ...more.filter(({ box }) => !found.some((one) => overlap(one.box, box) >= sameFace))];
    return { ticks, person: face === null ? sighted : faces[face]!.box, doubtful, blurred };
  });
}

/** Index of the person's face among those found; `sighted` is the index's own box where it has one at exactly these ticks and none was found there. */
function choose({ ticks, faces }: FrameLook, person: KnownTrack | null, others: readonly KnownTrack[], base: TimeBase): { face: number | null; doubtful: boolean; sighted: Box | null } {
  const place = person && placeAt(person, ticks, personGapSeconds, 0, base);
  if (!place) return { face: null, doubtful: false, sighted: null };
  const overlaps = faces.map(({ box }) => overlap(box, place));
  const best = Math.max(0, ...overlaps);
  if (best < leastOverlap) {
    const exact = best === 0 && person.some((sighting) => sighting.ticks === ticks);
    return { face: null, doubtful: false, sighted: exact ? place : null };
  }
  const face = overlaps.indexOf(best);
  const { box } = faces[face]!;
  const second = Math.max(0, ...overlaps.toSpliced(face, 1));
  const rival = Math.max(0, ...others.map((track) => placeAt(track, ticks, personGapSeconds, 0, base)).map((other) => (other ? overlap(box, other) : 0)));
  const doubtful = Math.max(second, rival) > clearly * best;
  return { face: doubtful ? null : face, doubtful, sighted: null };
}

/** Where a track is at these ticks: on the line between two sightings, or at an end of it for `hold` seconds. */
function placeAt(track: KnownTrack, ticks: bigint, gap: number, hold: number, base: TimeBase): Box | null {
  const before = track.findLast((sighting) => sighting.ticks <= ticks), after = track.find((sighting) => sighting.ticks >= ticks);
  if (before && after) return secondsBetween(before.ticks, after.ticks, base) <= gap ? onTheLine(before, after, ticks) : null;
  const end = before ?? after;
  return end && secondsBetween(end.ticks, ticks, base) <= hold ? end.box : null;
}

/** For each frame, the places of faces that were found before and after or just beside it; of the person only where both ends are theirs. */
function unseen(looks: readonly FrameLook[], persons: readonly (number | null)[], base: TimeBase): Box[][] {
  const places: Box[][] = looks.map(() => []);
  const found = looks.flatMap(({ ticks, faces }, frame) => faces.map(({ box, track }, face) => ({ track, frame, ticks, box, person: persons[frame] === face })));
  const paths = Map.groupBy(found, ({ track }) => track);
  for (const path of paths.values()) {
    path.forEach((from, n) => {
      const to = path[n + 1];
      if (!to || (from.person && to.person)) return;
      for (let frame = from.frame + 1; frame < to.frame; frame++) places[frame]!.push(onTheLine(from, to, looks[frame]!.ticks));
    });
    for (const [end, step] of [[path[0]!, -1], [path.at(-1)!, 1]] as const) {
      if (end.person) continue;
      for (let frame = end.frame + step; looks[frame] && secondsBetween(looks[frame]!.ticks, end.ticks, base) <= holdSeconds; frame += step) places[frame]!.push(end.box);
    }
  }
  return places;
}

function onTheLine(from: KnownTrack[number], to: KnownTrack[number], ticks: bigint): Box {
  const share = to.ticks === from.ticks ? 0 : Number(ticks - from.ticks) / Number(to.ticks - from.ticks);
  const [x, y, width, height] = from.box.map((value, i) => value + share * (to.box[i]! - value));
  return [x!, y!, width!, height!];
}

function secondsBetween(a: bigint, b: bigint, base: TimeBase): number {
  return Math.abs(Number(ticksToMicroseconds(b - a, base))) / 1e6;
}
