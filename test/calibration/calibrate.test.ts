/** @file Calibrating with the real pack: drawn people, hostile files, the same bytes twice, and what development photographs give. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Calibration } from '../../electron/core/calibration.ts';
import { fmrAt, fnmrAt } from '../../electron/core/calibration.ts';
import type { EqualError } from '../../electron/core/labelled.ts';
import { percentText, rateText } from '../../electron/core/rateWords.ts';
import { readCalibration } from '../../electron/engine/measure/calibrationFile.ts';
import { defaultPack, listPacks } from '../../electron/engine/models.ts';
import { drawLabelledFolder } from '../../resources/demo/calibrateDrawn.ts';
import { media } from '../faces/realFaces.ts';
import { newPlace, retrace, retraceJson } from '../support/cli.ts';

const place = newPlace();
const home = join(place.folder, 'home');
const inPlace = (...parts: readonly string[]) => join(place.folder, ...parts);
interface Said { calibration: Calibration; equalError: EqualError; leftOut: { name: string; why: string }[]; file: string }

beforeAll(() => drawLabelledFolder(inPlace('faces'), 4, 3), 60_000);
afterAll(() => place.remove());

test('people are measured, labels are kept apart, and what cannot be used is counted with its reason', async () => {
  const first = (name: string) => inPlace('faces', 'drawn-000', name);
  const drawn = readFileSync(first('0.jpg'));
  writeFileSync(first('empty.jpg'), '');
  writeFileSync(first('words.jpg'), '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>');
  writeFileSync(first('cut.jpg'), drawn);
  truncateSync(first('cut.jpg'), 2000);
  writeFileSync(first('grey.png'), await sharp({ create: { width: 200, height: 200, channels: 3, background: '#777' } }).png().toBuffer());
  writeFileSync(first('two.png'), await sharp({ create: { width: 512, height: 320, channels: 3, background: '#777' } }).composite([{ input: drawn, left: 0, top: 0 }, { input: drawn, left: 256, top: 0 }]).png().toBuffer());
  symlinkSync('/etc/hostname', first('link.jpg'));
  mkdirSync(first('more'));
  cpSync(first('0.jpg'), first('again.jpg'));
  cpSync(inPlace('faces', 'drawn-001', '0.jpg'), inPlace('faces', 'drawn-002', 'stray.jpg'));
  cpSync(first('1.jpg'), inPlace('faces', 'loose.jpg'));
  writeFileSync(inPlace('labels.csv'), 'person,group\ndrawn-000,A\ndrawn-001,A\ndrawn-002,B\nnobody,B\n');
  const args = ['calibrate', '--faces', 'faces', '--groups', 'labels.csv', '--drawn', '--report'];
  const { calibration, leftOut, file } = await retraceJson<Said>(place, [...args, 'one']);
  expect(Object.fromEntries(leftOut.map(({ name, why }) => [name, why]))).toEqual({
    'drawn-000/again.jpg': 'the same file twice', 'drawn-000/cut.jpg': 'cannot be read as a picture', 'drawn-000/empty.jpg': 'cannot be read as a picture', 'drawn-000/grey.png': 'no face found',
    'drawn-000/link.jpg': 'no plain file', 'drawn-000/more': 'no plain file', 'drawn-000/two.png': 'several faces, none clearly the widest', 'drawn-000/words.jpg': 'cannot be read as a picture',
    'drawn-001/0.jpg': 'the same file under two people', 'drawn-002/stray.jpg': 'the same file under two people', 'loose.jpg': 'not in the folder of a person', 'nobody': 'a label without a folder',
  });
  expect(calibration.measuredOn).toMatchObject({ shows: 'drawn', counts: { 'identities': 4, 'pictures': 19, 'faces': 11, 'identities without a label': 1 } });
  // 3 + 2 + 3 + 3 faces: pairs of two people, and of one.
  expect([calibration.all.impostor?.pairs, calibration.all.genuine?.pairs]).toEqual([6 + 9 + 9 + 6 + 6 + 9, 3 + 1 + 3 + 3]);
  const groups = calibration.groups as Exclude<Calibration['groups'], string>;
  expect(Object.entries(groups).map(([label, { impostor, genuine }]) => [label, impostor?.pairs ?? 0, genuine?.pairs ?? 0])).toEqual([['A', 6, 4], ['B', 0, 3]]);
  expect(readdirSync(inPlace('one')).sort()).toEqual(['calibration.json', 'left-out.csv', 'report.html', 'report.pdf']);
  expect(readFileSync(file)).toEqual(readFileSync(inPlace('one', 'calibration.json')));
  const pack = (await listPacks(home))[0]!;
  expect(readCalibration(pack, home)).toEqual(calibration);

  // Again: the same bytes, unless a night lies between.
  await retraceJson<Said>(place, [...args, 'two']);
  for (const name of ['calibration.json', 'report.html', 'left-out.csv']) expect([name, readFileSync(inPlace('two', name)).equals(readFileSync(inPlace('one', name)))]).toEqual([name, true]);
}, 60_000);

test('what is no labelled folder, and a folder in use, are refused before anything is measured; a stop leaves nothing', async () => {
  mkdirSync(inPlace('lonely', 'one'), { recursive: true });
  writeFileSync(inPlace('lonely', 'one', 'a.jpg'), 'a');
  writeFileSync(inPlace('wrong.csv'), 'name;sex\n');
  mkdirSync(inPlace('full'));
  writeFileSync(inPlace('full', 'kept'), '');
  const refused = await Promise.all([['--faces', 'lonely'], ['--faces', 'nowhere'], ['--faces', 'faces', '--groups', 'wrong.csv'], ['--faces', 'faces', '--report', 'full']].map((args) => retrace(place, ['calibrate', ...args])));
  expect(refused.map(({ exit, error }) => [exit, /two people or more|ENOENT|“person,group”|already holds something/.exec(error)?.[0]])).toEqual([[3, 'two people or more'], [3, 'ENOENT'], [3, '“person,group”'], [3, 'already holds something']]);
  // Ctrl-C comes a moment after the command has begun to listen for it, however long it took to get there.
  writeFileSync(inPlace('interrupt.mjs'), "process.on('newListener', (name) => { if (name === 'SIGINT') setTimeout(() => process.kill(process.pid, 'SIGINT'), 200); });");
  const said = await retrace(place, ['calibrate', '--faces', 'faces', '--report', 'stopped'], { RETRACE_HOME: inPlace('other'), NODE_OPTIONS: `--import=${inPlace('interrupt.mjs')}` });
  expect([said.exit, existsSync(inPlace('stopped')), existsSync(inPlace('other', 'calibrations')), readdirSync(place.folder).filter((name) => name.endsWith('.part'))]).toEqual([130, false, false, []]);
}, 60_000);

test('every pack that comes with the product has a calibration of its own digest, all on the same drawn people and labelled so, and with no group', async () => {
  const packs = await listPacks('/nowhere');
  const shipped = packs.map((pack) => readCalibration(pack, '/nowhere')!);
  expect(packs[0]!.id).toBe(defaultPack);
  expect(shipped.map(({ kind, pack, groups, measuredOn: { shows } }) => ({ kind, pack: pack.id, digest: pack.digest, groups, shows }))).toEqual(packs.map(({ id, digest }) => ({ kind: 'reference', pack: id, digest, groups: 'not measured', shows: 'drawn' })));
  expect(new Set(shipped.map(({ measuredOn: { sha256 } }) => sha256)).size).toBe(1);
  for (const { measuredOn: { what }, notes } of shipped) expect([what, notes[0]]).toEqual([expect.stringMatching(/drawn people, who are not people/), expect.stringMatching(/nothing about how the pack does on people/)]);
  expect(readCalibration({ id: packs[0]!.id, digest: '0'.repeat(64) }, '/nowhere')).toBeNull();
});

test.skipIf(!media)('development photographs: error rates with intervals over ten people, far too few for anything under a hundredth', async () => {
  const { calibration, equalError, leftOut } = await retraceJson<Said>(place, ['calibrate', '--faces', join(media!, 'faces/lfw10')]);
  const { impostor, genuine } = calibration.all;
  console.log(`lfw10: ${calibration.measuredOn.what}; ${leftOut.length} left out; ${impostor!.pairs} pairs of two people worth ${impostor!.points[0]![2]}, ${genuine!.pairs} of one; EER ${percentText(equalError.rate)} (${percentText(equalError.low)} to ${percentText(equalError.high)})`);
  for (const distance of [0.5, 0.55, 0.6, 0.65]) console.log(`lfw10 at distance ${distance}: false positives ${rateText(fmrAt(calibration, null, -distance))}, missed ${rateText(fnmrAt(calibration, null, -distance))}`);
  expect(leftOut.map(({ why }) => why)).toEqual(Array.from({ length: 5 }, () => 'several faces, none clearly the widest'));
  expect([impostor!.pairs, genuine!.pairs, calibration.groups]).toEqual([4059, 406, 'not measured']);
  expect(equalError.low).toBeLessThan(0.0083);
  expect(equalError.high).toBeGreaterThan(0.011);
  expect(equalError.high).toBeLessThan(0.05);
  expect(fmrAt(calibration, null, -0.5)!.resolved).toBe(false);
}, 60_000);
