/** @file A calibration: what scores of a pack mean, measured on labelled pictures (reference) or on one footage. The format is explained in models/README.md. */
import { z } from 'zod';
import { bands } from './band.ts';
import type { Band } from './band.ts';
import { Distribution, shareAtLeast, shareBelow, thresholdFor } from './distribution.ts';
import type { Rate } from './distribution.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Scores of pairs of two people, and of one person; null where there was no such pair. */
const Scores = z.strictObject({ impostor: Distribution.nullable(), genuine: Distribution.nullable() });
export type CalibrationScores = z.infer<typeof Scores>;

export const Calibration = z.strictObject({
  format: z.literal('retrace-calibration/1'),
  /** `reference`: labelled pictures. `footage`: footage, where faces in one frame are different people. `non-mated`: footage, against people who are not in it. */
  kind: z.enum(['reference', 'footage', 'non-mated']),
  pack: z.strictObject({ id: z.string().min(1), version: z.string().min(1), digest: Sha256 }),
  measuredOn: z.strictObject({
    /** In words, e.g. “100 photographs of 10 public figures”. */
    what: z.string().min(1).max(500),
    /** `drawn` figures say nothing about people. */
    shows: z.enum(['people', 'drawn']),
    /** Of all inputs; how it is made: models/README.md. */
    sha256: Sha256,
    /** Day of the measurement, UTC. */
    date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    /** What was counted, e.g. identities, pictures, faces, tracks. */
    counts: z.record(z.string().min(1), z.int().nonnegative()),
    /** What was left out, by reason, and how many. */
    leftOut: z.record(z.string().min(1), z.int().nonnegative()),
  }),
  all: Scores,
  /** A pair is in the bands of its worse face; a band without pairs is absent. */
  bands: z.partialRecord(z.enum(bands as [Band, ...Band[]]), Scores),
  /** By the labels that were given, pairs within one label; never guessed. */
  groups: z.union([z.literal('not measured'), z.record(z.string().min(1).max(100), Scores)]),
  /** What a reader must know before relying on it. */
  notes: z.array(z.string().min(1)).max(20),
});
export type Calibration = z.infer<typeof Calibration>;

/** A rate and where it comes from. */
export interface CalibratedRate extends Rate {
  readonly from: {
    readonly kind: Calibration['kind'];
    readonly shows: Calibration['measuredOn']['shows'];
    /** The band whose pairs were counted; null: all pairs, also where the band asked for was not measured. */
    readonly band: Band | null;
    readonly pairs: number;
    readonly clusters: number;
  };
}

/** The pairs of a band, or of all where the band is null or was not measured; null where there are none at all. */
function pairsOf(calibration: Calibration, band: Band | null, which: keyof CalibrationScores): { readonly distribution: Distribution; readonly from: CalibratedRate['from'] } | null {
  const own = band === null ? null : calibration.bands[band]?.[which];
  const distribution = own ?? calibration.all[which];
  if (!distribution) return null;
  const { pairs, clusters } = distribution;
  return { distribution, from: { kind: calibration.kind, shows: calibration.measuredOn.shows, band: own ? band : null, pairs, clusters } };
}

/** The false-positive rate of two people at this threshold (FMR of ISO/IEC 19795-1); null: not measured. */
export function fmrAt(calibration: Calibration, band: Band | null, threshold: number): CalibratedRate | null {
  const found = pairsOf(calibration, band, 'impostor');
  return found && { ...shareAtLeast(found.distribution, threshold), from: found.from };
}

/** The rate at which one person’s pictures score less than this threshold (FNMR of ISO/IEC 19795-1); null: not measured. */
export function fnmrAt(calibration: Calibration, band: Band | null, threshold: number): CalibratedRate | null {
  const found = pairsOf(calibration, band, 'genuine');
  return found && { ...shareBelow(found.distribution, threshold), from: found.from };
}

/** The lowest measured threshold whose false-positive rate is at most `target`, with that rate; null: not measured, or not resolved so far down. */
export function thresholdAt(calibration: Calibration, band: Band | null, target: number): { readonly threshold: number; readonly rate: CalibratedRate } | null {
  const found = pairsOf(calibration, band, 'impostor');
  const solved = found && thresholdFor(found.distribution, target);
  return solved && { threshold: solved.threshold, rate: { ...solved.rate, from: found.from } };
}
