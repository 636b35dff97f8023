/** @file A case with one exhibit and a run whose sightings are given: disclosure's pictures without indexing first. */
import { exhibitId, footageId } from '../../electron/engine/hash.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { footageOf, putExhibit } from '../../electron/engine/records.ts';
import type { Natives } from '../../electron/engine/natives.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FoundFace } from '../evaluate/tracking.ts';
import { newCase } from '../engine/newCase.ts';

const run = 'a'.repeat(32);

/** The track of the run with this ordinal. */
export function trackOf(ordinal: number): string {
  return `${run}-${ordinal}`;
}

export interface PixelsCase {
  readonly opened: Case;
  /** The host's engines with this decoder. */
  readonly natives: Natives;
  /** For clips; gone after the test. */
  readonly folder: string;
}

/** The first video stream of `path`, as this decoder sees it, with these faces in the index. */
export async function caseWith(decoder: Decoder, path: string, faces: readonly FoundFace[]): Promise<PixelsCase> {
  const { root, made } = await newCase();
  const facts = await decoder.probe(path);
  const digest = 'b'.repeat(64), id = exhibitId(digest), footage = footageId(id, 0);
  const { db } = made;
  putExhibit(db, 0, {
    id, reference: 'P/1', name: 'footage', path, sha256: digest, bytes: 1, camera: null, seizedBy: null, seizedAt: null, recorder: null, description: null,
    receivedAt: '2026-01-01T00:00:00.000Z', container: { format: facts.format, durationUs: null, messages: [] },
  }, [footageOf(facts.videoStreams[0]!, footage, id, null)]);
  db.prepare(`INSERT INTO run (number, id, footage_id, pack_id, pack_digest, decoder, settings, state) VALUES (1, ?, ?, 'p', 'p', 'd', '{}', 'finished')`).run(run, footage);
  const track = db.prepare(
    `INSERT INTO track (run, ordinal, first_ticks, last_ticks, sightings) VALUES (1, @track, @ticks, @ticks, 1)
     ON CONFLICT (run, ordinal) DO UPDATE SET first_ticks = min(first_ticks, @ticks), last_ticks = max(last_ticks, @ticks), sightings = sightings + 1`,
  );
  const sighting = db.prepare(
    `INSERT INTO sighting (run, track, ticks, x, y, width, height, detection_score, landmarks, eyes_px, sharpness, frontality, landmark_fit, quality, unsearchable)
     VALUES (1, ?, ?, ?, ?, ?, ?, 0.9, NULL, 1, 1, 1, 1, ?, NULL)`,
  );
  for (const { track: ordinal, ticks, box } of faces) {
    track.run({ track: ordinal, ticks });
    sighting.run(ordinal, ticks, ...box, Math.min(1, box[2] / 100));
  }
  return { opened: made, natives: { ...nodeNatives(), decoder }, folder: root };
}
