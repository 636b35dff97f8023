/** @file Still pictures through sharp: hostile image files to pixels, pixels to PNG. */
import sharp from 'sharp';
import { Failure } from '../../electron/core/failure.ts';
import type { Picture } from '../../electron/core/picture.ts';

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
