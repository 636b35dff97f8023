/** @file The cheapest pairing, against trying every one. */
import { expect, test } from 'vitest';
import { assign } from '../../electron/core/assignment.ts';
import { random } from './walkers.ts';

/** Least sum over all pairings, where each row or column left alone costs half of `limit`. */
function leastSum(costs: readonly (readonly number[])[], columns: number, limit: number): number {
  const free = new Set(Array.from({ length: columns }, (_, j) => j));
  const from = (row: number): number => {
    if (row === costs.length) return (free.size * limit) / 2;
    let least = limit / 2 + from(row + 1);
    for (const j of Array.from(free)) {
      free.delete(j);
      least = Math.min(least, costs[row]![j]! + from(row + 1));
      free.add(j);
    }
    return least;
  };
  return from(0);
}

test('the sum of costs is the least of all pairings, for 300 random tables', () => {
  const next = random(1);
  for (let n = 0; n < 300; n++) {
    const [rows, columns] = [Math.floor(next() * 6), Math.floor(next() * 6)];
    const costs = Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.round(next() * 30 - 6)));
    const pairs = assign(costs, columns, 20);
    const made = pairs.filter((j) => j >= 0);
    expect(new Set(made).size).toBe(made.length);
    const sum = pairs.reduce((total, j, i) => total + (j < 0 ? 10 : costs[i]![j]!), (columns - made.length) * 10);
    expect({ n, sum }).toEqual({ n, sum: leastSum(costs, columns, 20) });
  }
});

test('nothing is paired at the limit or above, nor where a cost is not a number', () => {
  expect(assign([[20, 25], [1e6, NaN]], 2, 20)).toEqual([-1, -1]);
  expect(assign([], 3, 20)).toEqual([]);
  expect(assign([[], []], 0, 20)).toEqual([-1, -1]);
});
