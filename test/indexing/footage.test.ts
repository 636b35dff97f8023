/** @file The indexer's work on a fake decoder and a fake analyser: the same batches from the start and from every acknowledged position. */
import { expect, test } from 'vitest';
import { indexFootage } from '../../electron/engine/indexFootage.ts';
import type { Batch, IndexPlan } from '../../electron/engine/indexPlan.ts';
import { openFakeAnalyser, paintFace } from '../support/fakeAnalyser.ts';
import { fakeDecoder } from '../support/fakeDecoder.ts';

const [width, height] = [160, 120];
const ticks = Array.from({ length: 57 }, (_, i) => 500n + BigInt(i) * 18_000n);

/** One person walks to the right the whole time; another comes in the middle. */
function paint(at: bigint): Uint8Array {
  const rgb = new Uint8Array(width * height * 3).fill(90);
  const i = Number((at - 500n) / 18_000n);
  paintFace({ width, height, rgb }, [4 + i * 2, 20, 24, 24], 40);
  if (i > 20 && i < 45) paintFace({ width, height, rgb }, [20, 80, 20, 20], 200);
  return rgb;
}

async function batchesOf(resume: IndexPlan['resume']): Promise<Batch[]> {
  const decoder = fakeDecoder({ width, height, timeBase: { num: 1, den: 90_000 }, ticks, paint });
  const settings = { framesPerSecond: 5, analysis: { detection: 'default', look: 'changed', samePersonDistance: 0.6 } } as const;
  const plan: IndexPlan = { path: '/footage', streamIndex: 0, timeBase: { num: 1, den: 90_000 }, width, height, pack: 'fake', packDigest: '', home: '', threads: 1, settings, resume };
  const batches: Batch[] = [];
  await indexFootage(decoder, openFakeAnalyser(), plan, async (batch) => void batches.push(structuredClone(batch)), {});
  return batches;
}

test('from every acknowledged position the rest of the batches is that of an undisturbed run', async () => {
  const whole = await batchesOf(null);
  expect(whole.map(({ ordinal, report }) => [ordinal, report !== null])).toEqual([[0, false], [1, false], [2, false], [3, false], [4, false], [5, true]]);
  expect(whole.flatMap(({ results }) => results.flatMap(({ sightings }) => sightings))).toHaveLength(57 + 24);
  for (const [i, { position }] of whole.slice(0, -1).entries()) {
    // Positions are kept as JSON.
    expect(await batchesOf(JSON.parse(JSON.stringify(position)))).toEqual(whole.slice(i + 1));
  }
});

test('a host that refuses a batch ends the work with its reason', async () => {
  const decoder = fakeDecoder({ width, height, timeBase: { num: 1, den: 90_000 }, ticks });
  const settings = { framesPerSecond: 5, analysis: { detection: 'default', look: 'everywhere', samePersonDistance: 0.6 } } as const;
  const plan: IndexPlan = { path: '/footage', streamIndex: 0, timeBase: { num: 1, den: 90_000 }, width, height, pack: 'fake', packDigest: '', home: '', threads: 1, settings, resume: null };
  await expect(indexFootage(decoder, openFakeAnalyser(), plan, (batch) => (batch.ordinal === 2 ? Promise.reject(new Error('no room')) : Promise.resolve()), {})).rejects.toThrow('no room');
});
