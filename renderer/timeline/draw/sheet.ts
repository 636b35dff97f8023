/**
 * @file The picture that lanes and their density are written into, pixel by pixel, and which is laid on the canvas as a whole: its cost is that of the
 * pixels in view, where thousands of small rectangles would each be a call of the canvas.
 */
import type { Span } from '../../../electron/core/timeline.ts';
import { lookUp, type Density } from '../density.ts';

/** A square pattern of pixels that is repeated. */
export interface Tile {
  readonly size: number;
  readonly pixels: Uint32Array;
}

export interface Sheet {
  /** Nothing is written above `top`. What is not written again holds what it held. */
  begin(width: number, height: number, top: number): void;
  /** A bar over the whole width that is the same in every line: `fill` paints one of them. */
  bar(top: number, height: number, paint: (fill: (left: number, right: number, pixel: number) => void) => void): void;
  rect(left: number, top: number, width: number, height: number, ink: number | Tile): void;
  /** A line down, one pixel wide; where `dash` is not null of dashes as long as that with as much between them. */
  line(left: number, top: number, height: number, dash: number | null, pixel: number): void;
  lane(density: Density, view: Span, top: number, height: number, ramp: Uint32Array): void;
  /** Lays all of it on the canvas, whose pixels are `ratio` times as many. */
  end(onto: CanvasRenderingContext2D, ratio: number): void;
}

/**
 * [Note: Height of a column]
 * The logarithm of the faces seen in its time, so that one face in a month and a crowd are both visible, against a crowd of five people at five
 * looks a second. The same moment has the same height wherever the view begins; nothing jumps when it is moved.
 */
const crowdPerMs = 25 / 1000;
const lowest = 2;
const heightOf = (count: number, crowd: number, most: number): number => Math.max(lowest, Math.min(most, Math.round((Math.log2(1 + count) / crowd) * most)));

export function openSheet(): Sheet {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { alpha: false })!;
  let width = 0, height = 0, first = 0;
  let picture = pen.createImageData(1, 1), pixels = new Uint32Array(picture.data.buffer);
  let counts = new Float32Array(1), quality = new Uint8Array(1);
  /** Heights of small counts, which most columns have: the same in all lanes of a drawing. */
  const heights = new Uint8Array(1024);
  let heightsFor = '';

  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)));
  const firstLine = (top: number): number => Math.max(first, Math.round(top));
  /** The line after the last. */
  const endLine = (top: number, high: number): number => Math.min(height, Math.round(top) + Math.round(high));

  return {
    begin(wide, high, top) {
      if (width !== wide || height !== high) {
        [width, height] = [canvas.width, canvas.height] = [wide, high];
        picture = pen.createImageData(width, height);
        pixels = new Uint32Array(picture.data.buffer);
        [counts, quality] = [new Float32Array(width), new Uint8Array(width)];
      }
      first = top;
    },
    bar(top, high, paint) {
      const from = firstLine(top), to = endLine(top, high);
      if (from >= to) return;
      const line = from * width;
      paint((left, right, pixel) => void pixels.fill(pixel, line + clamp(left, width), line + clamp(right, width)));
      for (let y = from + 1; y < to; y++) pixels.copyWithin(y * width, line, line + width);
    },
    rect(left, top, wide, high, ink) {
      const from = firstLine(top), to = endLine(top, high), start = clamp(left, width), end = clamp(left + wide, width);
      for (let y = from; y < to; y++) {
        const line = y * width;
        if (typeof ink === 'number') for (let x = start; x < end; x++) pixels[line + x] = ink;
        else if (y - from >= ink.size) pixels.copyWithin(line + start, line - ink.size * width + start, line - ink.size * width + end);
        else for (let x = start, at = (y % ink.size) * ink.size; x < end; x++) pixels[line + x] = ink.pixels[at + (x % ink.size)]!;
      }
    },
    line(left, top, high, dash, pixel) {
      const x = Math.round(left), begin = Math.round(top), end = endLine(top, high);
      if (x < 0 || x >= width) return;
      for (let y = firstLine(top); y < end; y++) if (dash === null || Math.floor((y - begin) / dash) % 2 === 0) pixels[y * width + x] = pixel;
    },
    lane(density, view, top, high, ramp) {
      lookUp(density, view, width, counts, quality);
      const crowd = Math.log2(1 + Math.max(1, crowdPerMs * ((view.toMs - view.fromMs) / width))), most = Math.min(255, high);
      if (heightsFor !== `${crowd} ${most}`) {
        heightsFor = `${crowd} ${most}`;
        for (let n = 1; n < heights.length; n++) heights[n] = heightOf(n, crowd, most);
      }
      const bottom = Math.min(height, Math.round(top) + high), cut = Math.round(top) + high - bottom;
      for (let x = 0; x < width; x++) {
        const count = counts[x]!;
        if (count === 0) continue;
        const pixel = ramp[quality[x]!]!, up = (Number.isInteger(count) && count < heights.length ? heights[count]! : heightOf(count, crowd, most)) - cut;
        for (let y = bottom - 1, end = Math.max(first, bottom - up); y >= end; y--) pixels[y * width + x] = pixel;
      }
    },
    end(onto, ratio) {
      if (ratio === 1) return onto.putImageData(picture, 0, 0);
      pen.putImageData(picture, 0, 0);
      onto.imageSmoothingEnabled = false;
      onto.drawImage(canvas, 0, 0);
    },
  };
}
