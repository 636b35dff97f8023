/** @file Opening what a bundle is read from, whichever it is. */
import { stat } from 'node:fs/promises';
import { shown } from '../core/failure.ts';
import type { Note } from './findings.ts';
import { openFolder } from './folderRead.ts';
import type { BundleSource } from './source.ts';
import { openZip } from './zipRead.ts';

/** Opens the folder or zip at this path; null (and noted) where there is neither. Throws the signal's reason when it is aborted. */
export async function openSource(path: string, note: Note, signal?: AbortSignal): Promise<BundleSource | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return openZip(path, note);
  if (found?.isDirectory()) return openFolder(path, note, signal);
  note('bundle-missing', `There is no folder and no zip file ${shown(path)}.`);
  return null;
}
