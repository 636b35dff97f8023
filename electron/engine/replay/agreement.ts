/** @file How far two rankings of the same tracks agree. Pure. */
import type { Agreement } from '../../core/replaying.ts';

const FIRST = 10, DEPTH = 50;

/** Of two lists of the same tracks, best first; null where there is none. */
export function agreement(a: readonly string[], b: readonly string[]): Agreement | null {
  const depth = Math.min(DEPTH, a.length, b.length), of = Math.min(FIRST, depth);
  if (depth === 0) return null;
  const inA = new Set<string>(), inB = new Set<string>();
  let common = 0, sum = 0, shared = 0;
  for (let i = 0; i < depth; i++) {
    const [x, y] = [a[i]!, b[i]!];
    common += (inB.has(x) ? 1 : 0) + (inA.has(y) ? 1 : 0) + (x === y ? 1 : 0);
    inA.add(x);
    inB.add(y);
    sum += common / (i + 1);
    if (i + 1 === of) shared = common;
  }
  return { shared, of, averageOverlap: sum / depth, depth };
}
