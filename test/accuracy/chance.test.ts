/** @file What a search gives by chance: measured on the footage itself, stated before anything is compared, recorded, and checked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectedByChance } from '../../electron/core/chance.ts';
import { score } from '../../electron/core/search.ts';
import { allowThreshold } from '../../electron/engine/accuracy/estimating.ts';
import { footageAccuracy } from '../../electron/engine/accuracy/footageAccuracy.ts';
import { judgePair, pairsOfRun } from '../../electron/engine/accuracy/footagePairs.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { listRuns } from '../../electron/engine/runs.ts';
import { estimate, search } from '../../electron/engine/searching.ts';
import type { SearchRequest } from '../../electron/engine/searching.ts';
import { verifyWork } from '../../electron/engine/workVerify.ts';
import { faceVector } from '../support/fakeAnalyser.ts';
import { fakePack } from '../support/fakeNatives.ts';
import type { CrowdCase } from '../review/crowdCase.ts';
import { crowds, groups } from './crowds.ts';

let root: string, scene: CrowdCase, request: SearchRequest;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-chance-'));
  scene = await crowds(root, 4);
  request = { probe: scene.found.answers[0]!.probe, list: null, authority: 'A-1', exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 50, threshold: null };
});
afterAll(() => {
  scene.opened.close();
  rmSync(root, { recursive: true, force: true });
});

/** What all pairs of people who stand together score, both ways round, best first. */
const truth = (): number[] => groups(4).flatMap((a) => groups(4).filter((b) => b.from === a.from && b.person !== a.person).map((b) => score(faceVector(a.person), faceVector(b.person), 'l2'))).sort((a, b) => b - a);

test('known pairs are exactly the people who are seen together, scored as a search scores', async () => {
  const { pairs, genuine, aside } = await pairsOfRun(scene.opened.db, listRuns(scene.opened.db)[0]!, 'l2');
  expect([pairs.length, genuine.length, Object.values(aside)]).toEqual([4 * 55, 44, [0, 0, 0, 0]]);
  expect(pairs.flatMap(({ scores }) => scores).sort((a, b) => b - a)).toEqual(truth());
  expect(genuine.every(({ score: value }) => value === 0)).toBe(true);
});

test('before anything is compared a search states its chance, and the entry, the kept answer and the ledger agree', async () => {
  const threshold = truth()[21]!;
  const before = entriesOf(scene.opened.db, 'search-requested', 'search-answered').length;
  const told = await estimate(scene.opened, { ...request, threshold }, fakePack, {});
  expect(entriesOf(scene.opened.db, 'search-requested', 'search-answered')).toHaveLength(before);
  const { estimate: stated, id } = await search(scene.opened, { ...request, threshold }, fakePack, scene.natives, {});
  expect(stated).toEqual(told.record);
  expect(stated.parts.map(({ band, tracks, source }) => [band, tracks, source])).toEqual([['good', 44, 'footage']]);
  const asked = entriesOf(scene.opened.db, 'search-requested').find(({ body }) => body.search === id)!.body;
  expect([asked.estimate, asked.threshold]).toEqual([stated, threshold]);
  // 22 of the 440 scores are as high: 44 tracks x 5 %.
  expect(stated.expected!.value).toBeCloseTo(44 * (22 / 440), 10);
  expect(stated.expected!.low).toBeLessThan(2.2);
  expect(stated.expected!.high).toBeGreaterThan(2.2);
  expect(stated.atLeastOne!.value).toBeCloseTo(1 - 0.95 ** 44, 10);
  const recorded = entriesOf(scene.opened.db, 'calibration-recorded').at(-1)!;
  expect([recorded.body.sha256, recorded.index < entriesOf(scene.opened.db, 'search-answered').at(-1)!.index]).toEqual([stated.parts[0]!.calibration, true]);
  expect([...verifyLedger(scene.opened).findings, ...verifyWork(scene.opened)]).toEqual([]);
});

test('without a threshold each candidate says how many were expected by chance to score as high', async () => {
  const { answers, estimate: stated } = await search(scene.opened, request, fakePack, scene.natives, {});
  expect([stated.expected, stated.atLeastOne]).toEqual([null, null]);
  const resolved = answers[0]!.candidates.flatMap(({ score: value, expected }) => (expected!.value === null ? [] : [{ value: expected!.value, counted: (44 * truth().filter((each) => each >= value).length) / 440 }]));
  expect(resolved.length).toBeGreaterThan(30);
  // Between its points a distribution knows a count within a fourteenth.
  expect(resolved.filter(({ value, counted }) => Math.abs(value - counted) > counted / 14)).toEqual([]);
});

test('a target is solved for the lowest threshold that keeps it, and both sides are told', async () => {
  const { threshold, chosen, others } = await estimate(scene.opened, { ...request, expectAtMost: 1.5 }, fakePack, {});
  const kept = truth().filter((each, i, all) => 44 * (all.filter((other) => other >= each).length / 440) <= 1.5);
  expect([threshold, chosen!.target, chosen!.missed]).toEqual([kept.at(-1), 1.5, null]);
  expect(others.map(({ target }) => target)).toEqual([0.01, 0.1, 1, 10]);
  expect(others[0]!.threshold).toBeNull();
  expect((await estimate(scene.opened, { ...request, expectAtMost: 1 }, fakePack, {})).others.map(({ target }) => target)).toEqual([0.01, 0.1, 10]);
  const unreachable = { ...request, expectAtMost: 1e-6 };
  const told = await estimate(scene.opened, unreachable, fakePack, {});
  expect([told.chosen!.threshold, told.others.length]).toEqual([null, 4]);
  await expect(search(scene.opened, unreachable, fakePack, scene.natives, {})).rejects.toMatchObject({ code: 'target-unreachable' });
  const { threshold: used, estimate: stated } = await search(scene.opened, { ...request, expectAtMost: 1.5 }, fakePack, scene.natives, {});
  expect([used, stated.target]).toEqual([threshold, 1.5]);
});

