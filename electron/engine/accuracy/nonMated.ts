/**
 * @file Measuring chance on the case’s footage with a folder of people who are not in it; its entries, and what was measured so far.
 *
 * [Note: Nobody is looked for]
 * Out come counts of scores over all people together: no track, time, face or name does, and of the folder its hash is kept and how many people and
 * photographs it had. With fewer people than `fewestPeople`, one face under many names counted once, nothing is compared. Whoever lies in the
 * declaration could still learn that one of many scores high somewhere on a camera: so the declaration is signed, and how often a footage was
 * measured is told beside every rate.
 */
import { qualityBands } from '../../core/band.ts';
import { Calibration } from '../../core/calibration.ts';
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import { packIdentity } from '../../core/modelPack.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import { fewestPeople, nonMatedPairs, nonMatedScores, peopleApart } from '../../core/nonMated.ts';
import type { ScoredPair } from '../../core/scoredPairs.ts';
import { canonical } from '../../ledger/canonical.ts';
import type { Case } from '../caseFolder.ts';
import { sha256 } from '../hash.ts';
import { chooseExhibits } from '../indexing.ts';
import { keep, recall } from '../kept.ts';
import { analysePictures, countReasons, labelledFaces, readLabelledFolder } from '../measure/labelledPictures.ts';
import type { Natives } from '../natives.ts';
import { entriesOf, listFootage, signerOf } from '../records.ts';
import { listRuns } from '../runs.ts';
import type { RunRow } from '../runs.ts';
import { newestRun } from '../searchScope.ts';
import { takeTurns } from '../turns.ts';
import { referenceOf } from './calibrating.ts';
import { bandAccuracy } from './footageAccuracy.ts';
import type { BandAccuracy } from './footageAccuracy.ts';
import { storedTracks } from './footagePairs.ts';

export interface NonMatedRequest {
  /** A folder of people, each a folder of pictures. */
  readonly faces: string;
  /** Id or reference; null: all. */
  readonly exhibit: string | null;
  /** Who they are, and why they cannot be in the footage. */
  readonly declared: string;
}

/** What was measured on one camera; plain data. */
export interface NonMatedMeasurement {
  /** '': not stated. */
  readonly camera: string;
  readonly runs: readonly string[];
  readonly by: string;
  readonly declared: string;
  /** Index of its entry, and SHA-256 (hex) of the calibration’s canonical JSON. */
  readonly entry: number;
  readonly calibration: string;
  readonly measuredOn: Calibration['measuredOn'];
  /** All qualities together, then each that enough people were compared in. */
  readonly bands: readonly BandAccuracy[];
  readonly notes: readonly string[];
}

const nothing = 'Nothing was recorded.';

/**
 * Compares every face of the folder with every searchable track of finished indexings of this pack, camera by camera, and records for each camera what was
 * measured: an entry. Failures 'reason-missing', 'role-missing', 'exhibit-unknown', 'nothing-indexed', 'labelled-folder', 'people-few', 'stopped' and those of the pack.
 */
