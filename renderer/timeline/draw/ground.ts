/** @file What a lane stands on: its footage with what was indexed of it, gaps, stretches that were not looked at, and how far the clock can be trusted. */
import type { Span, Stretch } from '../../../electron/core/timeline.ts';
import { overlaps } from '../view.ts';
import { stretchLabel } from '../words.ts';
import type { Row } from '../layout.ts';
import { fitWords, placeOf, type Pencil } from './pencil.ts';
import type { Sheet } from './sheet.ts';

/** Lanes lower than this have no words on them. */
const worded = 30;

/** Width and height of a tooth where frames failed. */
const tooth = 7;

/** A gap narrower than this is a bar. */
const hatched = 4;

/** The lane as pixels, and the stretches of it that are in view: what is written on them comes later. */
export function layGround(sheet: Sheet, { colours: { pixel }, unindexed, gap }: Pencil, { lane, height }: Row, view: Span, width: number): readonly Shown[] {
  const high = height - 1, shown = stretchesIn(lane.stretches, view, width);
  const gaps: Place[] = [], bare: Place[] = [];
  for (const { stretch } of shown) {
    addGaps(gaps, stretch, view, width);
    addBare(bare, stretch, view, width);
  }
  sheet.lane(height, pixel.surface, (fill) => {
    fill(0, width, pixel.sunken);
    for (const { left, right } of shown) fill(left, Math.max(left + 1, right), pixel['surface-raised']);
    for (const { left, right } of gaps) fill(left, Math.max(left + 2, right), pixel.gap);
  });
  for (const { left, right } of bare) sheet.rect(left, 0, Math.max(1, right - left), high, unindexed);
  for (const { left, right } of gaps) {
    if (right - left >= hatched) sheet.rect(left + 1, 0, right - left - 2, high, gap);
    // A notch above, so that a gap of one pixel is seen, and not by its colour alone.
    for (let step = 0; step < 4; step++) sheet.rect((left + right) / 2 - 4 + step, step * 1.5, 8 - 2 * step, 2, pixel.gap);
  }
  // Begin and end of the footage; a dashed edge where its clock was never checked.
  for (const { stretch: { fromMs, toMs, uncertaintyMs } } of shown) {
    const dash = lane.axis === 'wall' && uncertaintyMs === null ? 3 : null;
    sheet.line(placeOf(fromMs, view, width), dash, pixel.uncertainty);
    sheet.line(placeOf(toMs, view, width), dash, pixel.uncertainty);
  }
  return shown;
}

/** What is written on the lane, and how far its clock can be trusted. Where names of exhibits stand now, along its upper edge. */
export function writeGround(pencil: Pencil, shown: readonly Shown[], rowHeight: number, top: number, view: Span, width: number): Place[] {
  const height = rowHeight - 1;
  for (const { stretch } of shown) drawFailed(pencil, stretch, top + height, view, width);
  for (const { stretch } of shown) writeUncertainty(pencil, stretch, top, height, view, width);
  if (rowHeight < worded) return [];
  const { context, colours } = pencil;
  const named: Place[] = [];
  let free = 0;
  for (const { stretch, left, right } of [...shown, { stretch: null, left: width, right: width }]) {
    context.font = `400 11px ${colours.font}`;
    context.fillStyle = colours['ink-faint'];
    // Said where there is room for it: darker ground alone says nothing.
    if (left - free >= 140) fitWords(pencil, 'no footage', (free + left) / 2 - 28, top + rowHeight / 2 + 4, 90);
    if (stretch) named.push(...writeStretch(pencil, stretch, top, height, view, width));
    free = right;
  }
  return named;
}

/** From a left to a right edge, pixels. */
export interface Place {
  readonly left: number;
  readonly right: number;
}

interface Shown extends Place {
  readonly stretch: Stretch;
}

function placed({ fromMs, toMs }: Span, view: Span, width: number): Place {
  return { left: Math.max(-1, placeOf(fromMs, view, width)), right: Math.min(width + 1, placeOf(toMs, view, width)) };
}

