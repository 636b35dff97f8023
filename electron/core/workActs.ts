/** @file The acts of indexing and searching, with the exact form of their bodies; part of the closed list in entry.ts. */
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().regex(/^[0-9a-f]{32}$/);
const text = z.string().min(1);
const integer = z.string().regex(/^-?(0|[1-9][0-9]*)$/);
const count = z.number().int().nonnegative();
const pack = z.strictObject({ id: text, version: text, digest: sha256 });
const selfTest = z.strictObject({
  passed: z.boolean(),
  problems: z.array(z.string()),
  scores: z.array(z.strictObject({ pair: text, expected: z.number(), got: z.number() })),
});

export const workActs = {
  'index-started': z.strictObject({
    run: id, footage: id, exhibit: id, exhibitSha256: sha256, pack, decoder: z.json(), settings: z.json(), machine: z.json(), selfTest,
  }),
  'index-resumed': z.strictObject({ run: id, batches: count, frames: count }),
  'index-stopped': z.strictObject({ run: id, batches: count, frames: count, reason: text }),
  'index-finished': z.strictObject({ run: id, batches: count, digest: sha256, completeness: z.json() }),
  'index-refused': z.strictObject({ exhibit: id, name: text, reason: text }),
  'probe-added': z.strictObject({
    probe: id, label: text, source: text, basis: text, imageName: text, imageSha256: sha256, fromTrack: z.string().nullable(),
    face: z.strictObject({ number: count, of: count, box: z.array(z.number()).length(4), quality: z.json() }),
    warnings: z.array(z.string()), pack, vectorSha256: sha256,
  }),
  'search-requested': z.strictObject({
    search: text, probe: id, vectorSha256: sha256, pack,
    scope: z.strictObject({ exhibit: z.string().nullable(), camera: z.string().nullable(), from: z.string().nullable(), to: z.string().nullable(), minimumQuality: z.number() }),
    footage: z.array(z.strictObject({ footage: id, run: id, fromTicks: integer.nullable(), toTicks: integer.nullable() })),
    notSearched: z.array(z.strictObject({ footage: id, reason: text })),
    limit: count, threshold: z.number().nullable(), selfTest, machine: z.json(), warnings: z.array(z.string()),
  }),
  'search-answered': z.strictObject({
    search: text, digest: sha256, candidates: count, tracksCompared: count, sightingsCompared: count,
    index: z.strictObject({ rows: count, digest: sha256, rebuilt: count }),
  }),
  'search-stopped': z.strictObject({ search: text, reason: text }),
  'still-exported': z.strictObject({ footage: id, ticks: integer, track: z.string().nullable(), sha256, file: text }),
} as const;
