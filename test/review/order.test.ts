/** @file The order of a line-up: known values, no order likelier than another, and one for each reviewer. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { shuffled } from '../../electron/core/lineup.ts';
import type { Lineup } from '../../electron/core/reviewing.ts';
import { orderFor } from '../../electron/engine/review/order.ts';

const track = (n: number): string => `${'ab'.repeat(16)}-${n}`;
const key = (n: number): string => createHash('sha256').update(String(n)).digest('hex');

function lineup(seed: string, fillers: number): Lineup {
  const by = { name: 'A. Analyst', publicKey: key(0) };
  const body = {
    lineup: 'V-1', search: 'S-1', probe: '0'.repeat(32), track: track(2), rank: 1, fillers: [0, 1, 2, 3, 4, 5].slice(0, fillers + 1).filter((n) => n !== 2).map(track), uncertain: [], unproven: 0, seed,
    band: { eyesPx: [10, 20] as [number, number], quality: [0, 1] as [number, number], widened: 0 },
  };
  return { created: { by, at: '2026-01-01T00:00:00.000Z', entry: 0, body }, searchedBy: by, grantedBy: by, seenBy: [], openedBeside: [], reviews: [] };
}

const orderOf = (seed: string, reviewer: string, fillers = 5): number[] => orderFor(lineup(seed, fillers), { name: 'R', publicKey: reviewer }).map((id) => Number(id.split('-')[1]));

test('the order is the one that its description gives, made again here word for word', () => {
  const seed = '00112233445566778899aabbccddeeff';
  for (const reviewer of [key(1), key(2), key(3)]) {
    const numbers: number[] = [];
    for (let block = 0; block < 4; block++) {
      const digest = createHash('sha256').update(`${seed}:${reviewer}:${block}`).digest();
      for (let at = 0; at < 32; at += 4) numbers.push(digest.readUInt32BE(at));
    }
    const order = [0, 1, 2, 3, 4, 5];
    for (let i = 5; i > 0; i--) {
      let number = numbers.shift()!;
      while (number >= Math.floor(2 ** 32 / (i + 1)) * (i + 1)) number = numbers.shift()!;
      const j = number % (i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    expect(orderOf(seed, reviewer)).toEqual(order);
  }
  // Of the program as it was first released: an order that changed would make old line-ups unreadable.
  expect(orderOf(seed, key(1))).toEqual([1, 4, 0, 2, 3, 5]);
});

test('a number from the uneven end of the range is thrown away', () => {
  const numbers = [2 ** 32 - 1, 5];
  // 2^32 is 3 x 1431655765 + 1: the last number would make the first place likelier.
  expect(shuffled(['a', 'b', 'c'], () => numbers.shift() ?? 0)).toEqual(shuffled(['a', 'b', 'c'], ((rest) => () => rest.shift() ?? 0)([5])));
});

test('no order of four is likelier than another, and the candidate stands everywhere equally often', () => {
  const rounds = 24_000;
  const counts = new Map<string, number>();
  for (let n = 0; n < rounds; n++) {
    const order = orderOf('0'.repeat(32), key(n), 3).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - rounds / 24) ** 2 / (rounds / 24), 0);
  console.log(`${counts.size} of 24 orders in ${rounds} rounds; chi-square ${chiSquare.toFixed(1)} with 23 degrees of freedom (a thousandth of fair ones exceed 49.7)`);
  expect(counts.size).toBe(24);
  expect(chiSquare).toBeLessThan(49.7);
});

test('each reviewer has an order of their own, and the same one every time', () => {
  const seed = 'f'.repeat(32);
  const orders = Array.from({ length: 20 }, (_, n) => orderOf(seed, key(n)).join(''));
  expect(new Set(orders).size).toBeGreaterThan(15);
  expect(orders).toEqual(Array.from({ length: 20 }, (_, n) => orderOf(seed, key(n)).join('')));
});