/** The stretches in view with their places. Thousands of short files in few pixels: one for each pixel. */
function stretchesIn(all: readonly Stretch[], view: Span, width: number): Shown[] {
  const shown: Shown[] = [];
  let drawnTo = 0;
  for (let i = firstTo(all, view.fromMs); i < all.length && all[i]!.fromMs <= view.toMs; i++) {
    const stretch = all[i]!, place = placed(stretch, view, width);
    if (!overlaps(stretch, view) || place.right < drawnTo) continue;
    shown.push({ left: place.left, right: place.right, stretch });
    drawnTo = Math.floor(place.right);
  }
  return shown;
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

// Into lists that are there: a view of weeks has thousands of stretches in each frame.
function add(into: Place[], span: Span, view: Span, width: number): void {
  if (overlaps(span, view)) into.push(placed(span, view, width));
}

function addGaps(into: Place[], { run }: Stretch, view: Span, width: number): Place[] {
  if (run !== null) for (const gap of run.gaps) add(into, gap, view, width);
  return into;
}

/** What of the footage no look was taken at. */
function addBare(into: Place[], { fromMs, toMs, msPerTick, run }: Stretch, view: Span, width: number): Place[] {
  const covered = run?.covered ?? null;
  if (covered === null) add(into, { fromMs, toMs }, view, width);
  else {
    // The last frame ends where the stretch does; what is shorter than half a second is a frame and no stretch.
    const slack = Math.max(500, msPerTick);
    if (covered.fromMs - fromMs > slack) add(into, { fromMs, toMs: covered.fromMs }, view, width);
    if (toMs - covered.toMs > slack) add(into, { fromMs: covered.toMs, toMs }, view, width);
  }
  return into;
}

function writeStretch(pencil: Pencil, stretch: Stretch, top: number, height: number, view: Span, width: number): Place[] {
  const { context, colours } = pencil;
  context.font = `600 11px ${colours.font}`;
  context.fillStyle = colours['ink-soft'];
  for (const { left, right } of addBare([], stretch, view, width)) fitWords(pencil, stretch.run === null ? 'not indexed' : 'not indexed here', left + 8, top + height / 2 + 4, right - left - 16);
  context.fillStyle = colours.ink;
  for (const { left, right } of addGaps([], stretch, view, width)) fitWords(pencil, 'gap', left + 5, top + height - 6, right - left - 8);
  if (height < 40) return [];
  const left = Math.max(0, placeOf(stretch.fromMs, view, width)), room = Math.min(width, placeOf(stretch.toMs, view, width)) - left;
  context.font = `400 11px ${colours.font}`;
  context.fillStyle = colours['ink-soft'];
  const [long, short] = [stretchLabel(stretch, (stretch.run?.covered ?? null) === null), stretch.exhibit];
  const words = fitWords(pencil, long, left + 6, top + 13, room - 12) ? long : fitWords(pencil, short, left + 4, top + 13, room - 6) ? short : null;
  return words === null ? [] : [{ left, right: left + 8 + context.measureText(words).width }];
}

/** Teeth along the foot, over the faces that were seen all the same: as many as there is room for, and one for a single frame. */
function drawFailed({ context, colours }: Pencil, { run }: Stretch, foot: number, view: Span, width: number): void {
  if (run === null || run.failedAt.length === 0) return;
  context.fillStyle = colours.gap;
  context.beginPath();
  let drawnTo = -tooth;
  for (const span of run.failedAt) {
    if (!overlaps(span, view)) continue;
    const { left, right } = placed(span, view, width);
    for (let x = Math.max(drawnTo, left - tooth / 2); x < Math.max(right - tooth / 2, left); x += tooth, drawnTo = x) {
      context.moveTo(x, foot);
      context.lineTo(x + tooth / 2, foot - tooth);
      context.lineTo(x + tooth, foot);
    }
  }
  context.fill();
}

/** A bracket at both ends, as wide as the clock is uncertain. */
function writeUncertainty({ context, colours }: Pencil, { fromMs, toMs, uncertaintyMs }: Stretch, top: number, height: number, view: Span, width: number): void {
  if (uncertaintyMs === null) return;
  const foot = top + height - 3.5;
  for (const [end, ms] of [fromMs, toMs].entries()) {
    const x = Math.round(placeOf(ms, view, width)) + 0.5, reach = (uncertaintyMs[end]! / (view.toMs - view.fromMs)) * width;
    if (reach < 2 || x + reach < 0 || x - reach > width) continue;
    const [left, right] = [Math.max(-9, x - reach), Math.min(width + 9, x + reach)];
    context.fillStyle = context.strokeStyle = colours.uncertainty;
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
