/** @file Reading a bundle from a folder. Only reads; no link is followed and nothing is repaired. */
import { closeSync, constants, lstatSync, openSync, readSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shown } from '../core/failure.ts';
import type { Note } from './findings.ts';
import { pathProblem, twinFinder } from './names.ts';
import { READ_BYTES, letOthers } from './source.ts';
import type { BundleSource } from './source.ts';

/** The folder as a source. Throws the signal's reason when it is aborted. Listing waits in place, as reading does (see readChunks). */
export async function openFolder(folder: string, note: Note, signal?: AbortSignal): Promise<BundleSource> {
  const files: [path: string, bytes: number][] = [];
  const twinOf = twinFinder();
  let seen = 0;
  const unreadable = (path: string, error: unknown): void => note('bundle-file-unreadable', `${shown(path)} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  const visit = async (path: string): Promise<void> => {
    const problem = pathProblem(path);
    if (problem !== null) return note('bundle-file-name', `The name ${shown(path)} cannot be used in a bundle: ${problem}.`);
    const facts = lstatSync(join(folder, path));
    if (facts.isDirectory()) return walk(path);
    const twin = twinOf(path);
    if (twin !== null) note('bundle-file-name', `Some systems take ${shown(path)} and ${shown(twin)} for one.`);
    if (facts.isFile()) files.push([path, facts.size]);
    else note('bundle-file-special', `${shown(path)} is a link, device, pipe or socket, not a file.`);
  };
  const walk = async (inside: string): Promise<void> => {
    signal?.throwIfAborted();
    let names: string[];
    try {
      names = readdirSync(join(folder, inside));
    } catch (error) {
      return unreadable(inside, error);
    }
    if (names.length === 0) note('bundle-file-unlisted', `The folder ${shown(inside)} is empty; a bundle has none such.`);
    for (const name of names) {
      if (++seen % 100 === 0) await letOthers();
      const path = inside === '' ? name : `${inside}/${name}`;
      await visit(path).catch((error: unknown) => {
        signal?.throwIfAborted();
        unreadable(path, error);
      });
    }
  };
  await walk('');
  const sizes = new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { files: sizes, read: (path) => readChunks(join(folder, path), sizes.get(path) ?? 0), close: () => undefined };
}

/**
 * The bytes of a regular file, not through a link and without waiting for the writer of a pipe. (Windows has neither flag; lstat has to do
 * there.) Reading waits in place, which is several times faster for many small files; between pieces of large ones others have their turn.
 */
async function* readChunks(file: string, bytes: number): AsyncGenerator<Uint8Array> {
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    for (;;) {
      // One more than there should be: what came after is seen, and a small file takes a small buffer.
      const buffer = Buffer.allocUnsafe(Math.min(bytes + 1, READ_BYTES));
      const read = readSync(handle, buffer, 0, buffer.length, null);
      if (read === 0) return;
      yield buffer.subarray(0, read);
      if (read === READ_BYTES) await letOthers();
    }
  } finally {
    closeSync(handle);
  }
}
