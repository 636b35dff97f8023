/** @file The acts of indexing and searching, with the exact form of their bodies; part of the closed list in entry.ts. */
import { z } from 'zod';
import { footageSchema } from './exhibit.ts';
import { commitment, contentId, count, date, estimate, integer, moment, numbered, pack, selfTest, sha256, text, track } from './forms.ts';
import { origins } from './provenance.ts';

const nearest = z.strictObject({ probe: contentId, role: z.enum(['probe', 'original', 'entry']), digest: sha256, candidates: count, rest: z.strictObject({ tracks: count, digest: sha256, nearest: sha256 }) });
const sought = z.strictObject({ probe: contentId, role: z.enum(['probe', 'original', 'entry']), vectorSha256: sha256 });

export const workActs = {
  /** The whole footage, stated anew with its new clock, and why. */
  'clock-stated': z.strictObject({ footage: z.array(footageSchema).min(1), reason: text }),
  'index-started': z.strictObject({
    run: contentId, footage: contentId, exhibit: contentId, exhibitSha256: sha256, pack, decoder: z.json(), settings: z.json(), machine: z.json(), selfTest,
  }),
  'index-resumed': z.strictObject({ run: contentId, batches: count, frames: count }),
  'index-stopped': z.strictObject({ run: contentId, batches: count, frames: count, reason: text }),
  'index-finished': z.strictObject({ run: contentId, batches: count, digest: sha256, completeness: z.json() }),
  'index-refused': z.strictObject({ exhibit: contentId, name: text, reason: text }),
  /** Whether two tracks that a frame shows together count as two people in what is measured on the footage; the last word on a pair stands. */
  'pair-judged': z.strictObject({ pair: z.tuple([track, track]), counted: z.boolean(), reason: text }),
  /** A calibration that a search is about to use, kept beside the ledger; `sha256`: of its canonical JSON. Of kind `reference`: camera null and no runs. */
  'calibration-recorded': z.strictObject({ camera: z.string().nullable(), runs: z.array(contentId), packDigest: sha256, sha256, document: commitment }),
  /**
   * A calibration measured with so many people who are not in the footage of these runs, as `declared`: who they are and why they cannot be. The document is
   * kept beside the ledger; `sha256`: of its canonical JSON. Camera '': not stated.
   */
  'non-mated-measured': z.strictObject({ camera: z.string(), runs: z.array(contentId).min(1), packDigest: sha256, people: count, photographs: count, declared: text, sha256, document: commitment }),
  /** A threshold below the calibrated range may be used down to `lowest` with this pack, and why; by somebody else than who searches. */
  'threshold-allowed': z.strictObject({ allowance: numbered('T'), packDigest: sha256, lowest: z.number(), reason: text }),
  /** `details`: label, provenance, name of the image, face with its quality and warnings; kept beside the ledger, so that it can be erased. */
  'probe-added': z.strictObject({
    probe: contentId, details: commitment, origin: z.enum(origins), reviewOn: date.nullable(), imageSha256: sha256, fromTrack: track.nullable(),
    /** The probe of the picture as it was before it was processed. */
    original: contentId.nullable(),
    pack, vectorSha256: sha256,
  }),
  'search-requested': z.strictObject({
    search: numbered('S'), authority: numbered('A'), list: numbered('L').nullable(), sought: z.array(sought).min(1), pack,
    asked: z.strictObject({ exhibit: z.string().nullable(), camera: z.string().nullable(), from: moment.nullable(), to: moment.nullable(), minimumQuality: z.number() }),
    footage: z.array(z.strictObject({ footage: contentId, run: contentId, fromTicks: integer.nullable(), toTicks: integer.nullable() })),
    notSearched: z.array(z.strictObject({ footage: contentId, reason: text })),
    limit: count, threshold: z.number().nullable(), estimate, selfTest, software: text, machine: z.json(), warnings: z.array(z.string()),
  }),
  'search-answered': z.strictObject({
    search: numbered('S'), answers: z.array(nearest).min(1), tracksCompared: count, sightingsCompared: count, comparisons: count,
    index: z.strictObject({ rows: count, digest: sha256, rebuilt: count }),
    /** What the runs that were compared could not do. */
    counters: z.strictObject({ framesFailed: count, gaps: count, decoderMessages: count, facesNotSearchable: count }),
  }),
  'search-stopped': z.strictObject({ search: numbered('S'), reason: text }),
  /** Somebody looked at what was answered, after it was. */
  'search-shown': z.strictObject({ search: numbered('S') }),
  /** One face against the entries of a list: no footage is compared. `ranked`: the entries with their scores, best first. */
  'check-requested': z.strictObject({
    check: numbered('C'), authority: numbered('A'), list: numbered('L'), probe: contentId, vectorSha256: sha256,
    entries: z.array(z.strictObject({ probe: contentId, vectorSha256: sha256 })).min(1), pack, selfTest, software: text, machine: z.json(),
  }),
  'check-answered': z.strictObject({ check: numbered('C'), entriesCompared: count, ranked: commitment }),
} as const;
