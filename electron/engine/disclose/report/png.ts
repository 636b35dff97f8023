/** @file Which PNG files may go into the PDF: only those that PDFKit copies as they are. */
import { inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostBytes = 300_000_000;

/**
 * Whether it is a whole PNG of 8-bit grey or RGB, not interlaced, without palette, transparency or texts.
 *
 * [Note: Plain pictures only] PDFKit decodes all others itself: in the background, so that the order in the file depends on timing, without
 * a limit, and what is wrong with their pixels is thrown where nobody can catch it.
 */
export function isPlainPng(bytes: Uint8Array): boolean {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!png.subarray(0, 8).equals(signature) || png.toString('latin1', 12, 16) !== 'IHDR' || png.length < 33) return false;
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = { 0: 1, 2: 3 }[png[25]!];
  const rowBytes = 1 + width * (channels ?? 0);
  if (channels === undefined || png[24] !== 8 || png[28] !== 0 || width === 0 || height === 0 || rowBytes * height > mostBytes) return false;
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const [length, kind] = [png.readUInt32BE(at), png.toString('latin1', at + 4, at + 8)];
    if (at + 12 + length > png.length || ['PLTE', 'tRNS', 'tEXt'].includes(kind)) return false;
    if (kind === 'IEND') return holdsPixels(Buffer.concat(data), rowBytes, height);
    if (kind === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return false;
}

function holdsPixels(packed: Buffer, rowBytes: number, height: number): boolean {
  try {
    const pixels = inflateSync(packed, { maxOutputLength: rowBytes * height });
    // Each row begins with the number of its filter, of which there are five.
    return pixels.length === rowBytes * height && Array.from({ length: height }, (_, row) => pixels[row * rowBytes]!).every((filter) => filter <= 4);
  } catch {
    // Not what a packed stream looks like, or more than the picture's size: no picture either way.
    return false;
  }
}
