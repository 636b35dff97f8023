/** @file What each step of the chain loses on small and compressed faces, and what could be won without new weights. */
import sharp from 'sharp';
import { overlap, type Picture, type Point } from '../../electron/core/picture.ts';
import type { AnalysedFace } from '../../electron/core/sighting.ts';
import { applied } from '../../native/faces/align.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import type { Embedder } from './chips.ts';
import type { Photograph } from './photographs.ts';
import type { Comparisons } from './rates.ts';
import { recorded, type Compression } from './recorder.ts';

/** One photograph in one recorded frame. */
export interface Look {
  readonly found: boolean;
  /** By the chain as it is: null where the face was not found or cannot be searched for. */
  readonly chain: Float32Array | null;
  readonly mirrored: Float32Array | null;
  /** From the same landmarks, the surroundings enlarged four times by Lanczos first. */
  readonly smooth: Float32Array | null;
  /** With the landmarks of the photograph at full size: no detector, no landmark network. */
  readonly known: Float32Array;
  readonly quality: number;
  readonly sharpness: number;
}

export interface Looks {
  readonly widthPx: number;
  readonly compression: Compression;
  readonly kilobitsPerSecond: number | null;
  readonly bitsPerPixel: number | null;
  /** Of each photograph, its frames. */
  readonly looks: readonly (readonly Look[])[];
  /** Share found in the middle frame by every detector of the pack at every scale ('thorough'), and at twice the size. */
  readonly thorough: number | null;
  readonly twice: number | null;
}

const sameFace = 0.3; // least overlap, as for tracks: tracking.ts

/** `oneFrame`: only the middle one of each sheet. `alsoThorough`: see Looks. */
export async function lookAt(photographs: readonly Photograph[], widthPx: number, compression: Compression, oneFrame: boolean, alsoThorough: boolean, analyser: FaceAnalyser, embedder: Embedder, decoder: Decoder): Promise<Looks> {
  const { sheets, kilobitsPerSecond, bitsPerPixel } = await recorded(photographs, widthPx, compression, decoder);
  const looks: Look[][] = photographs.map(() => []);
  let thorough = 0, twice = 0;
  for (const sheet of sheets) {
    const middle = sheet[Math.floor(sheet.length / 2)]!;
    for (const frame of oneFrame ? [middle] : sheet) {
      const faces = await analyser.analyse(frame.picture, 'everywhere', 'default');
      for (const { photograph, toFrame, box } of frame.places) {
        const face = best(faces, box);
        const points = photographs[photograph]!.face.landmarks!.map((point) => applied(toFrame, point));
        looks[photograph]!.push({
          found: face !== null, chain: face?.embedding ?? null,
          mirrored: face?.embedding ? await embedder.embed(frame.picture, face.landmarks!, true) : null,
          smooth: face?.embedding ? await embedSmooth(embedder, frame.picture, face.landmarks!) : null,
          known: await embedder.embed(frame.picture, points, false),
          quality: face?.quality.overall ?? 0, sharpness: face?.quality.sharpness ?? 0,
        });
      }
    }
    if (!alsoThorough) continue;
    const all = await analyser.analyse(middle.picture, 'everywhere', 'thorough');
    const large = await analyser.analyse(await enlargedTwice(middle.picture), 'everywhere', 'default');
    for (const { box } of middle.places) {
      if (best(all, box)) thorough++;
      if (best(large, [box[0] * 2, box[1] * 2, box[2] * 2, box[3] * 2])) twice++;
    }
  }
  const share = (count: number) => (alsoThorough ? count / photographs.length : null);
  return { widthPx, compression, kilobitsPerSecond, bitsPerPixel, looks, thorough: share(thorough), twice: share(twice) };
}

function best(faces: readonly AnalysedFace[], box: readonly [number, number, number, number]): AnalysedFace | null {
  const [face] = faces.toSorted((a, b) => overlap(b.box, box) - overlap(a.box, box));
  return face && overlap(face.box, box) >= sameFace ? face : null;
}

