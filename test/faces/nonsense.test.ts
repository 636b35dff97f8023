/** @file A pack that answers nonsense is refused when it is opened, whatever its description claims. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PackDescription } from '../../electron/core/modelPack.ts';
import { loadPack } from '../../electron/engine/models.ts';
import { OnnxGraph } from '../../models/onnxGraph.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { meanColour, smallPack } from '../models/smallPack.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retrace-nonsense-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A network of the test's own: what it makes of the mean colour [N,3]. */
function network(make: (g: OnnxGraph, mean: string) => void): Uint8Array {
  const g = new OnnxGraph('nonsense');
  make(g, g.node('Flatten', [g.node('GlobalAveragePool', [g.input('input', ['N', 3, 112, 112])])], { axis: 1 }));
  g.output('embedding', ['N', 3]);
  return g.encode();
}
const times = (g: OnnxGraph, x: string, factor: number, output?: string) => g.node('Mul', [x, g.weight(`times${factor}`, [1], Float32Array.of(factor))], {}, output);

/** Why the pack is refused. */
async function problems(embedder: Uint8Array, edit: (pack: PackDescription) => void = () => undefined): Promise<readonly string[]> {
  await smallPack(folder, 'nonsense', embedder, edit);
  const failure = await openFaceAnalyser(await loadPack(folder, '/nowhere')).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'pack-nonsense', data: { pack: 'nonsense' } });
  return (failure as { data: { problems: string[] } }).data.problems;
}
const anyScore = (pack: PackDescription) => pack.selfTest.pairs.forEach((pair) => void (pair.score = 1));

test('the small pack itself is not nonsense', async () => {
  await smallPack(folder, 'small', meanColour());
  const analyser = await openFaceAnalyser(await loadPack(folder, '/nowhere'));
  const result = await analyser.selfTest();
  await analyser.close();
  console.log(result.scores.map(({ pair, got }) => `${pair} ${got.toFixed(3)}`).join(', '));
  expect(result.passed).toBe(true);
});

test('constant vectors are refused, even where every score is as described', async () => {
  const constant = network((g, mean) => g.node('Add', [times(g, mean, 0), g.weight('one', [3], Float32Array.of(1, 2, 3))], {}, 'embedding'));
  expect(await problems(constant, anyScore)).toEqual([expect.stringMatching(/^one person twice scored 1\.0000, two people 1\.0000$/)]);
});

test('zero vectors are counted as bad and refused', async () => {
  expect(await problems(network((g, mean) => times(g, mean, 0, 'embedding')))).toContain('drawn-1a.png: the face gave no usable vector (bad-vector)');
});

test('vectors that are not numbers are refused', async () => {
  const none = network((g, mean) => g.node('Sqrt', [g.node('Sub', [times(g, mean, 0), g.weight('one', [1], Float32Array.of(1))])], {}, 'embedding'));
  expect(await problems(none)).toContain('drawn-2b.png: the face gave no usable vector (bad-vector)');
});

test('vectors of another length are refused', async () => {
  expect(await problems(meanColour(), (pack) => void (pack.embedder[0]!.dimension = 4))).toContain('drawn-1a.png: the face gave no usable vector (bad-vector)');
});

test('an embedder that finds two people more alike than one person twice is refused', async () => {
  // The light, not the person: left half of the face against its right half. The two pictures of each person are lit from different sides.
  const g = new OnnxGraph('light');
  const kernel = new Float32Array(3 * 3 * 112 * 112);
  for (let i = 0; i < kernel.length; i++) kernel[i] = i % 112 < 56 ? 1e-4 : -1e-4;
  const x = g.node('Conv', [g.input('input', ['N', 3, 112, 112]), g.weight('halves', [3, 3, 112, 112], kernel)], { kernel_shape: [112, 112] });
  g.node('Add', [g.node('Flatten', [x], { axis: 1 }), g.weight('shift', [3], Float32Array.of(0, 0.2, 0))], {}, 'embedding');
  g.output('embedding', ['N', 3]);
  expect(await problems(g.encode())).toContainEqual(expect.stringMatching(/^one person twice scored/));
});

test('a detector that finds nothing is refused', async () => {
  expect(await problems(meanColour(), (pack) => void (pack.detectors[0]!.threshold = 0.999))).toContain('drawn-1a.png: 0 faces were found where one is drawn');
});

test.each<[string, Uint8Array, (pack: PackDescription) => void]>([
  ['a file that is no network', new TextEncoder().encode('<html>'), () => undefined],
  ['an output that the network does not have', meanColour(), (pack) => void (pack.embedder[0]!.output = 'other')],
  ['an input that the network does not have', meanColour(), (pack) => void (pack.embedder[0]!.input.name = 'other')],
  ['an input of another size than the network takes', meanColour(), (pack) => void (pack.embedder[0]!.size = 64)],
])('%s is a refusal with a sentence, not a crash', async (_, embedder, edit) => {
  await smallPack(folder, 'unfit', embedder, edit);
  await expect(openFaceAnalyser(await loadPack(folder, '/nowhere'))).rejects.toMatchObject({ code: 'pack-invalid', message: expect.stringContaining('“unfit” cannot be used') });
});
