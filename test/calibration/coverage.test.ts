/** @file How often intervals cover the truth, on simulated scores whose true error rates are known and whose pairs share people. */
import { expect, test } from 'vitest';
import { distributionOf, shareAtLeast, shareBelow } from '../../electron/core/distribution.ts';
import type { Distribution, Pairs, Rate } from '../../electron/core/distribution.ts';
import { clopperPearson } from '../../electron/core/interval.ts';
import { clusterBootstrap, randomFrom } from '../../electron/core/resample.ts';

/** Standard normal numbers (G. E. P. Box and M. E. Muller 1958). */
function normalFrom(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Pairs of `people` with `pictures` each. A person's likeness to all others, a pair's own, and each picture's add up: total variance 1. */
function impostors(people: number, pictures: number, shares: { person: number; pair: number }, normal: () => number, scoreOf?: (i: number, j: number) => number): Pairs {
  const person = Array.from({ length: people }, () => Math.sqrt(shares.person / 2) * normal());
  const rest = Math.sqrt(1 - shares.person - shares.pair);
  const scores: number[] = [], a: number[] = [], b: number[] = [];
  for (let i = 0; i < people; i++) {
    for (let j = i + 1; j < people; j++) {
      const own = person[i]! + person[j]! + Math.sqrt(shares.pair) * normal();
      for (let k = 0; k < pictures * pictures; k++) {
        scores.push(scoreOf?.(i, j) ?? own + rest * normal());
        a.push(i);
        b.push(j);
      }
    }
  }
  return { scores: Float64Array.from(scores), a: Uint32Array.from(a), b: Uint32Array.from(b) };
}

/** Pairs within `people`, each with its own mean. */
function genuine(people: number, pairsEach: number, share: number, normal: () => number): Pairs {
  const scores: number[] = [], a: number[] = [];
  for (let i = 0; i < people; i++) {
    const own = Math.sqrt(share) * normal();
    for (let k = 0; k < pairsEach; k++) {
      scores.push(own + Math.sqrt(1 - share) * normal());
      a.push(i);
    }
  }
  return { scores: Float64Array.from(scores), a: Uint32Array.from(a), b: Uint32Array.from(a) };
}

/** Upper tail of the standard normal by Simpson's rule; good to 1e-10. */
function upperTail(z: number): number {
  const steps = 2000, end = 9, h = (end - z) / steps;
  const density = (x: number) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(z) + density(end);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(z + i * h);
  return (sum * h) / 3;
}

interface Tally { ours: number; naive: number; missedHigh: number; unresolved: number }

function measure(worlds: number, make: () => Pairs, thresholds: readonly number[], read: (d: Distribution, t: number) => Rate, truth: (t: number) => number): Tally[] {
  const tallies = thresholds.map((): Tally => ({ ours: 0, naive: 0, missedHigh: 0, unresolved: 0 }));
  for (let world = 0; world < worlds; world++) {
    const pairs = make();
    const distribution = distributionOf(pairs)!;
    thresholds.forEach((threshold, i) => {
      const true_ = truth(threshold), tally = tallies[i]!;
      const got = read(distribution, threshold);
      const above = pairs.scores.reduce((sum, score) => sum + (score >= threshold ? 1 : 0), 0);
      const [low, high] = clopperPearson(read === shareAtLeast ? above : pairs.scores.length - above, pairs.scores.length);
      tally.ours += got.low <= true_ && true_ <= got.high ? 1 : 0;
      tally.naive += low <= true_ && true_ <= high ? 1 : 0;
      tally.missedHigh += true_ > got.high ? 1 : 0;
      tally.unresolved += got.resolved ? 0 : 1;
    });
  }
  return tallies;
}

/** One in 25 people is like one in five others; everybody else like one in a thousand. */
function fewLikeMany(people: number, random: () => number): Pairs {
  const like = Array.from({ length: people }, () => random() < 0.04);
  return impostors(people, 1, { person: 0, pair: 0 }, () => 0, (i, j) => (random() < (like[i] || like[j] ? 0.2 : 0.001) ? 1 + random() : random()));
}

const Z = [1.2815515655446004, 2.3263478740408408, 3.090232306167813, 3.719016485455709];
const percent = (count: number, of: number) => `${((100 * count) / of).toFixed(1)} %`;

test('intervals of 95 % cover the true rate as often as they say, where intervals that take pairs for independent do not', () => {
  const worlds = 300;
  const lines: string[] = [], ours: number[] = [], naive: number[] = [];
  const note = (name: string, tallies: readonly Tally[], truths: readonly number[]) =>
    tallies.forEach((tally, i) => {
      lines.push(`${name}, true rate ${truths[i]!.toExponential(1)}: covered ${percent(tally.ours, worlds)} (truth above it ${percent(tally.missedHigh, worlds)}, not resolved ${percent(tally.unresolved, worlds)}); pairs taken for independent ${percent(tally.naive, worlds)}`);
      ours.push(tally.ours / worlds);
      naive.push(tally.naive / worlds);
    });
  const settings = [
    ['30 people', 30, 1, { person: 0.2, pair: 0 }], ['60 people', 60, 1, { person: 0.4, pair: 0 }], ['25 people with 3 pictures each', 25, 3, { person: 0.2, pair: 0.3 }],
    ['60 people, nothing shared', 60, 1, { person: 0, pair: 0 }],
  ] as const;
  for (const [index, [name, people, pictures, shares]] of settings.entries()) {
    const normal = normalFrom(randomFrom(index + 1));
    note(`impostors, ${name}`, measure(worlds, () => impostors(people, pictures, shares, normal), Z, shareAtLeast, upperTail), Z.map(upperTail));
  }
  const random = randomFrom(50), oneLike = 1 - 0.96 ** 2, wolves = oneLike * 0.2 + (1 - oneLike) * 0.001;
  note('impostors, 100 people of whom few are like many', measure(worlds, () => fewLikeMany(100, random), [1], shareAtLeast, () => wolves), [wolves]);
  for (const people of [20, 60]) {
    const normal = normalFrom(randomFrom(100 + people));
    note(`genuine, ${people} people with 30 pairs each`, measure(worlds, () => genuine(people, 30, 0.4, normal), [-Z[0]!, -Z[1]!], shareBelow, (t) => upperTail(-t)), Z.slice(0, 2).map(upperTail));
  }
  console.log(`Of ${worlds} simulated measurements each:\n${lines.join('\n')}`);
  // 300 measurements of a true 95 % give less than 92 % once in a hundred.
  expect(Math.min(...ours)).toBeGreaterThan(0.92);
  expect(Math.min(...naive)).toBeLessThan(0.5);
}, 60_000);

test('a bootstrap of people covers a mean that they share, and one of pairs does not', () => {
  const worlds = 150, people = 30, each = 10;
  const normal = normalFrom(randomFrom(7));
  let byPeople = 0, byPairs = 0;
  for (let world = 0; world < worlds; world++) {
    const { scores, a } = genuine(people, each, 0.5, normal);
    const mean = (weight: (i: number) => number) => scores.reduce((sum, score, i) => sum + weight(i) * score, 0) / scores.reduce((sum, _, i) => sum + weight(i), 0);
    const covers = ([low, high]: [number, number]) => low <= 0 && 0 <= high;
    if (covers(clusterBootstrap(people, (times) => mean((i) => times[a[i]!]!), world, 300)!)) byPeople++;
    if (covers(clusterBootstrap(scores.length, (times) => mean((i) => times[i]!), world, 300)!)) byPairs++;
  }
  console.log(`bootstrap of 95 %, 30 people with 10 pairs each: of people covered ${percent(byPeople, worlds)}, of pairs ${percent(byPairs, worlds)}`);
  expect(byPeople / worlds).toBeGreaterThan(0.87);
  expect(byPairs / worlds).toBeLessThan(0.75);
}, 60_000);
