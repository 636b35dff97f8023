/** @file Same frame: which tracks of one indexing are certainly different people, because a frame shows both at once, and which pairs are set aside. Pure. */
import { overlap } from './picture.ts';
import type { Box } from './picture.ts';

/** One face of one frame. */
export interface SeenFace {
  readonly ticks: bigint;
  readonly track: number;
  readonly box: Box;
}

/** Why a pair that frames show together is not taken for two people, or not for two living ones. See [Note: Pairs set aside]. */
export type Aside = 'overlapping' | 'same-motion' | 'mirrored-motion' | 'motionless';

/** Two tracks that frames show together, `a` below `b`. */
export interface Together {
  readonly a: number;
  readonly b: number;
  readonly frames: number;
  /** The first that applies, in the order of Aside; null: two people. */
  readonly aside: Aside | null;
}

/**
 * [Note: Pairs set aside]
 * Nobody is in two places at once, so two faces of one frame are two people, except where a picture shows one person twice. No score decides
 * that, or a pair would be left out because it is alike, which is what is to be measured. A pair is set aside where its boxes ever share a
 * pixel; where the steps of both (of the middle of the box, in widths of the face, from one common frame to the next, each less its mean) agree by a
 * correlation of at least `agreement` as they are or with left and right exchanged; and where one of the two does not move.
 * Agreement needs enough steps, and steps larger than what detectors waver by. These figures are chosen, not measured against real mirrors:
 * what they do on drawn footage is printed by test/core/sameFrame.test.ts. A mirror in which somebody turns, a screen that shows
 * another moment, and moving pictures of people who are elsewhere are not seen by any of this; a person who looks can take such a
 * pair out, with a reason, as an entry.
 */
const agreement = 0.8, fewestSteps = 12, leastStep = 0.02;
/** A track of so many sightings (ten seconds at five frames a second) whose middle and width stay within this share of the width does not move. */
const motionlessSightings = 50, motionlessWithin = 0.06;

/** Sums over the common steps of two tracks. */
interface Steps {
  frames: number;
  overlapping: boolean;
  last: readonly [ax: number, ay: number, bx: number, by: number] | null;
  n: number;
  readonly sum: Float64Array;
  /** ax·ax, ay·ay, bx·bx, by·by, ax·bx, ay·by. */
  readonly products: Float64Array;
}

/** Where a track was: least and greatest of middle and width. */
interface Extent {
  sightings: number;
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** Every pair of tracks that a frame shows together. `faces`: of one indexing, in order of ticks. In order of `a`, then `b`. */
export function tracksTogether(faces: Iterable<SeenFace>): Together[] {
  const pairs = new Map<number, Map<number, Steps>>();
  const extents = new Map<number, Extent>();
  let frame: SeenFace[] = [];
  const close = (): void => {
    for (const { track, box } of frame) extend(extents, track, box);
    for (const one of frame) {
      for (const other of frame) if (one.track < other.track) step(stepsOf(pairs, one.track, other.track), one.box, other.box);
    }
  };
  for (const face of faces) {
    if (frame[0] !== undefined && frame[0].ticks !== face.ticks) {
      close();
      frame = [];
    }
    frame.push(face);
  }
  close();
  return [...pairs].sort(([a], [b]) => a - b).flatMap(([a, others]) => [...others].sort(([b], [c]) => b - c).map(([b, steps]) => {
    const still = isMotionless(extents.get(a)!) || isMotionless(extents.get(b)!);
    return { a, b, frames: steps.frames, aside: steps.overlapping ? 'overlapping' : (commonMotion(steps) ?? (still ? 'motionless' : null)) };
  }));
}

function stepsOf(pairs: Map<number, Map<number, Steps>>, a: number, b: number): Steps {
  const others = pairs.get(a) ?? new Map<number, Steps>();
  pairs.set(a, others);
  const steps = others.get(b) ?? { frames: 0, overlapping: false, last: null, n: 0, sum: new Float64Array(4), products: new Float64Array(6) };
  others.set(b, steps);
  return steps;
}

function step(steps: Steps, a: Box, b: Box): void {
  steps.frames += 1;
  if (overlap(a, b) > 0) steps.overlapping = true;
  const now = [a[0] + a[2] / 2, a[1] + a[3] / 2, b[0] + b[2] / 2, b[1] + b[3] / 2] as const;
  if (steps.last !== null) {
    const moved = now.map((value, i) => (value - steps.last![i]!) / (i < 2 ? a[2] : b[2])) as [number, number, number, number];
    steps.n += 1;
    moved.forEach((value, i) => {
      steps.sum[i]! += value;
      steps.products[i]! += value * value;
    });
    steps.products[4]! += moved[0] * moved[2];
    steps.products[5]! += moved[1] * moved[3];
  }
  steps.last = now;
}

function commonMotion({ n, sum, products }: Steps): 'same-motion' | 'mirrored-motion' | null {
  if (n < fewestSteps) return null;
  const covariance = (product: number, i: number, j: number): number => products[product]! / n - (sum[i]! / n) * (sum[j]! / n);
  const ofA = covariance(0, 0, 0) + covariance(1, 1, 1), ofB = covariance(2, 2, 2) + covariance(3, 3, 3);
  if (Math.sqrt(Math.min(ofA, ofB)) < leastStep) return null;
  const across = covariance(4, 0, 2), down = covariance(5, 1, 3), scale = Math.sqrt(ofA * ofB);
  if ((across + down) / scale >= agreement) return 'same-motion';
  return (down - across) / scale >= agreement ? 'mirrored-motion' : null;
}

function extend(extents: Map<number, Extent>, track: number, [x, y, width, height]: Box): void {
  const extent = extents.get(track) ?? { sightings: 0, least: new Float64Array(3).fill(Infinity), most: new Float64Array(3).fill(-Infinity) };
  extents.set(track, extent);
  extent.sightings += 1;
  [x + width / 2, y + height / 2, width].forEach((value, i) => {
    extent.least[i] = Math.min(extent.least[i]!, value);
    extent.most[i] = Math.max(extent.most[i]!, value);
  });
}

function isMotionless({ sightings, least, most }: Extent): boolean {
  return sightings >= motionlessSightings && least.every((value, i) => most[i]! - value <= motionlessWithin * most[2]!);
}