test('below the calibrated range somebody else has to allow it, and the ledger is held to that', async () => {
  const { record } = await estimate(scene.opened, request, fakePack, {});
  const low = { ...request, threshold: record.lowest! - 0.1 };
  await expect(search(scene.opened, low, fakePack, scene.natives, {})).rejects.toMatchObject({ code: 'threshold-not-allowed' });
  expect(entriesOf(scene.opened.db, 'act-refused').at(-1)!.body.code).toBe('threshold-not-allowed');
  expect(() => allowThreshold(scene.opened, fakePack.digest, -2, 'to see more')).toThrow(expect.objectContaining({ code: 'role-missing' }));
  await scene.as('O. Officer');
  const allowance = allowThreshold(scene.opened, fakePack.digest, record.lowest! - 0.2, 'a long list is wanted');
  await scene.as('A. Analyst');
  const { estimate: stated } = await search(scene.opened, low, fakePack, scene.natives, {});
  expect([allowance, stated.allowance]).toEqual(['T-1', 'T-1']);
  await expect(search(scene.opened, { ...request, threshold: record.lowest! - 0.3 }, fakePack, scene.natives, {})).rejects.toMatchObject({ code: 'threshold-not-allowed' });
  expect(verifyWork(scene.opened)).toEqual([]);
  const asked = entriesOf(scene.opened.db, 'search-requested').at(-1)!.body;
  scene.opened.write('operator', (append) => append('search-requested', { ...asked, search: 'S-6', threshold: -9 }));
  expect(verifyLedger(scene.opened).findings.map(({ message }) => message)).toEqual([expect.stringContaining('its threshold lies below the calibrated range and nobody allowed that')]);
});

test('a pair that somebody takes out changes what is measured, is told with its reason, and comes back when it is counted again', async () => {
  const [first] = await footageAccuracy(scene.opened, fakePack, {});
  const [top] = first!.nearest;
  judgePair(scene.opened, top!.tracks, false, 'the shop window shows her twice');
  const [without] = await footageAccuracy(scene.opened, fakePack, {});
  expect(without!.takenOut).toEqual([{ tracks: top!.tracks, score: top!.score, by: 'A. Analyst', reason: 'the shop window shows her twice', entry: expect.any(Number) }]);
  expect([without!.bands[0]!.pairs, without!.leftOut['by a person'], without!.calibration === first!.calibration]).toEqual([first!.bands[0]!.pairs - 1, 1, false]);
  judgePair(scene.opened, top!.tracks, true, 'it is her sister');
  const [again] = await footageAccuracy(scene.opened, fakePack, {});
  expect([again!.bands, again!.takenOut, again!.calibration]).toEqual([first!.bands, [], first!.calibration]);
  expect(() => judgePair(scene.opened, [top!.tracks[0], `${'f'.repeat(32)}-0`], false, 'x')).toThrow(expect.objectContaining({ code: 'pair-unknown' }));
});

test('what a track misses of itself is told as no bound, and no search uses it', async () => {
  const [shown] = await footageAccuracy(scene.opened, fakePack, {});
  const { points } = shown!.bands[0]!;
  // 44 tracks, each of one face that never changes: nothing is missed, and under three in 44 is not resolved.
  expect(points.map(({ missedWithin }) => missedWithin)).toEqual(points.map(() => ({ value: null, low: 0, high: expect.closeTo(1 - 0.025 ** (1 / 44), 3) })));
  expect(points.length).toBeGreaterThan(0);
  expect(shown!.notes.filter((note) => note.includes('It bounds no rate of a search'))).toHaveLength(1);
  const { chosen, others } = await estimate(scene.opened, { ...request, threshold: truth()[21]! }, fakePack, {});
  expect([chosen, ...others].map((side) => side!.missed)).toEqual(Array.from({ length: 1 + others.length }, () => null));
});

test('with under thirty tracks it is insufficient and not measured without a reference', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-chance-'));
  const few = await crowds(folder, 1);
  const { estimate: stated, answers } = few.found;
  expect(stated.parts.map(({ source, rate, warnings }) => [source, rate, warnings])).toEqual([['none', null, [expect.stringContaining('only 11 tracks')]]]);
  expect([stated.expected, answers[0]!.candidates[0]!.expected, entriesOf(few.opened.db, 'calibration-recorded')]).toEqual([null, null, []]);
  const [shown] = await footageAccuracy(few.opened, fakePack, {});
  expect([shown!.bands[0]!.insufficient, shown!.bands[0]!.pairs]).toEqual([true, 55]);
  few.opened.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a sum of parts is their sum, and one unmeasured part leaves nothing to state', () => {
  const part = { camera: 'A', footage: 'f', band: 'good', source: 'footage' as const, calibration: null, warnings: [] };
  const some = { ...part, tracks: 100, rate: { value: 0.01, low: 0.005, high: 0.02 } }, unresolved = { ...part, tracks: 10, rate: { value: null, low: 0, high: 0.03 } };
  expect(expectedByChance([some, unresolved], 2)).toEqual({ value: null, low: 1, high: 4.6 });
  expect(expectedByChance([some, { ...part, tracks: 1, rate: null }], 1)).toBeNull();
  expect(expectedByChance([some, { ...part, tracks: 0, rate: null }], 1)!.value).toBe(1);
});
