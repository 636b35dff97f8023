/** @file Turning a face upright into a small square picture: similarity transforms, warping, templates. Pure. */
import type { EmbedderRecipe } from '../../electron/core/modelPack.ts';
import type { Picture, Point } from '../../electron/core/picture.ts';
import { boxShrunk } from './pixels.ts';

/** Right eye, left eye, nose tip, right and left corner of the mouth. */
export type FivePoints = readonly [Point, Point, Point, Point, Point];

/** x' = a x + b y + c, y' = d x + e y + f. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

// dlib's mean face of 68 points (dlib/image_transforms/interpolation.h, get_face_chip_details) reduced to five points; a square with
// a padding of .25 on each side: (.25 + p) / 1.5 of its side.
const DLIB_MEAN: FivePoints = [[0.225492, 0.21599], [0.754761, 0.21599], [0.490127, 0.515625], [0.254149, 0.780233], [0.726104, 0.780233]];
const DLIB = DLIB_MEAN.map(([x, y]): Point => [(0.25 + x) / 1.5, (0.25 + y) / 1.5]);
// InsightFace's arcface_dst for 112 pixels (insightface/utils/face_align.py).
const ARCFACE = ([[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]] as const).map(([x, y]): Point => [x / 112, y / 112]);

/** Where the five points go, in pixels of a square of this size. */
export function templatePoints(template: EmbedderRecipe['template'], size: number): FivePoints {
  if (typeof template !== 'string') return template;
  return (template === 'dlib' ? DLIB : ARCFACE).map(([x, y]): Point => [x * size, y * size]) as unknown as FivePoints;
}

/** The turn, scale and shift (no reflection, no shear) that brings `from` closest to `to` in the least squares sense (Umeyama 1991). */
export function similarity(from: readonly Point[], to: readonly Point[]): Affine {
  const centre = (points: readonly Point[]) => [0, 1].map((axis) => points.reduce((sum, p) => sum + p[axis]!, 0) / points.length) as [number, number];
  const [fx, fy] = centre(from);
  const [tx, ty] = centre(to);
  let size = 0;
  let a = 0;
  let b = 0;
  from.forEach(([px, py], i) => {
    const x = px - fx;
    const y = py - fy;
    const u = to[i]![0] - tx;
    const v = to[i]![1] - ty;
    size += x * x + y * y;
    a += x * u + y * v;
    b += x * v - y * u;
  });
  a /= size;
  b /= size;
  return [a, -b, tx - a * fx + b * fy, b, a, ty - b * fx - a * fy];
}

export function inverse([a, b, c, d, e, f]: Affine): Affine {
  const det = a * e - b * d;
  return [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det];
}

export function applied([a, b, c, d, e, f]: Affine, [x, y]: Point): Point {
  return [a * x + b * y + c, d * x + e * y + f];
}

/**
 * A square picture whose pixel (x, y) shows the place `toSource` (x, y) of the picture: bilinear, black outside. Where it shrinks by two
 * or more the picture is first shrunk by the whole-number part, otherwise fine detail would alias.
 */
export function warp(picture: Picture, toSource: Affine, size: number): Picture {
  const [a, b, c, d, e, f] = toSource;
  const factor = Math.floor(Math.hypot(a, d));
  let from = picture;
  let left = 0;
  let top = 0;
  if (factor >= 2) {
    const corners = [[0, 0], [size, 0], [0, size], [size, size]].map(([x, y]) => applied(toSource, [x!, y!]));
    const span = (axis: 0 | 1, limit: number): [number, number] => {
      const values = corners.map((p) => p[axis]);
      // Whole squares counted from the picture's corner, so that the same face gives the same pixels wherever the crop begins.
      const begin = Math.max(0, Math.floor(Math.min(...values) / factor) - 1) * factor;
      return [begin, Math.min(limit, (Math.ceil(Math.max(...values) / factor) + 2) * factor)];
    };
    const [x0, x1] = span(0, picture.width);
    const [y0, y1] = span(1, picture.height);
    if (x1 - x0 < 1 || y1 - y0 < 1) return { width: size, height: size, rgb: new Uint8Array(size * size * 3) };
    from = boxShrunk(cropped(picture, x0, y0, x1 - x0, y1 - y0), factor);
    left = x0;
    top = y0;
  }
  const shrink = Math.max(1, factor);
  const { rgb, width, height } = from;
  const out = new Uint8Array(size * size * 3);
  let n = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++, n += 3) {
      const px = a * x + b * y + c;
      const py = d * x + e * y + f;
      if (!(px >= -0.5 && py >= -0.5 && px <= picture.width - 0.5 && py <= picture.height - 0.5)) continue;
      const sx = (px - left + 0.5) / shrink - 0.5;
      const sy = (py - top + 0.5) / shrink - 0.5;
      const x0 = Math.floor(sx);
      const y0 = Math.floor(sy);
      const across = sx - x0;
      const down = sy - y0;
      const l = Math.min(width - 1, Math.max(0, x0)) * 3;
      const r = Math.min(width - 1, Math.max(0, x0 + 1)) * 3;
      const upper = Math.min(height - 1, Math.max(0, y0)) * width * 3;
      const lower = Math.min(height - 1, Math.max(0, y0 + 1)) * width * 3;
      for (let k = 0; k < 3; k++) {
        const above = rgb[upper + l + k]! * (1 - across) + rgb[upper + r + k]! * across;
        const below = rgb[lower + l + k]! * (1 - across) + rgb[lower + r + k]! * across;
        out[n + k] = above * (1 - down) + below * down + 0.5;
      }
    }
  }
  return { width: size, height: size, rgb: out };
}

/** Left and right exchanged. */
export function mirrored({ width, height, rgb }: Picture): Picture {
  const out = new Uint8Array(rgb.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0, from = y * width * 3, to = (y * width + width - 1) * 3; x < width; x++, from += 3, to -= 3) {
      out[to] = rgb[from]!;
      out[to + 1] = rgb[from + 1]!;
      out[to + 2] = rgb[from + 2]!;
    }
  }
  return { width, height, rgb: out };
}

function cropped({ rgb, width: stride }: Picture, x: number, y: number, width: number, height: number): Picture {
  const out = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const at = ((y + row) * stride + x) * 3;
    out.set(rgb.subarray(at, at + width * 3), row * width * 3);
  }
  return { width, height, rgb: out };
}
