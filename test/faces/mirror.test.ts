/** @file The pack that averages with the mirror image: its vectors are that mean, and no other. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { loadPack } from '../../electron/engine/models.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { openEmbedder } from '../evaluate/chips.ts';

test('the vector of blazeface-dlib-mirror is the mean of what blazeface-dlib makes of the upright face and of its mirror image', async () => {
  const [plain, averaging] = await Promise.all([loadPack('blazeface-dlib', '/nowhere'), loadPack('blazeface-dlib-mirror', '/nowhere')]);
  const [analyser, embedder] = [await openFaceAnalyser(averaging), await openEmbedder(plain)];
  const { data, info } = await sharp(await readFile('models/selftest/drawn-1a.png')).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const picture = { width: info.width, height: info.height, rgb: new Uint8Array(data) };
  const [face] = await analyser.analyse(picture, 'everywhere', 'default');
  const [own, other] = [await embedder.embed(picture, face!.landmarks!, false), await embedder.embed(picture, face!.landmarks!, true)];
  await Promise.all([analyser.close(), embedder.close()]);
  expect(Math.hypot(...own.map((v, i) => v - other[i]!))).toBeGreaterThan(0.05);
  expect(face!.embedding).toEqual(own.map((v, i) => (v + other[i]!) / 2));
});
