/** @file What a bundle is read from: a folder or a zip file, opened by openSource. Only reads; nothing is unpacked, followed or repaired. */

import { setImmediate } from 'node:timers/promises';

/** So much is read at a time. */
export const READ_BYTES = 2 ** 20;

/** The files of a bundle. Those with unusable names, links, devices are noted and left out. */
export interface BundleSource {
  /** Path -> bytes, in order of path. */
  readonly files: ReadonlyMap<string, number>;
  /** Throws where the file cannot be read to its end. */
  read(path: string): AsyncIterable<Uint8Array>;
  close(): void;
}

/** Lets whatever else waits in this process have its turn: a signal to stop, a window. */
export async function letOthers(): Promise<void> {
  await setImmediate();
}
