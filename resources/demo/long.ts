/** @file Hours of footage in seconds, for benchmarks: a still camera that somebody passes now and then. Encoded once, written many times. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../../electron/core/job.ts';
import { openEncoder } from '../../native/decoder/encoder.ts';
import type { DrawnFootage } from './footage.ts';
import { truthOf, writeTruth } from './footage.ts';
import { randomFrom } from './random.ts';
import type { Recording } from './scenario.ts';
import { openStage } from './stage.ts';
import type { TrueFace } from './truth.ts';
import { planWalk } from './walk.ts';

const framesPerSecond = 25;
const ticksPerFrame = 512; // of 1/12800 s
const group = 50; // pictures from key to key: everything is repeated in whole groups

/** A stretch that was encoded: where it lies (frames, whole groups) and who is in it. */
interface Stretch {
  readonly from: number;
  readonly frames: number;
  readonly faces: readonly TrueFace[];
}

/**
 * One file `long.mp4` of at least this many seconds, 1920x1080 at 25 pictures a second, H.264. Somebody is there about a quarter of the
 * time. No time is burnt in, since stretches repeat; `people` different persons pass.
 */
export async function drawLong(folder: string, options: { readonly seconds: number; readonly seed: number; readonly people?: number; readonly job?: Job }): Promise<DrawnFootage> {
  await mkdir(folder, { recursive: true });
  const random = randomFrom(options.seed);
  const walks = Array.from({ length: options.people ?? 3 }, (_, k) => planWalk(random, k, k % 2 === 0 ? 'approach' : 'cross', 0, 2));
  const recording: Recording = {
    camera: { name: 'LONG', width: 1920, height: 1080, focal: 1600, above: 2.2, tilt: 0.15 },
    place: 'corridor', file: 'long.mp4', encoding: { container: 'mp4', codec: 'libx264', timeBase: { num: 1, den: framesPerSecond * ticksPerFrame }, keyEvery: group, quality: 30, framesPerSecond },
    firstTicks: 0n, uneven: false, startsAt: '2026-03-14T02:00:00Z', clockOffsetSeconds: 0, seconds: options.seconds, grain: 1, walks: [],
  };
  const path = join(folder, recording.file);
  const encoder = await openEncoder(path, { ...recording.encoding, width: 1920, height: 1080, keep: true });
  const faces: TrueFace[] = [];
  const written = { frames: 0 };
  const wardrobe = new Map();
  const total = Math.ceil((options.seconds * framesPerSecond) / group) * group;
  const encode = async (who: Recording['walks'], frames: number): Promise<Stretch> => {
    const stage = await openStage({ ...recording, walks: who }, options.seed, wardrobe);
    const from = written.frames;
    const seen: TrueFace[] = [];
    for (let k = 0; k < frames; k++, written.frames++) {
      options.job?.signal?.throwIfAborted();
      const ticks = BigInt(written.frames * ticksPerFrame);
      const drawn = await stage.draw(k, k / framesPerSecond, ticks, null);
      seen.push(...drawn.faces);
      await encoder.write(drawn.rgb, ticks);
    }
    faces.push(...seen);
    return { from, frames, faces: seen };
  };
  const repeat = async (stretch: Stretch): Promise<void> => {
    options.job?.signal?.throwIfAborted();
    const frames = Math.min(stretch.frames, total - written.frames);
    const shift = BigInt((written.frames - stretch.from) * ticksPerFrame);
    const end = BigInt((stretch.from + frames) * ticksPerFrame);
    await encoder.again(BigInt(stretch.from * ticksPerFrame), end, shift);
    for (const face of stretch.faces) if (BigInt(face.ticks) < end) faces.push({ ...face, ticks: String(BigInt(face.ticks) + shift) });
    written.frames += frames;
    options.job?.onProgress?.({ stage: 'drawing', done: Math.round(written.frames / framesPerSecond), total: Math.round(total / framesPerSecond), unit: 'seconds' });
  };
  try {
    const still = await encode([], group * 2);
    const passes: Stretch[] = [];
    for (const walk of walks) passes.push(await encode([walk], Math.ceil((walk.to * framesPerSecond) / group) * group));
    for (let k = 0; written.frames < total; k++) await repeat(k % 6 === 5 ? passes[Math.floor(random() * passes.length)]! : still);
    await encoder.close();
  } catch (error) {
    await encoder.discard();
    throw error;
  }
  const truth = truthOf(recording, options.seed, Array.from({ length: written.frames }, (_, k) => String(k * ticksPerFrame)), faces);
  await writeTruth(path, truth);
  return { path, truth };
}
