/** @file The interval of a counted rate: known values, its own definition by summing binomials, and how often it covers the truth. */
import { expect, test } from 'vitest';
import { clopperPearson } from '../../electron/core/interval.ts';

/** P(X = i) for X of n trials at rate p. */
function binomial(n: number, i: number, p: number): number {
  let chance = (1 - p) ** (n - i);
  for (let j = 1; j <= i; j++) chance *= ((n - i + j) / j) * p;
  return chance;
}

const sum = (from: number, to: number, of: (i: number) => number): number => Array.from({ length: to - from + 1 }, (_, k) => of(from + k)).reduce((a, b) => a + b, 0);

test('the ends are those that statistics programs give', () => {
  // Made with SciPy 1.17 (scipy.stats.beta.ppf).
  const known: readonly (readonly [number, number, number, number, number])[] = [
    [8, 42, 0.95, 0.08600559445593214, 0.3411844136041567], [0, 10, 0.95, 0, 0.3084971078187607], [10, 10, 0.95, 0.6915028921812392, 1],
    [5, 1000, 0.95, 0.0016254195175627604, 0.011629470559812147], [300, 1_000_000, 0.95, 0.00026701354651458627, 0.0003359350881293739],
    [12_345, 5_000_000, 0.99, 0.0024122050100026087, 0.0025267439147056907], [999_999, 1_000_000, 0.95, 0.9999944283693448, 0.9999999746821924],
  ];
  const off = known.flatMap(([k, n, confidence, low, high]) => clopperPearson(k, n, confidence).map((end, i) => Math.abs(end - (i === 0 ? low : high))));
  expect(Math.max(...off)).toBeLessThan(1e-10);
});

test('each end is the rate at which a count so extreme has a chance of one in forty, by summing every count up to 40 trials', () => {
  let compared = 0, worst = 0;
  for (let n = 1; n <= 40; n++) {
    for (let k = 0; k <= n; k++) {
      const [low, high] = clopperPearson(k, n);
      if (k > 0) worst = Math.max(worst, Math.abs(sum(k, n, (i) => binomial(n, i, low)) - 0.025));
      if (k < n) worst = Math.max(worst, Math.abs(sum(0, k, (i) => binomial(n, i, high)) - 0.025));
      compared += 1;
    }
  }
  console.log(`${compared} intervals compared with sums of binomials; largest difference ${worst.toExponential(1)}`);
  expect(worst).toBeLessThan(1e-11);
});

test('whatever the true rate, at least 95 of 100 intervals cover it', () => {
  const intervals = Array.from({ length: 26 }, (_, k) => clopperPearson(k, 25));
  const covered = Array.from({ length: 199 }, (_, i) => (i + 1) / 200).map((p) => sum(0, 25, (k) => (intervals[k]![0] <= p && p <= intervals[k]![1] ? binomial(25, k, p) : 0)));
  expect(Math.min(...covered)).toBeGreaterThanOrEqual(0.95);
});

test('nothing counted says nothing, and what is no count is refused', () => {
  expect(clopperPearson(0, 0)).toEqual([0, 1]);
  for (const [k, n, c] of [[-1, 5, 0.95], [6, 5, 0.95], [1.5, 5, 0.95], [1, Number.NaN, 0.95], [1, 5, 1], [1, 5, 0]] as const) expect(() => clopperPearson(k, n, c)).toThrow(RangeError);
});
