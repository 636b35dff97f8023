/** @file Error rates of comparisons whose truth is known, with intervals by drawing people anew (pairs of one person are not independent). */
import { randomFrom } from '../../resources/demo/random.ts';

/** Distances between pictures of known people; smaller is more alike. */
export interface Comparisons {
  readonly people: number;
  /** Person of the one side, person of the other, distance. Infinity: a face was not found, so nobody could be compared with it. */
  readonly pairs: readonly (readonly [a: number, b: number, distance: number])[];
}

export interface Rates {
  /** Error rate where as many of the same are refused as of others accepted, among faces that were found. */
  readonly eer: number;
  /** Share of all pairs of one person that are accepted where 1 in 100, 1 in 1000 of other people's is; a face that was not found is refused. */
  readonly tar2: number;
  readonly tar3: number;
}

export type Interval = readonly [low: number, high: number];

/** A share or a mean, with its interval of 95 %, people drawn anew; null: nothing to measure it on. */
export type WithInterval = { readonly value: number; readonly interval: Interval } | null;

/** The pairs in order of distance, so that drawing people anew costs one pass. */
interface Sorted {
  readonly people: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Pairs before this one were compared; those from here on have a face that was not found. */
  readonly compared: number;
}

function sorted({ people, pairs }: Comparisons): Sorted {
  const order = pairs.toSorted((p, q) => (p[2] === q[2] ? 0 : p[2] - q[2]));
  const missing = order.findIndex(([, , distance]) => distance === Infinity);
  return { people, a: Int32Array.from(order, (p) => p[0]), b: Int32Array.from(order, (p) => p[1]), compared: missing < 0 ? order.length : missing };
}

/** Rates where person p counts `weight[p]` times. Two copies of one person give no pair of different people. */
function weighted({ a, b, compared }: Sorted, weight: Float64Array): Rates {
  let genuine = 0, found = 0, others = 0;
  for (let i = 0; i < a.length; i++) {
    const w = weight[a[i]!]!;
    if (a[i] === b[i]) {
      genuine += w;
      if (i < compared) found += w;
    } else if (i < compared) others += w * weight[b[i]!]!;
  }
  let accepted = 0, wrong = 0, eer = 1, tar2 = 0, tar3 = 0;
  for (let i = 0; i < compared; i++) {
    const w = weight[a[i]!]!;
    if (a[i] === b[i]) accepted += w;
    else wrong += w * weight[b[i]!]!;
    eer = Math.min(eer, Math.max(1 - accepted / found, wrong / others));
    if (wrong <= others / 100) tar2 = accepted / genuine;
    if (wrong <= others / 1000) tar3 = accepted / genuine;
  }
  return { eer, tar2, tar3 };
}

export const ratesOf = (comparisons: Comparisons): Rates => weighted(sorted(comparisons), new Float64Array(comparisons.people).fill(1));

/** Rates of each variant for each draw of people with replacement. */
export function drawnRates(variants: readonly Comparisons[], draws: number): Rates[][] {
  const all = variants.map(sorted);
  return overDraws(variants[0]!.people, draws, (weight) => all.map((variant) => weighted(variant, weight)));
}

/** What `of` gives for each draw of people with replacement, from how often each was drawn; the same number of people gives the same draws. */
export function overDraws<T>(people: number, draws: number, of: (weight: Float64Array) => T): T[] {
  const random = randomFrom(1);
  return Array.from({ length: draws }, () => {
    const weight = new Float64Array(people);
    for (let k = 0; k < people; k++) weight[Math.floor(random() * people)]! += 1;
    return of(weight);
  });
}

/** 95 % percentile interval (B. Efron 1979); drawn by person, since comparisons that share a person depend on each other (R. Bolle et al. 2004). */
export function interval(values: readonly number[]): Interval {
  const ascending = values.filter(Number.isFinite).toSorted((x, y) => x - y);
  const at = (q: number) => ascending[Math.min(ascending.length - 1, Math.floor(q * ascending.length))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

/** Searches with known answers: rank 1, and how often a person who is there is missed where 1 search in 10 of people who are not there brings anybody. */
export interface SearchRates {
  readonly searches: number;
  readonly rank1: number;
  /** False negatives at a false positive identification rate of 0.1 (ISO/IEC 19795-1). */
  readonly fnir1: number;
}

/** `mate`: distance of the nearest track of the person searched for (Infinity: none); `other`: of the nearest of anybody else. */
export function searchRates(searches: readonly { readonly mate: number; readonly other: number }[]): SearchRates {
  // Without the mate, what is left of each search is one of a person who is not there.
  const threshold = searches.map(({ other }) => other).toSorted((a, b) => a - b)[Math.floor(searches.length / 10)] ?? Infinity;
  const missed = searches.filter(({ mate }) => !(mate < threshold)).length;
  return { searches: searches.length, rank1: searches.filter(({ mate, other }) => mate < other).length / searches.length, fnir1: missed / searches.length };
}
