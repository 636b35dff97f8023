/** @file Probes: a face from an image or from the footage, measured, recorded, and turned into a vector for each pack it is searched with. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { unsearchableWords } from '../core/completeness.ts';
import { Failure } from '../core/failure.ts';
import type { ProbeId } from '../core/ids.ts';
import { overlap } from '../core/picture.ts';
import type { Box } from '../core/picture.ts';
import { probeWarnings } from '../core/probe.ts';
import type { Probe, ProbeFace } from '../core/probe.ts';
import type { AnalysedFace } from '../core/sighting.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import type { Case } from './caseFolder.ts';
import { packIdentity } from '../core/modelPack.ts';
import type { LoadedPack } from '../core/modelPack.ts';
import { contentId, sha256 } from './hash.ts';
import type { Natives } from './natives.ts';
import { vectorBytes, vectorOf } from './vectorBytes.ts';
import { writeWhole } from './wholeFile.ts';

/** The image of a probe: a file, or a still that was cut from a track of this case. */
export interface ProbeImage {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly fromTrack: string | null;
  /** Where the face is, if that is known: the face that overlaps it most is taken. */
  readonly near: Box | null;
}

export interface ProbeDetails {
  readonly label: string;
  readonly source: string;
  readonly basis: string;
  /** Which face, counted from 1; null: the only one, or the one near `near`. */
  readonly face: number | null;
}

/**
 * Adds a probe and its entry; the image is kept in the case under its hash. The same face of the same image with the same pack is the
 * same probe. Failures: 'image-unreadable', 'probe-no-face', 'probe-several-faces', 'probe-face-number', 'probe-unsearchable'.
 */
export async function addProbe(opened: Case, image: ProbeImage, details: ProbeDetails, pack: LoadedPack, natives: Natives): Promise<{ probe: Probe; faces: ProbeFace[] }> {
  const picture = await natives.readPicture(image.bytes, image.name);
  const analyser = await natives.openAnalyser(pack);
  const found = await analyser.analyse(picture, 'everywhere', 'default').finally(() => analyser.close());
  const faces = found.map((face, i): ProbeFace => ({ number: i + 1, box: face.box, quality: face.quality, unsearchable: face.unsearchable && unsearchableWords[face.unsearchable] }));
  const chosen = chooseFace(found, faces, image, details.face);
  const face = found[chosen]!;
  if (face.embedding === null) throw new Failure('probe-unsearchable', { name: image.name, reason: unsearchableWords[face.unsearchable ?? 'bad-vector'] });
  const embedding = face.embedding;
  const imageSha256 = sha256(image.bytes);
  const id = contentId({ image: imageSha256, box: face.box, pack: pack.digest }) as ProbeId;
  const known = opened.db.prepare<[string], { id: string }>('SELECT id FROM probe WHERE id = ?').get(id);
  if (known) throw new Failure('probe-known', { probe: id });
  const probe: Probe = {
    id, label: details.label, source: details.source, basis: details.basis, imageName: image.name, imageSha256, fromTrack: image.fromTrack,
    box: face.box, quality: face.quality, warnings: probeWarnings(face.quality),
  };
  keepImage(opened, imageSha256, image.bytes);
  const identity = packIdentity(pack);
  opened.write('operator', (append) => {
    opened.db.prepare('INSERT INTO probe (id, label, source, basis, image_sha256, image_name, from_track, box, quality, warnings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      id, probe.label, probe.source, probe.basis, imageSha256, image.name, image.fromTrack, JSON.stringify(probe.box), JSON.stringify(probe.quality), JSON.stringify(probe.warnings),
    );
    opened.db.prepare('INSERT INTO probe_vector (probe_id, pack_digest, vector) VALUES (?, ?, ?)').run(id, pack.digest, vectorBytes(embedding));
    append('probe-added', {
      probe: id, label: probe.label, source: probe.source, basis: probe.basis, imageName: image.name, imageSha256, fromTrack: image.fromTrack,
      face: { number: chosen + 1, of: faces.length, box: [...probe.box], quality: JSON.parse(JSON.stringify(probe.quality)) },
      warnings: [...probe.warnings], pack: { id: identity.id, version: identity.version, digest: identity.digest }, vectorSha256: sha256(vectorBytes(embedding)),
    });
  });
  return { probe, faces };
}

