/** @file A typeface out of its WOFF file (W3C WOFF 1.0): the tables unpacked once, which PDFKit would do again for each letter. */
import { inflateSync } from 'node:zlib';

const headerBytes = 44;
const entryBytes = 20;

/** The OpenType file that the WOFF file was packed from. */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file');
  const count = woff.readUInt16BE(12);
  const sfnt = Buffer.alloc(woff.readUInt32BE(16));
  const power = 2 ** Math.floor(Math.log2(count));
  woff.copy(sfnt, 0, 4, 8);
  [count, power * 16, Math.log2(power), (count - power) * 16].forEach((value, i) => sfnt.writeUInt16BE(value, 4 + 2 * i));
  let at = 12 + 16 * count;
  for (let i = 0; i < count; i++) {
    const entry = woff.subarray(headerBytes + i * entryBytes);
    const [offset, packed, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)];
    const bytes = woff.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(bytes) : bytes;
    const own = 12 + 16 * i;
    entry.copy(sfnt, own, 0, 4);
    entry.copy(sfnt, own + 4, 16, 20);
    sfnt.writeUInt32BE(at, own + 8);
    sfnt.writeUInt32BE(length, own + 12);
    table.copy(sfnt, at);
    at += Math.ceil(length / 4) * 4;
  }
  return sfnt;
}
