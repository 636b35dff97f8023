/** @file The acts of disclosure, retention and erasure, with the exact form of their bodies; part of the closed list in entry.ts. */
import { z } from 'zod';
import { commitment, contentId, count, date, integer, moment, numbered, sha256, text, track } from './forms.ts';

const kind = z.enum(['exhibit', 'probe', 'track']);

export const disclosureActs = {
  'still-exported': z.strictObject({ footage: contentId, ticks: integer, track: track.nullable(), sha256, file: text }),
  /** Every frame from one to the other, nobody blurred. `sha256`: of the file, which is compressed anew. */
  'clip-exported': z.strictObject({ footage: contentId, fromTicks: integer, toTicks: integer, frames: count, sha256, file: text }),
  /** `manifest`: SHA-256 of manifest-sha256.txt, which lists every file of the payload. `searches` null: the whole case. */
  'bundle-exported': z.strictObject({
    bundle: numbered('B'), searches: z.array(numbered('S')).nullable(), manifest: sha256, files: count, bytes: count, recipients: z.array(text),
    faces: z.enum(['bystanders-blurred', 'nobody-blurred']), whyNotBlurred: text.nullable(),
    /** Checkpoint of the bundle handed out before, which this one continues: its size; null where there was none. */
    continues: count.nullable(),
  }),
  /** The bundle was recorded and could not be finished: nothing of it was handed out. */
  'bundle-abandoned': z.strictObject({ bundle: numbered('B'), reason: text }),
  /** `size`: of the checkpoint that was stamped. `token`: the authority’s reply. `time`: what the authority states. */
  'timestamp-added': z.strictObject({ size: count, token: commitment, time: moment }),
  'ledger-exported': z.strictObject({ from: moment.nullable(), to: moment.nullable(), entries: count, sha256 }),
  'statistics-drawn': z.strictObject({ from: moment.nullable(), to: moment.nullable(), sha256 }),
  'review-dated': z.strictObject({ kind: z.enum(['exhibit', 'probe']), item: text, reviewOn: date }),
  'hold-placed': z.strictObject({ kind, item: text, reason: text }),
  'hold-lifted': z.strictObject({ kind, item: text, reason: text }),
  /**
   * What is gone is named by id and by the digests that earlier entries gave of it, never by content. `despite`: why it was erased
   * although disclosure or a hold needed it. `alsoSeenAs`: tracks of other runs of the same footage that follow the same face and stay.
   * A list, and its probes after it, are erased under the list’s own authority once that has ended; `reason` names what stays and why.
   */
  'erased': z.strictObject({
    erasure: numbered('E'), authority: numbered('A'), kind: z.enum(['exhibit', 'probe', 'track', 'list']), item: text, reason: text, despite: text.nullable(),
    kept: z.array(commitment), tracks: z.array(z.strictObject({ track, digest: sha256 })), alsoSeenAs: z.array(track),
    counts: z.strictObject({ sightings: count, vectors: count, images: count, candidates: count }),
  }),
  /** No file of the case holds any more what was erased: its own were overwritten, the database was written anew, the index dropped. */
  'erasure-finished': z.strictObject({ erasure: numbered('E'), files: count, bytes: count }),
} as const;
