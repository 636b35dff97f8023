/** @file Reading a calibration: rates at a threshold against counting, the way back, bands, and what is refused or not resolved. */
import { expect, test } from 'vitest';
import { bandFrom, bandsOf, pairBands, qualityBands, widthBands } from '../../electron/core/band.ts';
import { Calibration, fmrAt, fnmrAt, thresholdAt } from '../../electron/core/calibration.ts';
import { distributionOf, shareAtLeast, shareBelow } from '../../electron/core/distribution.ts';
import { studentQuantile } from '../../electron/core/interval.ts';
import { randomFrom } from '../../electron/core/resample.ts';

function pairsOf(people: number, add = 0) {
  const random = randomFrom(people);
  const scores: number[] = [], a: number[] = [], b: number[] = [];
  for (let i = 0; i < people; i++) for (let j = 0; j < i; j++) [scores, a, b].forEach((list, k) => list.push([random() ** 2 + add, i, j][k]!));
  return { scores: Float64Array.from(scores), a: Uint32Array.from(a), b: Uint32Array.from(b) };
}

const calibration = (impostor = distributionOf(pairsOf(120)), poor = distributionOf(pairsOf(50, 1))): Calibration => ({
  format: 'retrace-calibration/1',
  kind: 'reference',
  pack: { id: 'a', version: '1', digest: '0'.repeat(64) },
  measuredOn: { what: 'numbers', shows: 'drawn', sha256: '1'.repeat(64), date: '2026-11-27', counts: { identities: 120 }, leftOut: {} },
  all: { impostor, genuine: null },
  bands: { poor: { impostor: poor, genuine: null } },
  groups: 'not measured',
  notes: [],
});

test('near the ends rates are those that counting gives, and between them the bracket holds the count', () => {
  const pairs = pairsOf(120);
  const distribution = distributionOf(pairs)!;
  const sorted = [...pairs.scores].sort((a, b) => b - a);
  const off: unknown[] = [];
  let exact = 0;
  for (let i = 0; i < 400; i++) {
    const threshold = sorted[Math.floor((i / 400) ** 3 * (sorted.length - 1))]! + (i % 3) * 1e-4;
    const count = sorted.filter((score) => score >= threshold).length;
    const [above, below] = [shareAtLeast(distribution, threshold), shareBelow(distribution, threshold)];
    const held = above.low <= count / sorted.length && count / sorted.length <= above.high;
    const near = !above.resolved || Math.abs(above.rate * sorted.length - count) <= (count <= 40 ? 1e-9 : count / 14);
    const whole = !above.resolved || !below.resolved || Math.abs(above.rate + below.rate - 1) < 1e-12;
    if (!held || !near || !whole) off.push({ threshold, count, above, below });
    if (count <= 40) exact++;
  }
  console.log(`400 thresholds compared with counting, ${exact} of them in the exact tail; ${distribution.points.length} points for ${sorted.length} pairs`);
  expect(off).toEqual([]);
  expect(exact).toBeGreaterThan(20);
  expect(distribution.points.length).toBeLessThan(200);
});

test('under three in N nothing is resolved: the rate given is 3/N, and no threshold is solved for', () => {
  const document = Calibration.parse(JSON.parse(JSON.stringify(calibration())));
  const beyond = fmrAt(document, null, 99)!;
  expect({ ...beyond, high: undefined }).toEqual({
    rate: 3 / beyond.effective, low: 0, high: undefined, resolved: false, effective: beyond.effective, from: { kind: 'reference', shows: 'drawn', band: null, pairs: 7140, clusters: 120 },
  });
  // 1 - 0.025^(1/N) is 3.69/N for large N.
  expect(beyond.high * beyond.effective).toBeCloseTo(3.69, 1);
  expect(thresholdAt(document, null, 1 / 7140)).toBeNull();
  const solved = thresholdAt(document, null, 0.01)!;
  expect(solved.rate).toEqual(fmrAt(document, null, solved.threshold));
  expect(solved.rate.rate).toBeGreaterThan(0.009);
  expect(solved.rate.rate).toBeLessThanOrEqual(0.01);
});

test('a band that was not measured gives the figure of all pairs and says so; what was not measured at all is null', () => {
  const document = calibration();
  expect([fmrAt(document, 'poor', 1)?.from.band, fmrAt(document, 'good', 1)?.from.band, fnmrAt(document, 'poor', 1)]).toEqual(['poor', null, null]);
  expect(fmrAt(document, 'poor', 1)!.rate).toBeGreaterThan(fmrAt(document, 'good', 1)!.rate);
  expect(fmrAt(calibration(null), null, 1)).toBeNull();
});

test('few people with few errors are worth only the pairs that share nobody', () => {
  const { points, pairs, clusters } = distributionOf({ scores: Float64Array.of(3, 2, 1), a: Uint32Array.of(0, 0, 1), b: Uint32Array.of(1, 2, 2) })!;
  expect({ points, pairs, clusters }).toEqual({ points: [[3, 1, 1], [2, 2, 1], [1, 3, 1]], pairs: 3, clusters: 3 });
  expect(distributionOf({ scores: new Float64Array(), a: new Uint32Array(), b: new Uint32Array() })).toBeNull();
});

test('every face is in one band of quality and one of width, and a pair in those of its worse face', () => {
  expect([bandsOf({ overall: 0, widthPx: 3 }), bandsOf({ overall: 0.25, widthPx: 24 }), bandsOf({ overall: 0.9, widthPx: 900 })]).toEqual([['poor', 'under-24px'], ['fair', '24px'], ['good', '64px']]);
  expect(pairBands({ overall: 0.9, widthPx: 20 }, { overall: 0.3, widthPx: 200 })).toEqual(['fair', 'under-24px']);
  for (const family of [qualityBands, widthBands]) expect(family.map(bandFrom)).toEqual(family.map(bandFrom).toSorted((a, b) => a - b));
});

test('a document that counts wrongly is refused', () => {
  const document = calibration();
  const broken = (points: [number, number, number][]) => Calibration.safeParse({ ...document, all: { impostor: { pairs: 3, clusters: 3, points }, genuine: null } }).success;
  expect([broken([[2, 1, 1], [1, 3, 2]]), broken([[1, 1, 1], [2, 3, 2]]), broken([[2, 1, 1], [1, 2, 2]]), broken([[2, 2, 1], [1, 2, 1]]), broken([[2, 1, 4], [1, 3, 2]])]).toEqual([true, false, false, false, false]);
  expect(Calibration.safeParse({ ...document, extra: 1 }).success).toBe(false);
});

test('quantiles of Student’s t are those of tables', () => {
  expect([1, 5, 30, 1e6].map((degrees) => studentQuantile(degrees).toFixed(3))).toEqual(['12.706', '2.571', '2.042', '1.960']);
});
