/** @file The probes of a case as the record holds them: entries, the details kept beside them, vectors and images. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { unsearchableWords } from '../core/completeness.ts';
import { Failure } from '../core/failure.ts';
import { text } from '../core/forms.ts';
import type { ProbeId } from '../core/ids.ts';
import { overlap } from '../core/picture.ts';
import type { Probe, ProbeDetails } from '../core/probe.ts';
import { provenanceSchema } from '../core/provenance.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import type { Case } from './caseFolder.ts';
import { sha256 } from './hash.ts';
import { recall } from './kept.ts';
import type { Natives } from './natives.ts';
import { entriesOf } from './records.ts';
import { vectorOf } from './vectorBytes.ts';

const px = z.number().nonnegative();
const share = z.number().min(0).max(1);
const detailsSchema = z.strictObject({
  label: text,
  provenance: provenanceSchema,
  imageName: z.string(),
  box: z.tuple([z.number(), z.number(), px, px]),
  face: z.strictObject({ number: z.number().int().positive(), of: z.number().int().positive() }),
  quality: z.strictObject({ widthPx: px, eyesPx: px, sharpness: share, frontality: share, landmarkFit: share, overall: share }),
  warnings: z.array(z.string()),
});

/** The probe with this id, with the review date that stands. Failures 'probe-unknown', 'probe-erased', 'probe-details-unreadable'. */
export function findProbe(db: Database, id: string): Probe {
  const row = db.prepare<[string], { details: string; image_sha256: string; from_track: string | null; original: ProbeId | null }>('SELECT details, image_sha256, from_track, original FROM probe WHERE id = ?').get(id);
  if (!row) throw new Failure(entriesOf(db, 'probe-added').some(({ body }) => body.probe === id) ? 'probe-erased' : 'probe-unknown', { probe: id });
  const details = detailsSchema.safeParse(recall(db, row.details)?.body);
  if (!details.success) throw new Failure('probe-details-unreadable', { probe: id });
  const kept: ProbeDetails = details.data;
  // What was dated before an erasure is no concern of the same picture added again.
  const dated = entriesOf(db, 'review-dated', 'erased').findLast(({ body }) => body.kind === 'probe' && body.item === id);
  const provenance = dated?.act === 'review-dated' ? { ...kept.provenance, reviewOn: dated.body.reviewOn } : kept.provenance;
  return { ...kept, provenance, id: id as ProbeId, imageSha256: row.image_sha256, fromTrack: row.from_track, original: row.original };
}

/** Every probe that was not erased, in the order in which they were added. */
export function listProbes(db: Database): Probe[] {
  return db.prepare<[], string>('SELECT id FROM probe ORDER BY rowid').pluck().all().map((id) => findProbe(db, id));
}

/**
 * The probe's vector for the analyser's pack: the recorded one, or computed from the kept image where it was not searched with this pack
 * before. Failures 'probe-image-changed', 'probe-no-face', 'probe-unsearchable'.
 */
export async function probeVector(opened: Case, probe: Probe, analyser: FaceAnalyser, natives: Natives): Promise<Float32Array> {
  const row = opened.db.prepare<[string, string], { vector: Buffer }>('SELECT vector FROM probe_vector WHERE probe_id = ? AND pack_digest = ?').get(probe.id, analyser.pack.digest);
  if (row) return vectorOf(row.vector);
  const bytes = readKeptImage(opened, probe);
  const faces = await analyser.analyse(await natives.readPicture(bytes, probe.imageName), 'everywhere', 'default');
  const overlaps = faces.map((face) => overlap(face.box, probe.box));
  const face = faces[overlaps.indexOf(Math.max(...overlaps))];
  if (!face || Math.max(...overlaps) < 0.3) throw new Failure('probe-no-face', { name: probe.imageName });
  if (face.embedding === null) throw new Failure('probe-unsearchable', { name: probe.imageName, reason: unsearchableWords[face.unsearchable ?? 'bad-vector'] });
  return face.embedding;
}

/** The bytes of the probe's kept image, which are still those that were added. Failure 'probe-image-changed'. */
export function readKeptImage(opened: Pick<Case, 'folder'>, { id, imageSha256 }: Pick<Probe, 'id' | 'imageSha256'>): Buffer {
  const bytes = readFileSync(imagePath(opened, imageSha256));
  if (sha256(bytes) !== imageSha256) throw new Failure('probe-image-changed', { probe: id });
  return bytes;
}

/** Where the image of a probe is kept. */
export function imagePath(opened: Pick<Case, 'folder'>, digest: string): string {
  return join(opened.folder, 'probes', digest);
}
