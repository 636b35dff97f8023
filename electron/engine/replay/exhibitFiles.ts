/** @file The files of received exhibits, found among the files of a folder by their content; names and places mean nothing. */
import { lstat, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Exhibit } from '../../core/exhibit.ts';
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import { hashFile } from '../hash.ts';
import { refuseWhenStopped } from './reading.ts';

/**
 * SHA-256 -> absolute path of a regular file below `folder` (links are not followed) with these bytes. Only files of an exhibit's size are hashed;
 * nothing is written. Failures 'folder-unusable', 'stopped'.
 */
export async function findExhibitFiles(folder: string, exhibits: Iterable<Pick<Exhibit, 'sha256' | 'bytes'>>, job: Job): Promise<Map<string, string>> {
  const wanted = new Map<string, number>();
  for (const { sha256, bytes } of exhibits) wanted.set(sha256, bytes);
  const sizes = new Set(wanted.values());
  const found = new Map<string, string>();
  const paths = await readdir(folder, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure('folder-unusable', { folder, reason: cause.code === 'ENOENT' ? 'there is no such folder' : (cause.code ?? cause.message) }, { cause });
  });
  for (const path of paths.toSorted().map((name) => resolve(folder, name))) {
    refuseWhenStopped(job);
    const facts = await lstat(path).catch(() => null);
    if (!facts?.isFile() || !sizes.has(facts.size)) continue;
    try {
      const { sha256 } = await hashFile(path, job.signal, (done) => job.onProgress?.({ stage: 'looking for the exhibits', done, total: facts.size, unit: 'bytes' }));
      if (wanted.has(sha256) && !found.has(sha256)) found.set(sha256, path);
    } catch (error) {
      // A file that cannot be read is not the exhibit; which exhibits were not found is said.
      if (!(error instanceof Failure) || error.code === 'stopped') throw error;
    }
    if (found.size === wanted.size) break;
  }
  return found;
}
