/** @file Footage of 200 drawn people who pass three cameras, through decoder, pack and tracker as in an indexing; and who every track truly is. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { overlap, type Box } from '../../electron/core/picture.ts';
import type { Quality } from '../../electron/core/sighting.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { drawFootage, type DrawnFootage } from '../../resources/demo/footage.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { truthSchema } from '../../resources/demo/truth.ts';
import { cached, cacheFolder } from './cache.ts';
import { runDrawn } from './runDrawn.ts';
import type { Figures } from './tracking.ts';

/** One stored vector of a track, with the sighting that it is of. */
export interface StoredSighting {
  readonly ticks: bigint;
  readonly box: Box;
  readonly quality: Quality;
  readonly vector: Float32Array;
}

export interface KnownTrack {
  readonly camera: string;
  readonly track: number;
  /** Who most of its sightings are of; null: of nobody. */
  readonly identity: number | null;
  /** Whether all true sightings are of that one person. */
  readonly pure: boolean;
  /** Every sighting, stored or not. */
  readonly seen: readonly { readonly ticks: bigint; readonly box: Box }[];
  readonly stored: readonly StoredSighting[];
}

export interface CrowdCamera {
  readonly camera: string;
  readonly file: string;
  readonly tracks: readonly KnownTrack[];
  readonly figures: Figures;
}

const seed = 11;
/** Nobody of the crowd is one of the people whom tests, demo and constants were made with. */
export const firstOfCrowd = 1000;

/** Draws and analyses the crowd, or reads what was kept of it. */
export async function crowd(analyser: FaceAnalyser, decoder: Decoder): Promise<CrowdCamera[]> {
  return cached(['crowd', seed, firstOfCrowd, analyser.pack.digest, 2], async () => {
    const cameras: CrowdCamera[] = [];
    for (const drawn of await footage()) {
      const run = await runDrawn(drawn, decoder, analyser, { detection: 'default', look: 'changed', samePersonDistance: 0.6 }, 5);
      cameras.push({ camera: drawn.truth.camera, file: drawn.truth.file, figures: run.figures, tracks: known(drawn, run) });
    }
    return cameras;
  });
}

/** Drawn, or as it was kept. */
export async function footage(): Promise<DrawnFootage[]> {
  const folder = join(cacheFolder, 'crowd');
  const files = ['entrance.mp4', 'shop.ts', 'stairs.avi'].map((file) => join(folder, file));
  if (!files.every((path) => existsSync(`${path}.truth.json`))) return drawFootage(folder, { seed, scenario: 'crowd', firstIdentity: firstOfCrowd });
  return files.map((path) => ({ path, truth: truthSchema.parse(JSON.parse(readFileSync(`${path}.truth.json`, 'utf8'))) }));
}

/** Who each track is, by the truth. */
export function known({ truth }: DrawnFootage, { found, embeddings }: Awaited<ReturnType<typeof runDrawn>>): KnownTrack[] {
  const there = Map.groupBy(truth.faces, ({ ticks }) => ticks);
  const vectors = Map.groupBy(embeddings, ({ track }) => track);
  return [...Map.groupBy(found, ({ track }) => track)].map(([track, seen]): KnownTrack => {
    const counts = new Map<number, number>();
    for (const { ticks, box } of seen) {
      const [face] = (there.get(String(ticks)) ?? []).toSorted((a, b) => overlap(b.box, box) - overlap(a.box, box));
      if (face && overlap(face.box, box) >= 0.3) counts.set(face.identity, (counts.get(face.identity) ?? 0) + 1);
    }
    const at = new Map(seen.map((face) => [face.ticks, face]));
    return {
      camera: truth.camera, track, identity: [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null, pure: counts.size <= 1,
      seen: seen.map(({ ticks, box }) => ({ ticks, box })),
      stored: (vectors.get(track) ?? []).map(({ ticks, vector }) => ({ ticks, vector, box: at.get(ticks)!.box, quality: at.get(ticks)!.quality })),
    };
  });
}

/** A frontal picture to search with. */
export interface Portrait {
  readonly vector: Float32Array;
  readonly overall: number;
  readonly widthPx: number;
}

/** Of these people, by number. */
export async function portraits(analyser: FaceAnalyser, people: readonly number[]): Promise<Map<number, Portrait>> {
  return cached(['portraits', people[0]!, people.length, analyser.pack.digest, 2], async () => {
    const all = new Map<number, Portrait>();
    for (const identity of people) {
      const { data, info } = await sharp(await drawProbe(identity)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      const faces = await analyser.analyse({ width: info.width, height: info.height, rgb: new Uint8Array(data) }, 'everywhere', 'default');
      // A portrait's face is the one of about this width; a detector may see a second, larger one around it.
      const face = faces.filter(({ embedding }) => embedding).toSorted((a, b) => a.box[2] - b.box[2])[0];
      if (face?.embedding) all.set(identity, { vector: face.embedding, overall: face.quality.overall, widthPx: face.box[2] });
    }
    return all;
  });
}
