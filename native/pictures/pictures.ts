/** @file Still pictures through sharp: hostile image files to pixels, pixels to PNG. */
import sharp from 'sharp';
import { Failure } from '../../electron/core/failure.ts';
import type { Box, Picture } from '../../electron/core/picture.ts';

/** Larger than any camera's picture, small enough that its pixels fit in memory (300 MB). */
const MOST_PIXELS = 100_000_000;

/** Kinds of image file that are read; sharp would take others, among them SVG and PDF, which can name further files. */
const KINDS = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'heif']);

/**
 * The upright pixels of an image file: EXIF orientation applied, transparency laid on black, first page only.
 * Throws Failure 'image-unreadable'.
 */
export async function readPicture(bytes: Uint8Array, name: string): Promise<Picture> {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
    const { format } = await image.metadata();
    if (!KINDS.has(format)) throw new Error(`a file of the kind ${format} is not read as a picture`);
    const { data, info } = await image.rotate().flatten({ background: '#000' }).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`${info.channels} channels`);
    return { width: info.width, height: info.height, rgb: new Uint8Array(data.buffer, data.byteOffset, data.length) };
  } catch (cause) {
    throw new Failure('image-unreadable', { name, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

/** A lossless PNG of the picture, without metadata; the same pixels give the same bytes. */
export async function encodePng(picture: Picture): Promise<Uint8Array> {
  return sharp(picture.rgb, { raw: { width: picture.width, height: picture.height, channels: 3 } }).png({ compressionLevel: 6 }).toBuffer();
}

/**
 * The part of the picture in the box (null: all of it) as PNG for a screen, `most` pixels wide and high at the most; never enlarged. Weakly
 * compressed: 1080p takes 20 ms so, and the way to the screen is short.
 */
export async function encodeView(picture: Picture, box: Box | null, most: number): Promise<Uint8Array> {
  const { width, height } = picture;
  const whole = sharp(picture.rgb, { raw: { width, height, channels: 3 } });
  const part = box ? whole.extract(pixelsIn(box, width, height)) : whole;
  return part.resize({ width: most, height: most, fit: 'inside', withoutEnlargement: true }).png({ compressionLevel: 3 }).toBuffer();
}

/** The whole picture as JPEG for a sequence that is played, `most` pixels wide and high at the most. 1080p takes 15 ms so, and a tenth of a PNG's bytes. */
export async function encodePassing({ width, height, rgb }: Picture, most: number): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 } }).resize({ width: most, height: most, fit: 'inside', withoutEnlargement: true, kernel: 'linear' }).jpeg({ quality: 86 }).toBuffer();
}

/** Whole pixels of the picture, one at the least. */
function pixelsIn([x, y, boxWidth, boxHeight]: Box, width: number, height: number): { left: number; top: number; width: number; height: number } {
  const left = Math.min(width - 1, Math.max(0, Math.round(x))), top = Math.min(height - 1, Math.max(0, Math.round(y)));
  const side = (length: number, room: number): number => Math.max(1, Math.min(Math.round(length), room));
  return { left, top, width: side(boxWidth, width - left), height: side(boxHeight, height - top) };
}
