/**
 * @file How many faces a lane has between any two moments, and how good the best picture of them is: sums from the start and tiles of largest
 * values, so that a look-up costs the same however many sightings there are. Pure.
 */
import type { Span } from '../../electron/core/timeline.ts';

export interface Density extends Span {
  readonly bins: number;
  /** Sightings before bin i; one more than there are bins. */
  readonly sums: Uint32Array;
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
  return { fromMs, toMs, bins, sums, best };
}

const binAt = ({ fromMs, toMs, bins }: Density, ms: number): number => Math.min(bins, Math.max(0, Math.floor(((ms - fromMs) / (toMs - fromMs)) * bins)));

/** Sightings in the bins that the stretch touches. */
export function countWithin(density: Density, { fromMs, toMs }: Span): number {
  return density.sums[Math.min(density.bins, binAt(density, toMs) + 1)]! - density.sums[binAt(density, fromMs)]!;
}

/** Where the next bin with a face begins after this moment, or the one before it ended; null: there is none. */
export function nextFace({ fromMs, toMs, bins, sums }: Density, ms: number, direction: 1 | -1): number | null {
  const binMs = (toMs - fromMs) / bins;
  const start = Math.floor((ms - fromMs) / binMs);
  if (direction === 1) {
    const seen = sums[Math.min(bins, Math.max(0, start + 1))]!;
    const at = firstAbove(sums, seen);
    return at > bins ? null : fromMs + (at - 0.5) * binMs;
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

/**
 * One number and one quality for each of `width` columns of the view: the sightings in a column, or its share of a bin that is wider than it. A
 * column begins in the bin where the one before it ended, so that every sighting is in exactly one.
 */
export function lookUp({ fromMs, toMs, bins, sums, best }: Density, view: Span, width: number, counts: Float32Array, quality: Uint8Array): void {
  const perMs = bins / (toMs - fromMs);
  const step = ((view.toMs - view.fromMs) / width) * perMs, start = (view.fromMs - fromMs) * perMs;
  counts.fill(0);
  quality.fill(0);
  // Only columns that have a part in the bins are gone through: their places in them are not negative, and "| 0" cuts such a number to its whole.
  if (step < 1) {
    const [all] = best, end = Math.min(width, Math.ceil((bins - start) / step - 0.5));
    for (let x = Math.max(0, Math.ceil(-start / step - 0.5)); x < end; x++) {
      const bin = (start + (x + 0.5) * step) | 0;
      counts[x] = (sums[bin + 1]! - sums[bin]!) * step;
      quality[x] = all![bin]!;
    }
    return;
  }
  // Of the tiles that are no wider than a column at most three touch it: the first, the last, and one between them. Compared without a loop.
  const level = Math.min(best.length - 1, Math.floor(Math.log2(step)));
  const tiles = best[level]!;
  const first = Math.max(0, Math.floor(-start / step)), end = Math.min(width, Math.ceil((bins - start) / step));
  let i = Math.max(0, Math.floor(start + first * step)), before = sums[i]!;
  for (let x = first; x < end; x++) {
    const j = Math.min(bins, (start + (x + 1) * step) | 0), sum = sums[j]!;
    if (sum !== before) {
      const from = i >> level, to = (j - 1) >> level;
      counts[x] = sum - before;
      quality[x] = Math.max(tiles[from]!, tiles[(from + to) >> 1]!, tiles[to]!);
    }
    i = j;
    before = sum;
  }
}
