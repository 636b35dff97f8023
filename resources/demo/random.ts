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
  let x0 = Number.NaN, topLeft = 0, topRight = 0, lowLeft = 0, lowRight = 0;
  return (x) => {
    if (Math.floor(x) !== x0) {
      x0 = Math.floor(x);
      topLeft = lattice(x0, y0, seed);
      topRight = lattice(x0 + 1, y0, seed);
      lowLeft = lattice(x0, y0 + 1, seed);
      lowRight = lattice(x0 + 1, y0 + 1, seed);
    }
    const fx = x - x0;
    const wx = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    return (topLeft * (1 - wx) + topRight * wx) * (1 - wy) + (lowLeft * (1 - wx) + lowRight * wx) * wy;
  };
}

function lattice(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h ^= h >>> 13;
  return (h >>> 0) / 2147483648 - 1;
}
