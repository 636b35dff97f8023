/** @file Pictures and places in them. */

/** Pixels, 8 bits per channel, R G B interleaved, row by row from the top left; `rgb.length === width * height * 3`. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** A decoded frame, rotated upright as the container says; `ticks` is its presentation time in the stream's time base. */
export interface Frame extends Picture {
  readonly ticks: bigint;
}

/** Pixels of the decoded (upright) frame, origin top left, fractions allowed: [left, top, width, height]. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** Pixels of the decoded (upright) frame, origin top left: [x, y]. */
export type Point = readonly [x: number, y: number];

/** Intersection over union of two boxes, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a[2] * a[3] + b[2] * b[3] - shared);
}
