/** @file Numbers that look random and are the same for the same seed on every machine. */

export interface Random {
  /** Next number, 0 <= n < 1. */
  (): number;
}

export { randomFrom } from '../../electron/core/resample.ts';

/** Evenly between low and high. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** One of a list, each as likely. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new RangeError('nothing to choose from');
  return chosen;
}

/** Smooth noise in two dimensions, -1 to 1, along the row y: a hashed lattice with quintic interpolation, whose corners neighbours share. */
export function noiseAlong(y: number, seed: number): (x: number) => number {
  const y0 = Math.floor(y);
  const fy = y - y0;
  const wy = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
  // In an array of numbers, which takes no memory anew for each.
  const corners = new Float64Array(4);
  let x0 = -(2 ** 30);
  return (x) => {
    const at = Math.floor(x);
    if (at !== x0) {
      x0 = at;
      corners[0] = lattice(at, y0, seed);
      corners[1] = lattice(at + 1, y0, seed);
      corners[2] = lattice(at, y0 + 1, seed);
      corners[3] = lattice(at + 1, y0 + 1, seed);
    }
    const fx = x - at;
    const wx = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    return (corners[0]! * (1 - wx) + corners[1]! * wx) * (1 - wy) + (corners[2]! * (1 - wx) + corners[3]! * wx) * wy;
  };
}

function lattice(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h ^= h >>> 13;
  return (h >>> 0) / 2147483648 - 1;
}
