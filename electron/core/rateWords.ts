/** @file How a measured rate is said: with its interval, or that it was not resolved. */
import type { Rate } from './distribution.ts';

/** A share as a percentage with two figures, never with an exponent. */
export function percentText(share: number): string {
  if (share === 0) return '0 %';
  return `${Number((100 * share).toPrecision(2)).toFixed(Math.max(0, Math.min(8, 1 - Math.floor(Math.log10(Math.max(1e-8, 100 * share))))))} %`;
}

/** “0.98 % (0.61 to 1.5 %)”, “fewer than 1 in 400, not resolved (at most 0.92 %)”, “not measured”. */
export function rateText(rate: Rate | null): string {
  if (rate === null) return 'not measured';
  if (!rate.resolved) return `fewer than 1 in ${Math.max(1, Math.floor(rate.effective / 3))}, not resolved (at most ${percentText(rate.high)})`;
  return `${percentText(rate.rate)} (${percentText(rate.low)} to ${percentText(rate.high)})`;
}
