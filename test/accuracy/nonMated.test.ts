/** @file Chance measured with people who are not in the footage: what comes out, what is recorded, what a search states by it, and what is refused. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { nonMatedPairs, nonMatedScores } from '../../electron/core/nonMated.ts';
import { score } from '../../electron/core/search.ts';
import { listNonMated, measureNonMated } from '../../electron/engine/accuracy/nonMated.ts';
import { recall } from '../../electron/engine/kept.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { defaultPack } from '../../electron/engine/models.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { estimate, search } from '../../electron/engine/searching.ts';
import type { SearchRequest } from '../../electron/engine/searching.ts';
import { verifyWork } from '../../electron/engine/workVerify.ts';
import type { CrowdCase } from '../review/crowdCase.ts';
import { retrace, retraceJson } from '../support/cli.ts';
import { disclosedCopy } from '../support/disclosedCase.ts';
import { faceVector, paintFace } from '../support/fakeAnalyser.ts';
import { fakePack } from '../support/fakeNatives.ts';
import { thirtyPeople } from '../support/thirtyPeople.ts';
import { crowds, groups } from './crowds.ts';

let root: string, scene: CrowdCase, request: SearchRequest;
/** Nobody of the crowd, and not who is searched for. */
const strangers = Array.from({ length: 40 }, (_, k) => 120 + k);
const declared = 'staff of the laboratory, who were on duty elsewhere';
const asked = (faces: string) => ({ faces: join(root, faces), exhibit: null, declared });
const entries = () => entriesOf(scene.opened.db, 'non-mated-measured');

/** A folder of these people with one picture each. */
async function fill(folder: string, people: readonly number[]): Promise<void> {
  for (const person of people) {
    const picture = { width: 120, height: 120, rgb: new Uint8Array(120 * 120 * 3) };
    paintFace(picture, [20, 10, 70, 90], person);
    mkdirSync(join(root, folder, `name-${person}`), { recursive: true });
    writeFileSync(join(root, folder, `name-${person}`, 'portrait.png'), await scene.natives.encodePng(picture));
  }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-non-mated-'));
  scene = await crowds(root, 4);
  request = { probe: scene.found.answers[0]!.probe, list: null, authority: 'A-1', exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 50, threshold: null };
  await fill('strangers', strangers);
});
afterAll(() => {
  scene.opened.close();
  rmSync(root, { recursive: true, force: true });
});

test('too few people, no declaration, another role, no such folder and a stop are refused before anything is compared, and leave nothing', async () => {
  await fill('few', strangers.slice(0, 29));
  const measure = (faces: string, changes: object = {}, job = {}) => measureNonMated(scene.opened, { ...asked(faces), ...changes }, fakePack, scene.natives, job);
  await expect(measure('few')).rejects.toMatchObject({ code: 'people-few', data: { people: 29, needed: 30 } });
  // A thirtieth without a face that can be compared is nobody.
  mkdirSync(join(root, 'few', 'name-faceless'));
  writeFileSync(join(root, 'few', 'name-faceless', 'portrait.png'), await scene.natives.encodePng({ width: 90, height: 90, rgb: new Uint8Array(90 * 90 * 3) }));
  await expect(measure('few')).rejects.toMatchObject({ code: 'people-few', data: { people: 29 } });
  await expect(measure('strangers', { declared: ' ' })).rejects.toMatchObject({ code: 'reason-missing' });
  await expect(measure('strangers', { exhibit: 'X/9' })).rejects.toMatchObject({ code: 'exhibit-unknown' });
  await expect(measure('nowhere')).rejects.toMatchObject({ code: 'labelled-folder' });
  const stop = new AbortController();
  await expect(measure('strangers', {}, { signal: stop.signal, onProgress: ({ stage }: { stage: string }) => stage === 'Comparing' && stop.abort() })).rejects.toMatchObject({ code: 'stopped' });
  await scene.as('R. Reviewer');
  await expect(measure('strangers')).rejects.toMatchObject({ code: 'role-missing' });
  await scene.as('A. Analyst');
  expect([entries(), verifyWork(scene.opened)]).toEqual([[], []]);
});

