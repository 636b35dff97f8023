/** @file The program's icon as each platform takes it, drawn from the one that the window's page has: electron-builder would fetch a tool for it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const drawing = join(import.meta.dirname, '../../renderer/public/icon.svg');

/** Square, in pixels; on a Mac icons keep a tenth free on each side (Apple, Human Interface Guidelines, App icons). */
function draw(pixels: number, free = 0): Promise<Buffer> {
  const margin = Math.round(pixels * free);
  const transparent = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp(drawing, { density: 72 * 32 }).resize(pixels - 2 * margin).extend({ top: margin, bottom: margin, left: margin, right: margin, background: transparent }).png().toBuffer();
}

/** Windows: a head of 6 bytes, 16 for each picture, the pictures; 256 is written as 0 (Microsoft, ICONDIR; PNG since Vista). */
async function ico(sizes: readonly number[]): Promise<Buffer> {
  const pictures = await Promise.all(sizes.map((pixels) => draw(pixels)));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, picture] of pictures.entries()) {
    const at = 6 + 16 * index;
    head.fill(sizes[index]! % 256, at, at + 2);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(picture.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += picture.length;
  }
  return Buffer.concat([head, ...pictures]);
}

/** macOS: each picture under its type and length, the whole under `icns`. */
async function icns(sizes: Readonly<Record<string, number>>): Promise<Buffer> {
  const named = (name: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  const pictures = await Promise.all(Object.entries(sizes).map(async ([type, pixels]) => named(type, await draw(pixels, 0.1))));
  return named('icns', Buffer.concat(pictures));
}

/** `icon.ico`, `icon.icns` and, for Linux, `<n>x<n>.png` in this folder. */
export async function writeIcons(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'icon.ico'), await ico([16, 24, 32, 48, 64, 128, 256]));
  await writeFile(join(folder, 'icon.icns'), await icns({ ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }));
  for (const pixels of [16, 32, 48, 64, 128, 256, 512]) await writeFile(join(folder, `${pixels}x${pixels}.png`), await draw(pixels));
}
