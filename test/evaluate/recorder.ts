/** @file Faces as a recorder keeps them: photographs made small, moving before a camera with sensor noise, through the real encoder and decoder. */
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Box, Picture } from '../../electron/core/picture.ts';
import { applied, warp, type Affine } from '../../native/faces/align.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import { openEncoder } from '../../native/decoder/encoder.ts';
import { addGrain, grainTable } from '../../resources/demo/canvas.ts';
import { between, randomFrom } from '../../resources/demo/random.ts';
import type { Photograph } from './photographs.ts';

/** How the picture is kept: as it is, as JPEG of quality 30, or as H.264 of a constant rate factor. */
export type Compression = 'none' | 'jpeg30' | 'h264-28' | 'h264-34';

/** Where one photograph's face is in one frame. */
interface Place {
  readonly photograph: number;
  /** From pixels of the photograph to pixels of the frame. */
  readonly toFrame: Affine;
  readonly box: Box;
}

export interface RecordedFrame {
  readonly picture: Picture;
  readonly places: readonly Place[];
}

export interface Recorded {
  /** Frames of each sheet, a fifth of a second apart. */
  readonly sheets: readonly (readonly RecordedFrame[])[];
  /** Of the whole file, counted from its size; null where it is no video. */
  readonly kilobitsPerSecond: number | null;
  readonly bitsPerPixel: number | null;
}

const width = 1280;
const height = 720;
const framesPerSecond = 10;
/** One group of pictures, so that the bit rate is that of longer footage too. */
const frames = 25;
/** Frames that are looked at: in the middle of the group, at 5 a second, away from the key picture, which is the best one. */
const taken = [8, 10, 12, 14, 16];
/** Sensor noise: the spread that drawn footage has. */
const noise = 2.5;

/** Draws the photographs so that each face is `widthPx` wide, several on a sheet of 1280 x 720, and records them. */
export async function recorded(photographs: readonly Photograph[], widthPx: number, compression: Compression, decoder: Decoder): Promise<Recorded> {
  const sheets: RecordedFrame[][] = [];
  const grain = grainTable(randomFrom(1), noise);
  let bytes = 0, coded = 0;
  const side = Math.ceil((250 * widthPx) / Math.min(...photographs.map(({ face }) => face.box[2])));
  const cell = side + widthPx;
  const columns = Math.floor(width / cell);
  const perSheet = columns * Math.floor(height / cell);
  for (let first = 0; first < photographs.length; first += perSheet) {
    const random = randomFrom(first * 31 + widthPx);
    const here = photographs.slice(first, first + perSheet);
    const sources = await Promise.all(here.map((photograph) => enlarged(photograph, widthPx)));
    const tiles = here.map((photograph, k) => ({
      photograph, number: first + k, source: sources[k]!, scale: widthPx / photograph.face.box[2],
      x: ((k % columns) + 0.5) * cell, y: (Math.floor(k / columns) + 0.5) * cell,
      // A few pixels a frame across, less up and down, and nearer by up to 1 % a frame: somebody who walks past.
      dx: (between(random, -1, 1) * widthPx) / 60, dy: (between(random, -1, 1) * widthPx) / 160, zoom: between(random, -0.003, 0.01),
    }));
    const draw = (index: number): RecordedFrame => {
      const picture = { width, height, rgb: new Uint8Array(width * height * 3).fill(118) };
      const away = index - taken[2]!;
      const places = tiles.map(({ photograph, number, source, scale, x, y, dx, dy, zoom }): Place => {
        const size = scale * (1 + zoom * away);
        const toFrame: Affine = [size, 0, x + dx * away - (size * photograph.picture.width) / 2, 0, size, y + dy * away - (size * photograph.picture.height) / 2];
        paste(picture, source, toFrame, photograph.picture);
        const [left, top, w, h] = photograph.face.box;
        const [fx, fy] = applied(toFrame, [left, top]);
        return { photograph: number, toFrame, box: [fx, fy, w * size, h * size] };
      });
      addGrain(picture, grain, index * 977, 0, 0, width, height);
      return { picture, places };
    };
    if (compression === 'none' || compression === 'jpeg30') {
      const frame = draw(taken[2]!);
      sheets.push([compression === 'none' ? frame : { ...frame, picture: await throughJpeg(frame.picture) }]);
      continue;
    }
    const path = join(tmpdir(), `retrace-recorder-${process.pid}.mp4`);
    const encoder = await openEncoder(path, { container: 'mp4', codec: 'libx264', width, height, timeBase: { num: 1, den: framesPerSecond }, framesPerSecond, keyEvery: frames, quality: compression === 'h264-28' ? 28 : 34 });
    const places: (readonly Place[])[] = [];
    for (let index = 0; index < frames; index++) {
      const frame = draw(index);
      places.push(frame.places);
      await encoder.write(frame.picture.rgb, BigInt(index));
    }
    await encoder.close();
    bytes += (await stat(path)).size;
    coded += frames;
    const sheet: RecordedFrame[] = [];
    let index = 0;
    for await (const { frame } of decoder.frames(path, 0, { framesPerSecond: 'every' })) {
      if (taken.includes(index)) sheet.push({ picture: { width, height, rgb: frame.rgb.slice() }, places: places[index]! });
      index++;
    }
    await rm(path);
    sheets.push(sheet);
  }
  return { sheets, kilobitsPerSecond: coded === 0 ? null : (bytes * 8 * framesPerSecond) / coded / 1000, bitsPerPixel: coded === 0 ? null : (bytes * 8) / (coded * width * height) };
}

/** More than twice the size at which it is shown, so that what is pasted is a mean of pixels, as on a sensor. */
async function enlarged({ picture, face }: Photograph, widthPx: number): Promise<Picture> {
  const factor = (2.5 * widthPx) / face.box[2];
  const { data, info } = await sharp(picture.rgb, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .resize(Math.round(picture.width * factor), Math.round(picture.height * factor), { kernel: 'lanczos3', fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
}

/** Puts the source, which shows the whole photograph, where `toFrame` brings the photograph. */
function paste(frame: Picture, source: Picture, toFrame: Affine, photograph: Picture): void {
  const [size, , x, , , y] = toFrame;
  const left = Math.ceil(x + 1), top = Math.ceil(y + 1);
  const across = Math.floor(size * photograph.width) - 3, down = Math.floor(size * photograph.height) - 3;
  const [sx, sy] = [source.width / photograph.width / size, source.height / photograph.height / size];
  const shown = warp(source, [sx, 0, (left - x) * sx, 0, sy, (top - y) * sy], Math.max(across, down));
  for (let row = Math.max(0, -top); row < Math.min(down, frame.height - top); row++) {
    const from = Math.max(0, -left), to = Math.min(across, frame.width - left);
    frame.rgb.set(shown.rgb.subarray((row * shown.width + from) * 3, (row * shown.width + to) * 3), ((top + row) * frame.width + left + from) * 3);
  }
}

async function throughJpeg(picture: Picture): Promise<Picture> {
  const kept = await sharp(await sharp(picture.rgb, { raw: { width, height, channels: 3 } }).jpeg({ quality: 30 }).toBuffer()).raw().toBuffer();
  return { width, height, rgb: new Uint8Array(kept) };
}
