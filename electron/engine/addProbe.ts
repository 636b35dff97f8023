/** @file Adding a probe: a face from an image or from the footage, measured, turned into a vector and recorded with where it comes from. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unsearchableWords } from '../core/completeness.ts';
import { Failure } from '../core/failure.ts';
import type { ProbeId } from '../core/ids.ts';
import { packIdentity } from '../core/modelPack.ts';
import type { LoadedPack } from '../core/modelPack.ts';
import { overlap } from '../core/picture.ts';
import type { Box } from '../core/picture.ts';
import { probeWarnings } from '../core/probe.ts';
import type { FacesFound, Probe, ProbeDetails, ProbeFace } from '../core/probe.ts';
import { provenanceSchema } from '../core/provenance.ts';
import type { Provenance } from '../core/provenance.ts';
import type { AnalysedFace } from '../core/sighting.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import type { Append, Case } from './caseFolder.ts';
import { contentId, sha256 } from './hash.ts';
import { keep } from './kept.ts';
import type { Natives } from './natives.ts';
import { findProbe, imagePath } from './probing.ts';
import { barOf, refuseBarred } from './sought.ts';
import { vectorBytes } from './vectorBytes.ts';
import { writeWhole } from './wholeFile.ts';

/** The image of a probe: a file, or a still that was cut from a track of this case. */
export interface ProbeImage {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly fromTrack: string | null;
  /** Where the face is, if that is known: the face that overlaps it most is taken. */
  readonly near: Box | null;
}

