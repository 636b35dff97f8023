/** @file Room on a disk, durability of folders, and what the system says of writing there. */
import { open, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../core/failure.ts';

/** Failure 'disk-too-small' where the disk of the folder has less room. */
export async function refuseSmallDisk(folder: string, needBytes: number): Promise<void> {
  const freeBytes = await freeRoom(folder);
  if (freeBytes < needBytes) throw new Failure('disk-too-small', { folder, needBytes, freeBytes });
}

/** Makes the names in a folder durable. Windows has no such call for folders and orders its own metadata. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/**
 * An error of writing to `temporary` as a Failure: 'disk-too-small' or, where it is not known how much is needed, 'disk-full';
 * 'folder-unusable'. Anything else comes back as it is.
 */
export async function writingFailure(error: unknown, temporary: string, needBytes: number | null): Promise<unknown> {
  const { code, path } = error as NodeJS.ErrnoException;
  const folder = dirname(temporary);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return needBytes === null ? new Failure('disk-full', { folder }, { cause: error }) : new Failure('disk-too-small', { folder, needBytes, freeBytes: await freeRoom(folder) }, { cause: error });
  }
  // A file system that takes no file of this size (FAT: 4 GiB).
  if (code === 'EFBIG') return new Failure('folder-unusable', { folder, reason: 'its disk takes no file this large' }, { cause: error });
  if (code !== undefined && path?.startsWith(folder)) return new Failure('folder-unusable', { folder, reason: code }, { cause: error });
  return error;
}

async function freeRoom(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