test('what thirty people or more score is the rate that a search states, with its source, before same frames; of them nothing is kept but how many', async () => {
  const hostile = join(root, 'strangers', 'name-120');
  writeFileSync(join(hostile, 'words.jpg'), '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>');
  symlinkSync('/etc/hostname', join(hostile, 'link.png'));
  cpSync(join(root, 'strangers', 'name-121', 'portrait.png'), join(root, 'strangers', 'loose.png'));
  const before = await estimate(scene.opened, { ...request, threshold: -1 }, fakePack, {});
  const [measured, ...more] = await measureNonMated(scene.opened, asked('strangers'), fakePack, scene.natives, {});
  const scores = strangers.flatMap((one) => groups(4).map(({ person }) => score(faceVector(one), faceVector(person), 'l2'))).sort((a, b) => b - a);
  expect([more, measured!.measuredOn.counts, measured!.bands.map(({ band, pairs, highest }) => [band, pairs, highest])]).toEqual([[], { people: 40, photographs: 40, tracks: 44, pairs: 1760 }, [[null, 1760, scores[0]], ['good', 1760, scores[0]]]]);
  expect(measured!.measuredOn.leftOut).toEqual({ 'cannot be read as a picture': 1, 'no plain file': 1, 'not in the folder of a person': 1 });

  const threshold = scores[87]!;
  const { estimate: stated, id } = await search(scene.opened, { ...request, threshold }, fakePack, scene.natives, {});
  expect([before.record.parts, stated.parts].map((parts) => parts.map(({ source, tracks }) => [source, tracks]))).toEqual([[['footage', 44]], [['non-mated', 44]]]);
  expect([stated.expected!.value, stated.parts[0]!.calibration]).toEqual([expect.closeTo((44 * 88) / 1760, 10), measured!.calibration]);
  expect(stated.expected!.low < 2.2 && stated.expected!.high > 2.2).toBe(true);
  expect(stated.parts[0]!.warnings[0]).toMatch(/^Measured with 40 people who are declared not to be in this footage \(40 photographs\), on 44 tracks, on \d{4}-\d\d-\d\d\.$/);
  const { index, actor, body } = entries()[0]!;
  expect([actor, body.people, body.photographs, body.declared, index < entriesOf(scene.opened.db, 'search-requested').find((entry) => entry.body.search === id)!.index]).toEqual([expect.objectContaining({ operator: 'A. Analyst' }), 40, 40, declared, true]);
  const kept = JSON.stringify([body, recall(scene.opened.db, body.document)!.body]);
  expect([/name-|portrait|strangers|[0-9a-f]{32}-\d/.exec(kept), kept.length < 40_000]).toEqual([null, true]);
  expect([...verifyLedger(scene.opened).findings, ...verifyWork(scene.opened)]).toEqual([]);

  // Again, and that it is again is told.
  const [again] = await measureNonMated(scene.opened, asked('strangers'), fakePack, scene.natives, {});
  expect([again!.notes.at(-1), listNonMated(scene.opened).length]).toEqual(['It was measured so 1 time before; the newest counts.', 2]);
  expect((await estimate(scene.opened, request, fakePack, {})).record.parts[0]!.calibration).toBe(again!.calibration);
});

test('of a band with too few people, and by too few pairs, nothing is said; beyond a million pairs every face and every track keeps its share', () => {
  const face = (person: number, overall: number) => ({ person, group: null, overall, widthPx: 80, vector: faceVector(person % 250) });
  const track = { quality: 0.9, widthPx: 80, vectors: [faceVector(1)] };
  const faces = [...Array.from({ length: 40 }, (_, person) => face(person, 0.9)), ...Array.from({ length: 29 }, (_, k) => face(k, 0.3))];
  const of = (compared: typeof faces, tracks: number) => nonMatedScores([...nonMatedPairs(compared, Array.from({ length: tracks }, () => track), 'l2')].flat());
  expect([of(faces.slice(0, 30), 1).all.impostor, Object.keys(of(faces, 10).bands)]).toEqual([null, ['good']]);
  const thinned = [...nonMatedPairs(Array.from({ length: 1500 }, (_, person) => face(person, 0.9)), Array.from({ length: 1000 }, () => track), 'l2')];
  const ofTracks = [...Map.groupBy(thinned.flat(), ({ b }) => b).values()];
  expect([new Set(thinned.map(({ length }) => length)), ofTracks.length, new Set(ofTracks.map(({ length }) => length))]).toEqual([new Set([500]), 1000, new Set([750])]);
});

test('by commands on drawn footage: measured, shown, stated by a search, and in its bundle, which holds', async () => {
  const place = { folder: join(root, 'drawn'), remove: () => undefined };
  const { opened, engine, probe, bundle } = await disclosedCopy(place.folder);
  onTestFinished(() => opened.close());
  const people = await thirtyPeople();
  // One face under thirty names would be a search for it.
  const entriesBefore = entriesOf(opened.db, 'non-mated-measured').length;
  for (let name = 0; name < 30; name++) {
    mkdirSync(join(place.folder, 'one', `name-${name}`), { recursive: true });
    await sharp(join(people, 'drawn-000', '0.jpg')).resize(220 + 2 * name, 256, { fit: 'fill' }).toFile(join(place.folder, 'one', `name-${name}`, '0.jpg'));
  }
  const refused = await retrace(place, ['non-mated', 'measure', 'case', '--faces', 'one', '--declare', declared]);
  expect([refused.exit, /has faces of 1 person that can be compared, and 30 are needed/.test(refused.error), entriesOf(opened.db, 'non-mated-measured').length]).toEqual([3, true, entriesBefore]);
  // Two of the thirty stand in the group.
  const { measured } = await retraceJson<{ measured: ReturnType<typeof listNonMated> }>(place, ['non-mated', 'measure', 'case', '--faces', people, '--declare', declared]);
  expect(measured.map(({ camera, measuredOn: { counts } }) => [camera, counts['people'], counts['tracks']])).toEqual([['Entrance', 30, 8], ['Passage', 30, 2]]);
  expect(measured[0]!.notes).toContain('Their highest score lies above every pair of two people of the pack’s reference: somebody may be in it after all.');
  const { id, estimate: { parts } } = await engine.search(opened, { ...request, probe, authority: null }, defaultPack, {});
  // Two tracks are too few for any rate: of them the pack’s reference speaks.
  expect(parts.map(({ camera, source }) => [camera, source])).toEqual([['Entrance', 'non-mated'], ['Passage', 'drawn']]);
  const { folder } = await bundle('other', { searches: [id], pictures: 0, clips: false });
  expect(await retrace(place, ['verify', folder])).toMatchObject({ exit: 0 });
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((file) => (file.isFile() && /\.(jsonl?|html)$/.test(file.name) ? [readFileSync(join(file.parentPath, file.name), 'utf8')] : []));
  expect([declared, 'Measured with 30 people who are declared not to be in this footage', 'drawn-00'].map((words) => texts.filter((text) => text.includes(words)).length > 0)).toEqual([true, true, false]);
  expect((await retrace(place, ['non-mated', 'show', 'case'])).out).toContain(`Declared by “A. Analyst”: “${declared}”`);
}, 180_000);
