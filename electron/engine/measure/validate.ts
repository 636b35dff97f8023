/**
 * @file Validating pack and program on a laboratory's own pictures and machine: requirement, test, result, after the manner of the test reports of
 * NIST's Computer Forensics Tool Testing and of the Forensic Science Regulator's guidance on validation (FSR-G-218).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { distributionOf, shareAtLeast } from '../../core/distribution.ts';
import type { Rate } from '../../core/distribution.ts';
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import { ranksOf } from '../../core/labelled.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import { rateText } from '../../core/rateWords.ts';
import type { SelfTest } from '../../../native/faces/faceAnalyser.ts';
import { sha256 } from '../hash.ts';
import { machineFacts, software } from '../machine.ts';
import type { Natives } from '../natives.ts';
import { vectorBytes } from '../vectorBytes.ts';
import { measurePack, measurementFiles } from './calibrate.ts';
import type { CalibrationRequest, Measurement } from './calibrate.ts';
import { comparePacks } from './comparePacks.ts';
import { stopIfAsked } from './labelledPictures.ts';
import { tryRefusals } from './refusals.ts';
import { refuseUsedFolder, writeReportFolder } from './reportFolder.ts';
import { validationReport } from './validationReport.ts';
import type { Requirement, Validation } from './validationReport.ts';

/** Pictures that are analysed a second time for the test of determinism. */
const TWICE = 20;

export interface ValidationRequest extends CalibrationRequest {
  readonly report: string;
}

/** Measures, tests, and writes the report folder; keeps nothing else. `against`: a second pack on the same pictures. Failures as of calibrate. */
export async function validate(request: ValidationRequest, pack: LoadedPack, against: LoadedPack | null, natives: Natives, job: Job): Promise<Validation> {
  refuseUsedFolder(request.report);
  const measurement = await measurePack(request, pack, natives, job);
  const second = against && (await measurePack(request, against, natives, job));
  const analyser = await natives.openAnalyser(pack);
  let requirements: Requirement[];
  try {
    requirements = [
      chain(await analyser.selfTest()),
      await sameTwice(measurement, (picture) => analyser.analyse(picture, 'everywhere', 'default'), natives, job),
      found(measurement),
      pairs(measurement),
      first(measurement, pack),
      await refusing(measurement, (bytes, widthPx) => tryRefusals(bytes, widthPx, analyser, natives)),
    ];
  } finally {
    await analyser.close();
  }
  const { calibration, equalError } = measurement;
  const validation: Validation = {
    format: 'retrace-validation/1', software, machine: machineFacts(), requirements, calibration, equalError,
    against: second && against ? { pack: second.calibration.pack, equalError: second.equalError, comparison: comparePacks(measurement, second, [pack.description.metric, against.description.metric]) } : null,
  };
  await writeReportFolder(request.report, validationReport(validation, measurement.leftOut, pack.description.metric), {
    ...measurementFiles(measurement), 'validation.json': `${JSON.stringify({ ...validation, calibration: 'calibration.json' }, null, 1)}\n`,
  });
  return validation;
}

function chain({ passed, problems, scores }: SelfTest): Requirement {
  const largest = Math.max(0, ...scores.map(({ expected, got }) => Math.abs(expected - got)));
  return {
    id: 'R1', requirement: 'Pack and program on this machine are those that were delivered and work as they did.',
    test: 'Size and SHA-256 of every file of the pack; the pack’s known pairs through the whole chain.',
    result: passed ? 'met' : 'not met', found: passed ? `Every file is as described; ${scores.length} known pairs, largest deviation ${largest.toExponential(1)}.` : problems.join(' '),
  };
}

async function sameTwice({ pictures, labelled }: Measurement, analyse: (picture: Awaited<ReturnType<Natives['readPicture']>>) => Promise<readonly { readonly embedding: Float32Array | null }[]>, natives: Natives, job: Job): Promise<Requirement> {
  const tried = pictures.filter(({ face }) => face !== null).slice(0, TWICE);
  const different: string[] = [];
  for (const { file, face } of tried) {
    stopIfAsked(job);
    const again = await analyse(await natives.readPicture(await readFile(join(labelled.folder, file.name)), file.name));
    if (!again.some(({ embedding }) => embedding && Buffer.from(vectorBytes(embedding)).equals(vectorBytes(face!.embedding!)))) different.push(file.name);
  }
  return {
    id: 'R2', requirement: 'The same picture gives the same numbers.', test: `${tried.length} pictures were analysed again by a chain that was opened anew; vectors compared byte by byte.`,
    result: tried.length === 0 ? 'not measured' : different.length === 0 ? 'met' : 'not met',
    found: different.length === 0 ? `${tried.length} of ${tried.length} the same.` : `${different.length} of ${tried.length} differ: ${different.slice(0, 5).join(', ')}.`,
  };
}

