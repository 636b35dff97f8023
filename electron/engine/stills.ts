/** @file Stills: one frame of the original by its exact ticks, as a lossless PNG; recorded, since it takes evidence out of the case. */
import { splitTrack } from '../core/ids.ts';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { Exhibit, Footage } from '../core/exhibit.ts';
import type { FootageId } from '../core/ids.ts';
import type { Box, Frame } from '../core/picture.ts';
import { wallTime } from '../core/clock.ts';
import type { WallTime } from '../core/clock.ts';
import type { Job } from '../core/job.ts';
import type { Case } from './caseFolder.ts';
import { checkUnchanged, sha256 } from './hash.ts';
import type { Natives } from './natives.ts';
import { findExhibit, findFootage } from './records.ts';
import { writeWhole } from './wholeFile.ts';

/** A moment in footage, and the face there if it was named by a track. */
export interface Moment {
  readonly footage: Footage;
  readonly exhibit: Exhibit;
  readonly ticks: bigint;
  readonly track: string | null;
  readonly box: Box | null;
}

export interface Still {
  readonly footageId: FootageId;
  readonly exhibit: string;
  readonly ticks: string;
  readonly timeBase: string;
  readonly wallTime: WallTime | null;
  readonly box: Box | null;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
  readonly file: string;
}

/** The sighting of best quality of a track that has one (the earliest of equals). Failure 'track-unknown'. */
export function momentOfTrack(opened: Case, track: string): Moment {
  const [run, ordinal] = splitTrack(track);
  const row = opened.db.prepare<[string, number], { footage: FootageId; ticks: bigint; x: number; y: number; width: number; height: number }>(
    `SELECT run.footage_id AS footage, s.ticks, s.x, s.y, s.width, s.height FROM sighting s JOIN run ON run.number = s.run
     WHERE run.id = ? AND s.track = ? ORDER BY s.quality DESC, s.ticks LIMIT 1`,
  ).safeIntegers(true).get(run, Number.isInteger(ordinal) ? ordinal : -1);
  if (!row) throw new Failure('track-unknown', { track });
  return { ...where(opened, row.footage), ticks: row.ticks, track, box: [row.x, row.y, row.width, row.height] };
}

/** A moment by footage and ticks. Failure 'footage-unknown'. */
export function momentOfTicks(opened: Case, footage: string, ticks: bigint): Moment {
  return { ...where(opened, footage as FootageId), ticks, track: null, box: null };
}

/** The frame at this moment, from an original that is still what was received. Failures 'exhibit-changed', 'ticks-missing' and those of the decoder. */
export async function frameAt(moment: Moment, natives: Natives, job: Job): Promise<Frame> {
  await checkUnchanged(moment.exhibit, job);
  return natives.decoder.still(moment.exhibit.path, moment.footage.stream, moment.ticks);
}

/** What an entry names as the file where a still went to the clipboard. */
const clipboard = 'clipboard';

/** Writes the still to a new file, with its entry; null: it goes to the clipboard, and only the entry is written. Failures 'file-exists', 'file-unwritable'. */
export async function exportStill(opened: Case, moment: Moment, file: string | null, natives: Natives, job: Job): Promise<Still> {
  if (file !== null && existsSync(file)) throw new Failure('file-exists', { file });
  const frame = await frameAt(moment, natives, job);
  const png = await natives.encodePng(frame);
  const digest = sha256(png);
  const { footage, exhibit, ticks, track, box } = moment;
  const place = file === null ? clipboard : resolve(file);
  opened.write('operator', (append) => {
    append('still-exported', { footage: footage.id, ticks: String(ticks), track, sha256: digest, file: place });
    if (file === null) return;
    try {
      writeWhole(file, png);
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      throw new Failure('file-unwritable', { file, reason: code === 'ENOENT' ? 'there is no such folder' : message }, { cause });
    }
  });
  return {
    footageId: footage.id, exhibit: exhibit.reference, ticks: String(ticks), timeBase: footage.timeBase, wallTime: wallTime(ticks, footage), box,
    width: frame.width, height: frame.height, sha256: digest, file: place,
  };
}

function where(opened: Case, id: FootageId): { footage: Footage; exhibit: Exhibit } {
  const footage = findFootage(opened.db, id);
  const exhibit = footage && findExhibit(opened.db, footage.exhibit);
  if (!footage || !exhibit) throw new Failure('footage-unknown', { footage: id });
  return { footage, exhibit };
}
