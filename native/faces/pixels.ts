/** @file Pixels on their way into a network: shrinking, and bytes to planes of floats. Pure. */
import type { InputRecipe } from '../../electron/core/modelPack.ts';
import type { Picture } from '../../electron/core/picture.ts';

/** Each value is the mean of a square of `factor` x `factor` pixels; what does not fill a square at the right and at the bottom is dropped. */
export function boxShrunk({ width, height, rgb }: Picture, factor: number): Picture {
  const w = Math.max(1, Math.floor(width / factor));
  const h = Math.max(1, Math.floor(height / factor));
  const out = new Uint8Array(w * h * 3);
  const sums = new Uint32Array(w * 3);
  const columns = Math.min(factor, width);
  const lines = Math.min(factor, height);
  const half = (columns * lines) >> 1;
  for (let y = 0; y < h; y++) {
    sums.fill(0);
    for (let line = 0; line < lines; line++) {
      let at = (y * factor + line) * width * 3;
      for (let x = 0, n = 0; x < w; x++, n += 3) {
        let r = 0;
        let g = 0;
        let b = 0;
        for (let k = 0; k < columns; k++, at += 3) {
          r += rgb[at]!;
          g += rgb[at + 1]!;
          b += rgb[at + 2]!;
        }
        sums[n] = sums[n]! + r;
        sums[n + 1] = sums[n + 1]! + g;
        sums[n + 2] = sums[n + 2]! + b;
      }
    }
    const row = y * w * 3;
    for (let n = 0; n < w * 3; n++) out[row + n] = ((sums[n]! + half) / (columns * lines)) | 0;
  }
  return { width: w, height: h, rgb: out };
}

/** Another size: whole-number box shrink as far as that goes, then bilinear (pixel centres at .5). */
export function resized(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const factor = Math.floor(Math.min(picture.width / width, picture.height / height));
  const from = factor >= 2 ? boxShrunk(picture, factor) : picture;
  if (from.width === width && from.height === height) return from;
  const out = new Uint8Array(width * height * 3);
  const lefts = new Int32Array(width);
  const rights = new Int32Array(width);
  const weights = new Float64Array(width);
  for (let x = 0; x < width; x++) {
    const at = Math.max(0, ((x + 0.5) * from.width) / width - 0.5);
    lefts[x] = Math.floor(at) * 3;
    rights[x] = Math.min(from.width - 1, Math.floor(at) + 1) * 3;
    weights[x] = at - Math.floor(at);
  }
  for (let y = 0; y < height; y++) {
    const at = Math.max(0, ((y + 0.5) * from.height) / height - 0.5);
    const down = at - Math.floor(at);
    const upper = Math.floor(at) * from.width * 3;
    const lower = Math.min(from.height - 1, Math.floor(at) + 1) * from.width * 3;
    for (let x = 0, n = y * width * 3; x < width; x++) {
      const l = lefts[x]!;
      const r = rights[x]!;
      const across = weights[x]!;
      for (let c = 0; c < 3; c++, n++) {
        const top = from.rgb[upper + l + c]! * (1 - across) + from.rgb[upper + r + c]! * across;
        const bottom = from.rgb[lower + l + c]! * (1 - across) + from.rgb[lower + r + c]! * across;
        out[n] = top * (1 - down) + bottom * down + 0.5;
      }
    }
  }
  return { width, height, rgb: out };
}

/** The 256 values that a byte becomes, for each of the picture's channels R, G, B, and the plane each goes to. */
export interface PixelTable {
  readonly values: readonly [Float32Array, Float32Array, Float32Array];
  readonly planes: readonly [number, number, number];
}

export function pixelTable(input: InputRecipe): PixelTable {
  const planes = input.colour === 'rgb' ? ([0, 1, 2] as const) : ([2, 1, 0] as const);
  const values = planes.map((plane) => Float32Array.from({ length: 256 }, (_, v) => (v - input.mean[plane]!) / input.std[plane]!));
  return { planes, values: values as [Float32Array, Float32Array, Float32Array] };
}

/**
 * Writes the part of the picture that begins at (left, top) as three planes of `width` x `height` floats into the beginning of
 * `planes`; what lies beyond the picture's right and bottom edge becomes black.
 */
export function fillPlanes(planes: Float32Array, picture: Picture, left: number, top: number, width: number, height: number, table: PixelTable): void {
  const size = width * height;
  const { rgb } = picture;
  const [red, green, blue] = table.values;
  const [r0, g0, b0] = table.planes.map((plane) => plane * size) as [number, number, number];
  const columns = Math.max(0, Math.min(width, picture.width - left));
  const lines = Math.max(0, Math.min(height, picture.height - top));
  for (let y = 0; y < lines; y++) {
    let at = ((top + y) * picture.width + left) * 3;
    const row = y * width;
    for (let n = row, end = row + columns; n < end; n++, at += 3) {
      planes[r0 + n] = red[rgb[at]!]!;
      planes[g0 + n] = green[rgb[at + 1]!]!;
      planes[b0 + n] = blue[rgb[at + 2]!]!;
    }
    if (columns < width) {
      planes.fill(red[0]!, r0 + row + columns, r0 + row + width);
      planes.fill(green[0]!, g0 + row + columns, g0 + row + width);
      planes.fill(blue[0]!, b0 + row + columns, b0 + row + width);
    }
  }
  if (lines < height) {
    planes.fill(red[0]!, r0 + lines * width, r0 + size);
    planes.fill(green[0]!, g0 + lines * width, g0 + size);
    planes.fill(blue[0]!, b0 + lines * width, b0 + size);
  }
}
