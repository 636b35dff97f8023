/** @file Where pictures failed, on sequences of pictures sent and frames that came. */
import { expect, test } from 'vitest';
import { failureFinder } from '../../native/decoder/failures.ts';

/** Sends every picture and lets those come that are not lost; `named` gives a frame its ticks. */
function found(times: readonly number[], lost: readonly number[], damaged: readonly number[] = [], named = (time: number): number => time) {
  const finder = failureFinder();
  for (const time of times) finder.sent(BigInt(time));
  for (const time of [...times].sort((a, b) => a - b)) if (!lost.includes(time)) finder.came(BigInt(named(time)), BigInt(time), damaged.includes(time));
  return finder.found().map(({ fromTicks, toTicks, frames }) => [Number(fromTicks), Number(toTicks), frames]);
}

test('what failed one after the other is one stretch, up to the next whole frame, also where pictures are coded out of order and at both ends', () => {
  expect(found([0, 40, 10, 20, 30, 80, 50, 60, 70], [0, 20, 30, 80], [40, 60])).toEqual([[0, 10, 1], [20, 50, 3], [60, 70, 1], [80, 80, 1]]);
});

test('where frames are not named by the times that were sent, only damaged ones have a place', () => {
  expect(found([0, 10, 20, 30], [10], [20], (time) => time + 5)).toEqual([[25, 35, 1]]);
});

test('five hundred stretches are told at the most, and none of their frames is left out', () => {
  const times = Array.from({ length: 6001 }, (_, n) => n), damaged = times.filter((n) => n % 3 === 1), stretches = found(times, [], damaged);
  expect(stretches.length).toBeLessThanOrEqual(500);
  expect(stretches.reduce((sum, [, , frames]) => sum + frames!, 0)).toBe(damaged.length);
  expect(stretches.every(([from, to], i) => from! < to! && (i === 0 || from! > stretches[i - 1]![1]!))).toBe(true);
});
