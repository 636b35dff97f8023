/** @file The footage of the demo case: drawn on this machine, or, in an installed copy, where it was packed; nobody in it exists. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DemoFootage } from './api/demoCase.ts';
import type { Job } from './core/job.ts';

/** The person of the portrait, who passes both cameras. */
const sought = 3;

/** Beside the built program; see resources/demo/beforehand.ts. */
const packed = join(import.meta.dirname, '../demo');

export async function drawDemo(folder: string, job: Job): Promise<DemoFootage> {
  if (existsSync(join(packed, 'demo.json'))) return unpackDemo(folder);
  const { drawFootage } = await import('../resources/demo/footage.ts');
  const { drawProbe } = await import('../resources/demo/portrait.ts');
  const drawn = await drawFootage(join(folder, 'footage'), { seed: 7, scenario: 'small', job });
  const portrait = join(folder, 'portrait.png');
  await writeFile(portrait, await drawProbe(sought));
  return { files: drawn.map(({ path, truth }) => ({ path, camera: truth.camera, startsAt: truth.startsAt, offsetSeconds: truth.clockOffsetSeconds })), portrait };
}

/** Copies the packed footage into the folder: an ffmpeg cannot read within an installer’s archive. */
async function unpackDemo(folder: string): Promise<DemoFootage> {
  const { files, portrait } = JSON.parse(await readFile(join(packed, 'demo.json'), 'utf8')) as DemoFootage;
  const copy = async (name: string): Promise<string> => {
    const path = join(folder, basename(name));
    await writeFile(path, await readFile(join(packed, name)));
    return path;
  };
  await mkdir(folder, { recursive: true });
  return { files: await Promise.all(files.map(async (file) => ({ ...file, path: await copy(file.path) }))), portrait: await copy(portrait) };
}
