/** @file Drawn footage is the same for the same seed, and is what its truth says. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatTimeBase } from '../../electron/core/time.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { damaged, damages } from '../../resources/demo/damage.ts';
import type { DrawnFootage } from '../../resources/demo/footage.ts';
import { drawFootage } from '../../resources/demo/footage.ts';
import { drawLong } from '../../resources/demo/long.ts';
import { planScenario } from '../../resources/demo/scenario.ts';
import { truthSchema } from '../../resources/demo/truth.ts';
import { drawnOnce } from '../support/drawnFootage.ts';

let folder = '';
let drawn: DrawnFootage[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retrace-drawn-'));
  drawn = await drawnOnce('small', 1);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const digests = async (where: string) => {
  const names = (await readdir(where)).toSorted();
  return Promise.all(names.map(async (name) => `${name} ${createHash('sha256').update(await readFile(join(where, name))).digest('hex')}`));
};

test('the same seed gives the same bytes, another seed others', async () => {
  const again = await drawFootage(join(folder, 'again'), { seed: 1, scenario: 'small' });
  expect(again.map(({ truth }) => truth)).toEqual(drawn.map(({ truth }) => truth));
  expect(await digests(join(folder, 'again'))).toEqual(await digests(dirname(drawn[0]!.path)));
  expect(planScenario('small', 2, 0)).not.toEqual(planScenario('small', 1, 0));
}, 60_000);

test('a decoder reports the ticks, sizes and time bases that the truth states', async () => {
  const decoder = openNodeAvDecoder();
  for (const { path, truth } of drawn) {
    const stream = (await decoder.probe(path)).videoStreams[0]!;
    expect({ timeBase: formatTimeBase(stream.timeBase), start: stream.startTicks }).toEqual({ timeBase: truth.timeBase, start: BigInt(truth.ticks[0]!) });
    const ticks: string[] = [];
    for await (const { frame } of decoder.frames(path, stream.index, { framesPerSecond: 'every' })) {
      ticks.push(String(frame.ticks));
      expect([frame.width, frame.height]).toEqual([truth.width, truth.height]);
    }
    expect(ticks).toEqual(truth.ticks);
  }
}, 60_000);

test('the truth beside each file holds faces from small to large, some of them hidden, each at a frame that exists', async () => {
  for (const { path, truth } of drawn) {
    const read = truthSchema.parse(JSON.parse(await readFile(`${path}.truth.json`, 'utf8')));
    expect(read).toEqual(truth);
    const frames = new Set(truth.ticks);
    expect(truth.faces.filter((face) => !frames.has(face.ticks))).toEqual([]);
    expect(new Set(truth.faces.map((face) => face.identity))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(Math.min(...truth.faces.map((face) => face.widthPx))).toBeLessThan(16);
    expect(Math.max(...truth.faces.map((face) => face.widthPx))).toBeGreaterThan(48);
    expect(truth.faces.some((face) => face.occluded)).toBe(true);
  }
});

test('the standard set has forty people or more, each before two cameras or more, and six kinds of recorder', () => {
  const recordings = planScenario('standard', 1, 0);
  const cameras = new Map<number, Set<string>>();
  for (const { camera, walks } of recordings) for (const { identity } of walks) cameras.set(identity, (cameras.get(identity) ?? new Set()).add(camera.name));
  expect(cameras.size).toBeGreaterThanOrEqual(40);
  expect(Math.min(...[...cameras.values()].map((names) => names.size))).toBeGreaterThanOrEqual(2);
  expect(new Set(recordings.map(({ encoding }) => `${encoding.container} ${encoding.codec}`)).size).toBeGreaterThanOrEqual(5);
});

test('long footage repeats its parts with growing ticks and decodes to every frame', async () => {
  const { path, truth } = await drawLong(join(folder, 'long'), { seconds: 24, seed: 3, people: 1 });
  const frames = openNodeAvDecoder().frames(path, 0, { framesPerSecond: 1 });
  let step = await frames.next();
  while (!step.done) step = await frames.next();
  const { decoded, failed, messages, gaps, lastTicks } = step.value;
  expect({ decoded, failed, messages, gaps, lastTicks }).toEqual({ decoded: truth.ticks.length, failed: 0, messages: [], gaps: [], lastTicks: BigInt(truth.ticks.at(-1)!) });
  expect(truth.ticks.length).toBe(24 * 25);
  expect(new Set(truth.faces.map((face) => face.ticks)).size).toBe(truth.faces.length);
}, 90_000);

test('damage is the same for the same seed and changes the bytes each in its own way', async () => {
  const bytes = new Uint8Array(await readFile(drawn[0]!.path));
  const digest = (b: Uint8Array) => createHash('sha256').update(b).digest('hex');
  const copies = damages.map((kind) => digest(damaged(bytes, kind, 5)));
  expect(damages.map((kind) => digest(damaged(bytes, kind, 5)))).toEqual(copies);
  expect(new Set([...copies, digest(bytes)]).size).toBe(damages.length + 1);
});
