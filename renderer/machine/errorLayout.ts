/** @file Where the two error rates of a calibration lie in a plot, by threshold. Pure. */
import { fmrAt, fnmrAt, thresholdAt, type Calibration } from '../../electron/core/calibration.ts';
import type { Rate } from '../../electron/core/distribution.ts';
import { mostChanceRate } from '../../electron/core/policy.ts';

/** Decades from 0.01 % to 100 %. */
export const decades = 4;

/** Places across the plot. */
const places = 150;

export interface ErrorLayout {
  readonly low: number;
  readonly high: number;
  /** `band`: polygon between the ends of the intervals of 95 %. `line`: where the rate is resolved. Points as SVG takes them, in 0 to 100 from the left and the top. */
  readonly curves: readonly { readonly of: 'fmr' | 'fnmr'; readonly band: string; readonly line: string }[];
  /** Where the calibrated range begins, from the left; null: not resolved. */
  readonly begins: number | null;
}

/** Null where a rate was not measured. */
export function layOutErrors(calibration: Calibration): ErrorLayout | null {
  const { impostor, genuine } = calibration.all;
  if (!impostor || !genuine) return null;
  const scores = [...impostor.points, ...genuine.points].map(([score]) => score).toSorted((a, b) => a - b);
  const low = scores[0]!, high = scores.at(-1)!;
  // Each takes two intervals to work out, and more than there are places to draw at show nothing.
  const thresholds = [...new Map(scores.map((score) => [Math.round(((score - low) / (high - low || 1)) * places), score])).values()];
  const x = (threshold: number): string => (((threshold - low) / (high - low || 1)) * 100).toFixed(2);
  const y = (share: number): string => (-(Math.log10(Math.max(10 ** -decades, share)) / decades) * 100).toFixed(2);
  const curve = (of: 'fmr' | 'fnmr') => {
    const rates = thresholds.map((threshold): readonly [number, Rate] => [threshold, (of === 'fmr' ? fmrAt : fnmrAt)(calibration, null, threshold)!]);
    const points = (some: typeof rates, share: (rate: Rate) => number): string => some.map(([threshold, rate]) => `${x(threshold)},${y(share(rate))}`).join(' ');
    return { of, band: `${points(rates, (rate) => rate.low)} ${points(rates.toReversed(), (rate) => rate.high)}`, line: points(rates.filter(([, rate]) => rate.resolved), ({ rate }) => rate) };
  };
  const begins = thresholdAt(calibration, null, mostChanceRate)?.threshold;
  return { low, high, curves: [curve('fmr'), curve('fnmr')], begins: begins === undefined ? null : Number(x(begins)) };
}
