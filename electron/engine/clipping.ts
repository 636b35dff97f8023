/** @file Clips of the original: every frame of a stretch in a new file, nobody blurred; recorded, since it takes evidence out of the case. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { ClipTaken } from '../core/playing.ts';
import type { TickRange } from '../../native/decoder/decoder.ts';
import type { Case } from './caseFolder.ts';
import { unblurredClip } from './disclose/clips.ts';
import { checkUnchanged, hashFile } from './hash.ts';
import type { Natives } from './natives.ts';
import { momentOfTicks } from './stills.ts';
import { syncFolder } from './wholeFile.ts';

/** Writes every frame of the footage from one moment to another to a new MP4, nobody blurred, with its entry. Failures 'file-exists', 'file-unwritable', 'disk-full', 'stopped', 'ticks-missing' and those of the decoder. */
export async function exportClip(opened: Case, footageId: string, range: TickRange, file: string, natives: Natives, job: Job): Promise<ClipTaken> {
  opened.demand('clip-exported');
  if (existsSync(file)) throw new Failure('file-exists', { file });
  const { footage, exhibit } = momentOfTicks(opened, footageId, range.fromTicks);
  await checkUnchanged(exhibit, job);
  // Under its own name only when it is recorded.
  const unnamed = `${file}.unrecorded`;
  try {
    const { frames, notes } = await unblurredClip(footage, exhibit, range, natives, unnamed, job);
    const { sha256: digest } = await hashFile(unnamed, job.signal);
    const clip = { fromTicks: frames[0]!.sourceTicks, toTicks: frames.at(-1)!.sourceTicks, frames: frames.length, sha256: digest, notes: [...notes, 'Compressed anew, so its pixels differ a little from the original’s; a still’s do not. It has no sound, and nobody in it is blurred.'] };
    opened.write('operator', (append) => {
      append('clip-exported', { footage: footage.id, fromTicks: clip.fromTicks, toTicks: clip.toTicks, frames: clip.frames, sha256: digest, file: resolve(file) });
      renameSync(unnamed, file);
    });
    syncFolder(dirname(resolve(file)));
    return clip;
  } finally {
    rmSync(unnamed, { force: true });
  }
}
