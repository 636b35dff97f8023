/** @file Rulers, the lines of their divisions through the lanes, and what a person set on the axis: the cursor and the chosen stretch. */
import type { Span } from '../../../electron/core/timeline.ts';
import { rulerHeight } from '../layout.ts';
import { divide, lengthText, momentText, type Divisions } from '../ruler.ts';
import { placeOf, type Pencil } from './pencil.ts';

export type AxisName = 'wall' | 'own';

/** Pixels between labels at the least. */
const labelPx = { wall: 92, own: 76 } as const;

export const divisionsOf = (axis: AxisName, view: Span, width: number): Divisions => divide(view, width, axis, labelPx[axis]);

export function drawDivisions({ context, colours }: Pencil, { main, days }: Divisions, view: Span, width: number, top: number, bottom: number): void {
  context.fillStyle = colours.line;
  for (const { ms } of main) context.fillRect(Math.round(placeOf(ms, view, width)), top, 1, bottom - top);
  context.fillStyle = colours['line-strong'];
  for (const { ms } of days) context.fillRect(Math.round(placeOf(ms, view, width)), top, 1, bottom - top);
}

export function drawRuler({ context, colours }: Pencil, axis: AxisName, { main, between, days }: Divisions, view: Span, width: number, top: number): void {
  context.fillStyle = colours.surface;
  context.fillRect(0, top, width, rulerHeight);
  context.fillStyle = colours['line-strong'];
  context.fillRect(0, top + rulerHeight - 1, width, 1);
  for (const ms of between) context.fillRect(Math.round(placeOf(ms, view, width)), top + rulerHeight - 5, 1, 4);
  context.font = `400 12px ${colours.font}`;
  for (const { ms, label } of main) {
    const x = Math.round(placeOf(ms, view, width));
    context.fillStyle = colours['ink-faint'];
    context.fillRect(x, top + rulerHeight - 9, 1, 8);
    context.fillStyle = colours.ink;
    // Only the last may not have the room that a label has.
    if (x + labelPx[axis] <= width || x + 4 + context.measureText(label).width <= width) context.fillText(label, x + 4, top + rulerHeight - 11);
  }
  // The day that the left edge lies in stays written there until the next one comes.
  context.font = `600 11px ${colours.font}`;
  context.fillStyle = colours['ink-soft'];
  for (const [i, { ms, label }] of days.entries()) {
    const x = Math.max(0, placeOf(ms, view, width)), next = days[i + 1];
    const end = next === undefined ? width : placeOf(next.ms, view, width);
    if (end > 0 && end - x > context.measureText(label).width + 10) context.fillText(label, x + 4, top + 14);
  }
  if (axis === 'own') context.fillText('Time since the first frame: no clock was stated, so this is not wall time', 4, top + 14);
}

/** The chosen stretch over all lanes, or over one, with its length. */
export function drawChosen({ context, colours }: Pencil, span: Span, view: Span, width: number, top: number, height: number): void {
  const left = placeOf(span.fromMs, view, width), right = placeOf(span.toMs, view, width);
  if (right < 0 || left > width) return;
  context.fillStyle = colours.accent;
  context.globalAlpha = 0.16;
  context.fillRect(left, top, right - left, height);
  context.globalAlpha = 1;
  for (const edge of [left, right]) context.fillRect(Math.round(edge) - 1, top, 2, height);
  const words = lengthText(span.toMs - span.fromMs);
  context.font = `600 11px ${colours.font}`;
  const room = context.measureText(words).width + 10, middle = Math.max(room / 2, Math.min(width - room / 2, (Math.max(0, left) + Math.min(width, right)) / 2));
  context.beginPath();
  context.roundRect(middle - room / 2, top + 3, room, 16, 4);
  context.fill();
  context.fillStyle = colours['on-accent'];
  context.fillText(words, middle - room / 2 + 5, top + 15);
}

/** A line through the lanes with its moment on the ruler. */
export function drawCursor({ context, colours }: Pencil, ms: number, axis: AxisName, view: Span, width: number, ruler: number, top: number, bottom: number): void {
  const x = Math.round(placeOf(ms, view, width));
  context.fillStyle = colours.playhead;
  context.fillRect(x, top, 1, bottom - top);
  const words = momentText(ms, axis);
  context.font = `600 11px ${colours.font}`;
  const room = context.measureText(words).width + 12, left = Math.max(0, Math.min(width - room, x - room / 2));
  context.beginPath();
  context.roundRect(left, ruler + 2, room, 17, 4);
  context.fill();
  context.fillStyle = colours.surface;
  context.fillText(words, left + 6, ruler + 14);
}
