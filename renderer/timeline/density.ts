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
  return { fromMs, toMs, bins, total: sums[bins]!, sums: [sums, ...coarser], best };
}

const binAt = ({ fromMs, toMs, bins }: Density, ms: number): number => Math.min(bins, Math.max(0, Math.floor(((ms - fromMs) / (toMs - fromMs)) * bins)));

/** Sightings in the bins that the stretch touches. */
export function countWithin(density: Density, { fromMs, toMs }: Span): number {
  const [sums] = density.sums;
  return sums[Math.min(density.bins, binAt(density, toMs) + 1)]! - sums[binAt(density, fromMs)]!;
}

/** Where the next bin with a face begins after this moment, or the one before it ended; null: there is none. */
export function nextFace({ fromMs, toMs, bins, sums: [sums] }: Density, ms: number, direction: 1 | -1): number | null {
  const binMs = (toMs - fromMs) / bins;
  const start = Math.floor((ms - fromMs) / binMs), before = sums[Math.min(bins, Math.max(0, direction === 1 ? start + 1 : start))]!;
  if (direction === 1 ? before === sums[bins] : before === 0) return null;
  return fromMs + (firstAbove(sums, direction === 1 ? before : before - 1) - 0.5) * binMs;
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

/** Equal parts of the axis, the finest of those that are a pixel wide in a view: part i has the sightings between sums i and i + 1, and best quality i. */
export interface Parts {
  readonly sums: Uint32Array;
  readonly best: Uint8Array;
  /** The first in view, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Left edge of part 0 and width of each, pixels. */
  readonly left: number;
  readonly px: number;
  /** Length of each, milliseconds. */
  readonly ms: number;
}

/** The same parts wherever the view begins: nothing of them changes when it is moved. Narrower than two pixels, unless no bins are finer. */
export function partsIn({ fromMs, toMs, bins, sums, best }: Density, view: Span, width: number): Parts {
  const pxPerMs = width / (view.toMs - view.fromMs), binMs = (toMs - fromMs) / bins;
  const level = Math.max(0, Math.min(best.length - 1, Math.ceil(-Math.log2(binMs * pxPerMs))));
  const ms = binMs * 2 ** level, px = ms * pxPerMs, left = (fromMs - view.fromMs) * pxPerMs;
  const first = Math.max(0, Math.floor(-left / px)), end = Math.min(best[level]!.length, Math.ceil((width - left) / px));
  return { sums: sums[level]!, best: best[level]!, first, end, left, px, ms };
}
