/** @file Small files that matter: written whole under another name, synced, renamed. A power cut leaves the old one or the new one. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes the file, readable by its owner only, in place of any of that name. */
export function writeWhole(path: string, text: string | Uint8Array): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const file = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes names in a folder durable. Windows has no such call for folders and orders its own metadata. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
