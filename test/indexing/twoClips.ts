/** @file A case with two clips that are quickly indexed, and everything that is done with it until a search is answered. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { canonicalRecord } from '../support/canonicalRecord.ts';
import { newGrantedCase, newPlace, retrace, retraceJson } from '../support/cli.ts';
import type { Place } from '../support/cli.ts';
import { writePortraitClip } from '../support/portraitClip.ts';

/** The command that the tests interrupt: batches of two seconds, about a dozen for each clip. */
export const indexing = ['index', 'case', '--fps', '3'] as const;

/** A place with `case`, into which both clips were received, not indexed. */
export async function receiveTwoClips(): Promise<Place> {
  const place = newPlace();
  await writePortraitClip(join(place.folder, 'a.mp4'), [1, 2, 3, 4, 5]);
  await writePortraitClip(join(place.folder, 'b.ts'), [6, 7, 3, 8, 9]);
  await newGrantedCase(place);
  for (const [file, reference] of [['a.mp4', 'JB/1'], ['b.ts', 'JB/2']] as const) {
    await retraceJson(place, ['exhibit', 'receive', 'case', file, '--reference', reference, '--camera', reference, '--starts-at', '2026-03-14T18:00:00Z']);
  }
  return place;
}

export interface IndexAnswer {
  readonly runs: readonly { readonly id: string; readonly state: string; readonly tracks: number; readonly digest: string }[];
  readonly already: number;
  readonly refused: readonly { readonly name: string; readonly code: string; readonly message: string }[];
}

/** Searches the indexed case for a face of its run with the lowest id, and gives the whole record in its canonical form. */
export async function searchAndRead(place: Place): Promise<string[]> {
  const { probe } = await retraceJson<{ probe: { id: string } }>(place, ['probe', 'add', 'case', '--track', `${lowestRun(place)}-0`, '--label', 'P', '--source', 'JB/1', '--basis', 'test']);
  const searched = await retrace(place, ['search', 'case', '--probe', probe.id]);
  if (searched.exit !== 0) throw new Error(searched.error);
  return canonicalRecord(join(place.folder, 'case/case.sqlite'));
}

function lowestRun(place: Place): string {
  const db = new Database(join(place.folder, 'case/case.sqlite'), { readonly: true });
  try {
    return db.prepare<[], { id: string }>('SELECT min(id) AS id FROM run').get()!.id;
  } finally {
    db.close();
  }
}