/** A share of things that each belong to one person, with an interval over people. */
function shareOf(each: readonly { readonly person: number; readonly yes: boolean }[]): Rate | null {
  const people = Uint32Array.from(each, ({ person }) => person);
  const distribution = distributionOf({ scores: Float64Array.from(each, ({ yes }) => (yes ? 1 : 0)), a: people, b: people });
  return distribution && shareAtLeast(distribution, 1);
}

function found({ pictures, labelled, leftOut }: Measurement): Requirement {
  const unreadable = new Set(leftOut.filter(({ why }) => why === 'cannot be read as a picture').map(({ name }) => name));
  const readable = pictures.filter(({ file }) => !unreadable.has(file.name));
  const share = (yes: (picture: (typeof pictures)[number]) => boolean) => rateText(shareOf(readable.map((picture) => ({ person: labelled.people.indexOf(picture.file.person), yes: yes(picture) }))));
  return {
    id: 'R3', requirement: 'How often a face that is there is found, and found good enough to be searched for, is known.', test: 'Every readable picture of the folder, which shows the person it is named for.',
    result: readable.length === 0 ? 'not measured' : 'measured',
    found: `Of ${readable.length} readable pictures: at least one face found in ${share(({ detected }) => detected > 0)}; a face that can be searched for, and clearly the person’s, in ${share(({ face }) => face !== null)}.`,
  };
}

function pairs({ calibration: { all } }: Measurement): Requirement {
  const measured = all.impostor !== null && all.genuine !== null;
  return {
    id: 'R4', requirement: 'How often two people are taken for one, and one person for two, is known for every threshold.', test: 'Every face against every other.',
    result: measured ? 'measured' : 'not measured', found: measured ? `${all.impostor!.pairs} pairs of two people, ${all.genuine!.pairs} of one; see “Error rates”.` : 'It takes two people, and two pictures of one.',
  };
}

function first({ faces }: Measurement, pack: LoadedPack): Requirement {
  const ranks = ranksOf(faces, pack.description.metric);
  const tried = faces.flatMap(({ person }, i) => (faces.some((other, j) => j !== i && other.person === person) ? [{ person, yes: faces[ranks[i]![0]!]!.person === person }] : []));
  return {
    id: 'R5', requirement: 'How often a search ranks the person first is known.', test: 'Each face as a probe among all others (closed set: the person is always there).',
    result: tried.length === 0 ? 'not measured' : 'measured',
    found: tried.length === 0 ? 'It takes two pictures of one person.' : `Of ${tried.length} searches among ${faces.length - 1} faces the person came first in ${rateText(shareOf(tried))}. Among more faces it is less often.`,
  };
}

async function refusing({ pictures, labelled }: Measurement, attempt: (bytes: Uint8Array, widthPx: number) => ReturnType<typeof tryRefusals>): Promise<Requirement> {
  const usable = pictures.find(({ face }) => face !== null);
  const requirement = { id: 'R6', requirement: 'What is no picture, shows no face or too small a face is refused, with the reason, and is never given numbers.' };
  if (!usable) return { ...requirement, test: 'None: no picture of the folder could be used.', result: 'not measured', found: '' };
  const bytes = await readFile(join(labelled.folder, usable.file.name));
  if (sha256(bytes) !== usable.file.sha256) throw new Failure('labelled-folder', { folder: labelled.folder, reason: `${usable.file.name} changed while it was measured` });
  const refusals = await attempt(bytes, usable.face!.quality.widthPx);
  return {
    ...requirement, test: `${refusals.length} things, some of them made from one picture of the folder; each is named with what became of it.`,
    result: refusals.every(({ refused }) => refused) ? 'met' : 'not met', found: `${refusals.map(({ fed, how }) => `${fed}: ${how}`).join('; ')}.`,
  };
}
