/** @file SHA-256 of files and of content, and the ids made of it. Files are opened read-only and never through a link. */
import { createHash, hash } from 'node:crypto';
import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { ExhibitId, FootageId } from '../core/ids.ts';
import type { Job } from '../core/job.ts';
import { canonical } from '../ledger/canonical.ts';

/** Reads of 1 MiB hash three times as fast as the 64 KiB of a default stream. */
const READ_BYTES = 2 ** 20;

/** In hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** 128 bits of SHA-256, in hexadecimal, over the canonical JSON of what a thing is made of. */
export function contentId(content: unknown): string {
  return sha256(canonical(content)).slice(0, 32);
}

/** The same bytes are the same exhibit. */
export function exhibitId(sha256: string): ExhibitId {
  return contentId({ sha256 }) as ExhibitId;
}

export function footageId(exhibit: ExhibitId, stream: number): FootageId {
  return contentId({ exhibit, stream }) as FootageId;
}

/** A file as it was when it was hashed. `stamp` is equal for as long as nobody has written to it or put another in its place. */
export interface HashedFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly stamp: string;
}

/**
 * Hashes a regular file that is not empty. `onBytes` is told after each read how many bytes are done. Failures 'file-missing',
 * 'file-folder', 'file-link', 'file-special', 'file-empty', 'file-unreadable', 'file-changing', 'stopped'.
 */
export async function hashFile(path: string, signal?: AbortSignal, onBytes?: (done: number) => void): Promise<HashedFile> {
  const name = basename(path);
  const file = await openRegular(path, name);
  try {
    const before = await file.stat({ bigint: true });
    if (!before.isFile()) throw new Failure('file-special', { name });
    if (before.size === 0n) throw new Failure('file-empty', { name });
    const { sha256, bytes } = await hashOpen(file, name, signal, onBytes);
    const stamp = stampOf(before);
    if (stampOf(await file.stat({ bigint: true })) !== stamp || BigInt(bytes) !== before.size) throw new Failure('file-changing', { name });
    return { sha256, bytes, stamp };
  } finally {
    await file.close();
  }
}

/** Failure 'file-changing' where the file at this path is no longer the one that was hashed. */
export async function assertUntouched(path: string, { stamp }: HashedFile): Promise<void> {
  const now = await lstat(path, { bigint: true }).then(stampOf, () => null);
  if (now !== stamp) throw new Failure('file-changing', { name: basename(path) });
}

/** Fails where the file's bytes are not the received ones: 'exhibit-changed' with both hashes, 'exhibit-missing'. Hashes all of it. */
export async function checkUnchanged(exhibit: { readonly name: string; readonly path: string; readonly sha256: string; readonly bytes: number }, job?: Job): Promise<void> {
  const { name, path, sha256: received, bytes } = exhibit;
  let now: string;
  try {
    ({ sha256: now } = await hashFile(path, job?.signal, (done) => job?.onProgress?.({ stage: 'checking', done, total: bytes, unit: 'bytes' })));
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'stopped' || error.code === 'file-changing') throw error;
    // An emptied file is a changed one: the hash of nothing is a hash.
    if (error.code !== 'file-empty') throw new Failure('exhibit-missing', { name, path }, { cause: error });
    now = hash('sha256', '', 'hex');
  }
  if (now !== received) throw new Failure('exhibit-changed', { name, path, received, now });
}

/** Opens without following a link and without waiting for the writer of a pipe. */
async function openRegular(path: string, name: string): Promise<FileHandle> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) throw new Failure('file-link', { name });
    if (stats.isDirectory()) throw new Failure('file-folder', { name });
    if (!stats.isFile()) throw new Failure('file-special', { name });
    // Windows has neither flag; lstat has to do there.
    return await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Failure('file-missing', { name }, { cause: error });
    if (code === 'ELOOP') throw new Failure('file-link', { name }, { cause: error });
    throw new Failure('file-unreadable', { name, reason: reasonOf(error) }, { cause: error });
  }
}

/** Reads ahead into a second buffer while the first is hashed. */
async function hashOpen(file: FileHandle, name: string, signal: AbortSignal | undefined, onBytes: ((done: number) => void) | undefined): Promise<{ sha256: string; bytes: number }> {
  const digest = createHash('sha256');
  const buffers = [Buffer.allocUnsafe(READ_BYTES), Buffer.allocUnsafe(READ_BYTES)] as const;
  let done = 0;
  try {
    let pending = file.read(buffers[0], 0, READ_BYTES, 0);
    for (let turn = 0; ; turn = 1 - turn) {
      const { bytesRead, buffer } = await pending;
      if (bytesRead === 0) return { sha256: digest.digest('hex'), bytes: done };
      if (signal?.aborted) throw new Failure('stopped', { kept: 'The file that was being read is not taken; those before it are.' });
      done += bytesRead;
      pending = file.read(buffers[turn === 0 ? 1 : 0], 0, READ_BYTES, done);
      digest.update(buffer.subarray(0, bytesRead));
      onBytes?.(done);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('file-unreadable', { name, reason: reasonOf(error) }, { cause: error });
  }
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** What the system says, in words where they are known. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'no permission';
  if (code === 'EIO') return 'the disk reports a read error';
  if (code === 'ENAMETOOLONG') return 'its name is too long for this file system';
  return code ?? message;
}
