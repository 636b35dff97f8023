/** @file What the pack makes of a blurred face: found seldom, and never nearer to its own person than to others. Prints the figures. */
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Box, Picture } from '../../electron/core/picture.ts';
import { blurFaces } from '../../electron/engine/disclose/redaction.ts';
import { loadPack } from '../../electron/engine/models.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { blurred } from '../faces/drawn.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { readPicture } from '../../native/pictures/pictures.ts';

let analyser: FaceAnalyser;
beforeAll(async () => { analyser = await openFaceAnalyser(await loadPack('blazeface-dlib', '/nowhere')); }, 60_000);
afterAll(() => analyser.close());

const distance = (a: Float32Array, b: Float32Array): number => Math.hypot(...a.map((v, i) => v - b[i]!));

/** What somebody would try who wants to search for a blurred face: as it is, its blocks smoothed, and that shrunk. */
async function attempts(picture: Picture, box: Box): Promise<Picture[]> {
  const smooth = await blurred(picture, box[2] / 8);
  const { data, info } = await sharp(smooth.rgb, { raw: { width: smooth.width, height: smooth.height, channels: 3 } }).resize(Math.round(smooth.width / 2)).raw().toBuffer({ resolveWithObject: true });
  return [picture, smooth, { width: info.width, height: info.height, rgb: new Uint8Array(data) }];
}

test('a blurred face is hardly found again, and what is found is as far from its own person as strangers are', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, async (_, i) => readPicture(await drawProbe(i), `${i}`)));
  const clear: Float32Array[] = [], boxes: Box[] = [];
  for (const picture of people) {
    const [face] = (await analyser.analyse(picture, 'everywhere', 'default')).toSorted((a, b) => Number(b.embedding !== null) - Number(a.embedding !== null) || b.detectionScore - a.detectionScore);
    clear.push(face!.embedding!);
    boxes.push(face!.box);
  }
  const nearest = Math.min(...clear.flatMap((a, i) => clear.slice(i + 1).map((b) => distance(a, b))));
  /** How the vectors of what was found lie to their own person. */
  const tried = async (hide: (picture: Picture, box: Box) => Promise<Picture[]>) => {
    const own: number[] = [], ranks: number[] = [];
    let found = 0, tries = 0;
    for (const [i, picture] of people.entries()) {
      for (const attempt of await hide(picture, boxes[i]!)) {
        tries += 1;
        const faces = await analyser.analyse(attempt, 'everywhere', 'default');
        found += faces.length > 0 ? 1 : 0;
        for (const { embedding } of faces) {
          if (!embedding) continue;
          const distances = clear.map((vector) => distance(vector, embedding));
          own.push(distances[i]!);
          ranks.push(distances.filter((d) => d < distances[i]!).length + 1);
        }
      }
    }
    return { tries, found, own, ranks };
  };
  const hidden = await tried((picture, box) => attempts(blurFaces(picture, [{ box, from: 'look' }], null), box));
  const shown = await tried(async (picture) => [picture, await blurred(picture, 2)]);
  for (const [name, { tries, found, own, ranks }] of Object.entries({ hidden, shown })) {
    console.log(`${name}: of ${tries} pictures ${found} showed a face and ${own.length} a vector${own.length > 0 ? `, ${Math.min(...own).toFixed(3)} to ${Math.max(...own).toFixed(3)} from their own person, at rank 1 for ${ranks.filter((rank) => rank === 1).length}` : ''}`);
  }
  console.log(`strangers are ${nearest.toFixed(3)} and more apart`);
  expect(shown.ranks.filter((rank) => rank === 1).length).toBeGreaterThanOrEqual(20);
  expect(Math.max(...shown.own.filter((_, i) => shown.ranks[i] === 1))).toBeLessThan(nearest);
  expect(hidden.own.filter((d) => d < nearest)).toEqual([]);
  expect(hidden.found).toBeLessThanOrEqual(hidden.tries / 3);
}, 120_000);