/** An image file as it is. Failure 'image-unreadable'. */
export function readImage(file: string): ProbeImage {
  const name = basename(file);
  try {
    return { name, bytes: readFileSync(file), fromTrack: null, near: null };
  } catch (cause) {
    throw new Failure('image-unreadable', { name, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

/** What the operator states of a probe. */
export interface ProbeStatement {
  readonly label: string;
  readonly provenance: Provenance;
  /** Which face, counted from 1; null: the only one, or the one near `near`. */
  readonly face: number | null;
}

/** The picture as it was before it was edited, and which face of it. */
export interface OriginalImage {
  readonly image: ProbeImage;
  readonly face: number | null;
}

/**
 * Adds a probe and its entry; the image is kept in the case under its hash. The same face of the same image with the same pack is the
 * same probe. Of an edited picture the original is added first, as a probe of its own, unless it is one already. Failures: those of the
 * image ('image-unreadable', 'probe-no-face', 'probe-several-faces', 'probe-face-number', 'probe-unsearchable'), 'probe-known',
 * 'probe-details', 'probe-original-missing', 'probe-edits-missing'; and, as entries too, 'probe-unconvicted', 'probe-review-past'.
 */
export async function addProbe(
  opened: Case, image: ProbeImage, stated: ProbeStatement, original: OriginalImage | null, pack: LoadedPack, natives: Natives,
): Promise<{ probe: Probe; faces: ProbeFace[] }> {
  opened.demand('probe-added');
  checkStatement(image, stated, original);
  refuseBarred(opened, 'probe add', null, (name) => barOf(name, stated.provenance), stated.label, `SHA-256 ${sha256(image.bytes)}`);
  const analyser = await natives.openAnalyser(pack);
  let measured: Measured, before: Measured | null;
  try {
    measured = await measure(image, stated.face, analyser, natives);
    before = original && (await measure(original.image, original.face, analyser, natives));
  } finally {
    await analyser.close();
  }
  for (const each of before ? [before, measured] : [measured]) keepImage(opened, each.imageSha256, each.image.bytes);
  opened.write('operator', (append) => {
    const known = opened.db.prepare<[string], string>('SELECT id FROM probe WHERE id = ?').pluck();
    if (known.get(measured.id) !== undefined || before?.id === measured.id) throw new Failure('probe-known', { probe: measured.id });
    if (before && known.get(before.id) === undefined) {
      put(opened, append, before, { ...stated, label: `${stated.label} (as it was)`, provenance: { ...stated.provenance, edits: [] } }, null, pack);
    }
    put(opened, append, measured, stated, before?.id ?? null, pack);
  });
  return { probe: findProbe(opened.db, measured.id), faces: measured.faces };
}

function checkStatement(image: ProbeImage, { label, provenance }: ProbeStatement, original: OriginalImage | null): void {
  const parsed = provenanceSchema.safeParse(provenance);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message));
  if (label.trim() === '') problems.push('it needs a label');
  if (image.fromTrack !== null && provenance.origin !== 'footage') problems.push('a picture from a track is from footage');
  if (problems.length > 0) throw new Failure('probe-details', { problems });
  if (provenance.edits.length > 0 && original === null) throw new Failure('probe-original-missing', {});
  if (provenance.edits.length === 0 && original !== null) throw new Failure('probe-edits-missing', {});
}

/** A face that can be searched for, with everything that was found on its image. */
interface Measured {
  readonly id: ProbeId;
  readonly image: ProbeImage;
  readonly imageSha256: string;
  readonly face: AnalysedFace;
  readonly embedding: Float32Array;
  readonly number: number;
  readonly faces: ProbeFace[];
}

/** Finds the faces on an image and records nothing: the image is not in the case until its probe is added. Failures 'image-unreadable', 'role-missing'. */
export async function findFaces(opened: Case, image: ProbeImage, pack: LoadedPack, natives: Natives): Promise<FacesFound> {
  opened.demand('probe-added');
  const picture = await natives.readPicture(image.bytes, image.name);
  const analyser = await natives.openAnalyser(pack);
  try {
    const found = await analyser.analyse(picture, 'everywhere', 'default');
    const chosen = clearChoice(found, image);
    const faces = numbered(found).map((face) => ({ ...face, warnings: probeWarnings(face.quality) }));
    return { width: picture.width, height: picture.height, faces, chosen: chosen === null ? null : chosen + 1 };
  } finally {
    await analyser.close();
  }
}

function numbered(found: readonly AnalysedFace[]): ProbeFace[] {
  return found.map(({ box, quality, unsearchable }, i) => ({ number: i + 1, box, quality, unsearchable: unsearchable && unsearchableWords[unsearchable] }));
}

async function measure(image: ProbeImage, asked: number | null, analyser: FaceAnalyser, natives: Natives): Promise<Measured> {
  const found = await analyser.analyse(await natives.readPicture(image.bytes, image.name), 'everywhere', 'default');
  const faces = numbered(found);
  const chosen = chooseFace(found, faces, image, asked);
  const face = found[chosen]!;
  const { embedding } = face;
  if (embedding === null) throw new Failure('probe-unsearchable', { name: image.name, reason: unsearchableWords[face.unsearchable ?? 'bad-vector'] });
  const imageSha256 = sha256(image.bytes);
  const id = contentId({ image: imageSha256, box: face.box, pack: analyser.pack.digest }) as ProbeId;
  return { id, image, imageSha256, face, embedding, number: chosen + 1, faces };
}

function put(opened: Case, append: Append, { id, image, imageSha256, face, embedding, number, faces }: Measured, { label, provenance }: ProbeStatement, original: ProbeId | null, pack: LoadedPack): void {
  const { id: packId, version, digest } = packIdentity(pack);
  const kept: ProbeDetails = { label, provenance, imageName: image.name, box: face.box, face: { number, of: faces.length }, quality: face.quality, warnings: probeWarnings(face.quality) };
  const details = keep(opened.db, kept);
  const vector = vectorBytes(embedding);
  opened.db.prepare('INSERT INTO probe (id, details, image_sha256, from_track, original) VALUES (?, ?, ?, ?, ?)').run(id, details, imageSha256, image.fromTrack, original);
  opened.db.prepare('INSERT INTO probe_vector (probe_id, pack_digest, vector) VALUES (?, ?, ?)').run(id, digest, vector);
  append('probe-added', {
    probe: id, details, origin: provenance.origin, reviewOn: provenance.reviewOn, imageSha256, fromTrack: image.fromTrack, original,
    pack: { id: packId, version, digest }, vectorSha256: sha256(vector),
  });
}

function chooseFace(found: readonly AnalysedFace[], faces: readonly ProbeFace[], image: ProbeImage, asked: number | null): number {
  if (found.length === 0) throw new Failure('probe-no-face', { name: image.name });
  if (asked !== null) {
    if (asked > found.length) throw new Failure('probe-face-number', { asked, found: found.length });
    return asked - 1;
  }
  const clear = clearChoice(found, image);
  if (clear === null) throw new Failure('probe-several-faces', { name: image.name, faces: faces.map(({ number, box, quality }) => ({ number, box, widthPx: quality.widthPx })) });
  return clear;
}

/** The place of the face that is meant where nobody says which; null: none, or several that may be. */
function clearChoice(found: readonly AnalysedFace[], { near }: ProbeImage): number | null {
  if (near !== null) {
    const overlaps = found.map((face) => overlap(face.box, near));
    const best = overlaps.indexOf(Math.max(...overlaps));
    if (best >= 0 && overlaps[best]! > 0.3) return best;
  }
  // Faces that cannot be searched for leave nothing to choose between.
  const searchable = found.flatMap((face, i) => (face.embedding === null ? [] : [i]));
  if (searchable.length === 1) return searchable[0]!;
  return found.length === 1 ? 0 : null;
}

function keepImage(opened: Case, digest: string, bytes: Uint8Array): void {
  const path = imagePath(opened, digest);
  if (existsSync(path)) return;
  mkdirSync(join(opened.folder, 'probes'), { recursive: true, mode: 0o700 });
  writeWhole(path, bytes);
}
