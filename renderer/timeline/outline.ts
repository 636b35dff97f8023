/**
 * @file The outline of a lane: where footage, gaps and what was not looked at begin and end, as lists of numbers that are made once, and the pixels
 * of them in a view of weeks, with thousands of files in each frame. Pure.
 */
import type { Lane, Span, Stretch } from '../../electron/core/timeline.ts';

/** Beginning and end of each, milliseconds, in order of their beginnings. */
export type Ends = Float64Array;

export interface Outline {
  /** As the lane has it. */
  readonly footage: Ends;
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
    footage: endsOf(stretches),
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

/** Which of them are in view, but for those whose pixels others have already. */
function shownIn(ends: Ends, { fromMs, toMs }: Span, width: number): number[] {
  const shown: number[] = [], scale = width / (toMs - fromMs);
  let drawnTo = 0;
  for (let n = firstReaching(ends, fromMs); 2 * n < ends.length && ends[2 * n]! <= toMs; n++) {
    const end = endOf((ends[2 * n]! - fromMs) * scale, (ends[2 * n + 1]! - fromMs) * scale);
    if (end <= drawnTo || ends[2 * n + 1]! < fromMs) continue;
    shown.push(n);
    drawnTo = end;
  }
  return shown;
}

/** Left and right edge of each that is shown, and of what is beside the view one pixel. */
export function placesIn(ends: Ends, view: Span, width: number): number[] {
  const places: number[] = [], scale = width / (view.toMs - view.fromMs);
  for (const n of shownIn(ends, view, width)) places.push(Math.max(-1, (ends[2 * n]! - view.fromMs) * scale), Math.min(width + 1, (ends[2 * n + 1]! - view.fromMs) * scale));
  return places;
}

/** The stretches that are shown. */
export function stretchesIn(lane: Lane, view: Span, width: number): Stretch[] {
  return shownIn(outlineOf(lane).footage, view, width).map((n) => lane.stretches[n]!);
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

/** The first that may reach to a moment. Footage hardly overlaps: from a little before it. */
function firstReaching(ends: Ends, ms: number): number {
  let low = 0, high = ends.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[2 * middle + 1]! < ms) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 2);
}
