/** @file A bundle of a case that was really worked, replayed by the command as the other side has it: a zip, the exhibits, no case, an empty data folder. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CounterReport, ReplayReport } from '../../electron/core/replaying.ts';
import { defaultPack } from '../../electron/engine/models.ts';
import { findFfmpeg } from '../../native/decoder/findFfmpeg.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { newPlace, retrace, retraceJson } from '../support/cli.ts';
import { disclosedCopy } from '../support/disclosedCase.ts';

const theirs = newPlace(), force = newPlace();
const ffmpeg = await findFfmpeg();

beforeAll(async () => {
  const made = await disclosedCopy(force.folder, { bundle: true });
  // A processed picture, beside which its original is searched.
  const [original, processed] = ['original.png', 'processed.png'].map((name) => join(force.folder, name)) as [string, string];
  writeFileSync(original, await drawProbe(31));
  writeFileSync(processed, await sharp(await drawProbe(31)).blur(1.5).png().toBuffer());
  const provenance = { origin: 'witness' as const, source: 'a drawn picture', takenOn: null, basis: 'drawn for tests', edits: ['blurred'], reviewOn: null, custody: null };
  const { probe } = await made.engine.addProbe(made.opened, { file: processed, original: { file: original, face: null } }, { label: 'Processed', provenance, face: null }, defaultPack, {});
  const request = { probe: probe.id, list: null, authority: null, exhibit: 'R/1', camera: null, from: null, to: null, minimumQuality: 0, limit: 3, threshold: null };
  await made.engine.search(made.opened, request, defaultPack, {});
  await made.bundle('whole', { searches: null, pictures: 0, clips: false });
  made.opened.close();
}, 240_000);
afterAll(() => {
  theirs.remove();
  force.remove();
});

const counts = ({ stages }: ReplayReport): string[] => stages.map(({ stage, search, state, amount }) => `${stage}${search ? ` of ${search}` : ''}: ${state}, ${amount.compared - amount.different} of ${amount.compared}`);

test('an exported zip replays to the same with the exhibits and nothing else', async () => {
  const zip = join(force.folder, 'bundle.zip');
  const said = await retrace(theirs, ['replay', zip, '--footage', force.folder]);
  console.log(said.out);
  expect(said.exit).toBe(0);
  const report = await retraceJson<ReplayReport>(theirs, ['replay', zip, '--footage', force.folder, '--search', 'S-1']);
  expect([report.findings, report.firstDifference]).toEqual([[], null]);
  expect(report.stages.map(({ stage, state }) => [stage, state === 'within-tolerance' ? 'same' : state])).toEqual([
    ...['bytes', 'frames', 'crops', 'vectors', 'vectors', 'scores', 'order'].map((stage) => [stage, 'same']), ['second-decoder', ffmpeg ? 'same' : 'not-tried'],
  ]);
  expect(report.stages.every(({ amount, state }) => state === 'not-tried' || amount.compared > 0)).toBe(true);
  // The key files of nobody, no case, no ledger: what was made is the model pack's cache at the most.
  expect(readdirSync(theirs.folder).filter((name) => name !== 'home')).toEqual([]);
}, 120_000);

test('a bundle of the whole case replays every search of it, also the one without candidates and the one with an original', async () => {
  const report = await retraceJson<ReplayReport>(theirs, ['replay', join(force.folder, 'whole')]);
  console.log(counts(report).join('\n'));
  expect([report.findings, report.firstDifference, new Set(report.stages.map(({ search }) => search))]).toEqual([[], null, new Set([null, 'S-1', 'S-2', 'S-3'])]);
  // Two probes and two lists: the processed picture and its original.
  expect(counts(report).filter((line) => line.includes('S-3: same'))).toEqual(['vectors of S-3: same, 2 of 2', 'scores of S-3: same, 16 of 16', 'order of S-3: same, 16 of 16']);
}, 120_000);

test('one flipped byte of a vector is said: what is altered, that the score differs, and by how much', async () => {
  const harmed = join(theirs.folder, 'harmed'), file = join(harmed, 'data/search/S-1/vectors.f32');
  cpSync(join(force.folder, 'whole'), harmed, { recursive: true });
  const bytes = readFileSync(file);
  bytes[2]! ^= 0x80;
  writeFileSync(file, bytes);
  const said = await retrace(theirs, ['replay', harmed, '--search', 'S-1']);
  console.log(said.out);
  expect([said.exit, said.out]).toEqual([1, expect.stringMatching(/9 of 10 listed scores [^\n]* the farthest differs by 0\.\d+[\s\S]*bundle-file-altered[\s\S]*The first stage that came out different: bytes, with 3 findings\.[\s\S]*where to begin/)]);
  rmSync(harmed, { recursive: true });
}, 60_000);

test('counter-search says what another threshold and another face change, and what that does not show', async () => {
  const zip = join(force.folder, 'bundle.zip');
  const all = await retraceJson<CounterReport>(theirs, ['counter-search', zip, '--threshold', '-10']);
  const { candidates } = all.answers[0]!;
  const between = (candidates[0]!.before.score + candidates[1]!.before.score) / 2;
  const said = await retrace(theirs, ['counter-search', zip, '--threshold', String(between)]);
  expect([said.exit, said.out]).toEqual([0, expect.stringMatching(/Candidates: 4 as it was answered, 1 this time\.[\s\S]*Drop out: 3[\s\S]*What it does not show: who anybody is\./)]);
  mkdirSync(join(theirs.folder, 'pictures'));
  writeFileSync(join(theirs.folder, 'pictures/other.png'), await drawProbe(20));
  const other = await retrace(theirs, ['counter-search', zip, '--probe', 'pictures/other.png']);
  console.log(other.out);
  expect([other.exit, other.out]).toEqual([0, expect.stringMatching(/More like the other picture than like the one that was searched with: \d of 4 candidates\.[\s\S]*Fit better now/)]);
  expect(await retrace(theirs, ['counter-search', zip])).toMatchObject({ exit: 2 });
}, 120_000);
