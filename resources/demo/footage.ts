/** @file Makes CCTV-like footage of drawn people, with the truth beside it. The same seed gives the same bytes. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Job } from '../../electron/core/job.ts';
import { openEncoder } from '../../native/decoder/encoder.ts';
import { formatTimeBase, microsecondsToTicks } from '../../electron/core/time.ts';
import { drawBody } from './body.ts';
import { grainTable, letter } from './canvas.ts';
import type { Light } from './drawHead.ts';
import { drawHead } from './drawHead.ts';
import { makeHead } from './head.ts';
import { personOf } from './person.ts';
import { drawPlace, grainy } from './place.ts';
import { between, randomFrom } from './random.ts';
import type { Recording, Scenario } from './scenario.ts';
import { planScenario } from './scenario.ts';
import type { Wardrobe } from './scene.ts';
import { drawMoment } from './scene.ts';
import type { TrueFace, Truth } from './truth.ts';

export interface FootageOptions {
  readonly seed: number;
  readonly scenario: Scenario;
  /** Number of the first person; 0 unless given. */
  readonly firstIdentity?: number;
  readonly job?: Job;
}

/** A file that was made, and what is in it. The truth is also in `<path>.truth.json`. */
export interface DrawnFootage {
  readonly path: string;
  readonly truth: Truth;
}

/** Draws every camera of the scenario into the folder. Files appear under their names when they are whole. */
export async function drawFootage(folder: string, options: FootageOptions): Promise<DrawnFootage[]> {
  await mkdir(folder, { recursive: true });
  const recordings = planScenario(options.scenario, options.seed, options.firstIdentity ?? 0);
  const total = Math.round(recordings.reduce((sum, r) => sum + r.seconds, 0));
  const wardrobe: Wardrobe = new Map();
  const made: DrawnFootage[] = [];
  let before = 0;
  for (const [index, recording] of recordings.entries()) {
    const truth = await record(folder, recording, options.seed * 100 + index, wardrobe, options.job, (seconds) => options.job?.onProgress?.({ stage: 'drawing', done: Math.round(before + seconds), total, unit: 'seconds' }));
    before += recording.seconds;
    const path = join(folder, recording.file);
    await writeFile(`${path}.truth.json.part`, JSON.stringify(truth));
    await rename(`${path}.truth.json.part`, `${path}.truth.json`);
    made.push({ path, truth });
  }
  return made;
}

const turnCount = 5; // grainy copies of the place, taken in turn

async function record(folder: string, recording: Recording, seed: number, wardrobe: Wardrobe, job: Job | undefined, onSeconds: (seconds: number) => void): Promise<Truth> {
  const { camera, encoding } = recording;
  const turned = encoding.rotation === 90;
  const empty = grainy(await drawPlace(camera, recording.place, seed), seed, recording.grain, turnCount);
  const room = camera.width * camera.height * 3;
  // Two pictures in turn: one is encoded while the next is drawn.
  const pictures = [0, 1].map(() => ({ width: camera.width, height: camera.height, rgb: new Uint8Array(room) }));
  const sideways = turned ? [new Uint8Array(room), new Uint8Array(room)] : null;
  const grain = grainTable(randomFrom(seed + 1), recording.grain);
  const light = lightOf(recording, seed);
  const encoder = await openEncoder(join(folder, recording.file), { ...encoding, width: turned ? camera.height : camera.width, height: turned ? camera.width : camera.height });
  const times: string[] = [];
  const faces: TrueFace[] = [];
  let writing = Promise.resolve();
  try {
    for (const [index, microseconds] of frameTimes(recording, seed).entries()) {
      job?.signal?.throwIfAborted();
      const ticks = recording.firstTicks + microsecondsToTicks(BigInt(microseconds), encoding.timeBase);
      const t = microseconds / 1e6;
      const canvas = pictures[index % 2]!;
      canvas.rgb.set(empty[(index * 3 + (index >> 2)) % turnCount]!);
      faces.push(...(await drawMoment(canvas, camera, recording.walks, t, ticks, light, grain, wardrobe)));
      const size = camera.height >= 900 ? 3 : camera.height >= 480 ? 2 : 1;
      const clock = new Date(Date.parse(recording.startsAt) + microseconds / 1000).toISOString().slice(0, 19).replace('T', ' ');
      letter(canvas, clock, 8 * size, 8 * size, size);
      letter(canvas, camera.name, 8 * size, camera.height - 16 * size, size);
      const coded = sideways ? turnLeft(canvas.rgb, sideways[index % 2]!, camera.width, camera.height) : canvas.rgb;
      await writing;
      writing = encoder.write(coded, ticks);
      times.push(String(ticks));
      if (index % 20 === 0) onSeconds(t);
    }
    await writing;
    await encoder.close();
  } catch (error) {
    await writing.catch(() => undefined);
    await encoder.discard();
    throw error;
  }
  return {
    format: 'retrace-drawn-truth/1', seed, file: recording.file, camera: camera.name, container: encoding.container, codec: encoding.codec, timeBase: formatTimeBase(encoding.timeBase),
    width: camera.width, height: camera.height, rotation: encoding.rotation ?? 0, startsAt: recording.startsAt, clockOffsetSeconds: recording.clockOffsetSeconds, ticks: times, faces,
  };
}

