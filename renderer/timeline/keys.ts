/** @file The keyboard on the timeline: the same as the pointer can do. The cursor stays where it is in the window while time moves under it. */
import { nextFace } from './density.ts';
import type { Stage } from './stage.ts';
import { lengthOf, moved, zoomed } from './view.ts';

/** How far an arrow goes, as a share of what is in view. */
const stepShare = 0.1, chooseShare = 0.02;

/** False where the key means nothing here. `onEnter`: what is at the cursor is chosen. */
export function press({ key, shiftKey, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>, stage: Stage, onEnter: () => void): boolean {
  if (ctrlKey || altKey || metaKey || stage.rows.length === 0) return false;
  const lane = Math.min(stage.rows.length - 1, stage.cursor?.lane ?? 0);
  const { axis } = stage.rows[lane]!.lane;
  const view = stage.views[axis], whole = stage.scene.wholes[axis];
  if (!whole) return false;
  const inView = stage.cursor !== null && stage.cursor.ms >= view.fromMs && stage.cursor.ms <= view.toMs;
  const ms = inView ? stage.cursor!.ms : (view.fromMs + view.toMs) / 2;
  const share = (ms - view.fromMs) / lengthOf(view);
  const look = (next: typeof view): void => {
    stage.look(axis, next);
    const now = stage.views[axis];
    stage.point({ lane, ms: now.fromMs + share * lengthOf(now) });
  };
  /** Goes there with as much in view as now. */
  const goTo = (at: number): void => {
    stage.look(axis, moved(view, at - ms, whole));
    stage.point({ lane, ms: Math.min(stage.views[axis].toMs, Math.max(stage.views[axis].fromMs, at)) });
  };
  const sideways = (direction: 1 | -1): void => {
    if (!shiftKey || axis !== 'wall') return look(moved(view, direction * stepShare * lengthOf(view), whole));
    const held = stage.stretch, anchor = held === null ? ms : Math.abs(held.fromMs - ms) < Math.abs(held.toMs - ms) ? held.toMs : held.fromMs;
    const end = Math.min(whole.toMs, Math.max(whole.fromMs, ms + direction * chooseShare * lengthOf(view)));
    stage.choose({ fromMs: Math.min(anchor, end), toMs: Math.max(anchor, end), lane: stage.rows[lane]!.lane.id });
    if (end < view.fromMs || end > view.toMs) goTo(end);
    else stage.point({ lane, ms: end });
  };
  const toLane = (next: number): void => {
    const row = stage.rows[next];
    if (!row) return;
    const other = stage.views[row.lane.axis];
    stage.reveal(next);
    stage.point({ lane: next, ms: row.lane.axis === axis ? ms : other.fromMs + share * lengthOf(other) });
  };
  const toFace = (direction: 1 | -1): void => {
    const { id } = stage.rows[lane]!.lane, seen = stage.scene.seen.get(id);
    // The tracks where they are known, and beyond them the counts.
    const starts = (stage.scene.tracks.get(id)?.tracks ?? []).map(({ bestMs }) => bestMs).filter((at) => (direction === 1 ? at > ms + 1 : at < ms - 1) && at >= view.fromMs && at <= view.toMs);
    const at = starts.length > 0 ? (direction === 1 ? Math.min(...starts) : Math.max(...starts)) : seen?.whole ? nextFace(seen.whole, direction === 1 ? Math.max(ms, view.toMs) : Math.min(ms, view.fromMs), direction) ?? nextFace(seen.whole, ms, direction) : null;
    if (at !== null) goTo(at);
  };
  const { stretches } = stage.rows[lane]!.lane;
  switch (key) {
    case '+':
    case '=':
      return look(zoomed(view, 0.5, ms, whole)), true;
    case '-':
      return look(zoomed(view, 2, ms, whole)), true;
    case '0':
      return look(whole), true;
    case 'ArrowLeft':
      return sideways(-1), true;
    case 'ArrowRight':
      return sideways(1), true;
    case 'ArrowUp':
      return toLane(lane - 1), true;
    case 'ArrowDown':
      return toLane(lane + 1), true;
    case 'Home':
      return goTo(stretches[0]!.fromMs), true;
    case 'End':
      return goTo(stretches.reduce((last, { toMs }) => Math.max(last, toMs), -Infinity)), true;
    case ',':
      return toFace(-1), true;
    case '.':
      return toFace(1), true;
    case 'Escape':
      return stage.choose(null), true;
    case 'Enter':
      return onEnter(), true;
    default:
      return false;
  }
}
