/** @file A model pack's description, pack.json: what its files are and how they are used. The format is explained in models/README.md. */
import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Plain names only: no folders, no leading dot, nothing that a file system reads otherwise. */
const FileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
const PackId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const Channels = z.tuple([z.number(), z.number(), z.number()]);
const Scale = Channels.refine((std) => std.every((v) => v > 0), 'must be positive');
const Point = z.tuple([z.number(), z.number()]);
const Score = z.number().min(0).max(1);

/** How pixels become numbers: one plane per channel in this order, (value - mean) / std, float32, NCHW. */
const Input = z.strictObject({
  name: z.string().min(1),
  layout: z.literal('nchw'),
  colour: z.enum(['rgb', 'bgr']),
  /** In the order of `colour`. */
  mean: Channels,
  std: Scale,
});

/** One look of a detector at the picture: at a scale, or the whole picture shrunk (never enlarged) into a square. */
const Pass = z.union([
  z.strictObject({ scale: z.number().positive().max(4) }),
  z.strictObject({ letterbox: z.int().min(32).max(2048).multipleOf(32) }),
]);

const detector = {
  file: FileName,
  input: Input,
  /** Sides are padded at the right and at the bottom with black to a multiple of this. */
  multiple: z.int().min(1).max(256),
  threshold: Score,
  passes: z.array(Pass).min(1).max(4),
  when: z.enum(['always', 'thorough']),
  /** Its boxes are scaled by this about their centre, so that the widths of all detectors mean the same: those of YuNet, about 2.15 times the distance of a frontal face's eyes. */
  boxScale: z.number().positive().max(4),
};
const Outputs = z.strictObject({ scores: z.string().min(1), boxes: z.string().min(1) });

const Detector = z.discriminatedUnion('kind', [
  /** One anchor per 4-pixel cell, logits, box and six points: see native/faces/decode.ts. */
  z.strictObject({ kind: z.literal('blazeface'), ...detector, outputs: Outputs }),
  /** SSD on MobileNetV1 with six levels of anchors. */
  z.strictObject({ kind: z.literal('ssd'), ...detector, outputs: Outputs }),
  /** YuNet: outputs cls_8 ... kps_32. */
  z.strictObject({ kind: z.literal('yunet'), ...detector }),
]);

const Landmarks = z.strictObject({
  /** 68 points in the iBUG 300-W order, relative to a square. */
  kind: z.literal('landmark68'),
  file: FileName,
  input: Input,
  output: z.string().min(1),
  size: z.int().min(16).max(1024),
  /** Side of the square over the width of the (scaled) box; it is turned so that the detector's eyes are level. */
  crop: z.number().positive().max(4),
});

const EmbedderPart = z.strictObject({
  file: FileName,
  input: Input,
  output: z.string().min(1),
  /** Side of the aligned square, in pixels. */
  size: z.int().min(16).max(1024),
  /** Where the five points go: a template by name (scaled to `size`), or five points in pixels of the square. */
  template: z.union([z.enum(['dlib', 'arcface']), z.tuple([Point, Point, Point, Point, Point])]),
  dimension: z.int().min(2).max(4096),
  /** Whether this part is brought to unit length (before the weight). */
  normalise: z.boolean(),
  /** Factor of this part in the joined vector. */
  weight: z.number().positive(),
  /** Output is the mean of those of the square and of its mirror image: twice the work. What it gains: test/evaluate/README.md. */
  mirror: z.literal(true).optional(),
});

/** One file of the pack, by name. */
const PackFile = z.strictObject({
  bytes: z.int().positive().max(2 ** 31 - 1),
  sha256: Sha256,
  licence: z.string().min(1),
  source: z.string().min(1),
  /** For files that are built from an installed npm package: how, and from which of its files. */
  built: z
    .strictObject({
      network: z.enum(['blazeface', 'dlibResnet', 'landmark68', 'ssd', 'faceres']),
      package: z.string().min(1),
      version: z.string().min(1),
      from: z.array(z.strictObject({ path: z.string().min(1), bytes: z.int().positive(), sha256: Sha256 })).min(1),
    })
    .optional(),
});

