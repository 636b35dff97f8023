/** @file Another detector through the same pack.json: YuNet, which is no part of the product, with the embedded landmarks and embedder. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addPack, loadPack } from '../../electron/engine/models.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { described } from '../models/smallPack.ts';
import { media, middleFace, photographs, readPhotograph } from './realFaces.ts';

test.skipIf(!media)('a pack with YuNet is added, passes its self-test, and finds the same faces with nearly the same vectors', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'retrace-yunet-'));
  const standard = await loadPack('blazeface-dlib', '/nowhere');
  const { files } = standard.description;
  const yunet = await readFile(join(media!, '../models/yunet_n_dynamic.onnx'));
  await writeFile(join(folder, 'yunet.onnx'), yunet);
  const kept = Object.keys(files).filter((name) => !/blazeface|ssd/.test(name));
  for (const name of kept) {
    if (name.endsWith('.png')) await copyFile(join('models/selftest', name), join(folder, name));
    else await writeFile(join(folder, name), await standard.read(name));
  }
  const input = { name: 'input', layout: 'nchw', colour: 'bgr', mean: [0, 0, 0], std: [1, 1, 1] };
  const pack = {
    ...standard.description,
    id: 'yunet-dlib',
    title: 'YuNet, 68 landmarks, dlib ResNet',
    detectors: [{ kind: 'yunet', file: 'yunet.onnx', input, multiple: 32, threshold: 0.6, passes: [{ scale: 1 }, { letterbox: 320 }], when: 'always', boxScale: 1 }],
    files: { ...Object.fromEntries(kept.map((name) => [name, files[name]])), 'yunet.onnx': { ...described(yunet), source: 'libfacedetection.train' } },
    // Other landmarks crops move the scores a little: what this detector gives is what its own description has to say.
    selfTest: { ...standard.description.selfTest, tolerance: 0.1 },
  };
  await writeFile(join(folder, 'pack.json'), JSON.stringify(pack));
  const home = join(folder, 'home');
  await addPack(folder, home);
  const other = await openFaceAnalyser(await loadPack('yunet-dlib', home));
  const ours = await openFaceAnalyser(standard);
  const distances: number[] = [];
  const widths: number[] = [];
  for (const { path } of photographs().filter((_, i) => i % 5 === 0)) {
    const picture = await readPhotograph(path);
    const [a, b] = [await middleFace(ours, picture), await middleFace(other, picture)];
    if (!a?.embedding || !b?.embedding) continue;
    distances.push(Math.hypot(...a.embedding.map((v, i) => v - b.embedding![i]!)));
    widths.push(a.box[2] / b.box[2]);
  }
  await Promise.all([other.close(), ours.close()]);
  await rm(folder, { recursive: true });
  const median = (values: number[]) => values.toSorted((x, y) => x - y)[values.length >> 1]!;
  console.log(`YuNet against BlazeFace on ${distances.length} of 20 photographs: median distance of the two vectors of one face ${median(distances).toFixed(3)}, widths of boxes ${median(widths).toFixed(2)} to 1`);
  expect(distances).toHaveLength(20);
  expect(median(distances)).toBeLessThan(0.2);
  expect(Math.abs(median(widths) - 1)).toBeLessThan(0.1);
}, 60_000);
