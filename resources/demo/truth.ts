/** @file What is truly in a piece of drawn footage: written beside it as JSON. */
import { z } from 'zod';
import { overlap } from '../../electron/core/picture.ts';
import type { Box } from '../../electron/core/picture.ts';

const face = z.strictObject({
  identity: z.int().nonnegative(),
  /** In the stream's own time base, as a decoder reports it. */
  ticks: z.string().regex(/^-?\d+$/),
  /** Pixels of the upright frame: left, top, width, height; as wide as 1.9 times the distance between the eyes of a face seen from the front. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  widthPx: z.number(),
  /** Degrees; positive turns to the picture's right, positive pitch up. */
  yaw: z.number(),
  pitch: z.number(),
  /** Behind somebody or something, a hand or a mask over it, or cut by the frame's edge. */
  occluded: z.boolean(),
});

/** Ground truth of one file. */
export const truthSchema = z.strictObject({
  format: z.literal('retrace-drawn-truth/1'),
  seed: z.int(),
  file: z.string(),
  camera: z.string(),
  container: z.string(),
  codec: z.string(),
  /** Time base of the stream, "num/den". */
  timeBase: z.string(),
  /** Of the upright frame. */
  width: z.int(),
  height: z.int(),
  rotation: z.int(),
  /** The recorder's own clock at the first frame (what is burnt in), RFC 3339. */
  startsAt: z.string(),
  /** Seconds to add to the recorder's clock: reference minus recorder. */
  clockOffsetSeconds: z.number(),
  /** Ticks of every frame, in order. */
  ticks: z.array(z.string()),
  /** Faces that point at most 100 degrees away, in order of time. */
  faces: z.array(face),
});

export type Truth = z.infer<typeof truthSchema>;
export type TrueFace = z.infer<typeof face>;

/** Who truly stands in this box at these ticks; null where nobody was drawn there. */
export function identityAt(truth: Truth, ticks: string, box: Box): number | null {
  const [best] = truth.faces.filter((face) => face.ticks === ticks).toSorted((a, b) => overlap(b.box, box) - overlap(a.box, box));
  return best && overlap(best.box, box) > 0.2 ? best.identity : null;
}
