/** @file A folder of people, each a folder of pictures: read, hashed and analysed. Whatever cannot be used is counted with its reason, never passed over. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unsearchableWords } from '../../core/completeness.ts';
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import type { LabelledFace } from '../../core/labelled.ts';
import type { AnalysedFace } from '../../core/sighting.ts';
import type { FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';
import { canonical } from '../../ledger/canonical.ts';
import { sha256 } from '../hash.ts';
import type { Natives } from '../natives.ts';

/** Larger than any photograph, small enough to be held. */
const MOST_BYTES = 100_000_000;
const MOST_LABELS = 10_000_000;
/** Where a picture shows several faces, the widest is taken for the person's if it is this many times as wide as the next. */
const CLEARLY_WIDER = 2;

/** A file of the folder. `name` has forward slashes and is relative to it. */
export interface LabelledFile {
  readonly name: string;
  readonly person: string;
  readonly sha256: string;
}

export interface LabelledFolder {
  readonly folder: string;
  readonly files: readonly LabelledFile[];
  readonly people: readonly string[];
  /** Person -> label; null where no labels were given. */
  readonly groups: ReadonlyMap<string, string> | null;
  readonly leftOut: readonly LeftOut[];
  /** Of the canonical JSON of {"files": [{"name", "sha256"} ...] by name, "groups": SHA-256 of the file of labels or null}. */
  readonly sha256: string;
}

/** A file or a label that was not used. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

/** What was found on a picture. `detected` faces of any kind; `face` null where it was left out. */
export interface AnalysedPicture {
  readonly file: LabelledFile;
  readonly detected: number;
  readonly face: AnalysedFace | null;
}

/** Lists and hashes. Failure 'labelled-folder' where it is no folder of folders, or the labels cannot be read; 'stopped'. */
export async function readLabelledFolder(folder: string, groupsFile: string | null, job: Job): Promise<LabelledFolder> {
  const files: LabelledFile[] = [], leftOut: LeftOut[] = [];
  const listed = await readdir(folder, { withFileTypes: true }).catch((cause: Error) => {
    throw new Failure('labelled-folder', { folder, reason: cause.message }, { cause });
  });
  const seen = new Map<string, LabelledFile>();
  for (const person of listed.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!person.isDirectory()) {
      leftOut.push({ name: person.name, why: 'not in the folder of a person' });
      continue;
    }
    for (const entry of (await readdir(join(folder, person.name), { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      stopIfAsked(job);
      const name = `${person.name}/${entry.name}`;
      const why = !entry.isFile() ? 'no plain file' : (await lstat(join(folder, name))).size > MOST_BYTES ? 'too large' : null;
      if (why !== null) {
        leftOut.push({ name, why });
        continue;
      }
      const file = { name, person: person.name, sha256: sha256(await readFile(join(folder, name))) };
      const before = seen.get(file.sha256);
      files.push(file);
      if (before) leftOut.push({ name, why: before.person === file.person ? 'the same file twice' : 'the same file under two people' });
      if (before && before.person !== file.person) leftOut.push({ name: before.name, why: 'the same file under two people' });
      if (!before) seen.set(file.sha256, file);
      job.onProgress?.({ stage: 'Reading', done: files.length, total: null, unit: 'files' });
    }
  }
  const people = [...new Set(files.map(({ person }) => person))];
  if (people.length < 2) throw new Failure('labelled-folder', { folder, reason: 'it needs a folder of pictures for each of two people or more' });
  const labels = groupsFile === null ? null : await readGroups(groupsFile, people, leftOut);
  return {
    folder, files, people, groups: labels?.groups ?? null, leftOut: [...new Map(leftOut.map((each) => [`${each.name}\n${each.why}`, each])).values()],
    sha256: sha256(canonical({ files: files.map(({ name, sha256: hash }) => ({ name, sha256: hash })), groups: labels?.sha256 ?? null })),
  };
}

/** Lines `person,label` under the head `person,group`; the last label of a person counts, and a label without a folder is left out. */
async function readGroups(file: string, people: readonly string[], leftOut: LeftOut[]): Promise<{ groups: Map<string, string>; sha256: string }> {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new Failure('labelled-folder', { folder: file, reason }, { cause });
  };
  const bytes = await readFile(file).catch((cause: Error) => refuse(cause.message, cause));
  if (bytes.length > MOST_LABELS) refuse('it is too large for a list of labels');
  const [head, ...lines] = bytes.toString('utf8').replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '');
  if (head?.trim() !== 'person,group') refuse('its first line is not “person,group”');
  const groups = new Map<string, string>();
  for (const [i, line] of lines.entries()) {
    const comma = line.lastIndexOf(',');
    const [person, label] = [line.slice(0, comma).trim().replace(/^"(.*)"$/, '$1'), line.slice(comma + 1).trim().replace(/^"(.*)"$/, '$1')];
    if (comma < 1 || label === '' || label.length > 100) refuse(`line ${i + 2} is not a person, a comma and a label`);
    if (people.includes(person)) groups.set(person, label);
    else leftOut.push({ name: person, why: 'a label without a folder' });
  }
  return { groups, sha256: sha256(bytes) };
}

