/** @file Where the parts of a completeness bar stand, as shares of the footage from 0 to 1. */
import type { Completeness } from '../../electron/core/completeness.ts';

interface Part {
  readonly from: number;
  readonly to: number;
}

interface CoverageLayout {
  /** Share of the expected frames that were decoded. */
  readonly covered: number;
  readonly gaps: readonly Part[];
  /** Where frames failed, as far as it is recorded. */
  readonly failed: readonly Part[];
}

/** Gaps and failures stand where they are in the stretch that was worked through; without a first and last frame none can be placed. */
export function layOut({ framesDecoded, framesExpected, firstTicks, lastTicks, gaps, failedAt = [] }: Completeness): CoverageLayout {
  const covered = framesExpected === 0 ? 0 : Math.min(1, framesDecoded / framesExpected);
  if (firstTicks === null || lastTicks === null || firstTicks === lastTicks) return { covered, gaps: [], failed: [] };
  const first = BigInt(firstTicks);
  const length = Number(BigInt(lastTicks) - first);
  const place = (ticks: string): number => Math.min(1, Math.max(0, Number(BigInt(ticks) - first) / length)) * covered;
  const part = ({ fromTicks, toTicks }: Completeness['gaps'][number]): Part => ({ from: place(fromTicks), to: place(toTicks) });
  return { covered, gaps: gaps.map(part), failed: failedAt.map(part) };
}
