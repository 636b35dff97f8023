/** @file Rules of accuracy, by hand: which pairs of one frame are set aside, what a bundle may state of chance, when a likelihood ratio is stated. */
import { expect, test } from 'vitest';
import { checkEstimate } from '../../electron/bundle/estimateCheck.ts';
import { Calibration } from '../../electron/core/calibration.ts';
import { atLeastOne, expectedByChance } from '../../electron/core/chance.ts';
import { distributionOf } from '../../electron/core/distribution.ts';
import { randomFrom } from '../../electron/core/resample.ts';
import { tracksTogether } from '../../electron/core/sameFrame.ts';
import type { SeenFace } from '../../electron/core/sameFrame.ts';
import { ratioAt } from '../../electron/engine/accuracy/ratio.ts';

/** Somebody’s middle, in face widths from a place of their own, at frame i. */
type Walk = (i: number) => readonly [x: number, y: number];

/** Sixty frames in which each of them is seen, wavering by some hundredths of a width as detectors do. */
function filmed(walks: readonly Walk[], widths: readonly number[]): SeenFace[] {
  const random = randomFrom(7), waver = (): number => (random() - 0.5) * 0.03;
  return Array.from({ length: 60 }, (_, i) => walks.map((walk, track): SeenFace => {
    const [x, y] = walk(i), width = widths[track]!;
    return { ticks: BigInt(i), track, box: [track * 2000 + (x + waver()) * width, (y + waver()) * width, width, width] };
  })).flat();
}

/** A walk by lot, in steps of a fifth of a width. */
function wandering(seed: number): Walk {
  const random = randomFrom(seed), places: (readonly [number, number])[] = [[10, 10]];
  for (let i = 0; i < 60; i++) places.push([places[i]![0] + (random() - 0.4) * 0.4, places[i]![1] + (random() - 0.5) * 0.3]);
  return (i) => places[i]!;
}

test('a picture in a picture, a mirror and a poster are set aside by how they move, strangers are not', () => {
  const person = wandering(1);
  const scene: Walk[] = [person, person, (i) => [40 - person(i)[0], person(i)[1]], () => [3, 3], wandering(2)];
  const found = tracksTogether(filmed(scene, [40, 25, 40, 40, 40]));
  expect(found.map(({ a, b, aside }) => [a, b, aside])).toEqual([
    [0, 1, 'same-motion'], [0, 2, 'mirrored-motion'], [0, 3, 'motionless'], [0, 4, null], [1, 2, 'mirrored-motion'], [1, 3, 'motionless'], [1, 4, null], [2, 3, 'motionless'], [2, 4, null], [3, 4, 'motionless'],
  ]);
  const strangers = Array.from({ length: 40 }, (_, i) => wandering(100 + i));
  const wrongly = tracksTogether(filmed(strangers, strangers.map(() => 40))).filter(({ aside }) => aside !== null).length;
  console.log(`of 780 pairs of strangers who walk by lot ${wrongly} are set aside`);
  expect(wrongly).toBe(0);
  expect(tracksTogether([{ ticks: 0n, track: 1, box: [0, 0, 10, 10] }, { ticks: 0n, track: 2, box: [9, 9, 10, 10] }])).toEqual([{ a: 1, b: 2, frames: 1, aside: 'overlapping' }]);
});

test('what a bundle states of chance is held against its parts, the tracks compared and the calibrations recorded', () => {
  const parts = [{ tracks: 40, source: 'footage', calibration: 'c', rate: { value: 0.01, low: 0.002, high: 0.03 } }, { tracks: 5, source: 'people', calibration: 'd', rate: { value: null, low: 0, high: 0.1 } }];
  const known = parts as unknown as Parameters<typeof expectedByChance>[0];
  const estimate = { pictures: 1, parts, expected: expectedByChance(known, 1)!, atLeastOne: atLeastOne(known, 1)! };
  const said = (change: object, compared = 45, recorded: readonly string[] = ['c', 'd'], threshold: number | null = -0.5): string[] => {
    const sentences: string[] = [];
    checkEstimate('S-1', { threshold, estimate: { ...estimate, ...change } }, { tracksCompared: compared }, new Map(recorded.map((digest) => [digest, 'calibration-recorded'])), (message) => void sentences.push(message));
    return sentences;
  };
  expect(said({})).toEqual([]);
  const broken: readonly (readonly [found: string[], words: string])[] = [
    [said({ expected: { ...estimate.expected, high: estimate.expected.high * 0.999 } }), 'candidates expected by chance'],
    [said({ expected: null }), 'candidates expected by chance'],
    [said({ atLeastOne: { ...estimate.atLeastOne, low: 0 } }), 'probability of at least one'],
    [said({}, 46), 'counted 45 tracks'],
    [said({}, 45, ['c']), 'no disclosed entry records'],
    [said({ parts: [{ ...parts[0], source: 'non-mated' }, parts[1]] }), 'no disclosed entry records'],
    [said({ parts: [{ ...parts[0], rate: { value: 2, low: 0, high: 1 } }] }), 'not in the form'],
    [said({ pictures: 2 }), 'candidates expected by chance'],
    [said({}, 45, ['c', 'd'], null), 'candidates expected by chance'],
  ];
  expect(broken.filter(([found, words]) => !found.some((sentence) => sentence.includes(words)))).toEqual([]);
});

/** A reference of so many people, four pictures each: genuine scores about -0.4, impostor about -0.9, normal with a spread of 0.1. */
function reference(people: number, shows: 'people' | 'drawn'): Calibration {
  const random = randomFrom(3), normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const genuine = Array.from({ length: people * 6 }, (_, i) => ({ a: Math.floor(i / 6), b: Math.floor(i / 6), score: -0.4 + 0.1 * normal() }));
  const impostor = Array.from({ length: people }, (_, a) => Array.from({ length: a }, (__, b) => ({ a, b, score: -0.9 + 0.1 * normal() }))).flat();
  const of = (pairs: typeof genuine) => distributionOf({ scores: Float64Array.from(pairs, ({ score }) => score), a: Uint32Array.from(pairs, ({ a }) => a), b: Uint32Array.from(pairs, ({ b }) => b) });
  return Calibration.parse({
    format: 'retrace-calibration/1', kind: 'reference', pack: { id: 'p', version: '1', digest: '0'.repeat(64) }, measuredOn: { what: 'numbers by lot', shows, sha256: '0'.repeat(64), date: '2026-03-01', counts: {}, leftOut: {} },
    all: { genuine: of(genuine), impostor: of(impostor) }, bands: {}, groups: 'not measured', notes: [],
  });
}

test('a likelihood ratio is stated only where both densities are resolved, of people, and its interval holds the true one', () => {
  const whole = reference(300, 'people');
  // Densities of the two normal distributions at -0.65 are equal.
  const middle = ratioAt(whole, -0.65);
  expect(middle.ratio).not.toBeNull();
  expect([middle.ratio!.low < 1, middle.ratio!.high > 1]).toEqual([true, true]);
  const above = ratioAt(whole, -0.6);
  // exp((0.3^2 - 0.2^2) / (2 * 0.1^2)) at the middle of the window.
  expect([above.ratio!.low < Math.exp(2.5), above.ratio!.high > Math.exp(2.5)]).toEqual([true, true]);
  expect([ratioAt(null, -0.6), ratioAt(reference(60, 'drawn'), -0.6), ratioAt(reference(12, 'people'), -0.6), ratioAt(whole, -0.2), ratioAt(whole, -1.3)].map(({ ratio }) => ratio)).toEqual([null, null, null, null, null]);
});
