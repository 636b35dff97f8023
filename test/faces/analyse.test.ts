/** @file What the real analyser says of drawn people: the same every time, everywhere and in places, large and small. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Box } from '../../electron/core/picture.ts';
import { overlap } from '../../electron/core/picture.ts';
import { loadPack } from '../../electron/engine/models.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { blurred, chip, frame, turned } from './drawn.ts';

let analyser: FaceAnalyser;
beforeAll(async () => {
  analyser = await openFaceAnalyser(await loadPack('blazeface-dlib', '/nowhere'));
}, 60_000);
afterAll(() => analyser.close());

const distance = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((v, i) => v - b[i]!));
const one = async (...args: Parameters<FaceAnalyser['analyse']>) => {
  const faces = await analyser.analyse(...args);
  expect(faces).toHaveLength(1);
  return faces[0]!;
};

test('the pack is named by its digest, dimension and metric', () => {
  expect(analyser.pack).toEqual({ id: 'blazeface-dlib', version: '1', digest: expect.stringMatching(/^[0-9a-f]{64}$/), dimension: 128, metric: 'l2' });
});

test('one drawn face has its points where they are drawn, and a vector that is not of unit length', async () => {
  const face = await one(await chip('drawn-1a', 320), 'everywhere', 'default');
  expect(face.unsearchable).toBeNull();
  const [right, left, nose, mouthRight, mouthLeft] = face.landmarks!;
  expect([right[0] < nose[0], nose[0] < left[0], right[1] < nose[1], nose[1] < mouthRight[1], mouthRight[0] < mouthLeft[0]]).toEqual([true, true, true, true, true]);
  expect(face.embedding).toHaveLength(128);
  expect(Math.hypot(...face.embedding!)).toBeGreaterThan(1.1);
});

test('the same picture gives the same bytes, also from another analyser and with calls that overlap', async () => {
  const picture = await frame(640, 360, [['drawn-1a', 120, 40, 60], ['drawn-2b', 90, 400, 150]]);
  const other = await openFaceAnalyser(await loadPack('blazeface-dlib', '/nowhere'));
  const [first, second, third] = await Promise.all([analyser.analyse(picture, 'everywhere', 'default'), analyser.analyse(picture, 'everywhere', 'default'), other.analyse(picture, 'everywhere', 'default')]);
  await other.close();
  expect(first).toHaveLength(2);
  expect([second, third]).toEqual([first, first]);
}, 30_000);

test('faces come from top to bottom, each once, though several looks see them', async () => {
  const picture = await frame(960, 540, [['drawn-6a', 300, 600, 200], ['drawn-1a', 100, 60, 30], ['drawn-2a', 100, 300, 120]]);
  const boxes = (await analyser.analyse(picture, 'everywhere', 'default')).map(({ box }) => box);
  expect(boxes.map(([x, y, w, h]) => [x + w / 2, y + h / 2].map((v) => Math.round(v / 80)))).toEqual([[1, 1], [4, 2], [9, 5]]);
});

test('a turned head is levelled: its vector stays near', async () => {
  const upright = await one(await chip('drawn-2a', 240), 'everywhere', 'default');
  const tilted = await one(await turned(await chip('drawn-2a', 240), 25), 'everywhere', 'default');
  expect(distance(upright.embedding!, tilted.embedding!)).toBeLessThan(0.3);
});

test('looking in a place finds what looking everywhere finds there, and nothing else', async () => {
  const picture = await frame(1280, 720, [['drawn-1a', 100, 100, 100], ['drawn-2a', 100, 900, 480], ['drawn-6b', 70, 640, 100]]);
  const everywhere = await analyser.analyse(picture, 'everywhere', 'default');
  expect(everywhere).toHaveLength(3);
  const place: Box = [860, 440, 180, 180];
  const face = await one(picture, [place], 'default');
  const same = everywhere.find(({ box }) => overlap(box, face.box) > 0.9)!;
  expect(Math.abs(same.detectionScore - face.detectionScore)).toBeLessThan(0.05);
  expect(distance(same.embedding!, face.embedding!)).toBeLessThan(0.1);
  expect(await analyser.analyse(picture, [[0, 560, 100, 100], [-50, -50, 20, 20]], 'default')).toEqual([]);
  expect(await analyser.analyse(picture, [], 'default')).toEqual([]);
  expect(await analyser.analyse(picture, [place, [900, 480, 100, 100]], 'default')).toHaveLength(1);
}, 30_000);

test('the fast setting loses small faces, and the thorough one loses none of the default', async () => {
  const picture = await frame(1280, 720, [['drawn-1a', 30, 100, 100], ['drawn-2a', 400, 800, 300]]);
  const [standard, fast, thorough] = [await analyser.analyse(picture, 'everywhere', 'default'), await analyser.analyse(picture, 'everywhere', 'fast'), await analyser.analyse(picture, 'everywhere', 'thorough')];
  expect(standard).toHaveLength(2);
  expect(fast.map(({ box }) => box[2] > 100)).toEqual([true]);
  for (const { box } of standard) expect(thorough.some((face) => overlap(face.box, box) > 0.5)).toBe(true);
}, 60_000);

test('a frame too large for one look is looked at in pieces, and a face on their border is found once', async () => {
  const picture = await frame(2560, 1440, [['drawn-1a', 120, 1218, 1215], ['drawn-2a', 90, 2300, 60]]);
  const faces = await analyser.analyse(picture, 'everywhere', 'default');
  expect(faces.map(({ box }) => box.map((v) => Math.round(v / 20)))).toEqual([[116, 5, 2, 2], [63, 63, 2, 2]]);
}, 30_000);

test('quality falls with size and with blur', async () => {
  const [sharp, soft, small] = [await one(await chip('drawn-6a', 240), 'everywhere', 'default'), await one(await blurred(await chip('drawn-6a', 240), 5), 'everywhere', 'default'), await one(await chip('drawn-6a', 60), 'everywhere', 'default')];
  console.log(`sharpness ${sharp.quality.sharpness.toFixed(2)}, blurred ${soft.quality.sharpness.toFixed(2)}; overall ${sharp.quality.overall.toFixed(2)}, blurred ${soft.quality.overall.toFixed(2)}, 60 px picture ${small.quality.overall.toFixed(2)}`);
  expect(sharp.quality.sharpness).toBeGreaterThan(2 * soft.quality.sharpness);
  expect(sharp.quality.overall).toBeGreaterThan(soft.quality.overall);
  expect(sharp.quality.overall).toBeGreaterThan(small.quality.overall);
});

test('a face too small to be evidence is counted and not embedded', async () => {
  const face = await one(await frame(256, 256, [['drawn-1a', 32, 100, 100]]), 'everywhere', 'default');
  expect(face).toMatchObject({ unsearchable: 'too-small', embedding: null });
});

test('a face cut by the edge is counted and not embedded', async () => {
  const whole = await chip('drawn-1a', 200);
  const kept = 105;
  const cut = { width: kept, height: 200, rgb: new Uint8Array(kept * 200 * 3) };
  for (let y = 0; y < 200; y++) cut.rgb.set(whole.rgb.subarray(y * 600, y * 600 + kept * 3), y * kept * 3);
  expect((await analyser.analyse(cut, 'everywhere', 'default')).map(({ unsearchable, embedding }) => [unsearchable, embedding])).toEqual([['at-the-edge', null]]);
});

test('a picture without faces, of one pixel, or of odd sides gives no face and no error', async () => {
  for (const [width, height] of [[1, 1], [33, 7], [641, 359]] as const) {
    expect(await analyser.analyse({ width, height, rgb: new Uint8Array(width * height * 3).fill(90) }, 'everywhere', 'thorough')).toEqual([]);
  }
});