const KnownPair = z.strictObject({ a: FileName, b: FileName, same: z.boolean(), score: z.number() });

export const PackDescription = z
  .strictObject({
    format: z.literal('retrace-pack/1'),
    id: PackId,
    version: z.string().regex(/^[0-9A-Za-z.+-]{1,32}$/),
    title: z.string().min(1).max(200),
    /** What a reader must know before relying on it: doubts, limits, terms. */
    notes: z.array(z.string().min(1)).max(20),
    detectors: z.array(Detector).min(1).max(4),
    /** Boxes that overlap more than this (intersection over union) are one face. */
    overlap: Score,
    /** Null: the detector's own five points are used. */
    landmarks: Landmarks.nullable(),
    embedder: z.array(EmbedderPart).min(1).max(4),
    /** l2: score = -|a-b|. cosine: the vector is brought to unit length, score = a.b. */
    metric: z.enum(['l2', 'cosine']),
    /** In units of the metric's distance (l2: |a-b|; cosine: 1-a.b): two good pictures of one face are mostly nearer. For following faces from frame to frame only, never for a result. */
    samePersonDistance: z.number().positive(),
    files: z.record(FileName, PackFile),
    /** Pictures of drawn people (PNG, 8 bits, RGB), and what pairs of them score. */
    selfTest: z.strictObject({ pairs: z.array(KnownPair).min(2).max(20), tolerance: z.number().positive().max(0.2) }),
  })
  .superRefine((pack, context) => {
    const named = [...usedFiles(pack)];
    for (const file of named) if (!Object.hasOwn(pack.files, file)) context.addIssue({ code: 'custom', message: `${file} is used but not in "files"` });
    for (const file of Object.keys(pack.files)) if (!named.includes(file)) context.addIssue({ code: 'custom', message: `${file} is in "files" but not used` });
    if (pack.landmarks === null && pack.detectors.some((d) => d.kind === 'ssd')) context.addIssue({ code: 'custom', message: 'ssd gives no points: "landmarks" is needed' });
    if (!pack.detectors.some((d) => d.when === 'always')) context.addIssue({ code: 'custom', message: 'one detector must be used always' });
    if (new Set(pack.selfTest.pairs.map((p) => p.same)).size !== 2) context.addIssue({ code: 'custom', message: '"selfTest" needs a pair of one person and a pair of two' });
  });

export type PackDescription = z.infer<typeof PackDescription>;
export type DetectorRecipe = PackDescription['detectors'][number];
export type EmbedderRecipe = PackDescription['embedder'][number];
export type InputRecipe = EmbedderRecipe['input'];

/** Every file that the description speaks of. */
function usedFiles(pack: Pick<PackDescription, 'detectors' | 'landmarks' | 'embedder' | 'selfTest'>): Set<string> {
  return new Set([
    ...pack.detectors.map((d) => d.file),
    ...(pack.landmarks ? [pack.landmarks.file] : []),
    ...pack.embedder.map((e) => e.file),
    ...pack.selfTest.pairs.flatMap((p) => [p.a, p.b]),
  ]);
}

/** Length of the joined vector. */
export function packDimension(pack: Pick<PackDescription, 'embedder'>): number {
  return pack.embedder.reduce((sum, part) => sum + part.dimension, 0);
}

/** A pack whose description was checked and whose files can be read. */
export interface LoadedPack {
  readonly description: PackDescription;
  /** SHA-256 (hex) of the canonical JSON of the description, which holds the hashes of all files. */
  readonly digest: string;
  /** The bytes of one of its files, checked against size and hash at every reading; throws Failure 'pack-file'. */
  readonly read: (file: string) => Promise<Uint8Array>;
}

/** What scores and vectors of a pack have to name. */
export function packIdentity({ description, digest }: LoadedPack): { readonly id: string; readonly version: string; readonly digest: string; readonly dimension: number; readonly metric: 'l2' | 'cosine' } {
  const { id, version, metric } = description;
  return { id, version, digest, dimension: packDimension(description), metric };
}
