/** @file Searching a bundle otherwise: another threshold, another face, another model pack; what drops out, what comes in, what fits better. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreement } from '../../electron/engine/replay/agreement.ts';
import { counterSearch } from '../../electron/engine/replay/counterSearch.ts';
import type { CounterReport } from '../../electron/core/replaying.ts';
import type { CounterRequest } from '../../electron/engine/replay/counterSearch.ts';
import { nearestKept } from '../../electron/core/search.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { draftOf, limit, writeMadeBundle } from './madeBundle.ts';
import { makeScene, natives, somebodyElse } from './scene.ts';
import type { Scene } from './scene.ts';

let scene: Scene, bundle: string, portrait: string;
beforeAll(async () => {
  scene = await makeScene(mkdtempSync(join(tmpdir(), 'retrace-counter-')));
  bundle = await writeMadeBundle(scene, 'bundle', () => undefined);
  portrait = join(scene.folder, 'other.png');
  writeFileSync(portrait, await drawProbe(somebodyElse));
}, 120_000);
afterAll(() => rmSync(scene.folder, { recursive: true, force: true }));

const searched = (otherwise: Partial<CounterRequest>): Promise<CounterReport> =>
  counterSearch({ bundle, search: null, threshold: undefined, probe: null, pack: null, footage: null, ...otherwise }, natives, join(scene.folder, 'home'), {});

test('a higher threshold lets exactly the candidates below it drop out and changes no rank', async () => {
  const { candidates } = draftOf(scene);
  const { answers: [answer], findings } = await searched({ threshold: candidates[1]!.score });
  expect(findings).toEqual([]);
  expect(answer).toMatchObject({ search: 'S-1', scope: 'whole', before: limit, after: 2, agreement: { shared: 10, of: 10, averageOverlap: 1, depth: 50 }, cameIn: [], above: [] });
  expect(answer!.droppedOut.map(({ track }) => track)).toEqual(candidates.slice(2).map(({ trackId }) => trackId));
  expect(answer!.candidates[0]).toMatchObject({ track: candidates[0]!.trackId, exhibit: 'A/1', camera: 'YARD', ticks: candidates[0]!['bestTicks'], before: { rank: 1, score: candidates[0]!.score }, after: { rank: 1, score: candidates[0]!.score } });
}, 60_000);

test('another person’s picture brings that person’s track above the first candidate, and says so by track', async () => {
  const { answers: [answer] } = await searched({ probe: { file: portrait, face: null } });
  const first = answer!.above.find(({ after }) => after.rank === 1)!;
  console.log(`another face: average overlap ${answer!.agreement!.averageOverlap.toFixed(3)}, ${answer!.above.length} tracks fit better, the first was rank ${first.before.rank}`);
  expect(first.after.score).toBeGreaterThan(answer!.candidates[0]!.after.score);
  expect(answer!.candidates[0]!.after.score).toBeLessThan(answer!.candidates[0]!.before.score);
  expect(answer!.agreement!.averageOverlap).toBeLessThan(1);
  await expect(searched({ probe: { file: join(scene.folder, 'none.png'), face: null } })).rejects.toMatchObject({ code: 'image-unreadable' });
  await expect(searched({ probe: { file: portrait, face: 9 } })).rejects.toMatchObject({ code: 'probe-face-number' });
}, 60_000);

test('another model pack compares what of the list it can embed from the footage, and needs the footage for it', async () => {
  await expect(searched({ pack: 'blazeface-fused' })).rejects.toMatchObject({ code: 'counter-footage' });
  const { answers: [answer] } = await searched({ pack: 'blazeface-fused', footage: scene.folder });
  const real = draftOf(scene).candidates.concat(draftOf(scene).nearest).filter(({ trackId }) => trackId.startsWith('a'));
  console.log(`another pack: ${answer!.tracks} of ${limit + nearestKept} listed tracks embedded again, of which ${real.length} are real`);
  expect(answer!.scope).toBe('candidates-and-nearest');
  expect(answer!.candidates.some(({ track }) => track === real[0]!.trackId)).toBe(true);
  expect(answer!.candidates[0]).toMatchObject({ track: real[0]!.trackId, after: { rank: 1 } });
}, 60_000);

test('what cannot be compared is refused or noted', async () => {
  const forged = await writeMadeBundle(scene, 'forged', ({ candidates: [a, b] }) => void ([a!.trackId, b!.trackId] = [b!.trackId, a!.trackId]));
  const report = await counterSearch({ bundle: forged, search: 'S-1', threshold: -1, probe: null, pack: null, footage: null }, natives, join(scene.folder, 'home'), {});
  expect(report.findings.map(({ code }) => code)).toEqual(['replay-record']);
  await expect(searched({ search: 'S-9', threshold: 0 })).rejects.toMatchObject({ code: 'search-not-in-bundle' });
}, 60_000);

test('agreement of two lists is 1 for the same order, 0 for nothing shared, and counts the top most', () => {
  const a = Array.from({ length: 20 }, (_, i) => `t${i}`);
  expect(agreement(a, a)).toEqual({ shared: 10, of: 10, averageOverlap: 1, depth: 20 });
  expect(agreement(a.slice(0, 4), ['w', 'x', 'y', 'z'])).toEqual({ shared: 0, of: 4, averageOverlap: 0, depth: 4 });
  // By hand: shared of the first 1, 2, 3 of (a b c) and (b a c): 0, 2 of 2, 3 of 3.
  expect(agreement(['a', 'b', 'c'], ['b', 'a', 'c'])!.averageOverlap).toBeCloseTo((0 + 1 + 1) / 3, 12);
  expect(agreement([], a)).toBeNull();
});