function chooseFace(found: readonly AnalysedFace[], faces: readonly ProbeFace[], image: ProbeImage, asked: number | null): number {
  if (found.length === 0) throw new Failure('probe-no-face', { name: image.name });
  if (asked !== null) {
    if (asked > found.length) throw new Failure('probe-face-number', { asked, found: found.length });
    return asked - 1;
  }
  const { near } = image;
  if (near !== null) {
    const overlaps = found.map((face) => overlap(face.box, near));
    const best = overlaps.indexOf(Math.max(...overlaps));
    if (overlaps[best]! > 0.3) return best;
  }
  // Faces that cannot be searched for leave nothing to choose between.
  const searchable = found.flatMap((face, i) => (face.embedding === null ? [] : [i]));
  if (searchable.length === 1) return searchable[0]!;
  if (found.length > 1) {
    throw new Failure('probe-several-faces', { name: image.name, faces: faces.map(({ number, box, quality }) => ({ number, box, widthPx: quality.widthPx })) });
  }
  return 0;
}

/** The probe with this id. Failure 'probe-unknown'. */
export function findProbe(db: Database, id: ProbeId): Probe {
  const row = db.prepare<[string], { label: string; source: string; basis: string; image_sha256: string; image_name: string; from_track: string | null; box: string; quality: string; warnings: string }>('SELECT * FROM probe WHERE id = ?').get(id);
  if (!row) throw new Failure('probe-unknown', { probe: id });
  return {
    id, label: row.label, source: row.source, basis: row.basis, imageName: row.image_name, imageSha256: row.image_sha256, fromTrack: row.from_track,
    box: JSON.parse(row.box) as Box, quality: JSON.parse(row.quality) as Probe['quality'], warnings: JSON.parse(row.warnings) as string[],
  };
}

/** The probe's vector for the analyser's pack: the recorded one, or computed from the kept image where it was not searched with this pack before. */
export async function probeVector(opened: Case, probe: Probe, analyser: FaceAnalyser, natives: Natives): Promise<Float32Array> {
  const row = opened.db.prepare<[string, string], { vector: Buffer }>('SELECT vector FROM probe_vector WHERE probe_id = ? AND pack_digest = ?').get(probe.id, analyser.pack.digest);
  if (row) return vectorOf(row.vector);
  const bytes = readFileSync(imagePath(opened, probe.imageSha256));
  if (sha256(bytes) !== probe.imageSha256) throw new Failure('probe-image-changed', { probe: probe.id });
  const faces = await analyser.analyse(await natives.readPicture(bytes, probe.imageName), 'everywhere', 'default');
  const overlaps = faces.map((face) => overlap(face.box, probe.box));
  const face = faces[overlaps.indexOf(Math.max(...overlaps))];
  if (!face || Math.max(...overlaps) < 0.3) throw new Failure('probe-no-face', { name: probe.imageName });
  if (face.embedding === null) throw new Failure('probe-unsearchable', { name: probe.imageName, reason: unsearchableWords[face.unsearchable ?? 'bad-vector'] });
  return face.embedding;
}

function keepImage(opened: Case, digest: string, bytes: Uint8Array): void {
  const path = imagePath(opened, digest);
  if (existsSync(path)) return;
  mkdirSync(join(opened.folder, 'probes'), { recursive: true, mode: 0o700 });
  writeWhole(path, bytes);
}

/** Where the image of a probe is kept. */
export function imagePath(opened: Pick<Case, 'folder'>, digest: string): string {
  return join(opened.folder, 'probes', digest);
}
