/** @file Small, quickly indexed footage: drawn portraits that pass before a still background, two at a time. For tests of what is done with footage, not of how well faces are found. */
import { copyFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import { openEncoder } from '../../native/decoder/encoder.ts';
import type { EncoderSettings } from '../../native/decoder/encoder.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { once } from './once.ts';

const WIDTH = 320, HEIGHT = 240, PORTRAIT_WIDTH = 132, PORTRAIT_HEIGHT = 154;
/** Each person takes the place of the one before the last after this time, and is gone for its last quarter, so that their tracks end. */
const SECONDS_EACH = 6;
const FRAMES_PER_SECOND = 10;

const containers: Readonly<Record<string, Pick<EncoderSettings, 'container' | 'codec' | 'timeBase' | 'quality'> & { readonly firstTicks: bigint }>> = {
  '.mp4': { container: 'mp4', codec: 'libx264', timeBase: { num: 1, den: 12_800 }, quality: 24, firstTicks: 0n },
  '.ts': { container: 'mpegts', codec: 'libx264', timeBase: { num: 1, den: 90_000 }, quality: 24, firstTicks: 8_100_000n },
  '.avi': { container: 'avi', codec: 'mjpeg', timeBase: { num: 1, den: FRAMES_PER_SECOND }, quality: 5, firstTicks: 0n },
};

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** Writes the people (numbers of drawn identities) into `path`, whose ending says the container: .mp4, .ts, .avi. Faces are about 55 pixels wide. */
export async function writePortraitClip(path: string, people: readonly number[]): Promise<void> {
  const file = `clip${extname(path)}`;
  await copyFile(join(await once(`passing ${people.join(' ')}${extname(path)}`, (folder) => drawPortraitClip(join(folder, file), people)), file), path);
}

async function drawPortraitClip(path: string, people: readonly number[]): Promise<void> {
  const { firstTicks, ...settings } = containers[extname(path)]!;
  const portraits = await Promise.all(people.map(portrait));
  const seconds = (SECONDS_EACH * (people.length + 1)) / 2;
  const encoder = await openEncoder(path, { ...settings, width: WIDTH, height: HEIGHT, framesPerSecond: FRAMES_PER_SECOND, keyEvery: 20 });
  const step = BigInt(settings.timeBase.den / settings.timeBase.num / FRAMES_PER_SECOND);
  for (let i = 0; i < seconds * FRAMES_PER_SECOND; i++) {
    const frame = new Uint8Array(WIDTH * HEIGHT * 3);
    for (let at = 0; at < frame.length; at++) frame[at] = 150 + ((at * 7919) % 13);
    for (const [k, picture] of portraits.entries()) {
      const share = (i / FRAMES_PER_SECOND - (k * SECONDS_EACH) / 2) / SECONDS_EACH;
      if (share < 0 || share >= 0.75) continue;
      // Even ones pass on the left half, odd ones on the right, so that two never cover each other.
      paste(frame, picture, (k % 2) * (WIDTH / 2) + Math.round(share * (WIDTH / 2 - PORTRAIT_WIDTH)), 30 + (k % 3) * 20);
    }
    await encoder.write(frame, firstTicks + BigInt(i) * step);
  }
  await encoder.close();
}

async function portrait(identity: number): Promise<Picture> {
  const { data, info } = await sharp(await drawProbe(identity)).resize(PORTRAIT_WIDTH, PORTRAIT_HEIGHT, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
}

function paste(frame: Uint8Array, { width, height, rgb }: Picture, left: number, top: number): void {
  for (let y = 0; y < height; y++) frame.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), ((top + y) * WIDTH + left) * 3);
}
