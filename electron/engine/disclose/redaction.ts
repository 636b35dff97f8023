/** @file Making faces in a picture unrecognisable. Pure; the picture that is given is not changed. */
import type { Box, Picture } from '../../core/picture.ts';

/** Why a place is blurred: a face found there by this look, known there to the index, or found just before or after and so taken to be there. */
export interface BlurredPlace {
  /** The face; the head around it is blurred. */
  readonly box: Box;
  readonly from: 'look' | 'index' | 'between';
}

/**
 * [Note: A head around a face] A detector's box holds brows to chin; hair, ears and the crown lie beyond it. The margins, in parts of the box's width
 * at the sides and of its height above and below, were chosen by looking at drawn heads and at people in footage, with room to spare; they rest on no survey.
 */
const beyond = { side: 0.25, above: 0.65, below: 0.3 };

/**
 * [Note: Four blocks to a face] Each block is a quarter of the face's width and holds one colour, the mean: two cycles to a face, where
 * people need 8 to 13 to recognise one (Nasanen 1999, Vision Research 39, 3824). A mosaic and not a smooth fill, so that everybody sees that
 * something was hidden and how large it was. What the packs make of such a face is measured in test/disclose/pixelsBlur.test.ts.
 */
const blocksToFace = 4;

/** The head that belongs to a face's box. */
export function headAround([x, y, width, height]: Box): Box {
  return [x - beyond.side * width, y - beyond.above * height, (1 + 2 * beyond.side) * width, (1 + beyond.above + beyond.below) * height];
}

/**
 * A copy with a mosaic over the head around each place. `spared` is the face that is disclosed: a face that was found is hidden also where it
 * lies over that one, its surroundings stop at it, and a place where no face was found now stops at the head around it.
 */
export function blurFaces(picture: Picture, places: readonly BlurredPlace[], spared: Box | null): Picture {
  const blurred = { ...picture, rgb: new Uint8Array(picture.rgb) };
  const kept = spared && { look: pixelsOf(spared, picture), guess: pixelsOf(headAround(spared), picture) };
  for (const { box, from } of places) {
    const head = pixelsOf(headAround(box), picture);
    const own = pixelsOf(box, picture), found = from === 'look';
    const side = Math.max(1, Math.ceil(box[2] / blocksToFace));
    // Blocks divide the head evenly: a sliver at its edge would show more than a whole block.
    const columns = Math.max(1, Math.floor((head.right - head.left) / side)), rows = Math.max(1, Math.floor((head.bottom - head.top) / side));
    const edge = (from: number, to: number, part: number, parts: number): number => from + Math.round(((to - from) * part) / parts);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const block = {
          left: edge(head.left, head.right, column, columns), right: edge(head.left, head.right, column + 1, columns),
          top: edge(head.top, head.bottom, row, rows), bottom: edge(head.top, head.bottom, row + 1, rows),
        };
        fill(blurred, block, (x, y) => kept === null || !inside(found ? kept.look : kept.guess, x, y) || (found && inside(own, x, y)));
      }
    }
  }
  return blurred;
}

/** The part of the picture in the box, in a picture of its own; null where they do not meet. */
export function cut(picture: Picture, box: Box): Picture | null {
  const { left, top, right, bottom } = pixelsOf(box, picture);
  const width = right - left, height = bottom - top;
  if (width <= 0 || height <= 0) return null;
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) rgb.set(picture.rgb.subarray(((top + y) * picture.width + left) * 3, ((top + y) * picture.width + right) * 3), y * width * 3);
  return { width, height, rgb };
}

/** Whole pixels; right and bottom are the first beyond. */
interface Pixels {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Every pixel that the box touches. */
function pixelsOf([x, y, width, height]: Box, picture: Picture): Pixels {
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return {
    left: within(Math.floor(x), picture.width), top: within(Math.floor(y), picture.height),
    right: within(Math.ceil(x + width), picture.width), bottom: within(Math.ceil(y + height), picture.height),
  };
}

function inside({ left, top, right, bottom }: Pixels, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom;
}

function fill({ rgb, width }: Picture, { left, top, right, bottom }: Pixels, wanted: (x: number, y: number) => boolean): void {
  const sums: [number, number, number] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left, at = (y * width + left) * 3; x < right; x++) {
      sums[0] += rgb[at++]!;
      sums[1] += rgb[at++]!;
      sums[2] += rgb[at++]!;
    }
  }
  const count = (right - left) * (bottom - top);
  const colour = sums.map((sum) => Math.round(sum / count));
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) if (wanted(x, y)) rgb.set(colour, (y * width + x) * 3);
  }
}
