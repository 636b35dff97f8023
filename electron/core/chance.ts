/**
 * @file Chance: how many candidates a search is expected to give by chance alone, were the person sought in none of the footage. Pure.
 *
 * [Note: Expected by chance]
 * Every track that is compared passes the threshold with the false-positive rate (FMR) of its part of the scope. In a search of N tracks
 * E = sum over parts of N x FMR are expected to pass, and at least one does with P = 1 - product of (1 - FMR)^N (J. Daugman, The importance
 * of being random: statistical principles of iris recognition, Pattern Recognition 36 (2003) 279-291, which gives P = 1 - (1 - p)^N for one rate).
 * E holds whether or not the tracks depend on each other; P supposes that they do not, and is too high where one stranger has several tracks.
 * The ends of the interval of E are the sums of the ends of the rates, as if all rates erred the same way: wider than needed and
 * never too narrow for that reason. A rate is a mean over pictures that are searched with; some faces resemble more people than others.
 */
import type { CalibratedRate } from './calibration.ts';

/** A rate or a number with the interval in which it lies. `value` null: so seldom that only the upper end was measured. */
export interface Measured {
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
}

/** A rate of a calibration as it is counted with: one that is not resolved has its ends only. */
export function measuredRate({ rate, low, high, resolved }: CalibratedRate): Measured {
  return { value: resolved ? rate : null, low, high };
}

/** What the rate of a part was measured on: this footage with people who are not in it; same frames of this footage, of this camera; the pack’s reference of people or of drawn faces; or nothing. */
export type RateSource = 'non-mated' | 'footage' | 'camera' | 'people' | 'drawn' | 'none';

/** Tracks of one footage and one band of quality. */
export interface ChancePart {
  readonly camera: string;
  readonly footage: string;
  /** Band of quality of the worse of track and picture (core/band.ts). */
  readonly band: string;
  readonly tracks: number;
  readonly source: RateSource;
  /** SHA-256 (hex) of the canonical JSON of the calibration; null: none. */
  readonly calibration: string | null;
  /** False-positive rate at the threshold; null: no threshold, or not measured. */
  readonly rate: Measured | null;
  /** What has to be known of this rate; empty: nothing. */
  readonly warnings: readonly string[];
}

/** Candidates expected by chance of `pictures` pictures; null where a part has tracks and no rate. */
export function expectedByChance(parts: readonly ChancePart[], pictures: number): Measured | null {
  return folded(parts, (tracks, rate) => tracks * rate * pictures, (sum) => sum);
}

/** The probability that at least one of them is there, were all comparisons independent. */
export function atLeastOne(parts: readonly ChancePart[], pictures: number): Measured | null {
  return folded(parts, (tracks, rate) => tracks * pictures * Math.log1p(-rate), (sum) => 0 - Math.expm1(sum));
}

function folded(parts: readonly ChancePart[], term: (tracks: number, rate: number) => number, whole: (sum: number) => number): Measured | null {
  const counted = parts.filter(({ tracks }) => tracks > 0);
  if (counted.some(({ rate }) => rate === null)) return null;
  const sum = (of: (rate: Measured) => number): number => whole(counted.reduce((total, { tracks, rate }) => total + term(tracks, of(rate!)), 0));
  const known = counted.every(({ rate }) => rate!.value !== null);
  return { value: known ? sum(({ value }) => value!) : null, low: sum(({ low }) => low), high: sum(({ high }) => high) };
}

/**
 * The lowest of these thresholds (ascending) at which at most `target` candidates are expected by chance, counted by the value where it was
 * measured and else by the upper end; null where none is. The number falls as the threshold rises.
 */
export function thresholdOf(target: number, thresholds: readonly number[], at: (threshold: number) => Measured | null): number | null {
  const keeps = (threshold: number): boolean => {
    const expected = at(threshold);
    return expected !== null && (expected.value ?? expected.high) <= target;
  };
  let low = 0, high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keeps(thresholds[middle]!)) high = middle;
    else low = middle + 1;
  }
  return thresholds[low] ?? null;
}

/** A figure for people: two digits that count, never in exponents. */
export function figure(n: number): string {
  if (n === 0) return '0';
  return n >= 100 ? n.toFixed(0) : n.toFixed(Math.min(10, Math.max(0, 1 - Math.floor(Math.log10(Math.abs(n))))));
}

/** “0.42 (0.1 to 1.3)”, or “fewer than 1.3”. */
export function measuredText({ value, low, high }: Measured): string {
  return value === null ? (low === 0 ? `fewer than ${figure(high)}` : `between ${figure(low)} and ${figure(high)}`) : `${figure(value)} (${figure(low)} to ${figure(high)})`;
}
