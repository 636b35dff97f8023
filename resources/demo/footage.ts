/** @file Makes CCTV-like footage of drawn people, with the truth beside it. The same seed gives the same bytes. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../../electron/core/job.ts';
import { openEncoder } from '../../native/decoder/encoder.ts';
import { formatTimeBase, microsecondsToTicks } from '../../electron/core/time.ts';
import { between, randomFrom } from './random.ts';
import type { Recording, Scenario } from './scenario.ts';
import { planScenario } from './scenario.ts';
import type { Wardrobe } from './scene.ts';
import { openStage } from './stage.ts';
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
    await writeTruth(path, truth);
    made.push({ path, truth });
  }
  return made;
}

async function record(folder: string, recording: Recording, seed: number, wardrobe: Wardrobe, job: Job | undefined, onSeconds: (seconds: number) => void): Promise<Truth> {
  const { encoding } = recording;
  const stage = await openStage(recording, seed, wardrobe);
  const encoder = await openEncoder(join(folder, recording.file), { ...encoding, ...stage.coded });
  const times: string[] = [];
  const faces: TrueFace[] = [];
  let writing = Promise.resolve();
  try {
    for (const [index, microseconds] of frameTimes(recording, seed).entries()) {
      job?.signal?.throwIfAborted();
      const ticks = recording.firstTicks + microsecondsToTicks(BigInt(microseconds), encoding.timeBase);
      const clock = new Date(Date.parse(recording.startsAt) + microseconds / 1000).toISOString().slice(0, 19).replace('T', ' ');
      const drawn = await stage.draw(index, microseconds / 1e6, ticks, clock);
      faces.push(...drawn.faces);
      // The picture before is encoded while this one is drawn.
      await writing;
      writing = encoder.write(drawn.rgb, ticks);
      times.push(String(ticks));
      if (index % 20 === 0) onSeconds(microseconds / 1e6);
    }
    await writing;
    await encoder.close();
  } catch (error) {
    await writing.catch(() => undefined);
    await encoder.discard();
    throw error;
  }
  return truthOf(recording, seed, times, faces);
}

/** The truth in the form in which it is written. */
export function truthOf({ camera, encoding, file, startsAt, clockOffsetSeconds }: Recording, seed: number, ticks: string[], faces: TrueFace[]): Truth {
  return {
    format: 'retrace-drawn-truth/1', seed, file, camera: camera.name, container: encoding.container, codec: encoding.codec, timeBase: formatTimeBase(encoding.timeBase),
    width: camera.width, height: camera.height, rotation: encoding.rotation ?? 0, startsAt, clockOffsetSeconds, ticks, faces,
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

/** Writes the truth beside a file. */
export async function writeTruth(path: string, truth: Truth): Promise<void> {
  await writeFile(`${path}.truth.json.part`, JSON.stringify(truth));
  await rename(`${path}.truth.json.part`, `${path}.truth.json`);
}
