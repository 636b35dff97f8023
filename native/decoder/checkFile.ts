/** @file What is asked of a file before a library gets to see it, and by what it is known again. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { Failure } from '../../electron/core/failure.ts';
import { refersElsewhere } from './formats.ts';

/** @throws Failure `footage-...` where it is no readable file, empty, or a text that points at others; TypeError for a relative path */
export function checkFile(path: string): void {
  if (!isAbsolute(path)) throw new TypeError(`footage paths are absolute, not ${path}`);
  let head: Uint8Array;
  try {
    const facts = statSync(path);
    if (!facts.isFile()) throw new Failure('footage-not-a-file', { path });
    if (facts.size === 0) throw new Failure('footage-empty', { path });
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(512);
      head = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('footage-unreadable', { path, reason: (error as NodeJS.ErrnoException).code ?? String(error) }, { cause: error });
  }
  if (refersElsewhere(head)) throw new Failure('footage-refers-elsewhere', { path });
}

/** The file as it is now; a changed one has another key. */
export function fileKey(path: string): string {
  const facts = statSync(path, { bigint: true, throwIfNoEntry: false });
  return `${facts?.size} ${facts?.mtimeNs} ${facts?.ino} ${path}`;
}
