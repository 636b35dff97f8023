/** @file What stretch of an axis is in view: zooming at a moment, moving, and the limits of both. Pure; milliseconds of the axis. */
import type { Lane, Span, Stretch } from '../../electron/core/timeline.ts';

/** The shortest stretch that can be in view: a few frames. */
const leastMs = 160;

/** The whole of an axis with a little room on both sides; null where nothing is on it. */
export function wholeOf(lanes: readonly Lane[]): Span | null {
  let fromMs = Infinity, toMs = -Infinity;
  for (const { stretches } of lanes) {
    for (const each of stretches) {
      fromMs = Math.min(fromMs, each.fromMs);
      toMs = Math.max(toMs, each.toMs);
    }
  }
  if (fromMs > toMs) return null;
  const room = Math.max(500, (toMs - fromMs) * 0.02);
  return { fromMs: fromMs - room, toMs: toMs + room };
}

export const lengthOf = ({ fromMs, toMs }: Span): number => toMs - fromMs;

/** Within the whole, no longer than it and no shorter than can be told apart. */
export function within({ fromMs, toMs }: Span, whole: Span): Span {
  const length = Math.min(lengthOf(whole), Math.max(leastMs, toMs - fromMs));
  const start = Math.min(whole.toMs - length, Math.max(whole.fromMs, (fromMs + toMs - length) / 2));
  return { fromMs: start, toMs: start + length };
}

/** `factor` below 1 comes closer; the moment `atMs` stays where it is. */
export function zoomed(view: Span, factor: number, atMs: number, whole: Span): Span {
  const length = Math.min(lengthOf(whole), Math.max(leastMs, lengthOf(view) * factor));
  const fromMs = atMs - ((atMs - view.fromMs) / lengthOf(view)) * length;
  return within({ fromMs, toMs: fromMs + length }, whole);
}

export function moved({ fromMs, toMs }: Span, byMs: number, whole: Span): Span {
  return within({ fromMs: fromMs + byMs, toMs: toMs + byMs }, whole);
}

export const overlaps = (a: Span, b: Span): boolean => a.fromMs <= b.toMs && a.toMs >= b.fromMs;

/** The footage of a lane at a moment; where none is there, null. */
export function stretchAt({ stretches }: Lane, ms: number): Stretch | null {
  return stretches.findLast((each) => each.fromMs <= ms && ms <= each.toMs) ?? null;
}

/** The moment of ticks of a stretch's footage. */
export function msAt({ startTicks, fromMs, msPerTick }: Stretch, ticks: string): number {
  return fromMs + Number(BigInt(ticks) - BigInt(startTicks)) * msPerTick;
}
