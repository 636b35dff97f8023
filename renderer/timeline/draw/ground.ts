/** @file What a lane stands on: its footage with what was indexed of it, gaps, stretches that were not looked at, and how far the clock can be trusted. */
import type { Span, Stretch } from '../../../electron/core/timeline.ts';
import { overlaps } from '../view.ts';
import { stretchLabel } from '../words.ts';
import type { Row } from '../layout.ts';
import { fitWords, placeOf, type Pencil } from './pencil.ts';

export function drawGround(pencil: Pencil, { lane, height }: Row, top: number, view: Span, width: number): void {
  const { context, colours } = pencil;
  context.fillStyle = colours.sunken;
  context.fillRect(0, top, width, height - 1);
  const all = lane.stretches;
  // Thousands of short files in few pixels: each pixel is drawn once.
  let drawnTo = 0;
  for (let i = firstTo(all, view.fromMs); i < all.length && all[i]!.fromMs <= view.toMs; i++) {
    const stretch = all[i]!;
    const right = placeOf(stretch.toMs, view, width);
    if (!overlaps(stretch, view) || right < drawnTo) continue;
    wordsBetween(pencil, drawnTo, placeOf(stretch.fromMs, view, width), top, height);
    drawStretch(pencil, stretch, lane.axis, top, height - 1, view, width);
    drawnTo = Math.floor(right);
  }
  wordsBetween(pencil, drawnTo, width, top, height);
}

/** Said where there is room for it: darker ground alone says nothing. */
function wordsBetween(pencil: Pencil, left: number, right: number, top: number, height: number): void {
  if (height < 30 || right - left < 140) return;
  const { context, colours } = pencil;
  context.font = `400 11px ${colours.font}`;
  context.fillStyle = colours['ink-faint'];
  fitWords(pencil, 'no footage', (left + right) / 2 - 28, top + height / 2 + 4, 90);
}

/** Stretches are in order of their beginning and hardly overlap: from a little before the first that may reach into the view. */
function firstTo(all: readonly Stretch[], ms: number): number {
  let low = 0, high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.toMs < ms) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 2);
}

function drawStretch(pencil: Pencil, stretch: Stretch, axis: 'wall' | 'own', top: number, height: number, view: Span, width: number): void {
  const { context, colours } = pencil;
  const x = (ms: number): number => placeOf(ms, view, width);
  const bar = (span: Span, fill: string | CanvasPattern, least = 0): readonly [left: number, room: number] => {
    const left = Math.max(-1, x(span.fromMs)), right = Math.min(width + 1, x(span.toMs));
    context.fillStyle = fill;
    context.fillRect(left, top, Math.max(least, right - left), height);
    return [left, right - left];
  };
  const covered = stretch.run?.covered ?? null;
  bar(stretch, colours['surface-raised'], 1);
  for (const span of notCovered(stretch)) {
    const [left, room] = bar(span, pencil.unindexed, 1);
    if (height < 30) continue;
    context.fillStyle = colours['ink-soft'];
    context.font = `600 11px ${colours.font}`;
    fitWords(pencil, stretch.run === null ? 'not indexed' : 'not indexed here', left + 8, top + height / 2 + 4, room - 16);
  }
  for (const span of stretch.run?.gaps ?? []) {
    if (!overlaps(span, view)) continue;
    const [left, room] = bar(span, pencil.gap, 2);
    context.fillStyle = colours.gap;
    context.fillRect(left, top, 1, height);
    context.fillRect(left + Math.max(1, room - 1), top, 1, height);
    // A notch above, so that a gap of one pixel is seen, and not by its colour alone.
    for (let step = 0; step < 4; step++) context.fillRect(left + room / 2 - 4 + step, top + step * 1.5, 8 - 2 * step, 1.5);
    if (height < 30) continue;
    context.fillStyle = colours.ink;
    fitWords(pencil, 'gap', left + 5, top + height - 6, room - 8);
  }
  drawEdges(pencil, stretch, axis, top, height, view, width);
  const left = Math.max(0, x(stretch.fromMs)), room = Math.min(width, x(stretch.toMs)) - left;
  if (height < 40) return;
  context.font = `400 11px ${colours.font}`;
  context.fillStyle = colours['ink-soft'];
  if (fitWords(pencil, stretchLabel(stretch, covered === null), left + 6, top + 13, room - 12)) return;
  fitWords(pencil, stretch.exhibit, left + 4, top + 13, room - 6);
}

/** What of the footage no look was taken at. */
function notCovered({ fromMs, toMs, msPerTick, run }: Stretch): Span[] {
  const covered = run?.covered ?? null;
  if (covered === null) return [{ fromMs, toMs }];
  // The last frame ends where the stretch does; what is shorter than half a second is a frame and no stretch.
  const slack = Math.max(500, msPerTick);
  return [{ fromMs, toMs: covered.fromMs }, { fromMs: covered.toMs, toMs }].filter((span) => span.toMs - span.fromMs > slack);
}

/** Begin and end of the footage: a bracket as wide as the clock is uncertain; a dashed edge where it was never checked. */
function drawEdges({ context, colours }: Pencil, { fromMs, toMs, uncertaintyMs }: Stretch, axis: 'wall' | 'own', top: number, height: number, view: Span, width: number): void {
  const foot = top + height - 3.5;
  for (const [end, ms] of [fromMs, toMs].entries()) {
    const x = Math.round(placeOf(ms, view, width)) + 0.5;
    const reach = uncertaintyMs === null ? 0 : (uncertaintyMs[end]! / (view.toMs - view.fromMs)) * width;
    if (x + reach < 0 || x - reach > width) continue;
    context.fillStyle = colours.uncertainty;
    // Dashes as rectangles: thousands of lines that are stroked take longer than everything else.
    const dash = axis === 'wall' && uncertaintyMs === null ? 3 : height;
    for (let y = 0; y < height; y += 2 * dash) context.fillRect(x - 0.5, top + y, 1, Math.min(dash, height - y));
    if (reach < 2) continue;
    context.strokeStyle = colours.uncertainty;
    const [left, right] = [Math.max(-9, x - reach), Math.min(width + 9, x + reach)];
    context.globalAlpha = 0.22;
    context.fillRect(left, top, right - left, height);
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(left, foot - 4);
    context.lineTo(left, foot + 3);
    context.moveTo(left, foot);
    context.lineTo(right, foot);
    context.moveTo(right, foot - 4);
    context.lineTo(right, foot + 3);
    context.stroke();
  }
}
