/** @file Unpacking a bundle that was checked from its zip file into a folder of one's own. */
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { refuseSmallDisk, writingFailure } from './disk.ts';
import { openSource } from './openSource.ts';
import { ZipDamage } from './zipRead.ts';

/**
 * Writes the files of the bundle at `path` (a folder or a zip) into the folder `into`, which is made for it. Nothing is written outside of
 * it: a bundle with any name, link or structure that is not a bundle's is refused before. Failures 'bundle-refused', 'file-exists',
 * 'disk-too-small', 'stopped': `into` is not there then.
 */
export async function unpackBundle(path: string, into: string, job: Job): Promise<void> {
  const problems: string[] = [];
  const source = await openSource(path, (_code, message) => void problems.push(message));
  try {
    if (source === null || problems.length > 0) throw new Failure('bundle-refused', { bundle: path, problems });
    const total = [...source.files.values()].reduce((sum, bytes) => sum + bytes, 0);
    await mkdir(into).catch(async (error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new Failure('file-exists', { file: into }) : await writingFailure(error, into, total);
    });
    try {
      await refuseSmallDisk(into, total);
      let done = 0;
      for (const name of source.files.keys()) {
        await mkdir(dirname(join(into, name)), { recursive: true });
        const file = await open(join(into, name), 'wx');
        try {
          for await (const chunk of source.read(name)) {
            if (job.signal?.aborted) throw new Failure('stopped', { kept: 'Nothing that was unpacked is left.' });
            await file.writeFile(chunk);
            done += chunk.length;
            job.onProgress?.({ stage: 'unpacking', done, total, unit: 'bytes' });
          }
        } finally {
          await file.close();
        }
      }
    } catch (error) {
      await rm(into, { recursive: true, force: true });
      if (error instanceof ZipDamage) throw new Failure('bundle-refused', { bundle: path, problems: [error.message] }, { cause: error });
      throw await writingFailure(error, into, total);
    }
  } finally {
    source?.close();
  }
}
