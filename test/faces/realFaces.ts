/** @file The real faces that development is measured on: where they are, and how they are read. They are never part of the product. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Picture } from '../../electron/core/picture.ts';
import type { AnalysedFace } from '../../electron/core/sighting.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';

/** The folder, or undefined where RETRACE_MEDIA is not set. */
export const media = process.env['RETRACE_MEDIA'];

if (!media) console.warn('RETRACE_MEDIA is not set: tests on real faces are SKIPPED, and their figures are not reproduced.');

/** 10 people x 10 photographs of 250 x 250, in a fixed order. */
export function photographs(): { readonly person: string; readonly path: string }[] {
  const root = join(media!, 'faces/lfw10');
  return readdirSync(root).toSorted().flatMap((person) => readdirSync(join(root, person)).toSorted().map((file) => ({ person, path: join(root, person, file) })));
}

/** The photograph; with `side`, shrunk to that and compressed at JPEG quality 30. */
export async function readPhotograph(path: string, side?: number): Promise<Picture> {
  const image = side ? sharp(await sharp(path).resize(side, side, { kernel: 'cubic' }).jpeg({ quality: 30 }).toBuffer()) : sharp(path);
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
}

/** The face nearest the middle: the person the photograph is of. */
export async function middleFace(analyser: FaceAnalyser, picture: Picture): Promise<AnalysedFace | undefined> {
  const off = ({ box: [x, y, w, h] }: AnalysedFace) => Math.hypot(x + w / 2 - picture.width / 2, y + h / 2 - picture.height / 2);
  return (await analyser.analyse(picture, 'everywhere', 'default')).toSorted((a, b) => off(a) - off(b))[0];
}

export interface Verification {
  readonly genuine: number;
  readonly impostors: number;
  /** Error rate at which both errors are equal, 0 to 1. */
  readonly eer: number;
  /** Share of genuine pairs accepted at this share of false acceptances, 0 to 1, with the distance of that threshold. */
  readonly accepted: (falseAcceptances: number) => { readonly share: number; readonly distance: number };
}

/** All pairs of the galleries' faces with the probes' (of another photograph), by Euclidean distance. */
export function verification(faces: readonly { readonly person: string; readonly gallery: Float32Array; readonly probe: Float32Array }[]): Verification {
  const genuine: number[] = [];
  const impostors: number[] = [];
  faces.forEach((a, i) =>
    faces.forEach((b, j) => {
      // Where gallery and probe are the same pictures, each pair counts once.
      if (i === j || (a.gallery === a.probe && j < i)) return;
      const distance = Math.hypot(...a.probe.map((v, k) => v - b.gallery[k]!));
      (a.person === b.person ? genuine : impostors).push(distance);
    }),
  );
  genuine.sort((x, y) => x - y);
  impostors.sort((x, y) => x - y);
  const within = (all: readonly number[], limit: number) => all.filter((d) => d < limit).length / all.length;
  return {
    genuine: genuine.length,
    impostors: impostors.length,
    eer: Math.min(...genuine.map((limit) => Math.max(1 - within(genuine, limit), within(impostors, limit)))),
    accepted: (rate) => {
      const distance = impostors[Math.floor(rate * impostors.length)]!;
      return { share: within(genuine, distance), distance };
    },
  };
}
