/**
 * @file How many faces a lane has between any two moments, and how good the best picture of them is: sums from the start and tiles of largest
 * values, so that a look-up costs the same however many sightings there are. Pure.
 */
import type { Span } from '../../electron/core/timeline.ts';

export interface Density extends Span {
  readonly bins: number;
  /** Sightings in all of them. */
  readonly total: number;
  /** Sightings before bin i, one more than there are bins; then before each second, each fourth bin, and so on. */
  readonly sums: readonly [Uint32Array, ...Uint32Array[]];
  /** Of each bin the first from it on that has a face. */
  readonly next: Uint32Array;
  /** Best quality (0: no face, 1 to 255) of each bin, then of each two, of each four, and so on. */
  readonly best: readonly Uint8Array[];
}

/** `bytes`: as engine/timeline/density.ts makes them. */
export function makeDensity(bytes: ArrayBuffer, { fromMs, toMs }: Span): Density {
  const bins = bytes.byteLength / 5;
  const counts = new Uint32Array(bytes, 0, bins);
  const sums = new Uint32Array(bins + 1);
  for (let i = 0, sum = 0; i < bins; i++) sums[i + 1] = sum += counts[i]!;
  const best = [new Uint8Array(bytes.slice(bins * 4))];
  for (let finer = best[0]!; finer.length > 1; ) {
    const coarser = new Uint8Array(Math.ceil(finer.length / 2));
    for (let i = 0; i < coarser.length; i++) coarser[i] = Math.max(finer[2 * i]!, finer[2 * i + 1] ?? 0);
    best.push(coarser);
    finer = coarser;
  }
  const coarser = best.slice(1).map(({ length }, i) => Uint32Array.from({ length: length + 1 }, (_, at) => sums[Math.min(bins, at << (i + 1))]!));
  return { fromMs, toMs, bins, total: sums[bins]!, sums: [sums, ...coarser], next: nextOf(sums), best };
}

function nextOf(sums: Uint32Array): Uint32Array {
  const next = new Uint32Array(sums.length);
  next[sums.length - 1] = sums.length - 1;
  for (let i = sums.length - 2; i >= 0; i--) next[i] = sums[i] === sums[i + 1] ? next[i + 1]! : i;
  return next;
}

const binAt = ({ fromMs, toMs, bins }: Density, ms: number): number => Math.min(bins, Math.max(0, Math.floor(((ms - fromMs) / (toMs - fromMs)) * bins)));

/** Sightings in the bins that the stretch touches. */
export function countWithin(density: Density, { fromMs, toMs }: Span): number {
  const [sums] = density.sums;
  return sums[Math.min(density.bins, binAt(density, toMs) + 1)]! - sums[binAt(density, fromMs)]!;
}

/** Where the next bin with a face begins after this moment, or the one before it ended; null: there is none. */
export function nextFace({ fromMs, toMs, bins, sums: [sums], next }: Density, ms: number, direction: 1 | -1): number | null {
  const binMs = (toMs - fromMs) / bins;
  const start = Math.floor((ms - fromMs) / binMs);
  if (direction === 1) {
    const at = next[Math.min(bins, Math.max(0, start + 1))]!;
    return at === bins ? null : fromMs + (at + 0.5) * binMs;
  }
  const before = sums[Math.min(bins, Math.max(0, start))]!;
  if (before === 0) return null;
  return fromMs + (firstAbove(sums, before - 1) - 0.5) * binMs;
}

/** The first index at which the sum is above this. */
function firstAbove(sums: Uint32Array, value: number): number {
  let low = 0, high = sums.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The columns of a view that have faces, from the left; the first `length` of each list. */
export interface Columns {
  length: number;
  /** What part of a count is a column's own: less than 1 where a bin is wider than it. */
  share: number;
  /** Which column. */
  readonly at: Uint32Array;
  /** Sightings in the bins of the column. */
  readonly counts: Uint32Array;
  /** The best of them, 1 to 255. */
  readonly quality: Uint8Array;
  /** The first bin of the column, and the one after its last. */
  readonly begins: Uint32Array;
  readonly ends: Uint32Array;
}

export function makeColumns(width: number): Columns {
  const list = (): Uint32Array => new Uint32Array(width);
  return { length: 0, share: 1, at: list(), counts: list(), quality: new Uint8Array(width), begins: list(), ends: list() };
}

/**
 * The faces of each of `width` columns of the view. A column begins in the bin where the one before it ended, so that every sighting is in exactly
 * one; where a bin is wider than a column, each has its share of it.
 *
 * [Note: No branches] Faces come as they please, and a processor loses time whenever it guesses wrong whether a column has any. Each column is
 * written where the next one with faces stands, and stays there if it has any: `-count >>> 31` is 1 if there are, else 0.
 */
export function lookUp({ fromMs, toMs, bins, sums, next, best }: Density, view: Span, width: number, into: Columns): void {
  const perMs = bins / (toMs - fromMs), step = ((view.toMs - view.fromMs) / width) * perMs;
  // Bins a quarter to an eighth as wide as a column: whatever else was read of a view of weeks is more than a processor keeps at hand.
  const level = Math.max(0, Math.min(best.length - 1, Math.floor(Math.log2(step)))), part = Math.max(0, level - 2);
  const faces = sums[part]!, end = faces.length - 1, start = ((view.fromMs - fromMs) * perMs) / 2 ** part, each = step / 2 ** part;
  const { at, counts, quality, begins, ends } = into;
  let n = 0;
  if (step < 1) {
    for (let i = next[Math.min(end, Math.max(0, Math.floor(start)))]!; i < end; i = next[i + 1]!) {
      const last = Math.min(width, Math.ceil((i + 1 - start) / each - 0.5));
      for (let x = Math.max(0, Math.ceil((i - start) / each - 0.5)); x < last; x++, n++) {
        at[n] = x;
        begins[n] = i;
        ends[n] = i + 1;
      }
      if (last === width) break;
    }
  } else {
    // Only columns that have a part in the bins are gone through: their places in them are not negative, and "| 0" cuts such a number to its whole.
    const first = Math.max(0, Math.floor(-start / each)), last = Math.min(width, Math.ceil((end - start) / each));
    let i = Math.max(0, Math.floor(start + first * each)), before = faces[i]!;
    for (let x = first; x < last; x++) {
      const j = Math.min(end, (start + (x + 1) * each) | 0), sum = faces[j]!, count = (sum - before) | 0;
      at[n] = x;
      begins[n] = i;
      ends[n] = j;
      n += -count >>> 31;
      i = j;
      before = sum;
    }
  }
  // Of the best of tiles that are no wider than a column at most three touch it: the first, the last, and one between them.
  const tiles = best[level]!, wider = level - part;
  for (let k = 0; k < n; k++) {
    const left = begins[k]! >> wider, right = (ends[k]! - 1) >> wider;
    counts[k] = faces[ends[k]!]! - faces[begins[k]!]!;
    quality[k] = larger(larger(tiles[left]!, tiles[right]!), tiles[(left + right) >> 1]!);
  }
  into.length = n;
  into.share = Math.min(1, step);
}

const larger = (a: number, b: number): number => a - ((a - b) & ((a - b) >> 31));
