/** @file What a lane stands on: its footage with what was indexed of it, gaps, stretches that were not looked at, and how far the clock can be trusted. */
import type { Span, Stretch } from '../../../electron/core/timeline.ts';
import { bareOf, gapsOf, joined, placesIn, stretchesIn } from '../outline.ts';
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

/** The lane as pixels; what is written on them comes later. */
export function layGround(sheet: Sheet, { colours: { pixel }, unindexed, gap }: Pencil, { outline, height }: Row, view: Span, width: number): void {
  const firm = placesIn(outline.firm, view, width), unchecked = placesIn(outline.unchecked, view, width);
  const gaps = placesIn(outline.gaps, view, width), bare = placesIn(outline.bare, view, width);
  sheet.lane(height, pixel.surface, (fill) => {
    fill(0, width, pixel.sunken);
    const fillAll = (places: readonly number[], least: number, ink: number): void => {
      for (let i = 0; i < places.length; i += 2) fill(places[i]!, Math.max(places[i]! + least, places[i + 1]!), ink);
    };
    fillAll(joined(firm), 1, pixel['surface-raised']);
    fillAll(joined(unchecked), 1, pixel['surface-raised']);
    fillAll(gaps, 2, pixel.gap);
  }, (edge) => {
    // Begin and end of the footage; dashed where its clock was never checked.
    for (const at of firm) edge(at, false, pixel.uncertainty);
    for (const at of unchecked) edge(at, true, pixel.uncertainty);
  });
  // Edges stay; what lies between them is a pixel wide at least.
  const edges = new Set(bare.length === 0 ? [] : [...firm, ...unchecked].map(Math.round));
  for (let i = 0; i < bare.length; i += 2) {
    const left = bare[i]!, right = bare[i + 1]!;
    if (edges.has(Math.round(left))) sheet.hatch(left + 1, right - left - 1, unindexed);
    else sheet.hatch(left, Math.max(1, right - left), unindexed);
  }
  for (let i = 0; i < gaps.length; i += 2) {
    const left = gaps[i]!, right = gaps[i + 1]!;
    if (right - left >= hatched) sheet.hatch(left + 1, right - left - 2, gap);
    // A notch above, so that a gap of one pixel is seen, and not by its colour alone.
    sheet.notch((left + right) / 2, height < worded ? 3 : 5, pixel.gap);
  }
}

/** What is written on the lane, and how far its clock can be trusted. Where names of exhibits stand now, along its upper edge. */
export function writeGround(pencil: Pencil, { lane, outline, height: rowHeight }: Row, top: number, view: Span, width: number): Place[] {
  const height = rowHeight - 1;
  for (const stretch of outline.troubled) {
    if (!overlaps(stretch, view)) continue;
    drawFailed(pencil, stretch, top + height, view, width);
    writeUncertainty(pencil, stretch, top, height, view, width);
  }
  if (rowHeight < worded) return [];
  const { context, colours } = pencil;
  const named: Place[] = [];
  let free = 0;
  for (const stretch of [...stretchesIn(lane, view, width), null]) {
    const { left, right } = stretch ? placed(stretch, view, width) : { left: width, right: width };
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

function placed({ fromMs, toMs }: Span, view: Span, width: number): Place {
  return { left: Math.max(-1, placeOf(fromMs, view, width)), right: Math.min(width + 1, placeOf(toMs, view, width)) };
}

const placedIn = (spans: readonly Span[], view: Span, width: number): Place[] => spans.filter((each) => overlaps(each, view)).map((each) => placed(each, view, width));

function writeStretch(pencil: Pencil, stretch: Stretch, top: number, height: number, view: Span, width: number): Place[] {
  const { context, colours } = pencil;
  context.font = `600 11px ${colours.font}`;
  context.fillStyle = colours['ink-soft'];
  for (const { left, right } of placedIn(bareOf(stretch), view, width)) fitWords(pencil, stretch.run === null ? 'not indexed' : 'not indexed here', left + 8, top + height / 2 + 4, right - left - 16);
  context.fillStyle = colours.ink;
  for (const { left, right } of placedIn(gapsOf(stretch), view, width)) fitWords(pencil, 'gap', left + 5, top + height - 6, right - left - 8);
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
