/** @file The pictures of a search's first candidates in a bundle: still, face and clip of each, with everybody else blurred. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleFile, CandidatePictures, DisclosedSearch } from '../../core/disclosure.ts';
import { Failure } from '../../core/failure.ts';
import type { FootageId } from '../../core/ids.ts';
import type { Job } from '../../core/job.ts';
import type { Candidate } from '../../core/search.ts';
import { canonical } from '../../ledger/canonical.ts';
import type { FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';
import type { BagWriter } from '../../bundle/bag.ts';
import type { Case } from '../caseFolder.ts';
import type { Natives } from '../natives.ts';
import { findExhibit, findFootage } from '../records.ts';
import { discloseClip, usualClip } from './clips.ts';
import type { GatheredSearch } from './gather.ts';
import { discloseStill } from './pixels.ts';

/** Which pictures are wanted. `temporary`: a folder of one's own for clips before they are in the bundle; it is removed. */
export interface PictureWish {
  /** Of so many of the first candidates at the most. */
  readonly pictures: number;
  readonly clips: boolean;
  readonly blur: boolean;
  readonly temporary: string;
}

type Made = Pick<DisclosedSearch, 'pictures' | 'withoutPictures'>;

/**
 * Writes the pictures of the first candidates of the first answer. `usable`: the exhibits whose files are what was received. What stands
 * in the way of one picture is said with its rank and does not stop the others.
 */
export async function writePictures(bag: BagWriter, opened: Case, { id, result }: GatheredSearch, usable: ReadonlySet<string>, wish: PictureWish, natives: Natives, analyser: FaceAnalyser, job: Job): Promise<Made> {
  const made: { pictures: CandidatePictures[]; withoutPictures: DisclosedSearch['withoutPictures'][number][] } = { pictures: [], withoutPictures: [] };
  for (const candidate of result?.answers[0]?.candidates.slice(0, wish.pictures) ?? []) {
    const footage = findFootage(opened.db, candidate.footageId as FootageId);
    const exhibit = footage && findExhibit(opened.db, footage.exhibit);
    if (!footage || !exhibit) made.withoutPictures.push({ rank: candidate.rank, reason: 'its exhibit was erased.' });
    else if (!usable.has(exhibit.id)) made.withoutPictures.push({ rank: candidate.rank, reason: 'the file of its exhibit is not there as it was received.' });
    else {
      try {
        made.pictures.push(await picturesOf(bag, opened, id, candidate, { footage, exhibit }, wish, natives, analyser, job));
      } catch (error) {
        if (!(error instanceof Failure) || error.code === 'stopped' || error.code === 'disk-full' || error.code === 'disk-too-small') throw error;
        made.withoutPictures.push({ rank: candidate.rank, reason: error.message });
      }
    }
  }
  return made;
}

async function picturesOf(
  bag: BagWriter, opened: Case, search: string, { rank, trackId: track, bestTicks, box }: Candidate, { footage, exhibit }: Pick<Parameters<typeof discloseStill>[1], 'footage' | 'exhibit'>,
  { blur, clips, temporary }: PictureWish, natives: Natives, analyser: FaceAnalyser, job: Job,
): Promise<CandidatePictures> {
  const folder = `search/${search}/candidates/${rank}`;
  const put = async (name: string, write: (path: string) => Promise<{ readonly sha256: string }>): Promise<BundleFile> => ({ path: `${folder}/${name}`, sha256: (await write(`${folder}/${name}`)).sha256 });
  // Everything is made before anything is written, so that a picture that fails leaves no half of a set.
  const still = await discloseStill(opened, { footage, exhibit, ticks: BigInt(bestTicks), track, box }, { blur }, natives, analyser, job);
  const { crop } = still;
  if (crop === null) throw new Failure('ticks-missing', { ticks: bestTicks });
  const clip = clips ? await clipOf(opened, track, { blur, temporary }, natives, analyser, job) : null;
  try {
    return {
      rank, track, ticks: bestTicks, still: await put('still.png', (path) => bag.file(path, still.png)), crop: await put('crop.png', (path) => bag.file(path, crop)), frameSha256: still.frameSha256,
      clip: clip && { ...(await put('clip.mp4', (path) => bag.copy(path, clip.file))), facts: await put('clip.json', (path) => bag.file(path, `${canonical(clip.facts)}\n`)) },
      facesFound: still.facesFound, blurred: still.blurred.map((place) => place.box), notes: still.notes,
    };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function clipOf(opened: Case, track: string, { blur, temporary }: Pick<PictureWish, 'blur' | 'temporary'>, natives: Natives, analyser: FaceAnalyser, job: Job) {
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  const file = join(temporary, 'clip.mp4');
  try {
    return { file, facts: await discloseClip(opened, track, { ...usualClip, blur }, natives, analyser, file, job) };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}
