/** @file Where in a frame the detector must look: what changed since it last looked there, and around known faces. Pure. */
import type { Box, Picture } from './picture.ts';

/**
 * [Note: Looking only where something changed]
 * A surveillance camera mostly stands still, and the detector is by far the dearest stage. For each cell of 8 x 8 pixels we keep
 * the brightness it had when the detector last looked there. A cell that differs is looked at again, so slow change adds up until it is
 * seen; a cell that does not differ would show the detector what it has already judged. Known faces are looked at in every frame,
 * changed or not, and the whole frame at the first, every `wholeEverySeconds`, and whenever more than half would be looked at anyway.
 */
export interface Seen {
  /** Brightness 0 to 255 of each cell when it was last looked at, row by row. */
  readonly cells: Uint8Array;
}

/** Parts of the frame to look at, and the share of the frame's pixels in them (0 to 1). */
export interface Places {
  readonly look: 'everywhere' | readonly Box[];
  readonly fraction: number;
  readonly seen: Seen;
}

export const wholeEverySeconds = 2;

const cell = 8;
/** Cells to a side of a tile; 32 pixels, the stride to which detectors round their input. */
const tile = 4;
/** Lowest brightness step that counts as change: above the rounding of lossy recorders. */
const leastStep = 5;
/** Highest: a footage noisier than this is looked at too often rather than too little. */
const mostStep = 12;
/** The step in standard deviations of the noise, which is taken from the median over all cells. */
const noiseFactor = 5;
const mostBoxes = 16;
/** Two boxes are joined where that adds no more than this many tiles: each call of a detector has its own cost and margins. */
const joinTiles = 8;
const wholeFraction = 0.5;

/** Mean brightness (r + 2g + b) / 4 of each 8 x 8 cell, from every second pixel of every second row. */
export function shrink({ width, height, rgb }: Picture): Uint8Array {
  const columns = Math.max(1, Math.floor(width / cell));
  const rows = Math.max(1, Math.floor(height / cell));
  const cells = new Uint8Array(columns * rows);
  const sums = new Int32Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let y = 0; y < cell; y += 2) {
      let at = Math.min(row * cell + y, height - 1) * width * 3;
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let x = 0; x < 4; x++, at += 6) sum += rgb[at]! + 2 * rgb[at + 1]! + rgb[at + 2]!;
        sums[column]! += sum;
      }
    }
    for (let column = 0; column < columns; column++) cells[row * columns + column] = sums[column]! >> 6;
  }
  return cells;
}

/** The whole frame, now seen. */
export function everywhere(picture: Picture): Places {
  return { look: 'everywhere', fraction: 1, seen: { cells: shrink(picture) } };
}

/** Where to look in this picture, given what was seen before in pictures of the same size and where known faces should be. */
export function placesToLook(picture: Picture, seen: Seen, faces: readonly Box[]): Places {
  const cells = shrink(picture);
  const columns = Math.max(1, Math.floor(picture.width / cell));
  const rows = cells.length / columns;
  const across = Math.ceil(columns / tile);
  const down = Math.ceil(rows / tile);
  const marked = changedTiles(cells, seen.cells, columns, rows, across);
  const looked = Uint8Array.from(marked);
  for (const face of faces) markFace(marked, face, across, down);
  const boxes = mergeBoxes(components(grow(marked, across, down), across, down));
  const side = cell * tile;
  const places = boxes.map(([left, top, right, bottom]): Box => {
    // The last column and row of tiles take in what is left of the frame beyond whole tiles.
    const x1 = right === across ? picture.width : right * side;
    const y1 = bottom === down ? picture.height : bottom * side;
    return [left * side, top * side, Math.min(x1, picture.width) - left * side, Math.min(y1, picture.height) - top * side];
  });
  const area = places.reduce((sum, [, , width, height]) => sum + width * height, 0);
  const fraction = area / (picture.width * picture.height);
  if (fraction > wholeFraction) return { look: 'everywhere', fraction: 1, seen: { cells } };
  const kept = Uint8Array.from(seen.cells);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      if (looked[Math.floor(row / tile) * across + Math.floor(column / tile)]) kept[i] = cells[i]!;
    }
  }
  return { look: places, fraction, seen: { cells: kept } };
}

