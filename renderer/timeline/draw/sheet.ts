/**
 * @file The picture of a lane, written pixel by pixel and laid on the canvas, one lane after the other: its cost is that of the pixels in view, where
 * thousands of small rectangles would each be a call of the canvas, and a picture as small as a lane stays in the processor's cache.
 */
import type { Span } from '../../../electron/core/timeline.ts';
import { lookUp, type Density } from '../density.ts';

/** A square pattern of pixels that is repeated. */
export interface Tile {
  readonly size: number;
  readonly pixels: Uint32Array;
}

/** Lengths are in CSS pixels, from the left and the top of the lane. */
export interface Sheet {
  /** Lanes for a canvas that shows `width` x `height`, with `ratio` times as many pixels, and nothing of a lane above `top`. */
  begin(onto: CanvasRenderingContext2D, ratio: number, width: number, height: number, top: number): void;
  /** A new lane whose lines are all the same, but for the last one, which is `below`: `paint` fills one of them. */
  lane(height: number, below: number, paint: (fill: (left: number, right: number, pixel: number) => void) => void): void;
  rect(left: number, top: number, width: number, height: number, ink: number | Tile): void;
  /** A line down the lane, one pixel wide; where `dash` is not null of dashes as long as that with as much between them. */
  line(left: number, dash: number | null, pixel: number): void;
  density(density: Density, view: Span, top: number, height: number, ramp: Uint32Array): void;
  /** The lane is whole and stands here. */
  lay(top: number): void;
  end(): void;
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
  const between = document.createElement('canvas').getContext('2d', { alpha: false })!;
  let onto = between, ratio = 1, above = 0;
  let width = 1, height = 1, picture = between.createImageData(1, 1), pixels = new Uint32Array(picture.data.buffer);
  let counts = new Float32Array(1), quality = new Uint8Array(1);
  /** Heights of small counts, which most columns have: the same in all lanes of a drawing. */
  const heights = new Uint8Array(1024);
  let heightsFor = '';

  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)));
  const fill = (left: number, right: number, pixel: number): void => void pixels.fill(pixel, clamp(left, width), clamp(right, width));

  return {
    begin(canvas, times, wide, high, top) {
      [onto, ratio, above] = [canvas, times, top];
      if (width !== wide) {
        [width, height] = [wide, 0];
        [counts, quality] = [new Float32Array(width), new Uint8Array(width)];
      }
      const { canvas: small } = between;
      if (ratio !== 1 && (small.width !== wide || small.height !== high)) [small.width, small.height] = [wide, high];
    },
    lane(high, below, paint) {
      if (height !== high) {
        height = high;
        picture = between.createImageData(width, height);
        pixels = new Uint32Array(picture.data.buffer);
      }
      paint(fill);
      for (let y = 1; y < height - 1; y++) pixels.copyWithin(y * width, 0, width);
      pixels.fill(below, (height - 1) * width);
    },
    rect(left, top, wide, high, ink) {
      const from = clamp(top, height), to = clamp(Math.round(top) + Math.round(high), height), start = clamp(left, width), end = clamp(left + wide, width);
      for (let y = from; y < to; y++) {
        const line = y * width;
        if (typeof ink === 'number') for (let x = start; x < end; x++) pixels[line + x] = ink;
        else if (y - from >= ink.size) pixels.copyWithin(line + start, line - ink.size * width + start, line - ink.size * width + end);
        else for (let x = start, at = (y % ink.size) * ink.size; x < end; x++) pixels[line + x] = ink.pixels[at + (x % ink.size)]!;
      }
    },
    line(left, dash, pixel) {
      const x = Math.round(left), into = pixels, step = width, end = height - 1;
      if (x < 0 || x >= step) return;
      const on = dash ?? end;
      for (let y = 0; y < end; y += 2 * on) for (let at = y * step + x, last = Math.min(end, y + on) * step; at < last; at += step) into[at] = pixel;
    },
    density(density, view, top, high, ramp) {
      lookUp(density, view, width, counts, quality);
      const crowd = Math.log2(1 + Math.max(1, crowdPerMs * ((view.toMs - view.fromMs) / width))), most = Math.min(255, high);
      if (heightsFor !== `${crowd} ${most}`) {
        heightsFor = `${crowd} ${most}`;
        for (let n = 1; n < heights.length; n++) heights[n] = heightOf(n, crowd, most);
      }
      const into = pixels, step = width, many = counts, good = quality, foot = (top + high - 1) * step;
      // Close by a bin has many columns, whose height is the same.
      let last = 0, drop = 0;
      for (let x = 0; x < step; x++) {
        const count = many[x]!;
        if (count === 0) continue;
        if (count !== last) {
          last = count;
          drop = (Number.isInteger(count) && count < heights.length ? heights[count]! : heightOf(count, crowd, most)) * step;
        }
        const pixel = ramp[good[x]!]!;
        for (let at = foot + x, end = at - drop; at > end; at -= step) into[at] = pixel;
      }
    },
    lay(top) {
      const at = Math.round(top), hidden = Math.max(0, above - at);
      (ratio === 1 ? onto : between).putImageData(picture, 0, at, 0, hidden, width, height - hidden);
    },
    end() {
      if (ratio === 1) return;
      onto.imageSmoothingEnabled = false;
      onto.drawImage(between.canvas, 0, 0);
    },
  };
}
