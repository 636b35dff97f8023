/** @file Exhibit: an item of seized media as received. Footage: one decodable video stream of it. */
import { z } from 'zod';
import { clockSchema } from './clock.ts';
import type { ClockClaim } from './clock.ts';
import type { ExhibitId, FootageId } from './ids.ts';

const text = z.string().min(1);
/** Integers that may pass 2^53 are decimal text in JSON. */
const integer = z.string().regex(/^-?(0|[1-9][0-9]*)$/);
const rate = z.string().regex(/^[1-9][0-9]*\/[1-9][0-9]*$/);

/**
 * One received file. `reference` is what the force wrote on the bag (several files may share one); `id` is made of the content.
 * `path` is where the file was at receipt. RFC 3339 times.
 */
export const exhibitSchema = z.strictObject({
  id: z.custom<ExhibitId>((id) => typeof id === 'string' && /^[0-9a-f]{32}$/.test(id)),
  reference: text,
  name: text,
  path: text,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  camera: text.nullable(),
  seizedBy: text.nullable(),
  seizedAt: z.iso.datetime({ offset: true }).nullable(),
  recorder: text.nullable(),
  description: text.nullable(),
  receivedAt: z.iso.datetime({ precision: 3 }),
  container: z.strictObject({ format: z.string(), durationUs: integer.nullable(), messages: z.array(z.string()) }),
});

export type Exhibit = Readonly<z.infer<typeof exhibitSchema>>;

/**
 * One video stream as its container describes it; meanings and units as in the decoder's StreamFacts, with ticks as decimal text
 * and fractions as `"1/90000"`.
 */
export const footageSchema = z.strictObject({
  id: z.custom<FootageId>((id) => typeof id === 'string' && /^[0-9a-f]{32}$/.test(id)),
  exhibit: z.custom<ExhibitId>((id) => typeof id === 'string' && /^[0-9a-f]{32}$/.test(id)),
  stream: z.number().int().nonnegative(),
  codec: z.string(),
  profile: z.string().nullable(),
  /** 0 where a damaged file does not say. */
  width: z.number().int().nonnegative(),
  height: z.number().int().nonnegative(),
  timeBase: rate,
  startTicks: integer.nullable(),
  durationTicks: integer.nullable(),
  averageRate: rate.nullable(),
  nominalRate: rate.nullable(),
  statedFrames: z.number().int().nonnegative().nullable(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  interlaced: z.enum(['progressive', 'interlaced', 'unknown']),
  variableRate: z.boolean(),
  pixelFormat: z.string().nullable(),
  clock: clockSchema.nullable(),
});

export type Footage = Readonly<z.infer<typeof footageSchema>>;

/** Size in pixels of the upright picture: the coded one with its rotation applied. */
export function uprightSize({ width, height, rotation }: Pick<Footage, 'width' | 'height' | 'rotation'>): { readonly width: number; readonly height: number } {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** What the force knows of the files of one receipt. */
export interface Provenance {
  readonly reference: string;
  readonly camera?: string;
  readonly seizedBy?: string;
  /** RFC 3339 with zone. */
  readonly seizedAt?: string;
  readonly recorder?: string;
  readonly description?: string;
  readonly clock?: ClockClaim;
}
