/** @file Where the parts of a completeness bar stand, as shares of the footage from 0 to 1. */
import type { Completeness } from '../../electron/core/completeness.ts';

interface CoverageLayout {
  /** Share of the expected frames that were decoded. */
  readonly covered: number;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

/** Gaps stand where they are in the stretch that was worked through; without a first and last frame none can be placed. */
export function layOut({ framesDecoded, framesExpected, firstTicks, lastTicks, gaps }: Completeness): CoverageLayout {
  const covered = framesExpected === 0 ? 0 : Math.min(1, framesDecoded / framesExpected);
  if (firstTicks === null || lastTicks === null || firstTicks === lastTicks) return { covered, gaps: [] };
  const first = BigInt(firstTicks);
  const length = Number(BigInt(lastTicks) - first);
  const place = (ticks: string): number => Math.min(1, Math.max(0, Number(BigInt(ticks) - first) / length)) * covered;
  return { covered, gaps: gaps.map(({ fromTicks, toTicks }) => ({ from: place(fromTicks), to: place(toTicks) })) };
}
