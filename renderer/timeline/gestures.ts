/** @file Pointer, wheel and fingers on the timeline: moving it, coming closer at the pointer, choosing a stretch, pointing at a face. */
import type { LaneTrack } from '../../electron/core/timeline.ts';
import type { Mark } from './scene.ts';
import type { Cursor, Stage } from './stage.ts';
import { lengthOf, moved, zoomed } from './view.ts';

/** What is under the pointer, for whoever shows it. */
export interface Pointed {
  readonly lane: number;
  readonly ms: number;
  /** How far around it is meant, milliseconds. */
  readonly aroundMs: number;
  readonly x: number;
  readonly y: number;
  readonly track: LaneTrack | null;
  readonly mark: Mark | null;
}

export interface Heard {
  /** Whether a drag chooses a stretch also without Shift. */
  choosing(): boolean;
  /** Null: nothing is pointed at. */
  onPointed(pointed: Pointed | null): void;
  onPressed(pointed: Pointed): void;
}

/** Pixels around the pointer that are meant by it. */
const around = 3;

/** A moment of a lane, as closely as it can be pointed at in what is in view. */
export function momentAt(stage: Stage, lane: number, ms: number): Pick<Pointed, 'lane' | 'ms' | 'aroundMs'> {
  return { lane, ms, aroundMs: (around / stage.width) * lengthOf(stage.views[stage.rows[lane]!.lane.axis]) };
}

/** Pixels that a press may move and still be one. */
const still = 4;

type Drag = { readonly kind: 'move' | 'choose'; readonly x: number; readonly y: number; readonly axis: 'wall' | 'own'; readonly lane: number; readonly ms: number; began: boolean };

/** Until the function that it gives is called. */
export function listenTo(canvas: HTMLCanvasElement, stage: Stage, heard: Heard): () => void {
  const fingers = new Map<number, PointerEvent>();
  let drag: Drag | null = null, own: Cursor | null = null;
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(name: K, listener: (event: HTMLElementEventMap[K]) => void, passive = true): void => canvas.addEventListener(name, listener, { signal: stop.signal, passive });
  const axisOf = (y: number): 'wall' | 'own' => {
    const row = stage.rowAt(y);
    return row === null ? stage.scene.lanes[0]?.axis ?? 'wall' : stage.rows[row]!.lane.axis;
  };
  const pointedAt = ({ offsetX: x, offsetY: y }: MouseEvent): Pointed | null => {
    const lane = stage.rowAt(y);
    return lane === null ? null : { ...momentAt(stage, lane, stage.msAt(stage.rows[lane]!.lane.axis, x)), x, y, track: stage.trackAt(x, y), mark: stage.markAt(x, y) };
  };
  const closer = (axis: 'wall' | 'own', factor: number, x: number): void => {
    const whole = stage.scene.wholes[axis];
    if (whole) stage.look(axis, zoomed(stage.views[axis], factor, stage.msAt(axis, x), whole));
  };
  const pan = (axis: 'wall' | 'own', pixels: number): void => {
    const whole = stage.scene.wholes[axis];
    if (whole) stage.look(axis, moved(stage.views[axis], (pixels / stage.width) * lengthOf(stage.views[axis]), whole));
  };

  on('wheel', (event) => {
    event.preventDefault();
    const axis = axisOf(event.offsetY), lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const [across, along] = [event.deltaX * lines, event.deltaY * lines];
    if (event.shiftKey || Math.abs(across) > Math.abs(along)) pan(axis, Math.abs(across) > Math.abs(along) ? across : along);
    // A pinch on a touchpad comes as a wheel with Ctrl, in smaller steps.
    else closer(axis, Math.exp(along * (event.ctrlKey ? 0.01 : 0.0018)), event.offsetX);
    heard.onPointed(null);
  }, false);

  on('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
    const lane = stage.rowAt(event.offsetY), axis = axisOf(event.offsetY);
    const choose = (event.shiftKey || heard.choosing()) && axis === 'wall';
    drag = fingers.size > 1 ? null : { kind: choose ? 'choose' : 'move', x: event.offsetX, y: event.offsetY, axis, lane: lane ?? -1, ms: stage.msAt(axis, event.offsetX), began: false };
  });
  on('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (before) fingers.set(event.pointerId, event);
    if (fingers.size === 2 && before) return pinch(before, event);
    if (!drag) {
      const pointed = pointedAt(event);
      own = pointed && { lane: pointed.lane, ms: pointed.ms };
      stage.point(own);
      return heard.onPointed(pointed);
    }
    if (!drag.began && Math.hypot(event.offsetX - drag.x, event.offsetY - drag.y) < still) return;
    drag.began = true;
    heard.onPointed(null);
    if (drag.kind === 'move') return before && pan(drag.axis, before.offsetX - event.offsetX);
    const ms = stage.msAt('wall', event.offsetX), over = stage.rowAt(event.offsetY);
    const lane = over === drag.lane ? stage.rows[drag.lane]?.lane.id ?? null : null;
    stage.choose({ fromMs: Math.min(drag.ms, ms), toMs: Math.max(drag.ms, ms), lane });
  });
  const end = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    const pressed = drag && !drag.began && event.type === 'pointerup' ? pointedAt(event) : null;
    if (fingers.size === 0) drag = null;
    if (pressed) heard.onPressed(pressed);
  };
  on('pointerup', end);
  on('pointercancel', end);
  on('pointerleave', () => {
    if (drag) return;
    // What the keyboard pointed at stays, also when something opens above.
    if (stage.cursor === own) stage.point(null);
    heard.onPointed(null);
  });
  on('dblclick', (event) => closer(axisOf(event.offsetY), 0.25, event.offsetX));

  /** Two fingers: what was between them stays between them. */
  function pinch(before: PointerEvent, event: PointerEvent): void {
    const other = [...fingers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    if (!other) return;
    const axis = axisOf(event.offsetY), far = (a: PointerEvent): number => Math.max(10, Math.abs(a.offsetX - other.offsetX));
    closer(axis, far(before) / far(event), (event.offsetX + other.offsetX) / 2);
    pan(axis, (before.offsetX - event.offsetX) / 2);
  }
  return () => stop.abort();
}

/** The strip: a press goes there, a drag carries the view along. */
export function listenToStrip(strip: HTMLCanvasElement, stage: Stage): () => void {
  const stop = new AbortController();
  const go = ({ offsetX, buttons }: PointerEvent): void => {
    const axis = stage.scene.lanes[0]?.axis ?? 'wall', whole = stage.scene.wholes[axis];
    if (!whole || buttons === 0) return;
    const middle = whole.fromMs + (offsetX / stage.width) * lengthOf(whole), half = lengthOf(stage.views[axis]) / 2;
    stage.look(axis, { fromMs: middle - half, toMs: middle + half });
  };
  strip.addEventListener('pointerdown', (event) => (strip.setPointerCapture(event.pointerId), go(event)), { signal: stop.signal });
  strip.addEventListener('pointermove', go, { signal: stop.signal });
  return () => stop.abort();
}