/** Tiles in which two cells changed, or one by twice the step. A change of the whole picture's brightness (exposure, flicker) is taken out first. */
function changedTiles(now: Uint8Array, before: Uint8Array, columns: number, rows: number, across: number): Uint8Array {
  const differences = new Int32Array(511);
  for (let i = 0; i < now.length; i++) differences[now[i]! - before[i]! + 255]!++;
  const middle = medianOf(differences) - 255;
  const deviations = new Int32Array(511);
  differences.forEach((count, i) => { deviations[Math.min(510, Math.abs(i - 255 - middle))]! += count; });
  // 1.4826 x median absolute deviation = standard deviation of a normal distribution (Hampel 1974).
  const step = Math.min(mostStep, Math.max(leastStep, noiseFactor * 1.4826 * medianOf(deviations)));
  const scores = new Uint8Array(across * Math.ceil(rows / tile));
  for (let i = 0, row = 0; row < rows; row++) {
    const base = Math.floor(row / tile) * across;
    for (let column = 0; column < columns; column++, i++) {
      const change = Math.abs(now[i]! - before[i]! - middle);
      if (change >= step) scores[base + Math.floor(column / tile)]! += change >= 2 * step ? 2 : 1;
    }
  }
  return scores.map((score) => (score >= 2 ? 1 : 0));
}

function medianOf(histogram: Int32Array): number {
  let half = histogram.reduce((sum, count) => sum + count, 0) / 2;
  for (let i = 0; i < histogram.length; i++) {
    half -= histogram[i]!;
    if (half <= 0) return i;
  }
  return 0;
}

/** Marks the face and half its size around it. */
function markFace(marked: Uint8Array, [x, y, width, height]: Box, across: number, down: number): void {
  const side = cell * tile;
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.floor(value / side)));
  for (let row = clamp(y - height / 2, down - 1); row <= clamp(y + height * 1.5, down - 1); row++) {
    for (let column = clamp(x - width / 2, across - 1); column <= clamp(x + width * 1.5, across - 1); column++) {
      marked[row * across + column] = 1;
    }
  }
}

/** Every marked tile and its eight neighbours: a face on the edge of a change is whole in what is looked at. */
function grow(marked: Uint8Array, across: number, down: number): Uint8Array {
  const grown = new Uint8Array(marked.length);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      if (!marked[row * across + column]) continue;
      for (let y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y++) {
        grown.fill(1, y * across + Math.max(0, column - 1), y * across + Math.min(across, column + 2));
      }
    }
  }
  return grown;
}

/** In tiles; right and bottom are the first beyond. */
type Extent = [left: number, top: number, right: number, bottom: number];

/** Bounding boxes of the connected groups, in reading order of their first tiles. */
function components(marked: Uint8Array, across: number, down: number): Extent[] {
  const boxes: Extent[] = [];
  const left = Uint8Array.from(marked);
  for (let first = 0; first < left.length; first++) {
    if (!left[first]) continue;
    const box: Extent = [across, down, 0, 0];
    const stack = [first];
    left[first] = 0;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const row = Math.floor(at / across);
      const column = at - row * across;
      include(box, [column, row, column + 1, row + 1]);
      for (let y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(across - 1, column + 1); x++) {
          if (!left[y * across + x]) continue;
          left[y * across + x] = 0;
          stack.push(y * across + x);
        }
      }
    }
    boxes.push(box);
  }
  return boxes;
}

/** Joins boxes that overlap or are near, then those whose joining adds least, until there are few and none overlap. */
function mergeBoxes(boxes: Extent[]): Extent[] {
  for (;;) {
    let best: [i: number, j: number, added: number] | null = null;
    for (let i = 0; i < boxes.length; i++) {
      for (let j = i + 1; j < boxes.length; j++) {
        const a = boxes[i]!;
        const b = boxes[j]!;
        const joined = include([...a], b);
        const apart = a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];
        const added = apart ? area(joined) - area(a) - area(b) : -Infinity;
        if (best === null || added < best[2]) best = [i, j, added];
      }
    }
    if (best === null || (best[2] > joinTiles && boxes.length <= mostBoxes)) return boxes;
    include(boxes[best[0]]!, boxes[best[1]]!);
    boxes.splice(best[1], 1);
  }
}

function include(box: Extent, other: Extent): Extent {
  box[0] = Math.min(box[0], other[0]);
  box[1] = Math.min(box[1], other[1]);
  box[2] = Math.max(box[2], other[2]);
  box[3] = Math.max(box[3], other[3]);
  return box;
}

function area([left, top, right, bottom]: Extent): number {
  return (right - left) * (bottom - top);
}
