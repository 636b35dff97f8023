/** @file The converted networks against the source library's own code: @vladmandic/face-api with the TensorFlow.js that is inside its bundle. */
import { readFile } from 'node:fs/promises';
import vm from 'node:vm';
import { InferenceSession, Tensor } from '../../native/faces/runtime.ts';
import { beforeAll, expect, test } from 'vitest';
import type { LoadedPack } from '../../electron/core/modelPack.ts';
import { decodeSsd } from '../../native/faces/decode.ts';
import { loadPack } from '../../electron/engine/models.ts';

interface Tf {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tensor3d(values: Int32Array, shape: number[], type: string): unknown;
  tensor4d(values: Float32Array, shape: number[]): unknown;
  io: { decodeWeights(data: ArrayBuffer, specs: unknown): unknown };
  loadGraphModel(handler: { load(): Promise<unknown> }): Promise<{ execute(input: unknown, output: string): { dataSync(): Float32Array } }>;
}
interface Values {
  dataSync(): Float32Array;
}
interface Net<Answer = Values> {
  loadFromWeightMap(weights: unknown): void;
  forward(input: unknown): Promise<Answer>;
}
interface FaceApi {
  tf: Tf;
  env: { setEnv(env: unknown): void };
  nets: { faceRecognitionNet: Net; faceLandmark68Net: Net; ssdMobilenetv1: Net<{ boxes: Values[]; scores: Values[] }> };
}

const modules = 'node_modules/@vladmandic';
let faceApi: FaceApi;
let pack: LoadedPack;
let fused: LoadedPack;

/** The bundle takes itself to be in a page: in Node it looks for a text encoder where there is none. */
beforeAll(async () => {
  const context: Record<string, unknown> = { console, TextEncoder, TextDecoder, performance, setTimeout, clearTimeout, Float32Array, Int32Array, Uint8Array, ArrayBuffer, btoa, atob, navigator: { userAgent: '' }, document: {} };
  context['window'] = context;
  vm.runInContext(await readFile(`${modules}/face-api/dist/face-api.js`, 'utf8'), vm.createContext(context));
  faceApi = context['faceapi'] as FaceApi;
  class None {}
  faceApi.env.setEnv({ Canvas: None, CanvasRenderingContext2D: None, Image: None, ImageData: None, Video: None });
  await faceApi.tf.setBackend('cpu');
  await faceApi.tf.ready();
  [pack, fused] = await Promise.all([loadPack('blazeface-dlib', '/nowhere'), loadPack('blazeface-fused', '/nowhere')]);
}, 60_000);

/** Every value from 0 to 255, no pattern that a network would not see in a face's stead. */
const pixels = (size: number) => Int32Array.from({ length: size * size * 3 }, (_, i) => Math.abs(Math.round(127 + 80 * Math.sin(i / 97) + 48 * Math.sin(i * i))) % 256);

async function ours(from: LoadedPack, file: string, values: Int32Array, size: number): Promise<Float32Array> {
  const recipe = [...from.description.embedder, from.description.landmarks!].find((part) => part.file === file)!;
  const planes = new Float32Array(values.length);
  for (let i = 0; i < size * size; i++)
    for (let c = 0; c < 3; c++) {
      const channel = recipe.input.colour === 'rgb' ? c : 2 - c;
      planes[c * size * size + i] = (values[3 * i + channel]! - recipe.input.mean[c]!) / recipe.input.std[c]!;
    }
  const session = await InferenceSession.create(await from.read(file), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const output = (await session.run({ input: new Tensor('float32', planes, [1, 3, size, size]) }))[recipe.output]!;
  await session.release();
  return output.data as Float32Array;
}

async function theirs<Answer>(net: Net<Answer>, name: string, values: Int32Array, size: number): Promise<Answer> {
  const manifest = JSON.parse(await readFile(`${modules}/face-api/model/${name}-weights_manifest.json`, 'utf8')) as { weights: unknown[] }[];
  const data = await readFile(`${modules}/face-api/model/${name}.bin`);
  net.loadFromWeightMap(faceApi.tf.io.decodeWeights(new Uint8Array(data).buffer, manifest.flatMap(({ weights }) => weights)));
  return net.forward(faceApi.tf.tensor3d(values, [size, size, 3], 'int32'));
}

const furthest = (a: Float32Array, b: Float32Array) => {
  expect(a.length).toBe(b.length);
  return a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i]!)), 0);
};

