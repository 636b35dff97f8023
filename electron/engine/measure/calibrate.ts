/** @file Calibrating a pack on a labelled folder: every face against every other, kept beside the pack, with a report for people. */
import { basename, resolve } from 'node:path';
import type { Calibration } from '../../core/calibration.ts';
import type { Job } from '../../core/job.ts';
import { compareLabelled } from '../../core/labelled.ts';
import type { LabelledFace } from '../../core/labelled.ts';
import { packIdentity } from '../../core/modelPack.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import { csv } from '../disclose/csv.ts';
import type { Natives } from '../natives.ts';
import { calibrationText, keepCalibration } from './calibrationFile.ts';
import { calibrationReport } from './calibrationReport.ts';
import type { Measured } from './calibrationReport.ts';
import { analysePictures, countReasons, labelledFaces, readLabelledFolder } from './labelledPictures.ts';
import type { AnalysedPicture, LabelledFolder } from './labelledPictures.ts';
import { refuseUsedFolder, writeReportFolder } from './reportFolder.ts';

export interface CalibrationRequest {
  /** A folder of people, each a folder of pictures. */
  readonly faces: string;
  /** CSV `person,group`; null: no group is measured. */
  readonly groups: string | null;
  readonly shows: 'people' | 'drawn';
  /** Where the report goes; null: none is written. */
  readonly report: string | null;
  /** Day of the measurement, `2027-01-31`. */
  readonly date: string;
}

/** What was measured, with the pictures it was measured on. */
export interface Measurement extends Measured {
  readonly labelled: LabelledFolder;
  readonly pictures: readonly AnalysedPicture[];
  readonly faces: readonly LabelledFace[];
}

/** Measures and keeps nothing. The same folder, pack and date give the same calibration on the same machine. Failures 'labelled-folder', 'stopped' and those of the pack. */
export async function measurePack(request: Omit<CalibrationRequest, 'report'>, pack: LoadedPack, natives: Natives, job: Job): Promise<Measurement> {
  const labelled = await readLabelledFolder(request.faces, request.groups, job);
  const analyser = await natives.openAnalyser(pack);
  const { pictures, leftOut } = await analysePictures(labelled, analyser, natives, job).finally(() => analyser.close());
  const faces = labelledFaces(labelled, pictures);
  const { all, bands, groups, equalError, thinned } = compareLabelled(faces, pack.description.metric);
  const { id, version, digest } = packIdentity(pack);
  const people = new Set(faces.map(({ person }) => person)).size;
  const unlabelled = labelled.groups === null ? 0 : labelled.people.filter((person) => !labelled.groups!.has(person)).length;
  const calibration: Calibration = {
    format: 'retrace-calibration/1', kind: 'reference', pack: { id, version, digest },
    measuredOn: {
      what: `${faces.length} faces of ${people} ${request.shows === 'drawn' ? 'drawn people, who are not people' : 'people'}, in the folder “${basename(resolve(request.faces)).slice(0, 200)}”`,
      shows: request.shows, sha256: labelled.sha256, date: request.date,
      counts: { identities: people, pictures: labelled.files.length, faces: faces.length, ...(labelled.groups === null ? {} : { 'identities without a label': unlabelled }) },
      leftOut: countReasons(leftOut),
    },
    all, bands, groups,
    notes: [
      ...(request.shows === 'drawn' ? ['Measured on drawn people. It shows how the figures are made, and nothing about how the pack does on people.'] : []),
      'It holds for pictures like those it was measured on; other cameras, light, compression and people give other figures.',
      ...(thinned > 1 ? [`Of the pairs of two people, one in ${thinned} was scored.`] : []),
    ],
  };
  return { calibration, equalError, leftOut, labelled, pictures, faces };
}

/** Measures, writes the report where one is wanted, and keeps the calibration in the data folder, in that order. */
export async function calibrate(request: CalibrationRequest, pack: LoadedPack, natives: Natives, home: string, job: Job): Promise<Measured & { readonly file: string }> {
  if (request.report !== null) refuseUsedFolder(request.report);
  const measured = await measurePack(request, pack, natives, job);
  if (request.report !== null) await writeReportFolder(request.report, calibrationReport(measured, pack.description.metric), measurementFiles(measured));
  const { calibration, equalError, leftOut } = measured;
  return { calibration, equalError, leftOut, file: keepCalibration(calibration, home) };
}

/** The numbers behind a report, by file name. */
export function measurementFiles({ calibration, leftOut }: Measured): Record<string, string> {
  return { 'calibration.json': calibrationText(calibration), 'left-out.csv': csv([['file or person', 'reason'], ...leftOut.map(({ name, why }) => [name, why])]) };
}
