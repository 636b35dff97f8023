/** @file Plain drawing on R G B pixels: filled shapes with soft edges, grain, letters. */
import type { Colour } from './person.ts';
import type { Canvas } from './drawHead.ts';
import type { Random } from './random.ts';

/** How light a shape is: the product of what its column and its row have; 1 = the colour itself. */
export interface Shade {
  readonly across: (x: number) => number;
  readonly down: (y: number) => number;
}

/** The same light everywhere. */
export function plain(light: number): Shade {
  return { across: () => light, down: () => 1 };
}

/** Fills a polygon (pixels). */
export function fill(canvas: Canvas, points: readonly (readonly [number, number])[], colour: Colour, shade: Shade): void {
  const ys = points.map((p) => p[1]);
  const xs = points.map((p) => p[0]);
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const bottom = Math.min(canvas.height - 1, Math.ceil(Math.max(...ys)));
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const columns = new Float32Array(Math.max(0, Math.min(canvas.width, Math.ceil(Math.max(...xs)) + 1) - left));
  for (let k = 0; k < columns.length; k++) columns[k] = shade.across(left + k);
  const crossings: number[] = [];
  for (let y = top; y <= bottom; y++) {
    crossings.length = 0;
    for (let i = 0; i < points.length; i++) {
      const a = points[i]!;
      const b = points[(i + 1) % points.length]!;
      if (a[1] <= y + 0.5 === b[1] <= y + 0.5) continue;
      crossings.push(a[0] + ((y + 0.5 - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
    }
    crossings.sort((p, q) => p - q);
    const down = shade.down(y);
    for (let k = 0; k + 1 < crossings.length; k += 2) span(canvas, y, crossings[k]!, crossings[k + 1]!, colour, columns, left, down);
  }
}

function span(canvas: Canvas, y: number, from: number, to: number, colour: Colour, columns: Float32Array, left: number, down: number): void {
  const x0 = Math.max(0, Math.floor(from));
  const x1 = Math.min(canvas.width - 1, Math.floor(to));
  const [red, green, blue] = colour;
  const { rgb } = canvas;
  for (let x = x0; x <= x1; x++) {
    if (x >= from && x + 1 <= to) {
      // Covered whole, as nearly all are: nothing shows through.
      const light = columns[x - left]! * down, at = (y * canvas.width + x) * 3;
      rgb[at] = Math.min(255, red * light);
      rgb[at + 1] = Math.min(255, green * light);
      rgb[at + 2] = Math.min(255, blue * light);
      continue;
    }
    const cover = Math.min(1, Math.min(x + 1, to) - Math.max(x, from));
    if (cover <= 0) continue;
    const light = columns[x - left]! * down * cover;
    const at = (y * canvas.width + x) * 3;
    const rest = 1 - cover;
    rgb[at] = Math.min(255, rgb[at]! * rest + red * light);
    rgb[at + 1] = Math.min(255, rgb[at + 1]! * rest + green * light);
    rgb[at + 2] = Math.min(255, rgb[at + 2]! * rest + blue * light);
  }
}

/** Points of an ellipse, turned by an angle in radians. */
export function ellipse(x: number, y: number, rx: number, ry: number, angle = 0): (readonly [number, number])[] {
  return Array.from({ length: 18 }, (_, k) => {
    const a = (k / 18) * 2 * Math.PI;
    const px = rx * Math.cos(a);
    const py = ry * Math.sin(a);
    return [x + px * Math.cos(angle) - py * Math.sin(angle), y + px * Math.sin(angle) + py * Math.cos(angle)] as const;
  });
}

/** A table of grain, about normal with this spread in grey levels. */
export function grainTable(random: Random, spread: number): Int8Array {
  return Int8Array.from({ length: 1 << 16 }, () => Math.round((random() + random() + random() + random() - 2) * 1.73 * spread));
}

/** Adds grain to a part of the picture; `turn` picks where in the table it starts. */
export function addGrain(canvas: Canvas, grain: Int8Array, turn: number, left: number, top: number, right: number, bottom: number): void {
  const { rgb, width } = canvas;
  const x0 = Math.max(0, Math.floor(left)), x1 = Math.min(width, right), y1 = Math.min(canvas.height, bottom);
  let n = turn & 0xffff;
  for (let y = Math.max(0, Math.floor(top)); y < y1; y++) {
    for (let x = x0, at = (y * width + x0) * 3; x < x1; x++, at += 3) {
      const g = grain[n]!;
      n = (n + 1) & 0xffff;
      rgb[at] = clamp(rgb[at]! + g);
      rgb[at + 1] = clamp(rgb[at + 1]! + g);
      rgb[at + 2] = clamp(rgb[at + 2]! + g);
    }
    n = (n * 31 + 7) & 0xffff;
  }
}

function clamp(v: number): number {
  return v < 0 ? 0 : v > 255 ? 255 : v;
}

// Seven rows of five bits for each letter, top row first; made for this file.
const letters: Readonly<Record<string, readonly number[]>> = {
  '0': [14, 17, 19, 21, 25, 17, 14], '1': [4, 12, 4, 4, 4, 4, 14], '2': [14, 17, 1, 6, 8, 16, 31], '3': [14, 17, 1, 6, 1, 17, 14], '4': [2, 6, 10, 18, 31, 2, 2],
  '5': [31, 16, 30, 1, 1, 17, 14], '6': [6, 8, 16, 30, 17, 17, 14], '7': [31, 1, 2, 4, 8, 8, 8], '8': [14, 17, 17, 14, 17, 17, 14], '9': [14, 17, 17, 15, 1, 2, 12],
  '-': [0, 0, 0, 14, 0, 0, 0], ':': [0, 4, 4, 0, 4, 4, 0], ' ': [0, 0, 0, 0, 0, 0, 0],
  A: [4, 10, 17, 17, 31, 17, 17], B: [30, 17, 17, 30, 17, 17, 30], C: [14, 17, 16, 16, 16, 17, 14], D: [30, 17, 17, 17, 17, 17, 30], E: [31, 16, 16, 30, 16, 16, 31],
  F: [31, 16, 16, 30, 16, 16, 16], G: [14, 17, 16, 23, 17, 17, 15], H: [17, 17, 17, 31, 17, 17, 17], I: [14, 4, 4, 4, 4, 4, 14], J: [7, 2, 2, 2, 2, 18, 12],
  K: [17, 18, 20, 24, 20, 18, 17], L: [16, 16, 16, 16, 16, 16, 31], M: [17, 27, 21, 21, 17, 17, 17], N: [17, 25, 21, 19, 17, 17, 17], O: [14, 17, 17, 17, 17, 17, 14],
  P: [30, 17, 17, 30, 16, 16, 16], Q: [14, 17, 17, 17, 21, 18, 13], R: [30, 17, 17, 30, 20, 18, 17], S: [15, 16, 16, 14, 1, 1, 30], T: [31, 4, 4, 4, 4, 4, 4],
  U: [17, 17, 17, 17, 17, 17, 14], V: [17, 17, 17, 17, 17, 10, 4], W: [17, 17, 17, 21, 21, 27, 17], X: [17, 17, 10, 4, 10, 17, 17], Y: [17, 17, 10, 4, 4, 4, 4], Z: [31, 1, 2, 4, 8, 16, 31],
};

/** Burns capital letters and digits in, white with a dark edge; `size` pixels for each dot. */
export function letter(canvas: Canvas, text: string, left: number, top: number, size: number): void {
  for (const pass of [0, 1] as const) {
    [...text].forEach((sign, index) => {
      const rows = letters[sign];
      if (!rows) throw new RangeError(`no letter ${sign}`);
      rows.forEach((bits, row) => {
        for (let bit = 0; bit < 5; bit++) {
          if (!(bits & (16 >> bit))) continue;
          const x = left + (index * 6 + bit) * size;
          const y = top + row * size;
          if (pass === 0) block(canvas, x - 1, y - 1, size + 2, 16);
          else block(canvas, x, y, size, 236);
        }
      });
    });
  }
}

function block(canvas: Canvas, left: number, top: number, side: number, grey: number): void {
  for (let y = Math.max(0, top); y < Math.min(canvas.height, top + side); y++) {
    const from = (y * canvas.width + Math.max(0, left)) * 3;
    canvas.rgb.fill(grey, from, (y * canvas.width + Math.min(canvas.width, left + side)) * 3);
  }
}
