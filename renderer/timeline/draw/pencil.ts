/** @file What every part of the drawing draws with: the canvas, its colours, hatchings, and where a moment stands. */
import type { Span } from '../../../electron/core/timeline.ts';
import type { Colours } from '../colours.ts';
import type { Tile } from './sheet.ts';

export interface Pencil {
  readonly context: CanvasRenderingContext2D;
  readonly colours: Colours;
  /** Diagonal lines: not indexed; and denser ones the other way: a gap in the footage. */
  readonly unindexed: Tile;
  readonly gap: Tile;
}

export function sharpen(context: CanvasRenderingContext2D, colours: Colours): Pencil {
  return { context, colours, unindexed: hatch(colours['surface-raised'], colours.unindexed, 8, 1), gap: hatch(colours['surface-raised'], colours.gap, 5, -1) };
}

/** One line from corner to corner of a square tile, and its ends in the other two corners. */
function hatch(ground: string, colour: string, size: number, direction: 1 | -1): Tile {
  const pen = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true })!;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.4;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift - 1, direction === 1 ? size + 1 : -1);
    pen.lineTo(shift + size + 1, direction === 1 ? -1 : size + 1);
    pen.stroke();
  }
  return { size, pixels: new Uint32Array(pen.getImageData(0, 0, size, size).data.buffer) };
}

/** Where a moment stands in a view that is `width` pixels wide. */
export const placeOf = (ms: number, { fromMs, toMs }: Span, width: number): number => ((ms - fromMs) / (toMs - fromMs)) * width;

/** Words where they fit, otherwise none; true where they stand. */
export function fitWords({ context }: Pencil, words: string, x: number, baseline: number, room: number): boolean {
  if (room < 24 || context.measureText(words).width > room) return false;
  context.fillText(words, x, baseline);
  return true;
}