/** Analyses every file that was not left out; `leftOut` grows by those on which no face can be used. A file that changed since it was hashed is left out too. */
export async function analysePictures(labelled: LabelledFolder, analyser: FaceAnalyser, natives: Natives, job: Job): Promise<{ pictures: AnalysedPicture[]; leftOut: LeftOut[] }> {
  const pictures: AnalysedPicture[] = [], leftOut = [...labelled.leftOut];
  const not = new Set(leftOut.map(({ name }) => name));
  const wanted = labelled.files.filter(({ name }) => !not.has(name));
  const began = Date.now();
  for (const [done, file] of wanted.entries()) {
    stopIfAsked(job);
    job.onProgress?.({ stage: 'Analysing', done, total: wanted.length, unit: 'files', ...(done > 9 ? { secondsLeft: ((Date.now() - began) / 1000 / done) * (wanted.length - done) } : {}) });
    const { detected, face, why } = await analyseOne(join(labelled.folder, file.name), file, analyser, natives);
    if (why !== null) leftOut.push({ name: file.name, why });
    pictures.push({ file, detected, face });
    // Inference does not let go of the thread by itself, and a stop has to be heard.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { pictures, leftOut };
}

async function analyseOne(path: string, file: LabelledFile, analyser: FaceAnalyser, natives: Natives): Promise<{ detected: number; face: AnalysedFace | null; why: string | null }> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null || sha256(bytes) !== file.sha256) return { detected: 0, face: null, why: 'changed while it was read' };
  let faces: AnalysedFace[];
  try {
    faces = await analyser.analyse(await natives.readPicture(bytes, file.name), 'everywhere', 'default');
  } catch (error) {
    if (error instanceof Failure && error.code === 'image-unreadable') return { detected: 0, face: null, why: 'cannot be read as a picture' };
    throw error;
  }
  const [face, next] = faces.toSorted((a, b) => b.box[2] - a.box[2]);
  if (!face) return { detected: 0, face: null, why: 'no face found' };
  if (next && face.box[2] < CLEARLY_WIDER * next.box[2]) return { detected: faces.length, face: null, why: 'several faces, none clearly the widest' };
  return face.embedding === null ? { detected: faces.length, face: null, why: `face ${unsearchableWords[face.unsearchable ?? 'bad-vector']}` } : { detected: faces.length, face, why: null };
}

/** The faces that can be compared, people numbered in the order of the folder. */
export function labelledFaces({ people, groups }: LabelledFolder, pictures: readonly AnalysedPicture[]): LabelledFace[] {
  const number = new Map(people.map((person, i) => [person, i]));
  return pictures.flatMap(({ file: { person }, face }) =>
    face?.embedding ? [{ person: number.get(person)!, group: groups?.get(person) ?? null, overall: face.quality.overall, widthPx: face.quality.widthPx, vector: face.embedding }] : []);
}

/** How many, by reason. */
export function countReasons(leftOut: readonly LeftOut[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const why of leftOut.map((each) => each.why).sort()) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
}

export function stopIfAsked(job: Job): void {
  if (job.signal?.aborted) throw new Failure('stopped', { kept: 'Nothing was written.' });
}
