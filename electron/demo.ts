/** @file The footage of the demo case: drawn on this machine, nobody in it exists. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoFootage } from './api/demoCase.ts';
import type { Job } from './core/job.ts';

/** The person of the portrait, who passes both cameras. */
const sought = 3;

export async function drawDemo(folder: string, job: Job): Promise<DemoFootage> {
  const { drawFootage } = await import('../resources/demo/footage.ts');
  const { drawProbe } = await import('../resources/demo/portrait.ts');
  const drawn = await drawFootage(join(folder, 'footage'), { seed: 7, scenario: 'small', job });
  const portrait = join(folder, 'portrait.png');
  await writeFile(portrait, await drawProbe(sought));
  return { files: drawn.map(({ path, truth }) => ({ path, camera: truth.camera, startsAt: truth.startsAt, offsetSeconds: truth.clockOffsetSeconds })), portrait };
}
