/** @file Looking: pictures of a case for the screen, shrunk to the size asked for, and which footage a browser plays by itself. Takes nothing out of the case, so nothing is recorded. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { uprightSize } from '../core/exhibit.ts';
import type { Exhibit, Footage } from '../core/exhibit.ts';
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { Box, Picture } from '../core/picture.ts';
import { readImage } from './addProbe.ts';
import type { Case } from './caseFolder.ts';
import { checkUnchanged } from './hash.ts';
import type { Natives } from './natives.ts';
import { findProbe, readKeptImage } from './probing.ts';
import { listFootage } from './records.ts';
import { momentOfTicks, momentOfTrack } from './stills.ts';
import type { Moment } from './stills.ts';

/** Widest and highest picture of a probe or a chosen file, pixels: as much as a large screen shows. */
const mostPixels = 2000;

/** Largest picture file that is read, bytes. */
const mostBytes = 100 * 2 ** 20;

/** Pictures as PNG, never larger than the original's own pixels. Failures 'exhibit-changed', 'exhibit-missing' and those of the decoder. */
export interface Viewing {
  /** The best sighting of a track with what is around it, `size` pixels square at the most. Failure 'track-unknown'. */
  face(opened: Case, track: string, size: number, job: Job): Promise<Uint8Array>;
  /** The whole frame with exactly these ticks. Failures 'footage-unknown', 'footage-no-such-frame'. */
  frame(opened: Case, footage: string, ticks: bigint, width: number, job: Job): Promise<Uint8Array>;
  /** Failures 'probe-unknown', 'probe-image-changed'. */
  probe(opened: Case, probe: string): Promise<Uint8Array>;
  /** The face of a probe on its picture with what is around it, `size` pixels square at the most. Failures as `probe`. */
  probeFace(opened: Case, probe: string, size: number): Promise<Uint8Array>;
  /** A picture file of no case. Failure 'image-unreadable'. */
  picture(file: string): Promise<Uint8Array>;
}

export function openViewing(natives: Natives): Viewing {
  const frameOf = async ({ exhibit, footage, ticks }: Moment, job: Job): Promise<Picture> => {
    if (BigInt.asIntN(64, ticks) !== ticks) throw new Failure('ticks-missing', { ticks: String(ticks) });
    await checkOnce(exhibit, job);
    return natives.decoder.still(exhibit.path, footage.stream, ticks);
  };
  const whole = async (bytes: Uint8Array, name: string): Promise<Uint8Array> => natives.encodeView(await natives.readPicture(bytes, name), null, mostPixels);
  return {
    async face(opened, track, size, job) {
      const moment = momentOfTrack(opened, track);
      return natives.encodeView(await frameOf(moment, job), squareAround(moment.box!, uprightSize(moment.footage)), size);
    },
    async frame(opened, footage, ticks, width, job) {
      return natives.encodeView(await frameOf(momentOfTicks(opened, footage, ticks), job), null, width);
    },
    async probe(opened, id) {
      const probe = findProbe(opened.db, id);
      return whole(readKeptImage(opened, probe), probe.imageName);
    },
    async probeFace(opened, id, size) {
      const probe = findProbe(opened.db, id);
      const picture = await natives.readPicture(readKeptImage(opened, probe), probe.imageName);
      return natives.encodeView(picture, squareAround(probe.box, picture), size);
    },
    async picture(file) {
      const name = basename(file);
      const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes > mostBytes) throw new Failure('image-unreadable', { name, reason: `it has ${bytes} bytes; pictures are read up to ${mostBytes}` });
      return whole(readImage(file).bytes, name);
    },
  };
}

/** The square of twice the face's longer side around it, moved so that it lies in the picture as far as it fits there. */
function squareAround([x, y, width, height]: Box, picture: { readonly width: number; readonly height: number }): Box {
  const side = 2 * Math.max(width, height);
  const within = (start: number, most: number): number => Math.max(0, Math.min(start, most - side));
  return [within(x + (width - side) / 2, picture.width), within(y + (height - side) / 2, picture.height), side, side];
}

/** Exhibit files that were found to be as received, by what they were then; in memory only. */
const unchanged = new Map<string, Promise<void>>();
/** Of them those whose reading has ended. */
const found = new Set<string>();

/** Versions of files that this process found, or was told, to be as received. */
export function foundUnchanged(): readonly string[] {
  return [...found];
}

/** Takes the word of another process of the same host. */
export function trustUnchanged(versions: readonly string[]): void {
  for (const version of versions) {
    found.add(version);
    unchanged.set(version, Promise.resolve());
  }
}

/**
 * [Note: Checked once for looking] What leaves the case is checked by reading all of its original again, each time. For looking that would be minutes
 * for a frame of a long file: here a file is read once for as long as its size and its times stay what they were then. Processes of one host tell
 * each other (foundUnchanged, trustUnchanged).
 */
export function checkOnce(exhibit: Exhibit, job: Job): Promise<void> {
  const facts = statSync(exhibit.path, { bigint: true, throwIfNoEntry: false });
  const version = [exhibit.sha256, exhibit.path, facts?.dev, facts?.ino, facts?.size, facts?.mtimeNs, facts?.ctimeNs].join(' ');
  const known = unchanged.get(version);
  if (known) return known;
  // Whoever asked first may go away; the others wait for the same reading.
  const { onProgress } = job;
  const reading = checkUnchanged(exhibit, onProgress ? { onProgress } : {});
  unchanged.set(version, reading);
  reading.then(() => found.add(version), () => unchanged.delete(version));
  return reading;
}

/** Containers that browsers open, by the decoder's name of them. Whether one has a decoder for the codec in it, it says itself (renderer/player/ownPlayer.ts). */
const types: Readonly<Record<string, string>> = { mov: 'video/mp4', matroska: 'video/webm' };

/** The original as a file that a browser plays. Failures 'footage-unknown', 'video-not-playable', 'exhibit-changed', 'exhibit-missing'. */
export async function playedFile(opened: Case, footageId: string, job: Job): Promise<{ readonly type: string; readonly file: string; readonly size: number }> {
  const { exhibit, footage } = momentOfTicks(opened, footageId, 0n);
  const why = whyUnplayable(exhibit, footage, listFootage(opened.db, exhibit.id));
  if (why !== null) throw new Failure('video-not-playable', { name: exhibit.name, why });
  await checkOnce(exhibit, job);
  return { type: types[containerOf(exhibit)]!, file: exhibit.path, size: exhibit.bytes };
}

/** Why no browser plays this footage of the exhibit; null: it may. */
export function whyUnplayable(exhibit: Exhibit, { id, codec }: Footage, all: readonly Footage[]): string | null {
  if (types[containerOf(exhibit)] === undefined) return `${codec} in ${exhibit.container.format}`;
  return all[0]?.id === id ? null : 'a file with several pictures at once, of which it shows the first only';
}

/** First of the names that FFmpeg gives one container: “mov,mp4,m4a,3gp,3g2,mj2”. */
const containerOf = ({ container }: Exhibit): string => container.format.split(',')[0]!;
