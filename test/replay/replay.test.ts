/** @file Replay of a bundle with no case: what it says of a whole one, and that each stage finds what was changed behind a valid signature. Prints the counts. */
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeZip } from '../../electron/bundle/zipWrite.ts';
import { replay } from '../../electron/engine/replay/replay.ts';
import type { ReplayReport } from '../../electron/core/replaying.ts';
import { nearestKept } from '../../electron/core/search.ts';
import { findFfmpeg } from '../../native/decoder/findFfmpeg.ts';
import { draftOf, limit, pictured, writeMadeBundle } from './madeBundle.ts';
import type { Draft } from './madeBundle.ts';
import { makeScene, natives } from './scene.ts';
import type { Scene } from './scene.ts';

const ffmpeg = await findFfmpeg();
if (!ffmpeg) console.warn('replay is not cross-checked by a second decoder here: neither RETRACE_FFMPEG and RETRACE_FFPROBE nor an ffmpeg on PATH');

let scene: Scene, footage: string;
beforeAll(async () => {
  scene = await makeScene(mkdtempSync(join(tmpdir(), 'retrace-replay-')));
  // Under another name, below another folder: content is what counts.
  footage = join(scene.folder, 'copies');
  mkdirSync(join(footage, 'disk 2'), { recursive: true });
  copyFileSync(scene.clip, join(footage, 'disk 2', 'renamed.bin'));
}, 120_000);
afterAll(() => rmSync(scene.folder, { recursive: true, force: true }));

let made = 0;
const bundleWith = (change: (draft: Draft) => void): Promise<string> => writeMadeBundle(scene, `bundle-${(made += 1)}`, change);
const replayed = (bundle: string, folder: string | null = null): Promise<ReplayReport> => replay({ bundle, footage: folder, search: null }, natives, join(scene.folder, 'fresh-home'), {});
const states = ({ stages }: ReplayReport): string[] => stages.map(({ stage, about, state }) => `${stage} (${about}): ${state}`);

test('a whole bundle in a zip replays to the same on a machine with no case', async () => {
  const zip = join(scene.folder, 'whole.zip');
  await writeZip(await bundleWith(() => undefined), zip, {});
  const report = await replayed(zip, footage);
  console.log(report.stages.map(({ stage, state, sentence }) => `${stage}: ${state}. ${sentence}`).join('\n'));
  expect(report.findings).toEqual([]);
  expect(states(report)).toEqual([
    'bytes (files): same', 'frames (candidates in the footage): same', 'crops (candidates in the footage): same', 'vectors (candidates in the footage): same', 'vectors (probes): same',
    'scores (listed scores): same', 'order (places of the list): same', `second-decoder (candidates in the footage): ${ffmpeg ? 'same' : 'not-tried'}`,
  ]);
  expect(report.stages.map(({ amount }) => amount.compared)).toEqual([20, pictured, pictured, pictured, 1, limit + nearestKept, limit + nearestKept, ffmpeg ? pictured : 0]);
  expect(report.firstDifference).toBeNull();
}, 60_000);

test('without the footage what needs it is said to be left out, and the rest is the same', async () => {
  const report = await replayed(await bundleWith(() => undefined));
  expect(states(report).filter((state) => state.endsWith('not-tried'))).toEqual(['frames', 'crops', 'vectors', 'second-decoder'].map((stage) => `${stage} (candidates in the footage): not-tried`));
  expect(report.firstDifference).toBeNull();
  expect(report.stages.find(({ stage }) => stage === 'frames')!.sentence).toContain('No folder with the footage was given');
  await expect(replay({ bundle: await bundleWith(() => undefined), footage: null, search: 'S-2' }, natives, join(scene.folder, 'fresh-home'), {})).rejects.toMatchObject({ code: 'search-not-in-bundle' });
}, 60_000);

test('it can be stopped while it checks and while it decodes', async () => {
  const bundle = await bundleWith(() => undefined);
  for (const stage of ['checking the files', 'looking for the exhibits', 'decoding candidates again']) {
    const stop = new AbortController();
    const job = { signal: stop.signal, onProgress: (progress: { readonly stage: string }) => { if (progress.stage === stage) stop.abort(); } };
    await expect(replay({ bundle, footage, search: null }, natives, join(scene.folder, 'fresh-home'), job), stage).rejects.toMatchObject({ code: 'stopped' });
  }
}, 60_000);

