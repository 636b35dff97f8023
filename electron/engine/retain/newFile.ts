/** @file Files that an act hands out: to a name that is free, in a folder that is there; whole or not at all. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { writeWhole } from '../wholeFile.ts';

/** To be asked before what cannot be taken back. Failures 'file-exists', 'file-unwritable'. */
export function refuseFile(file: string): void {
  if (existsSync(file)) throw new Failure('file-exists', { file });
  if (!existsSync(dirname(file))) throw new Failure('file-unwritable', { file, reason: 'there is no such folder' });
}

/** Failures 'file-exists', 'file-unwritable'. */
export function writeNew(file: string, content: string | Uint8Array): void {
  refuseFile(file);
  try {
    writeWhole(file, content);
  } catch (cause) {
    throw new Failure('file-unwritable', { file, reason: (cause as Error).message }, { cause });
  }
}
