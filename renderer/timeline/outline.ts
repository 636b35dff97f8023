/**
 * @file The outline of a lane: where footage, gaps and what was not looked at begin and end, as lists of numbers that are made once, and the pixels
 * of them in a view of weeks, with thousands of files in each frame. Pure.
 */
import type { Lane, Span, Stretch } from '../../electron/core/timeline.ts';

/** Beginning and end of each, milliseconds, in order of their beginnings. */
export type Ends = Float64Array;

export interface Outline {
  /** Footage whose clock was checked, or that is on its own time; and footage whose clock never was. */
  readonly firm: Ends;
  readonly unchecked: Ends;
  readonly gaps: Ends;
  /** Footage that no look was taken at. */
  readonly bare: Ends;
  /** Footage with failed frames or an uncertain clock. */
  readonly troubled: readonly Stretch[];
}

const known = new WeakMap<Lane, Outline>();

export function outlineOf(lane: Lane): Outline {
  const before = known.get(lane);
  if (before) return before;
  const { stretches, axis } = lane;
  const isFirm = ({ uncertaintyMs }: Stretch): boolean => axis === 'own' || uncertaintyMs !== null;
  const outline: Outline = {
    firm: endsOf(stretches.filter(isFirm)),
    unchecked: endsOf(stretches.filter((each) => !isFirm(each))),
    gaps: endsOf(stretches.flatMap(gapsOf)),
    bare: endsOf(stretches.flatMap(bareOf)),
    troubled: stretches.filter(({ run, uncertaintyMs }) => uncertaintyMs !== null || (run?.failedAt.length ?? 0) > 0),
  };
  known.set(lane, outline);
  return outline;
}

export const gapsOf = ({ run }: Stretch): readonly Span[] => run?.gaps ?? [];

/** What of the footage no look was taken at. */
export function bareOf({ fromMs, toMs, msPerTick, run }: Stretch): Span[] {
  const covered = run?.covered ?? null;
  if (covered === null) return [{ fromMs, toMs }];
  // The last frame ends where the stretch does; what is shorter than half a second is a frame and no stretch.
  const slack = Math.max(500, msPerTick);
  return [{ fromMs, toMs: covered.fromMs }, { fromMs: covered.toMs, toMs }].filter((each) => each.toMs - each.fromMs > slack);
}

const endsOf = (spans: readonly Span[]): Ends => Float64Array.from(spans.toSorted((a, b) => a.fromMs - b.fromMs).flatMap(({ fromMs, toMs }) => [fromMs, toMs]));

/** Left and right edge of each that is in view, and of what is beside it one pixel; none whose pixels others have already. */
export function placesIn(ends: Ends, { fromMs, toMs }: Span, width: number): number[] {
  const places: number[] = [], scale = width / (toMs - fromMs);
  let drawnTo = 0;
  for (let i = 2 * firstReaching(fromMs, ends.length / 2, (n) => ends[2 * n + 1]!); i < ends.length && ends[i]! <= toMs; i += 2) {
    const left = (ends[i]! - fromMs) * scale, right = (ends[i + 1]! - fromMs) * scale, end = endOf(left, right);
    if (end <= drawnTo || right < 0) continue;
    places.push(Math.max(-1, left), Math.min(width + 1, right));
    drawnTo = end;
  }
  return places;
}

/** The stretches in view, but for those whose pixels others have already. */
export function stretchesIn({ stretches }: Lane, { fromMs, toMs }: Span, width: number): Stretch[] {
  const shown: Stretch[] = [], scale = width / (toMs - fromMs);
  let drawnTo = 0;
  for (let i = firstReaching(fromMs, stretches.length, (n) => stretches[n]!.toMs); i < stretches.length && stretches[i]!.fromMs <= toMs; i++) {
    const stretch = stretches[i]!, end = endOf((stretch.fromMs - fromMs) * scale, (stretch.toMs - fromMs) * scale);
    if (end <= drawnTo || stretch.toMs < fromMs) continue;
    shown.push(stretch);
    drawnTo = end;
  }
  return shown;
}

/** The pixel after the last; each has one at least. */
const endOf = (left: number, right: number): number => Math.max(Math.round(left) + 1, Math.round(right));

/** Those that follow upon each other without a pixel between them, as one. */
export function joined(places: readonly number[]): number[] {
  const all: number[] = [];
  for (let i = 0; i < places.length; i += 2) {
    const last = all.length - 1;
    if (last > 0 && Math.round(places[i]!) <= Math.round(all[last]!)) all[last] = Math.max(all[last]!, endOf(places[i]!, places[i + 1]!));
    else all.push(places[i]!, places[i + 1]!);
  }
  return all;
}

/** The first of `length` that may reach to a moment. Footage hardly overlaps: from a little before it. */
function firstReaching(ms: number, length: number, toMs: (n: number) => number): number {
  let low = 0, high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (toMs(middle) < ms) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 2);
}
