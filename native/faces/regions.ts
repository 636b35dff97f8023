/** @file Which parts of a picture a detector looks at when only some places are asked for. Pure. */
import type { Box } from '../../electron/core/picture.ts';

/** Whole pixels; x and y are multiples of 32, so that the network's grid lies as it would on the whole picture. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/*
 * [Note: Margin]
 * Pixels (of the detector's scale) added on each side of a place: what a network sees around a face changes its answer. Of 52 faces 13 to 87
 * px wide, looked at only where they were, 4 were lost with a margin of 0, 1 with 32, none with 64 and more; with 96 scores differed from
 * those of the whole picture by .003 (median; 95 %: .034) and boxes by .2 % of their width (1.5 %). 128 would cost twice as much.
 */
const MARGIN = 96;
const GRID = 32;
// Few sizes, so that the runtime's memory for each size stays small and warm.
const SIDES = [256, 384, 512, 768, 1024, 1536, 2048];

const up = (v: number, unit: number) => Math.ceil(v / unit) * unit;
const down = (v: number, unit: number) => Math.floor(v / unit) * unit;
const area = (crop: Crop) => crop.width * crop.height;

/** One side: begin and length that cover [from, to] with margin, in one of the fixed lengths, within the padded picture. */
function side(from: number, to: number, limit: number): [begin: number, length: number] {
  const begin = down(Math.max(0, from - MARGIN), GRID);
  const end = Math.min(up(limit, GRID), up(to + MARGIN, GRID));
  const length = SIDES.find((s) => s >= end - begin);
  if (length === undefined || length >= up(limit, GRID)) return [0, up(limit, GRID)];
  return [Math.min(begin, up(limit, GRID) - length), length];
}

function cropAround([x, y, w, h]: Box, width: number, height: number): Crop {
  const [left, columns] = side(x, x + w, width);
  const [top, lines] = side(y, y + h, height);
  return { x: left, y: top, width: columns, height: lines };
}

function around(a: Box, b: Box): Box {
  const x = Math.min(a[0], b[0]);
  const y = Math.min(a[1], b[1]);
  return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y];
}

/** The part of a box inside a picture; null where there is none. */
export function clipped([x, y, w, h]: Box, width: number, height: number): Box | null {
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  const box: Box = [left, top, Math.min(width, x + w) - left, Math.min(height, y + h) - top];
  return box[2] > 0 && box[3] > 0 ? box : null;
}

/** Crops that cover every place with its margin; places are joined where one crop costs no more than two. */
export function cropsFor(places: readonly Box[], width: number, height: number): Crop[] {
  const open = places.map((place) => ({ place, crop: cropAround(place, width, height) }));
  for (let joined = true; joined; ) {
    joined = false;
    search: for (let i = 0; i < open.length; i++) {
      for (let j = i + 1; j < open.length; j++) {
        const place = around(open[i]!.place, open[j]!.place);
        const crop = cropAround(place, width, height);
        if (area(crop) > area(open[i]!.crop) + area(open[j]!.crop)) continue;
        open[i] = { place, crop };
        open.splice(j, 1);
        joined = true;
        break search;
      }
    }
  }
  const crops = open.map(({ crop }) => crop);
  const whole = { x: 0, y: 0, width: up(width, GRID), height: up(height, GRID) };
  return crops.reduce((sum, crop) => sum + area(crop), 0) >= area(whole) ? [whole] : crops;
}

// 1920 x 1088 is looked at in one piece; a network needs about 150 bytes of memory for each pixel.
const MOST_PIXELS = 2_200_000;
/** With margins a piece fits the side 1536. */
const PIECE = 1280;

/**
 * The places (null: everything) in groups that are looked at one after the other. A view up to 1080p is one group; a larger one is cut
 * into pieces, so that memory does not grow with it, and each place into its parts in them.
 */
export function inPieces(places: readonly Box[] | null, width: number, height: number): (readonly Box[] | null)[] {
  if (width * height <= MOST_PIXELS) return [places];
  const pieces: (readonly Box[])[] = [];
  for (let y = 0; y < height; y += PIECE) {
    for (let x = 0; x < width; x += PIECE) {
      const piece: Box = [x, y, Math.min(PIECE, width - x), Math.min(PIECE, height - y)];
      const parts = (places ?? [piece]).map(([left, top, w, h]) => clipped([left - x, top - y, w, h], piece[2], piece[3])).filter((part) => part !== null);
      if (parts.length > 0) pieces.push(parts.map(([left, top, w, h]) => [left + x, top + y, w, h] as const));
    }
  }
  return pieces;
}
