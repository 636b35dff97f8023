/** @file Pictures dropped into a browser's window, which can give the host no path: their bytes, in a folder of this process's own until the host ends. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Largest picture, bytes. Footage is chosen in its place and never copied. */
export const longestUpload = 100 * 2 ** 20;

export interface Uploads {
  /** Keeps the bytes under this name and gives their path; null where they are too many. */
  keep(name: string, bytes: Readable): Promise<string | null>;
  /** Removes them all. */
  close(): void;
}

export function openUploads(): Uploads {
  let folder: string | null = null;
  return {
    async keep(name, bytes) {
      folder ??= mkdtempSync(join(tmpdir(), 'retrace-dropped-'));
      const own = join(folder, randomUUID());
      mkdirSync(own);
      const path = join(own, fileName(name));
      try {
        await pipeline(bytes, limit, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
        return path;
      } catch (error) {
        rmSync(own, { recursive: true, force: true });
        if (error === tooLong) return null;
        throw error;
      }
    },
    close() {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const tooLong = new Error('longer than is taken');

async function* limit(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > longestUpload) throw tooLong;
    yield piece;
  }
}

/** As the file was called, where that names a file here and nothing else. */
function fileName(name: string): string {
  return name.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+|[. ]+$/g, '').slice(-120) || 'picture';
}
