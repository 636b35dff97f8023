/**
 * @file The picture of a lane, written pixel by pixel and laid on the canvas, one lane after the other: its cost is that of the pixels in view, where
 * thousands of small rectangles would each be a call of the canvas, and a picture as small as a lane stays in the processor's cache.
 */
import type { Span } from '../../../electron/core/timeline.ts';
import { partsIn, type Density } from '../density.ts';

/** A square pattern of pixels that is repeated. */
export interface Tile {
  readonly size: number;
  readonly pixels: Uint32Array;
}

type Fill = (left: number, right: number, pixel: number) => void;

/** One pixel wide, over what was filled, in all lines or in every other few of them. */
type Edge = (at: number, dashed: boolean, pixel: number) => void;

/** Lengths are in CSS pixels, from the left and the top of the lane. */
export interface Sheet {
  /** Lanes for a canvas that shows `width` x `height`, with `ratio` times as many pixels, and nothing of a lane above `top`. */
  begin(onto: CanvasRenderingContext2D, ratio: number, width: number, height: number, top: number): void;
  /** A new lane. What its lines have in common is painted once and copied to each of them; but the last one is `below`. */
  lane(height: number, below: number, ground: (fill: Fill) => void, edges: (edge: Edge) => void): void;
  /** From the top to the last line. */
  hatch(left: number, width: number, tile: Tile): void;
  /** A triangle that hangs from the upper edge, as many pixels high, and twice as wide. */
  notch(middle: number, size: number, pixel: number): void;
  density(density: Density, view: Span, top: number, height: number, ramp: Uint32Array): void;
  /** The lane is whole and stands here. */
  lay(top: number): void;
  end(): void;
}

/** Lines of a dash, and of what is between two. */
const dash = 3;

/**
 * [Note: Height of a part]
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
  /** The two kinds of lines: on a dash, and between two. */
  let lines = [new Uint32Array(1), new Uint32Array(1)] as const;
  /** Heights of small counts, which most parts have: the same in all lanes of a drawing. */
  const heights = new Uint8Array(1024);
  let heightsFor: readonly [crowd: number, most: number] = [0, 0];

  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)));
  const fill: Fill = (left, right, pixel) => {
    const from = clamp(left, width), to = clamp(right, width), [line] = lines;
    // A list's own fill() is quick for many pixels, and its call costs as much as dozens of them.
    if (to - from > 48) line.fill(pixel, from, to);
    else for (let x = from; x < to; x++) line[x] = pixel;
  };
  const edge: Edge = (at, dashed, pixel) => {
    const x = Math.round(at);
    if (x < 0 || x >= width) return;
    lines[0][x] = pixel;
    if (!dashed) lines[1][x] = pixel;
  };

  return {
    begin(canvas, times, wide, high, top) {
      [onto, ratio, above] = [canvas, times, top];
      if (width !== wide) {
        [width, height] = [wide, 0];
        lines = [new Uint32Array(width), new Uint32Array(width)];
      }
      const { canvas: small } = between;
      if (ratio !== 1 && (small.width !== wide || small.height !== high)) [small.width, small.height] = [wide, high];
    },
    lane(high, below, ground, edges) {
      if (height !== high) {
        height = high;
        picture = between.createImageData(width, height);
        pixels = new Uint32Array(picture.data.buffer);
      }
      ground(fill);
      lines[1].set(lines[0]);
      edges(edge);
      for (let y = 0; y < height - 1; y++) pixels.set(lines[Math.floor(y / dash) % 2 as 0 | 1], y * width);
      pixels.fill(below, (height - 1) * width);
    },
    hatch(left, wide, { size, pixels: tile }) {
      const start = clamp(left, width), end = clamp(left + wide, width);
      for (let y = 0; y < height - 1; y++) {
        const at = y * width;
        if (y >= size) pixels.copyWithin(at + start, at - size * width + start, at - size * width + end);
        else for (let x = start, row = y * size; x < end; x++) pixels[at + x] = tile[row + (x % size)]!;
      }
    },
    notch(middle, size, pixel) {
      const x = Math.round(middle);
      for (let y = 0; y < size; y++) {
        const line = y * width, half = size - y, end = line + Math.min(width, x + half);
        for (let at = line + Math.max(0, x - half); at < end; at++) pixels[at] = pixel;
      }
    },
    density(density, view, top, high, ramp) {
      const { sums, best, first, end, left, px, ms } = partsIn(density, view, width);
      const crowd = Math.log2(1 + Math.max(1, crowdPerMs * ms)), most = Math.min(255, high);
      if (crowd !== heightsFor[0] || most !== heightsFor[1]) {
        heightsFor = [crowd, most];
        for (let n = 1; n < heights.length; n++) heights[n] = heightOf(n, crowd, most);
      }
      const into = pixels, step = width, foot = (top + high - 1) * step;
      for (let i = first, x = Math.max(0, Math.round(left + first * px)); i < end; i++) {
        const count = sums[i + 1]! - sums[i]!, next = Math.min(step, (left + (i + 1) * px + 0.5) | 0);
        if (count > 0 && next > x) {
          const ink = ramp[best[i]!]!, tall = count < heights.length ? heights[count]! : heightOf(count, crowd, most), over = next - 1 - x, start = foot + x, stop = start - tall * step;
          // A part is a pixel wide or two, unless there are no finer ones.
          for (let at = start; at > stop; at -= step) into[at] = into[at + over] = ink;
          if (over > 1) for (let at = start; at > stop; at -= step) for (let k = at + over - 1; k > at; k--) into[k] = ink;
        }
        x = next;
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
