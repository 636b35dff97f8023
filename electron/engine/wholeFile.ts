/** @file Small files that matter: written whole under another name, synced, renamed. A power cut leaves the old one or the new one. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Keeps what is a convenience and no record in the user's data folder; where it cannot be written (a full disk), everything else goes on without it. */
export function keepIfPossible(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeWhole(path, text);
  } catch {
    // What was kept before stays, or is missing as at a first start.
  }
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
