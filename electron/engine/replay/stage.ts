/** @file The stages of a replay, in the order in which the search itself went, and how one of them came out. Pure. */
import { stages } from '../../core/replaying.ts';
import type { Amount, StageResult, StageState } from '../../core/replaying.ts';

export const nothing: Amount = { compared: 0, exact: 0, different: 0, largest: null, unit: null, tolerance: null };

/** “, in every bit”, or how far off, and what that means for scores; see vectorDistance. */
export function nearness({ compared, exact, largest, tolerance }: Amount): string {
  if (largest === null) return '';
  return exact === compared ? ', in every bit' : `, ${exact} of them in every bit; the farthest lies ${largest.toPrecision(2)} away (tolerance ${tolerance}), and none of its scores can differ by more than that`;
}

/** Counts comparisons whose difference is a number: 0 is the same, up to `tolerance` within it, more (or none at all: null) different. */
export function measure(unit: string, tolerance: number): { add(difference: number | null): void; amount(): Amount; state(): StageState } {
  let compared = 0, exact = 0, different = 0, largest: number | null = null;
  return {
    add(difference) {
      compared += 1;
      if (difference === 0) exact += 1;
      if (difference === null || !(difference <= tolerance)) different += 1;
      if (difference !== null) largest = Math.max(largest ?? 0, difference);
    },
    amount: () => ({ compared, exact, different, largest, unit, tolerance }),
    state: () => (compared === 0 ? 'not-tried' : different > 0 ? 'different' : exact === compared ? 'same' : 'within-tolerance'),
  };
}

/** In the order of the stages. */
export function inStageOrder(results: readonly StageResult[]): StageResult[] {
  return stages.flatMap((stage) => results.filter((result) => result.stage === stage));
}

/** The first stage that came out different, of any search; null: none did. */
export function firstDifference(results: readonly StageResult[]): StageResult | null {
  return inStageOrder(results).find(({ state }) => state === 'different') ?? null;
}