test('footage that is another file is not taken for the exhibit', async () => {
  const other = join(scene.folder, 'other');
  mkdirSync(other);
  const bytes = readFileSync(scene.clip);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(join(other, 'A-1.mp4'), bytes);
  const report = await replayed(await bundleWith(() => undefined), other);
  const frames = report.stages.find(({ stage }) => stage === 'frames')!;
  expect([frames.state, frames.sentence]).toEqual(['not-tried', expect.stringContaining('their exhibits are not among the files given')]);
}, 60_000);

test('of a search from which tracks were erased since, what is left is replayed, and that the rest cannot be is said', async () => {
  const report = await replayed(await bundleWith((draft) => void (draft.erased = [draft.candidates[1]!.trackId, draft.rest[3]![0], draft.rest.at(-1)![0]])));
  const [scores, order] = ['scores', 'order'].map((name) => report.stages.find(({ stage }) => stage === name)!);
  expect([report.findings, report.firstDifference]).toEqual([[], null]);
  expect([scores!.state, scores!.amount.compared, order!.state, order!.amount.compared, order!.amount.different]).toEqual(['same', limit + nearestKept - 2, 'not-tried', limit + nearestKept - 2, 0]);
  // More gone than the ledger says was erased.
  const short = await replayed(await bundleWith((draft) => {
    draft.erased = [draft.candidates[1]!.trackId];
    draft.rows = draft.rows.filter(({ track }) => track !== draft.rest.at(-1)![0] && track !== draft.rest.at(-2)![0]);
  }));
  expect(short.firstDifference?.stage).toBe('order');
}, 60_000);

/** What is changed before everything is hashed and signed -> the stage that has to find it first. */
const forgeries: readonly (readonly [what: string, stage: string, needsFootage: boolean, change: (draft: Draft) => void])[] = [
  ['one bit of the best candidate’s vector', 'scores', false, ({ rows, candidates }) => {
    const { vector } = rows.find(({ track, ticks }) => track === candidates[0]!.trackId && ticks === candidates[0]!['bestTicks'])!;
    new Uint32Array(vector.buffer)[7]! ^= 1;
  }],
  ['one bit of the vector of the last of the rest', 'order', false, ({ rows, rest }) => {
    const [track, ticks] = rest.at(-1)!;
    new Uint32Array(rows.find((row) => row.track === track && row.ticks === ticks)!.vector.buffer)[0]! ^= 1 << 20;
  }],
  ['another probe vector, everywhere', 'vectors', false, ({ probeVector }) => void (probeVector[3]! += 0.5)],
  ['two candidates change places', 'order', false, ({ candidates: [a, b] }) => void ([a!.trackId, b!.trackId, a!.score, b!.score, a!['bestTicks'], b!['bestTicks']] = [b!.trackId, a!.trackId, b!.score, a!.score, b!['bestTicks'], a!['bestTicks']])],
  ['a candidate’s score is raised', 'scores', false, ({ candidates: [best] }) => void (best!.score += Number.EPSILON)],
  ['a candidate is left out', 'order', false, (draft) => void (draft.candidates = draft.candidates.slice(1).map((each, i) => ({ ...each, rank: i + 1 })))],
  ['a track’s vectors are left out', 'scores', false, (draft) => void (draft.rows = draft.rows.filter(({ track }) => track !== draft.candidates[1]!.trackId))],
  ['a track of the rest is left out', 'order', false, (draft) => void (draft.rows = draft.rows.filter(({ track }) => track !== draft.rest.at(-1)![0]))],
  ['the digest of the rest is of another list', 'order', false, ({ rest }) => void (rest[60]![2] -= 1e-9)],
  ['rows of another run are added', 'scores', false, (draft) => void draft.rows.push({ ...draft.rows[0]!, track: `${'c'.repeat(32)}-0` })],
  ['a row is there twice', 'scores', false, (draft) => void draft.rows.splice(1, 0, draft.rows[0]!)],
  ['a vector is not a number', 'scores', false, ({ rows }) => void (rows[4]!.vector[0] = Number.NaN)],
  ['a vector is infinite', 'scores', false, ({ rows }) => void (rows[4]!.vector[0] = Number.POSITIVE_INFINITY)],
  ['the frame of a candidate is said to be another one', 'frames', true, ({ pictures: [first] }) => void (first!.frameSha256 = '0'.repeat(64))],
  ['a candidate’s vectors, and every score and digest that follows from it', 'vectors', true, (draft) => {
    const rows = scene.rows.map((row) => (row.track === draft.pictures[0]!.track ? { ...row, vector: row.vector.map((value, i) => (i === 5 ? value + 0.2 : value)) } : row));
    Object.assign(draft, draftOf({ ...scene, rows }));
  }],
  ['a candidate’s box is moved', 'crops', true, ({ candidates }) => void (candidates[0]!['box'] = [5, 5, 30, 30])],
];

