/** @file Score distributions, kept small: how many pairs score at least this much, and how many independent pairs those are worth. Rates with intervals are read from them. */
import { z } from 'zod';
import { highestShare, lowestShare, studentQuantile } from './interval.ts';

/** Scored pairs, each of one person (both numbers equal) or of two. `a` and `b` number the clusters (people, or tracks) from 0; higher scores are more alike. */
export interface Pairs {
  readonly scores: Float64Array;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

/**
 * Points [score, pairs with at least this score, effective pairs], highest score first. Each pair near either end has a point of its own; between,
 * counts grow by a fourteenth. The last point is the lowest score.
 */
export const Distribution = z
  .strictObject({
    /** Pairs scored. */
    pairs: z.int().positive(),
    /** People, or tracks, that these pairs are of. */
    clusters: z.int().positive(),
    points: z.array(z.tuple([z.number(), z.int().positive(), z.number().positive()])).min(1).max(5000),
  })
  .refine(({ pairs, points }) => points.at(-1)![1] === pairs && points.every(([score, count, effective], i) => effective <= pairs && (i === 0 || (score < points[i - 1]![0] && count > points[i - 1]![1]))), 'points must fall in score, grow in count and end with all pairs');
export type Distribution = z.infer<typeof Distribution>;

/** A share of pairs, with its interval of 95 %. */
export interface Rate {
  /** What was measured; where it is not resolved, 3/N: never less is claimed. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** False where fewer than 3 of N were seen (J. A. Hanley and A. Lippman-Hand, If nothing goes wrong, is everything all right?, JAMA 249 (1983), 1743-1745; ISO/IEC 19795-1). Then say “fewer than 1 in {N/3}, not resolved”. */
  readonly resolved: boolean;
  /** N: the independent pairs that the pairs counted are worth. */
  readonly effective: number;
}

/** Exact points at each end, and how counts grow between. */
const EXACT = 40, GROWTH = 1 + 1 / 14;
/** Errors (or successes, where fewer) from which on their spread over people says how far they hang together. */
const ENOUGH = 20;

/**
 * The distribution of these pairs; null where there are none.
 *
 * [Note: Pairs that share a person]
 * A face that is like many others adds all its pairs at once, so a thousand pairs can be worth a hundred. At each point the variance of
 * the share is estimated by leaving out one cluster after the other with all its pairs (jackknife: Efron and Tibshirani 1993, 11.5), and
 * compared with that of independent pairs: the design effect. For pairs of two clusters the jackknife counts the independent part twice
 * (B. Efron and C. Stein, The jackknife estimate of variance, Annals of Statistics 9 (1981), 586-596), so it is taken off once. Effective pairs
 * = pairs / design effect, less what the uncertainty of a variance from few clusters costs (Korn and Graubard 1998, with t for clusters - 1).
 * Where fewer than 20 pairs lie on one side of a point their spread says little, so the design effect of the nearest point with 20 on both
 * sides is used where that is larger; where there is none, only pairs that share nobody count: half as many as clusters (as many, for
 * pairs within one). How often such intervals cover the truth: test/calibration/coverage.test.ts.
 */
export function distributionOf({ scores, a, b }: Pairs): Distribution | null {
  const pairs = scores.length;
  if (pairs === 0) return null;
  const order = Uint32Array.from({ length: pairs }, (_, i) => i).sort((i, j) => scores[j]! - scores[i]! || i - j);
  const size = a.reduce((most, each, i) => Math.max(most, each, b[i]!), 0) + 1;
  const within = new Float64Array(size), above = new Float64Array(size);
  let crossing = false;
  const count = (into: Float64Array, i: number) => {
    into[a[i]!]! += 1;
    if (a[i] !== b[i]) into[b[i]!]! += 1;
  };
  for (let i = 0; i < pairs; i++) {
    count(within, i);
    crossing ||= a[i] !== b[i];
  }
  const clusters = within.reduce((sum, each) => sum + (each > 0 ? 1 : 0), 0);
  const raw: { score: number; seen: number; worth: number }[] = [];
  for (let i = 0, next = 1; i < pairs; i++) {
    count(above, order[i]!);
    const seen = i + 1, score = scores[order[i]!]!, tied = seen < pairs && score === scores[order[seen]!];
    if (tied || (seen < next && pairs - seen > EXACT)) continue;
    next = seen < EXACT ? seen + 1 : Math.floor(seen * GROWTH);
    raw.push({ score, seen, worth: pairs / effectAt(within, above, seen, pairs, clusters, crossing) });
  }
  const steady = raw.filter(({ seen }) => Math.min(seen, pairs - seen) >= ENOUGH);
  const apart = Math.max(1, crossing ? Math.floor(clusters / 2) : clusters);
  const known = clusters < 3 ? 0 : (studentQuantile(pairs) / studentQuantile(clusters - 1)) ** 2;
  const points = raw.map(({ score, seen, worth }): [number, number, number] => {
    if (steady.length === 0) return [score, seen, Math.min(apart, pairs)];
    const nearest = seen < ENOUGH ? steady[0]!.worth : pairs - seen < ENOUGH ? steady.at(-1)!.worth : worth;
    return [score, seen, Math.max(1, Math.floor(known * Math.min(worth, nearest)))];
  });
  return { pairs, clusters, points };
}

/** The design effect at one point; see [Note: Pairs that share a person]. */
function effectAt(within: Float64Array, above: Float64Array, seen: number, pairs: number, clusters: number, crossing: boolean): number {
  if (seen === pairs) return 1;
  const share = seen / pairs;
  let sum = 0;
  for (let c = 0; c < within.length; c++) {
    const left = pairs - within[c]!;
    if (within[c]! > 0 && left > 0) sum += ((seen - above[c]!) / left - share) ** 2;
  }
  const variance = ((clusters - 1) / clusters) * sum;
  return Math.max(1, variance / ((share * (1 - share)) / pairs) - (crossing ? 1 : 0));
}

/** Pairs seen on one side, as a rate with its interval; `fewest` and `most` bracket the count where it lies between two points. */
function rateOf(fewest: number, most: number, count: number, pairs: number, effective: number): Rate {
  const worth = (n: number) => (n / pairs) * effective;
  const floor = 3 / effective;
  const resolved = count / pairs >= floor;
  return { rate: resolved ? count / pairs : Math.min(1, floor), low: lowestShare(worth(fewest), effective), high: highestShare(worth(most), effective), resolved, effective };
}

/** How many pairs score at least `threshold`: exactly where the points are exact, otherwise between two counts. */
function countAt({ pairs, points }: Distribution, threshold: number): { fewest: number; most: number; count: number; effective: number } {
  const next = points.findIndex(([score]) => score < threshold);
  if (next === -1) return { fewest: pairs, most: pairs, count: pairs, effective: points.at(-1)![2] };
  const [score, seen, effective] = points[next]!;
  const before = next === 0 ? null : points[next - 1]!;
  const fewest = before?.[1] ?? 0;
  if (before?.[0] === threshold || before === null) return { fewest, most: fewest, count: fewest, effective: before?.[2] ?? effective };
  const most = Math.max(fewest, seen - 1);
  return { fewest, most, count: fewest + ((most - fewest) * (before[0] - threshold)) / (before[0] - score), effective: Math.min(effective, before[2]) };
}

/** How many pairs score at least `threshold`; interpolated where it lies between two points. For plots; rates are below. */
export function countAtLeast(distribution: Distribution, threshold: number): number {
  return countAt(distribution, threshold).count;
}

/** Share of pairs that score at least `threshold`; for impostor pairs the false-positive rate (FMR of ISO/IEC 19795-1). */
export function shareAtLeast(distribution: Distribution, threshold: number): Rate {
  const { fewest, most, count, effective } = countAt(distribution, threshold);
  return rateOf(fewest, most, count, distribution.pairs, effective);
}

/** Share of pairs that score less than `threshold`; for genuine pairs the rate of misses (FNMR of ISO/IEC 19795-1). */
export function shareBelow(distribution: Distribution, threshold: number): Rate {
  const { pairs } = distribution;
  const { fewest, most, count, effective } = countAt(distribution, threshold);
  return rateOf(pairs - most, pairs - fewest, pairs - count, pairs, effective);
}

/** The lowest threshold that the distribution has at which no more than `target` of its pairs are reached, and the rate there; null where that is not resolved. */
export function thresholdFor(distribution: Distribution, target: number): { readonly threshold: number; readonly rate: Rate } | null {
  const point = distribution.points.findLast(([, seen]) => seen / distribution.pairs <= target);
  if (!point) return null;
  const rate = shareAtLeast(distribution, point[0]);
  return rate.resolved ? { threshold: point[0], rate } : null;
}
