/** @file Named measures of a probe's picture and of candidates' best sightings: from the pixels, when they are asked for; nothing is stored. */
import type { FacePictureMeasures } from '../core/faceMeasures.ts';
import { measureFace } from '../core/faceMeasures.ts';
import { Failure } from '../core/failure.ts';
import type { ProbeId } from '../core/ids.ts';
import type { Job } from '../core/job.ts';
import type { LoadedPack } from '../core/modelPack.ts';
import { overlap } from '../core/picture.ts';
import type { Probe } from '../core/probe.ts';
import type { Answer, Candidate } from '../core/search.ts';
import type { AnalysedFace } from '../core/sighting.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import type { Case } from './caseFolder.ts';
import { checkUnchanged } from './hash.ts';
import type { Natives } from './natives.ts';
import { listProbes, readKeptImage } from './probing.ts';
import { splitTrack } from '../core/ids.ts';
import { momentOfTicks } from './stills.ts';

interface MeasuredCandidate {
  readonly rank: number;
  readonly trackId: string;
  readonly camera: string;
  readonly ticks: string;
  readonly measures: FacePictureMeasures | null;
}

/** A probe and the candidates to measure beside it. */
export type ToMeasure = Pick<Answer, 'probe' | 'candidates'>;

export interface MeasuredAnswer {
  readonly probe: ProbeId;
  readonly measures: FacePictureMeasures | null;
  readonly candidates: readonly MeasuredCandidate[];
}

/** A probe that was erased since has no measures. Failures 'probe-image-changed', 'probe-no-face', 'exhibit-changed' and those of the decoder. */
export async function measureAnswers(opened: Case, answers: readonly ToMeasure[], pack: LoadedPack, natives: Natives, job: Job): Promise<MeasuredAnswer[]> {
  const analyser = await natives.openAnalyser(pack);
  const kept = new Map(listProbes(opened.db).map((probe) => [probe.id, probe]));
  try {
    const measured: MeasuredAnswer[] = [];
    for (const { probe: id, candidates } of answers) {
      const probe = kept.get(id);
      measured.push({ probe: id, measures: probe ? await measureProbe(opened, probe, analyser, natives) : null, candidates: await measureCandidates(opened, candidates, natives, job) });
    }
    return measured;
  } finally {
    await analyser.close();
  }
}

/** Of the kept image. */
async function measureProbe(opened: Case, probe: Probe, analyser: FaceAnalyser, natives: Natives): Promise<FacePictureMeasures | null> {
  const bytes = readKeptImage(opened, probe);
  const picture = await natives.readPicture(bytes, probe.imageName);
  const [face] = (await analyser.analyse(picture, 'everywhere', 'default')).toSorted((a, b) => overlap(b.box, probe.box) - overlap(a.box, probe.box));
  if (!face || overlap(face.box, probe.box) < 0.3) throw new Failure('probe-no-face', { name: probe.imageName });
  return measureFace(picture, face.landmarks, face.quality);
}

interface SightingRow {
  readonly landmarks: string | null;
  readonly sharpness: number;
  readonly landmark_fit: number;
}

/** Of the sighting that has each candidate's score, in the original's own frame. */
async function measureCandidates(opened: Case, candidates: readonly Candidate[], natives: Natives, job: Job): Promise<MeasuredCandidate[]> {
  const find = opened.db.prepare<[string, number, bigint], SightingRow>('SELECT s.landmarks, s.sharpness, s.landmark_fit FROM sighting s JOIN run ON run.number = s.run WHERE run.id = ? AND s.track = ? AND s.ticks = ?');
  const unchanged = new Set<string>();
  const measured: MeasuredCandidate[] = [];
  for (const { rank, trackId, camera, footageId, bestTicks } of candidates) {
    const { exhibit, footage, ticks } = momentOfTicks(opened, footageId, BigInt(bestTicks));
    if (!unchanged.has(exhibit.path)) await checkUnchanged(exhibit, job);
    unchanged.add(exhibit.path);
    const row = find.get(...splitTrack(trackId), ticks);
    const frame = row && (await natives.decoder.still(exhibit.path, footage.stream, ticks));
    const measures = frame ? measureFace(frame, JSON.parse(row.landmarks ?? 'null') as AnalysedFace['landmarks'], { sharpness: row.sharpness, landmarkFit: row.landmark_fit }) : null;
    measured.push({ rank, trackId, camera, ticks: bestTicks, measures });
  }
  return measured;
}
