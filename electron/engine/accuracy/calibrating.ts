/** @file Calibrating on footage: what the record has measured of a camera, measured anew where something changed since, and its entry. */
import { splitTrack } from '../../core/ids.ts';
import { Calibration } from '../../core/calibration.ts';
import type { Band } from '../../core/band.ts';
import { packIdentity } from '../../core/modelPack.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import { canonical } from '../../ledger/canonical.ts';
import type { Case } from '../caseFolder.ts';
import { sha256 } from '../hash.ts';
import { keep, recall } from '../kept.ts';
import { readCalibration } from '../measure/calibrationFile.ts';
import { entriesOf, listExhibits, listFootage } from '../records.ts';
import { listRuns } from '../runs.ts';
import type { RunRow } from '../runs.ts';
import { newestRun } from '../searchScope.ts';
import type { Turn } from '../turns.ts';
import { footageCalibration } from './footageCalibration.ts';
import { pairsOfRun } from './footagePairs.ts';

/** So many tracks have to be seen together with others, or a rate on this footage is “insufficient”. A track is at most one person. */
export const enough = 30;

/** One footage, or all footage of a camera, measured. */
export interface MeasuredFootage {
  /** null: no footage of this case, but the pack’s reference. */
  readonly camera: string | null;
  readonly runs: readonly string[];
  readonly packDigest: string;
  readonly calibration: Calibration;
  /** SHA-256 (hex) of its canonical JSON. */
  readonly sha256: string;
  /** Index of its entry; null: not recorded. */
  readonly entry: number | null;
}

/** How many tracks the rate of a band rests on; null: of all. */
export function tracksIn({ bands, all }: Calibration, band: Band | null): number {
  return (band === null ? all : bands[band])?.impostor?.clusters ?? 0;
}

/** By the runs it is of, or by its hash, what was read or measured before in the same work. A camera with many footages is asked for with each of them. */
export type MeasuredBefore = Map<string, MeasuredFootage>;

/** The calibration of the run’s footage and, where the camera has more footage, that of the camera; the nearest first. What was recorded and still holds is read, not measured again. */
export async function calibrationsOf(opened: Case, camera: string, run: RunRow, pack: LoadedPack, before: MeasuredBefore, turn: Turn): Promise<MeasuredFootage[]> {
  const others = runsOfCamera(opened, camera, pack.digest);
  const groups = others.some((each) => each.id !== run.id) ? [[run], others.some((each) => each.id === run.id) ? others : [run, ...others]] : [[run]];
  const measured: MeasuredFootage[] = [];
  for (const runs of groups) {
    const name = runs.map(({ id }) => id).join(' ');
    const known = before.get(name) ?? recorded(opened, camera, runs, pack.digest) ?? (await measure(opened, camera, runs, pack, turn));
    before.set(name, known);
    measured.push(known);
  }
  return measured;
}

/** What was last measured on this run with people who are not in it; none once something was erased since, for it may have been of it. */
export function nonMatedOf({ db }: Pick<Case, 'db'>, run: RunRow, before: MeasuredBefore): MeasuredFootage[] {
  const last = entriesOf(db, 'non-mated-measured').findLast(({ body }) => body.packDigest === run.pack_digest && body.runs.includes(run.id));
  if (!last || entriesOf(db, 'erased').some(({ index }) => index > last.index)) return [];
  const { camera, runs, packDigest, sha256: digest, document } = last.body;
  const known = before.get(digest) ?? { camera, runs, packDigest, calibration: Calibration.parse(recall(db, document)?.body), sha256: digest, entry: last.index };
  before.set(digest, known);
  return [known];
}

/** The pack’s reference calibration as this machine has it, with its entry where a search of this case used it before; null: none. Failure 'calibration-unreadable'. */
export function referenceOf({ db, home }: Case, { description: { id }, digest }: LoadedPack): MeasuredFootage | null {
  const calibration = readCalibration({ id, digest }, home);
  if (calibration === null) return null;
  const own = sha256(canonical(calibration));
  const entry = entriesOf(db, 'calibration-recorded').findLast(({ body }) => body.sha256 === own)?.index ?? null;
  return { camera: null, runs: [], packDigest: digest, calibration, sha256: own, entry };
}

/** The run of each footage of the camera that a search would compare. */
function runsOfCamera({ db }: Case, camera: string, packDigest: string): RunRow[] {
  const all = listRuns(db).filter((run) => run.pack_digest === packDigest);
  return listExhibits(db).filter((exhibit) => (exhibit.camera ?? '') === camera).flatMap((exhibit) => listFootage(db, exhibit.id).flatMap(({ id }) => newestRun(all, id) ?? []));
}

async function measure(opened: Case, camera: string, runs: readonly RunRow[], pack: LoadedPack, turn: Turn): Promise<MeasuredFootage> {
  const found: { readonly run: RunRow; readonly pairs: Awaited<ReturnType<typeof pairsOfRun>> }[] = [];
  for (const run of runs) found.push({ run, pairs: await pairsOfRun(opened.db, run, packIdentity(pack).metric, turn) });
  const calibration = footageCalibration(camera, found, pack, new Date().toISOString().slice(0, 10));
  return { camera, runs: runs.map(({ id }) => id), packDigest: pack.digest, calibration, sha256: sha256(canonical(calibration)), entry: null };
}

/** The last recorded calibration of exactly these finished runs, if nobody judged a pair of theirs and nothing was erased since. */
function recorded({ db }: Case, camera: string, runs: readonly RunRow[], packDigest: string): MeasuredFootage | null {
  if (runs.some(({ state }) => state !== 'finished')) return null;
  const ids = runs.map(({ id }): string => id);
  const last = entriesOf(db, 'calibration-recorded').findLast(({ body }) => body.packDigest === packDigest && body.camera === camera && canonical(body.runs) === canonical(ids));
  if (!last) return null;
  const since = entriesOf(db, 'pair-judged', 'erased').some((entry) => entry.index > last.index && (entry.act === 'erased' || ids.includes(splitTrack(entry.body.pair[0])[0])));
  const calibration = since ? undefined : recall(db, last.body.document)?.body;
  return calibration === undefined ? null : { camera, runs: ids, packDigest, calibration: Calibration.parse(calibration), sha256: last.body.sha256, entry: last.index };
}

/** Records what was measured and is not recorded yet: an entry for each, with the document beside the ledger. */
export function recordCalibrations(opened: Case, measured: readonly MeasuredFootage[]): void {
  const fresh = measured.filter(({ entry }) => entry === null);
  if (fresh.length === 0) return;
  opened.write('machine', (append) => {
    for (const { camera, runs, packDigest, sha256: digest, calibration } of fresh) append('calibration-recorded', { camera, runs: [...runs], packDigest, sha256: digest, document: keep(opened.db, calibration) });
  });
}