async function enlargedTwice({ width, height, rgb }: Picture): Promise<Picture> {
  const data = await sharp(rgb, { raw: { width, height, channels: 3 } }).resize(width * 2, height * 2, { kernel: 'cubic' }).raw().toBuffer();
  return { width: width * 2, height: height * 2, rgb: new Uint8Array(data) };
}

async function embedSmooth(embedder: Embedder, picture: Picture, points: readonly Point[]): Promise<Float32Array> {
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const reach = 3 * Math.hypot(points[0]![0] - points[1]![0], points[0]![1] - points[1]![1]);
  const left = Math.max(0, Math.floor(Math.min(...xs) - reach)), top = Math.max(0, Math.floor(Math.min(...ys) - reach));
  const width = Math.min(picture.width, Math.ceil(Math.max(...xs) + reach)) - left, height = Math.min(picture.height, Math.ceil(Math.max(...ys) + reach)) - top;
  const around = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) around.set(picture.rgb.subarray(((top + row) * picture.width + left) * 3, ((top + row) * picture.width + left + width) * 3), row * width * 3);
  const data = await sharp(around, { raw: { width, height, channels: 3 } }).resize(width * 4, height * 4, { kernel: 'lanczos3', fit: 'fill' }).raw().toBuffer();
  // The middle of pixel p lies at 4 p + 1.5 of the enlarged picture.
  return embedder.embed({ width: width * 4, height: height * 4, rgb: new Uint8Array(data) }, points.map(([x, y]): Point => [(x - left) * 4 + 1.5, (y - top) * 4 + 1.5]), false);
}

/** How a vector is made of the looks at one photograph; several: the nearest counts. */
export type Choice = (looks: readonly Look[]) => readonly Float32Array[];

const middleOf = (looks: readonly Look[]) => looks[Math.floor(looks.length / 2)]!;
const some = (vector: Float32Array | null) => (vector ? [vector] : []);
const found = (looks: readonly Look[]) => looks.filter((look) => look.chain);

export function mean(vectors: readonly Float32Array[]): Float32Array[] {
  return vectors.length === 0 ? [] : [vectors[0]!.map((_, i) => vectors.reduce((sum, v) => sum + v[i]!, 0) / vectors.length)];
}

/** Of a single frame. */
export const singleFrame = {
  chain: (looks) => some(middleOf(looks).chain),
  known: (looks) => [middleOf(looks).known],
  smooth: (looks) => some(middleOf(looks).smooth),
  mirrorAverage: (looks) => (middleOf(looks).chain ? mean([middleOf(looks).chain!, middleOf(looks).mirrored!]) : []),
} as const satisfies Record<string, Choice>;

/** Of five frames of a second. */
export const ofTrack = {
  bestQuality: (looks) => some(looks.toSorted((a, b) => b.quality - a.quality)[0]!.chain),
  sharpest: (looks) => some(found(looks).toSorted((a, b) => b.sharpness - a.sharpness)[0]?.chain ?? null),
  middle: (looks) => some(middleOf(looks).chain),
  mean: (looks) => mean(found(looks).map((look) => look.chain!)),
  nearest: (looks) => found(looks).map((look) => look.chain!),
} as const satisfies Record<string, Choice>;

/** Every photograph at full size (`probes`) with every other one as it was recorded. */
export function comparisons(photographs: readonly Photograph[], probes: readonly Float32Array[], looks: readonly (readonly Look[])[], choice: Choice): Comparisons {
  const numbers = new Map<string, number>();
  for (const { person } of photographs) if (!numbers.has(person)) numbers.set(person, numbers.size);
  const who = photographs.map(({ person }) => numbers.get(person)!);
  const poor = looks.map(choice);
  const pairs: (readonly [number, number, number])[] = [];
  probes.forEach((probe, i) => poor.forEach((vectors, j) => {
    if (i !== j) pairs.push([who[i]!, who[j]!, Math.min(Infinity, ...vectors.map((vector) => distance(probe, vector)))]);
  }));
  return { people: numbers.size, pairs };
}

export function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
