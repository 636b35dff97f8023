/** @file How alike two faces look to the pack, in units of its own "same person" distance; what a track remembers of a look. Pure. */

/** The pack's scale. */
export interface AppearanceScale {
  /** 'l2': distance |a-b|. 'cosine': distance 1 - a.b/(|a||b|). */
  readonly metric: 'l2' | 'cosine';
  /** Distance below which the pack's own figures call two good pictures more likely one person than two (dlib: 0.6). In the metric's units, above 0. */
  readonly samePersonDistance: number;
}

/** The quality-weighted mean of the vectors seen lately, the last usable one, and the mean quality of what went into them. */
export interface Appearance {
  readonly mean: Float32Array;
  readonly last: Float32Array;
  /** Sum of the qualities in the mean, capped so that the mean follows slow change. */
  readonly weight: number;
  /** 0 to 1, averaged like the vectors. */
  readonly quality: number;
}

/** Old sightings count together as much as this many perfect ones: about the last second at 5 a second of middling quality. */
const memory = 2.5;
/** Overall quality above which a sighting replaces the last one; poorer vectors tell little. */
const usableQuality = 0.2;

/**
 * Distance of a face from what is remembered, in units of samePersonDistance; the nearer of mean and last, since a head that turns
 * leaves the mean behind, and one poor sighting spoils the last.
 */
export function unlikeness(appearance: Appearance, vector: Float32Array, scale: AppearanceScale): number {
  return Math.min(distance(appearance.mean, vector, scale), distance(appearance.last, vector, scale)) / scale.samePersonDistance;
}

/** In the metric's units; summed in index order, float64. */
export function distance(a: Float32Array, b: Float32Array, { metric }: AppearanceScale): number {
  if (metric === 'l2') {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
    return Math.sqrt(sum);
  }
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  return 1 - dot / Math.sqrt(aa * bb);
}

/** What is remembered after one more sighting of this quality (0 to 1). */
export function remember(before: Appearance | null, vector: Float32Array, quality: number): Appearance {
  const q = Math.max(quality, 0.01);
  if (before === null) return { mean: vector, last: vector, weight: q, quality: q };
  const gain = q / (before.weight + q);
  return {
    mean: before.mean.map((m, i) => m + gain * (vector[i]! - m)),
    last: quality > usableQuality ? vector : before.last,
    weight: Math.min(before.weight + q, memory),
    quality: before.quality + gain * (q - before.quality),
  };
}