export async function measureNonMated(opened: Case, request: NonMatedRequest, pack: LoadedPack, natives: Natives, job: Job): Promise<NonMatedMeasurement[]> {
  opened.demand('non-mated-measured');
  if (request.declared.trim() === '') throw new Failure('reason-missing', { what: 'declaring that these people are not in the footage' });
  const { metric, id, version, digest } = packIdentity(pack);
  const cameras = camerasOf(opened, request.exhibit, digest).map(({ camera, runs }) => ({ camera, runs, tracks: runs.flatMap((run) => [...storedTracks(opened.db, run, metric).values()]) })).filter(({ tracks }) => tracks.length > 0);
  if (cameras.length === 0) throw new Failure('nothing-indexed', { pack: id });
  const labelled = await readLabelledFolder(request.faces, null, job);
  refuseFew(labelled.people.length);
  const analyser = await natives.openAnalyser(pack);
  const { pictures, leftOut } = await analysePictures(labelled, analyser, natives, job).finally(() => analyser.close());
  const faces = labelledFaces(labelled, pictures);
  const people = new Set(faces.map(({ person }) => person)).size;
  const reference = referenceOf(opened, pack)?.calibration.all.impostor ?? null;
  refuseFew(peopleApart(faces, reference, metric));
  const turn = takeTurns(job, nothing);
  const measured: { readonly camera: string; readonly runs: readonly RunRow[]; readonly calibration: Calibration }[] = [];
  for (const { camera, runs, tracks } of cameras) {
    const pairs: ScoredPair[] = [];
    let done = 0;
    for (const own of nonMatedPairs(faces, tracks, metric)) {
      for (const pair of own) pairs.push(pair);
      job.onProgress?.({ stage: 'Comparing', done: (done += 1), total: faces.length, unit: 'files' });
      await turn();
    }
    const scores = nonMatedScores(pairs);
    const highest = scores.all.impostor?.points[0]![0] ?? -Infinity;
    const earlier = entriesOf(opened.db, 'non-mated-measured').filter(({ body }) => body.packDigest === digest && body.runs.some((run) => runs.some((each) => each.id === run))).length;
    measured.push({ camera, runs, calibration: {
      format: 'retrace-calibration/1', kind: 'non-mated', pack: { id, version, digest },
      measuredOn: {
        what: `${faces.length} photographs of ${people} people who are declared not to be there, against the tracks of ${runs.length} ${runs.length === 1 ? 'footage' : 'footages'} of the camera “${camera}”`, shows: 'people',
        sha256: sha256(canonical({ folder: labelled.sha256, runs: runs.map((run) => ({ run: run.id, digest: run.digest })) })), date: new Date().toISOString().slice(0, 10),
        counts: { people, photographs: faces.length, tracks: tracks.length, pairs: pairs.length }, leftOut: countReasons(leftOut),
      },
      ...scores, groups: 'not measured',
      notes: [
        ...(scores.all.impostor === null ? [`Insufficient: ${people} people and ${tracks.length} ${tracks.length === 1 ? 'track' : 'tracks'} make too few independent pairs for any rate; searches do not use it.`] : []),
        'The declaration is not proved; somebody of them who is in it after all makes the rate too high.',
        'It holds for pictures like these photographs; others give another rate.',
        ...(reference !== null && highest > reference.points[0]![0] ? ['Their highest score lies above every pair of two people of the pack’s reference: somebody may be in it after all.'] : []),
        ...(earlier > 0 ? [`It was measured so ${earlier} ${earlier === 1 ? 'time' : 'times'} before; the newest counts.`] : []),
      ],
    } });
  }
  const entries = opened.write('operator', (append) => measured.map(({ camera, runs, calibration }) => append('non-mated-measured', {
    camera, runs: runs.map((run) => run.id), packDigest: digest, people, photographs: faces.length, declared: request.declared, sha256: sha256(canonical(calibration)), document: keep(opened.db, calibration),
  })));
  return listNonMated(opened).filter(({ entry }) => entries.includes(entry));
}

function refuseFew(people: number): void {
  if (people < fewestPeople) throw new Failure('people-few', { people, needed: fewestPeople });
}

/** Finished runs by camera; an exhibit whose camera is not stated is one of its own. */
function camerasOf(opened: Case, exhibit: string | null, packDigest: string): { readonly camera: string; readonly runs: readonly RunRow[] }[] {
  const all = listRuns(opened.db).filter((run) => run.pack_digest === packDigest && run.state === 'finished');
  const exhibits = chooseExhibits(opened, exhibit).map(({ id, camera }) => ({ group: camera ?? `exhibit ${id}`, camera: camera ?? '', runs: listFootage(opened.db, id).flatMap((footage) => newestRun(all, footage.id) ?? []) }));
  return [...Map.groupBy(exhibits, ({ group }) => group).values()].map((of) => ({ camera: of[0]!.camera, runs: of.flatMap(({ runs }) => runs) }));
}

/** Everything that was measured so, in order of the entries. */
export function listNonMated({ db }: Pick<Case, 'db'>): NonMatedMeasurement[] {
  return entriesOf(db, 'non-mated-measured').map((entry) => {
    const { camera, runs, declared, sha256: digest, document } = entry.body;
    const calibration = Calibration.parse(recall(db, document)?.body);
    const bands = qualityBands.filter((band) => calibration.bands[band]);
    return {
      camera, runs, declared, by: signerOf(entry)!.name, entry: entry.index, calibration: digest, measuredOn: calibration.measuredOn, notes: calibration.notes,
      bands: [null, ...bands].map((band) => bandAccuracy(calibration, band)),
    };
  });
}
