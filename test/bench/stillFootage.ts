/** @file Draws what most surveillance footage is: 1080p at 25 frames a second, still but for the clock, and now and then a person. */
import { join } from 'node:path';
import { microsecondsToTicks } from '../../electron/core/time.ts';
import { openEncoder } from '../../native/decoder/encoder.ts';
import type { Camera } from '../../resources/demo/camera.ts';
import { grainTable, letter } from '../../resources/demo/canvas.ts';
import { drawPlace, grainy } from '../../resources/demo/place.ts';
import { randomFrom } from '../../resources/demo/random.ts';
import { drawMoment } from '../../resources/demo/scene.ts';
import { planWalk } from '../../resources/demo/walk.ts';

const camera: Camera = { name: 'YARD', width: 1920, height: 1080, focal: 1700, above: 2.3, tilt: Math.atan((1080 * 0.22) / 1700) };
const framesPerSecond = 25;
/** Pictures from one key picture to the next: two seconds, as recorders have it. */
const keyEvery = 50;
const timeBase = { num: 1, den: 12800 } as const;
const grain = 2, grainyCopies = 5;
const light = { from: [0.3, -0.6, Math.sqrt(1 - 0.09 - 0.36)], strength: 0.6, everywhere: 0.45, colour: [1, 1, 1] } as const;

const secondsOf = (pictures: number) => pictures / framesPerSecond;
const ticksOf = (pictures: number) => microsecondsToTicks(BigInt(Math.round(secondsOf(pictures) * 1e6)), timeBase);

/**
 * Writes `<folder>/<name>.mp4`: minutes (the last may be shorter) that begin with a person who walks up to the camera in about ten
 * seconds; nobody is there for the rest. Two seconds of the empty place and one walk are encoded; the rest repeats their packets, so
 * that an hour takes little longer to make than a minute. Decoding costs what it costs for every minute anew.
 */
export async function drawStillFootage(folder: string, name: string, seconds: number, seed: number): Promise<string> {
  const path = join(folder, `${name}.mp4`);
  const place = grainy(await drawPlace(camera, 'street', seed), seed, grain, grainyCopies);
  const walk = planWalk(randomFrom(seed), seed, 'approach', 0.2, 1.9);
  const canvas = { width: camera.width, height: camera.height, rgb: new Uint8Array(camera.width * camera.height * 3) };
  const table = grainTable(randomFrom(seed + 1), grain);
  const encoder = await openEncoder(path, { container: 'mp4', codec: 'libx264', timeBase, framesPerSecond, keyEvery, quality: 28, width: camera.width, height: camera.height, keep: true });
  const walkPictures = Math.ceil((walk.to * framesPerSecond) / keyEvery) * keyEvery;
  const minute = 60 * framesPerSecond, whole = Math.round(seconds * framesPerSecond);
  let written = 0;
  async function write(walks: readonly (typeof walk)[], count: number): Promise<void> {
    const wardrobe = new Map();
    for (let i = 0; i < count; i++, written++) {
      canvas.rgb.set(place[written % grainyCopies]!);
      await drawMoment(canvas, camera, walks, secondsOf(i), ticksOf(written), light, table, wardrobe);
      letter(canvas, `14:02:${String(Math.floor(secondsOf(i))).padStart(2, '0')}`, 24, 24, 3);
      await encoder.write(canvas.rgb, ticksOf(written));
    }
  }
  async function repeat(from: number, count: number): Promise<void> {
    const pictures = Math.min(count, whole - written);
    if (pictures <= 0) return;
    await encoder.again(ticksOf(from), ticksOf(from + pictures), ticksOf(written - from));
    written += pictures;
  }
  await write([walk], walkPictures);
  await write([], keyEvery);
  while (written < whole) {
    if (written % minute === 0) await repeat(0, walkPictures);
    else await repeat(walkPictures, keyEvery);
  }
  await encoder.close();
  return path;
}
