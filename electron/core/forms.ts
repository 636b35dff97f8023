/** @file Forms that the bodies of entries share. */
import { z } from 'zod';
import { everyRole } from './role.ts';

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** An Ed25519 public key, hexadecimal. */
export const publicKey = z.string().regex(/^[0-9a-f]{64}$/);
/** Id of a thing that is made of content. */
export const contentId = z.string().regex(/^[0-9a-f]{32}$/);
export const text = z.string().min(1);
export const count = z.number().int().nonnegative();
/** Integers that may pass 2^53 are decimal text in JSON. */
export const integer = z.string().regex(/^-?(0|[1-9][0-9]*)$/);
/** RFC 3339 with zone. */
export const moment = z.iso.datetime({ offset: true });
/** Calendar date, `2027-01-31`. */
export const date = z.iso.date();
export const track = z.string().regex(/^[0-9a-f]{32}-(0|[1-9][0-9]*)$/);
export const numbered = (letter: string) => z.string().regex(new RegExp(`^${letter}-[1-9][0-9]*$`));
export const person = z.strictObject({ name: text, publicKey });
export const roleList = z.array(z.enum(everyRole)).min(1);
export const pack = z.strictObject({ id: text, version: text, digest: sha256 });
/** A rate or number with its interval: core/chance.ts. */
const measured = z.strictObject({ value: z.number().nullable(), low: z.number(), high: z.number() });
/** What was expected by chance, part by part, before anything was compared: core/chance.ts. `allowance`: by what a threshold below the calibrated range is allowed. */
export const estimate = z.strictObject({
  pictures: count,
  parts: z.array(z.strictObject({
    camera: z.string(), footage: contentId, band: text, tracks: count, source: z.enum(['non-mated', 'footage', 'camera', 'people', 'drawn', 'none']), calibration: sha256.nullable(), rate: measured.nullable(), warnings: z.array(z.string()),
  })),
  expected: measured.nullable(), atLeastOne: measured.nullable(),
  /** The most candidates by chance that were asked for; null: the threshold, or none, was given. */
  target: z.number().positive().nullable(),
  /** Where the calibrated range begins; null: not all rates were measured, or on drawn faces only. */
  lowest: z.number().nullable(),
  allowance: numbered('T').nullable(),
});
export const selfTest = z.strictObject({
  passed: z.boolean(),
  problems: z.array(z.string()),
  scores: z.array(z.strictObject({ pair: text, expected: z.number(), got: z.number() })),
});
/** SHA-256 of a text that is kept beside the ledger with a salt, so that it can be erased: see engine/kept.ts. */
export const commitment = z.string().regex(/^[0-9a-f]{64}$/);