/** When frames are taken, microseconds after the first. Uneven recorders skip and dawdle. */
function frameTimes(recording: Recording, seed: number): number[] {
  const random = randomFrom(seed + 2);
  const step = 1e6 / recording.encoding.framesPerSecond;
  const times: number[] = [];
  for (let at = 0; at < recording.seconds * 1e6; at += step) {
    if (recording.uneven && times.length > 0 && random() < 0.12) continue;
    const late = recording.uneven && times.length > 0 ? between(random, 0, step * 0.3) : 0;
    times.push(Math.round((at + late) / 1000) * 1000);
  }
  return recording.uneven ? times : times.map((_, index) => Math.floor(index * step));
}

function lightOf(recording: Recording, seed: number): Light {
  const random = randomFrom(seed + 3);
  const x = between(random, -0.55, 0.55);
  const y = between(random, -0.75, -0.45);
  const z = Math.sqrt(1 - x * x - y * y);
  const warm = between(random, -0.05, 0.05);
  return { from: [x, y, z], strength: between(random, 0.5, 0.7), everywhere: recording.place === 'street' ? 0.48 : between(random, 0.36, 0.5), colour: [1 + warm, 1, 1 - warm] };
}

/** Turns the picture a quarter to the left: the coded picture of a camera that was mounted on its side. */
function turnLeft(from: Uint8Array, to: Uint8Array, width: number, height: number): Uint8Array {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const a = (y * width + x) * 3;
      const b = ((width - 1 - x) * height + y) * 3;
      to[b] = from[a]!;
      to[b + 1] = from[a + 1]!;
      to[b + 2] = from[a + 2]!;
    }
  }
  return to;
}

/** A portrait of a person from the front, as a PNG: a probe that is not cut from the footage. 480 by 560 pixels, face about `widthPx` wide. */
export async function drawProbe(identity: number, options: { readonly widthPx?: number; readonly yaw?: number } = {}): Promise<Uint8Array> {
  const person = personOf(identity);
  const head = await makeHead(person, { smile: 0, open: 0 }, 'none', false);
  const width = 480;
  const height = 560;
  const canvas = { width, height, rgb: new Uint8Array(width * height * 3).fill(176) };
  const scale = (options.widthPx ?? 200) / (1.9 * 2 * person.eyes.apart);
  drawBody(canvas, person, { x: width / 2, y: height * 0.42, scale, turn: 0, stride: 0, walking: false, light: 0.95 });
  drawHead(canvas, head, { x: width / 2, y: height * 0.42, scale, yaw: ((options.yaw ?? 0) * Math.PI) / 180, pitch: 0, roll: 0, distance: 1800 }, { from: [-0.25, -0.45, 0.857], strength: 0.55, everywhere: 0.5, colour: [1, 1, 1] });
  return new Uint8Array(await sharp(canvas.rgb, { raw: { width, height, channels: 3 } }).png().toBuffer());
}