test('what was changed behind a valid signature is found, and first by the stage that it concerns', async () => {
  const found: string[][] = [];
  for (const [what, stage, needsFootage, change] of forgeries) {
    const report = await replayed(await bundleWith(change), needsFootage ? footage : null);
    const bytes = report.stages[0]!;
    found.push([what, bytes.state, report.firstDifference?.stage ?? 'nothing']);
    if (report.firstDifference?.stage !== stage || bytes.state !== 'same') console.log(what, report.findings, report.stages);
  }
  console.log(`${found.filter(([, , first], i) => first === forgeries[i]![1]).length} of ${forgeries.length} signed forgeries found by the stage that they concern:\n${found.map(([what, , first]) => `  ${what}: ${first}`).join('\n')}`);
  expect(found).toEqual(forgeries.map(([what, stage]) => [what, 'same', stage]));
}, 240_000);

/** Hostile files, not signed: they are found by the bytes, and nothing after that may fail otherwise than by saying so. */
const hostile: readonly (readonly [what: string, harm: (folder: string) => void])[] = [
  ['no disclosure', (folder) => rmSync(join(folder, 'data/disclosure.json'))],
  ['no ledger', (folder) => rmSync(join(folder, 'ledger/entries.jsonl'))],
  ['no vectors', (folder) => rmSync(join(folder, 'data/search/S-1/vectors.f32'))],
  ['no candidates', (folder) => rmSync(join(folder, 'data/search/S-1/candidates.jsonl'))],
  ['no image', (folder) => rmSync(join(folder, 'data/search/S-1/probe.png'))],
  ['half a vector too much', (folder) => appendFileSync(join(folder, 'data/search/S-1/vectors.f32'), Buffer.alloc(7))],
  ['a row too much', (folder) => appendFileSync(join(folder, 'data/search/S-1/vectors.jsonl'), '{"quality":1,"ticks":"1","track":"x"}\n')],
  ['a row of a number without end', (folder) => writeFileSync(join(folder, 'data/search/S-1/vectors.jsonl'), `{"quality":1e999,"ticks":"${'9'.repeat(5000)}","track":"${'a'.repeat(32)}-0"}\n`)],
  ['nested without end', (folder) => writeFileSync(join(folder, 'data/disclosure.json'), '['.repeat(500_000))],
  ['more candidates than there is memory for', (folder) => {
    const file = join(folder, 'ledger/entries.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`\\"candidates\\":${limit}`, `\\"candidates\\":${Number.MAX_SAFE_INTEGER}`));
  }],
  ['the image is a script', (folder) => writeFileSync(join(folder, 'data/search/S-1/probe.png'), '<svg onload="x()"/>')],
  ['entries that are none', (folder) => writeFileSync(join(folder, 'ledger/entries.jsonl'), '{"json":"{}"}\n\u0000\n{"json":7}\n')],
];

test('a hostile bundle is replayed as far as it goes, with findings and without a fault', async () => {
  for (const [what, harm] of hostile) {
    const bundle = await bundleWith(() => undefined);
    harm(bundle);
    const report = await replayed(bundle);
    expect([what, report.firstDifference?.stage, report.findings.length > 0]).toEqual([what, 'bytes', true]);
  }
  console.log(`${hostile.length} of ${hostile.length} hostile bundles found`);
  await expect(replayed(join(scene.folder, 'nowhere'))).rejects.toMatchObject({ code: 'bundle-refused' });
}, 120_000);