test('dlib ResNet gives the vector that face-api gives, to float precision', async () => {
  const values = pixels(150);
  const difference = furthest(await ours(pack, 'dlib-resnet.onnx', values, 150), (await theirs(faceApi.nets.faceRecognitionNet, 'face_recognition_model', values, 150)).dataSync());
  console.log(`dlib ResNet: largest difference ${difference.toExponential(1)} (known: 2.6e-7 on photographs)`);
  expect(difference).toBeLessThan(2e-6);
}, 60_000);

test('the 68 landmarks are where face-api puts them, to float precision', async () => {
  const values = pixels(112);
  const difference = furthest(await ours(pack, 'face-landmark-68.onnx', values, 112), (await theirs(faceApi.nets.faceLandmark68Net, 'face_landmark_68_model', values, 112)).dataSync());
  console.log(`face_landmark_68: largest difference ${difference.toExponential(1)} (known: 1.8e-7 on photographs)`);
  expect(difference).toBeLessThan(2e-6);
}, 60_000);

test('SSD gives the boxes and scores that face-api gives, also decoded with anchors of our own', async () => {
  const size = 512;
  const values = pixels(size);
  const recipe = pack.description.detectors.find((each) => each.kind === 'ssd')!;
  const planes = new Float32Array(values.length);
  for (let i = 0; i < size * size; i++) for (let c = 0; c < 3; c++) planes[c * size * size + i] = (values[3 * i + c]! - recipe.input.mean[c]!) / recipe.input.std[c]!;
  const session = await InferenceSession.create(await pack.read(recipe.file), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const output = await session.run({ [recipe.input.name]: new Tensor('float32', planes, [1, 3, size, size]) });
  await session.release();
  const faces = decodeSsd(output[recipe.outputs.scores]!.data as Float32Array, output[recipe.outputs.boxes]!.data as Float32Array, size, size, 1e-12);
  const { boxes, scores } = await theirs(faceApi.nets.ssdMobilenetv1, 'ssd_mobilenetv1_model', values, size);
  const scoreDifference = furthest(Float32Array.from(faces, ({ score }) => score), scores[0]!.dataSync());
  // Theirs: top, left, bottom, right as parts of the picture, from anchors that are stored with the weights.
  const boxDifference = furthest(Float32Array.from(faces.flatMap(({ box: [x, y, w, h] }) => [y, x, y + h, x + w])), boxes[0]!.dataSync().map((v) => v * size));
  console.log(`SSD at 512: largest difference of scores ${scoreDifference.toExponential(1)} (known: 1.0e-6), of boxes ${boxDifference.toFixed(2)} px (known: 0.2 px)`);
  expect(faces).toHaveLength(5118);
  expect(scoreDifference).toBeLessThan(1e-5);
  expect(boxDifference).toBeLessThan(0.5);
}, 120_000);

test('faceres gives the features that its own graph gives, to float precision', async () => {
  const values = pixels(224);
  const graph = JSON.parse(await readFile(`${modules}/human/models/faceres.json`, 'utf8')) as { weightsManifest: { weights: unknown[] }[] };
  const data = await readFile(`${modules}/human/models/faceres.bin`);
  const model = await faceApi.tf.loadGraphModel({
    load: async () => ({ ...graph, weightSpecs: graph.weightsManifest.flatMap(({ weights }) => weights), weightData: new Uint8Array(data).buffer }),
  });
  const mean = [103.939, 116.779, 123.68];
  const bgr = Float32Array.from(values, (_, i) => values[i - (i % 3) + 2 - (i % 3)]! - mean[i % 3]!);
  const reference = model.execute({ input_1: faceApi.tf.tensor4d(bgr, [1, 224, 224, 3]) }, 'global_pooling/Mean').dataSync();
  const difference = furthest(await ours(fused, 'faceres.onnx', values, 224), reference);
  console.log(`faceres: largest difference ${difference.toExponential(1)} (known: 2.7e-6 on photographs)`);
  expect(Math.max(...reference)).toBeGreaterThan(0.1);
  expect(difference).toBeLessThan(2e-5);
}, 60_000);
