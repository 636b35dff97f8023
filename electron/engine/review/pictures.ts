/** @file Pictures for reviewers: the questioned face, and the faces of a line-up, all cut by one rule. */
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import type { Box, Picture } from '../../core/picture.ts';
import type { Probe } from '../../core/probe.ts';
import type { Case } from '../caseFolder.ts';
import { cut } from '../disclose/redaction.ts';
import { checkUnchanged } from '../hash.ts';
import type { Natives } from '../natives.ts';
import { readKeptImage } from '../probing.ts';
import { momentOfTrack } from '../stills.ts';

/** A file for a reviewer. */
export interface ReviewFile {
  readonly name: string;
  readonly png: Uint8Array;
}

/** The questioned face: the face that is searched for, from the probe's image. Failure 'probe-image-changed'. */
export async function questionedFace(opened: Case, probe: Probe, natives: Natives): Promise<Uint8Array> {
  const bytes = readKeptImage(opened, probe);
  return face(await natives.readPicture(bytes, probe.imageName), probe.box, natives);
}

/**
 * The faces of these tracks of one footage in this order, in the original's own pixels, each from its sighting of best quality. Nothing in
 * names, sizes or bytes says which is the candidate. Failures of the decoder, 'exhibit-changed'.
 */
export async function lineupFaces(opened: Case, tracks: readonly string[], natives: Natives, job: Job): Promise<ReviewFile[]> {
  const moments = tracks.map((track) => momentOfTrack(opened, track));
  const { exhibit, footage } = moments[0]!;
  await checkUnchanged(exhibit, job);
  const files: ReviewFile[] = [];
  for (const [i, { ticks, box }] of moments.entries()) {
    job.onProgress?.({ stage: 'cutting', done: i, total: moments.length, unit: 'frames' });
    if (job.signal?.aborted) throw new Failure('stopped', { kept: 'The line-up was not opened.' });
    const frame = await natives.decoder.still(exhibit.path, footage.stream, ticks);
    files.push({ name: `${i + 1}.png`, png: await face(frame, box!, natives) });
  }
  return files;
}

/** Hair, ears, jaw and neck are part of what is compared: the square of twice the face box's longer side, as far as the picture goes. */
export async function face(picture: Picture, [x, y, width, height]: Box, natives: Natives): Promise<Uint8Array> {
  const side = 2 * Math.max(width, height);
  return natives.encodePng(cut(picture, [x + (width - side) / 2, y + (height - side) / 2, side, side])!);
}
