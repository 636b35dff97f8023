/** @file A sheet of numbered pictures, as for a line-up. Digits are drawn here: bare machines have no fonts. */
import sharp from 'sharp';

/** Pixels: side of a picture's cell, height of the strip below it that carries the number, and space around. */
const CELL = 224, STRIP = 40, GAP = 12;
/** One pixel of a digit is drawn this large. */
const DOT = 4;
const PAPER = 255, INK = 0, BEHIND = 128;

/** 5 x 7 dots each, row by row, five bits to a row. */
const digits: readonly (readonly number[])[] = [
  [14, 17, 19, 21, 25, 17, 14], [4, 12, 4, 4, 4, 4, 14], [14, 17, 1, 2, 4, 8, 31], [31, 2, 4, 2, 1, 17, 14], [2, 6, 10, 18, 31, 2, 2],
  [31, 16, 30, 1, 1, 17, 14], [6, 8, 16, 30, 17, 17, 14], [31, 1, 2, 4, 8, 8, 8], [14, 17, 17, 14, 17, 17, 14], [14, 17, 17, 15, 1, 2, 12],
];

/**
 * Every picture (an image file of ours) whole in a cell of the same size on grey, enlarged or shrunk by cubic interpolation, numbered from 1 in
 * the order given, row by row. A PNG without metadata; the same pictures give the same bytes.
 */
export async function numberedSheet(pictures: readonly Uint8Array[], columns: number): Promise<Uint8Array> {
  const rows = Math.ceil(pictures.length / columns);
  const width = GAP + columns * (CELL + GAP), height = GAP + rows * (CELL + STRIP + GAP);
  const sheet = new Uint8Array(width * height * 3).fill(PAPER);
  for (const [i, picture] of pictures.entries()) {
    const left = GAP + (i % columns) * (CELL + GAP), top = GAP + Math.floor(i / columns) * (CELL + STRIP + GAP);
    const cell = await sharp(picture).resize(CELL, CELL, { fit: 'contain', kernel: 'cubic', background: { r: BEHIND, g: BEHIND, b: BEHIND } }).toColourspace('srgb').removeAlpha().raw().toBuffer();
    for (let y = 0; y < CELL; y++) sheet.set(cell.subarray(y * CELL * 3, (y + 1) * CELL * 3), ((top + y) * width + left) * 3);
    drawNumber(sheet, width, i + 1, left + CELL / 2, top + CELL + (STRIP - 7 * DOT) / 2);
  }
  return sharp(sheet, { raw: { width, height, channels: 3 } }).png({ compressionLevel: 6 }).toBuffer();
}

function drawNumber(sheet: Uint8Array, width: number, number: number, middle: number, top: number): void {
  const text = String(number);
  // Five dots and one between.
  const left = Math.round(middle - ((text.length * 6 - 1) * DOT) / 2);
  [...text].forEach((digit, place) => digits[Number(digit)]!.forEach((bits, row) => {
    for (let column = 0; column < 5; column++) {
      if (((bits >> (4 - column)) & 1) === 0) continue;
      for (let y = 0; y < DOT; y++) {
        const at = ((top + row * DOT + y) * width + left + (place * 6 + column) * DOT) * 3;
        sheet.fill(INK, at, at + DOT * 3);
      }
    }
  }));
}
