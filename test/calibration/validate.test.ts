/** @file Validating with the real pack on drawn people: what is met, two packs beside each other, and a chain that deserves to fail. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validate as validateOn } from '../../electron/engine/measure/validate.ts';
import type { Validation } from '../../electron/engine/measure/validationReport.ts';
import { Calibration } from '../../electron/core/calibration.ts';
import { distributionOf, shareAtLeast } from '../../electron/core/distribution.ts';
import { rateText } from '../../electron/core/rateWords.ts';
import { score } from '../../electron/core/search.ts';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import type { Natives } from '../../electron/engine/natives.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { drawLabelledFolder } from '../../resources/demo/calibrateDrawn.ts';
import { newPlace, retrace, retraceJson } from '../support/cli.ts';
import { pdfText } from '../support/pdfText.ts';
import { numbersIn, pageLines, paperNumbers, tracedLines } from './validationNumbers.ts';

const place = newPlace();
const inPlace = (...parts: readonly string[]) => join(place.folder, ...parts);

beforeAll(() => drawLabelledFolder(inPlace('faces'), 5, 2), 60_000);
afterAll(() => place.remove());

test('what can be met is met, what can only be measured is, and two packs are compared by their orders', async () => {
  const validation = await retraceJson<Validation>(place, ['validate', '--faces', 'faces', '--drawn', '--report', 'report', '--against', 'blazeface-fused']);
  expect(validation.requirements.map(({ id, result }) => `${id} ${result}`)).toEqual(['R1 met', 'R2 met', 'R3 measured', 'R4 measured', 'R5 measured', 'R6 met']);
  const { comparison, pack } = validation.against!;
  expect({ pack: pack.id, both: comparison.both, onlyFirst: comparison.onlyFirst, of: comparison.sharedOfFirst?.of }).toEqual({ pack: 'blazeface-fused', both: 10, onlyFirst: [], of: 9 });
  expect(comparison.averageOverlap!.low).toBeGreaterThan(0.5);
  expect(readdirSync(inPlace('report')).sort()).toEqual(['calibration.json', 'left-out.csv', 'report.html', 'report.pdf', 'validation.json']);
  const page = readFileSync(inPlace('report', 'report.html'), 'utf8');
  for (const said of ['These are drawn people', 'no face was found', 'By group of people', 'Not measured.', 'What the laboratory adds', '<svg']) expect([said, page.includes(said)]).toEqual([said, true]);
  const again = await retrace(place, ['validate', '--faces', 'faces', '--report', 'report']);
  expect([again.exit, /already holds something/.test(again.error)]).toEqual([3, true]);
}, 60_000);

test('every number of that report is one of the files beside it, and those of the requirements are what counting gives', async () => {
  const read = (name: string): string => readFileSync(inPlace('report', name), 'utf8');
  const validation = JSON.parse(read('validation.json')) as Omit<Validation, 'calibration'>, calibration = Calibration.parse(JSON.parse(read('calibration.json')));
  const traced = tracedLines(validation, calibration, read('left-out.csv').split('\r\n').slice(1)).map(numbersIn);
  expect(pageLines(read('report.html')).map(numbersIn)).toEqual(traced);
  const paper = pdfText(readFileSync(inPlace('report', 'report.pdf')));
  expect(paper === null ? traced.flat() : paperNumbers(paper, `${calibration.pack.id} ${calibration.pack.version}`)).toEqual(traced.flat());

  const pack = await loadPack(defaultPack, inPlace('home')), natives = nodeNatives(), analyser = await natives.openAnalyser(pack);
  const faces: { person: number; vector: Float32Array }[] = [];
  for (const [person, folder] of readdirSync(inPlace('faces')).sort().entries()) {
    for (const file of readdirSync(inPlace('faces', folder)).sort()) {
      const [widest] = (await analyser.analyse(await natives.readPicture(readFileSync(inPlace('faces', folder, file)), file), 'everywhere', 'default')).toSorted((a, b) => b.box[2] - a.box[2]);
      faces.push({ person, vector: widest!.embedding! });
    }
  }
  await analyser.close();
  const first = faces.map(({ person, vector }) => ({ person, yes: faces.filter((other) => other.vector !== vector).toSorted((a, b) => score(vector, b.vector, 'l2') - score(vector, a.vector, 'l2'))[0]!.person === person }));
  /** In words, with its interval over people. */
  const share = (each: readonly { readonly person: number; readonly yes: boolean }[]): string => {
    const people = Uint32Array.from(each, ({ person }) => person);
    return rateText(shareAtLeast(distributionOf({ scores: Float64Array.from(each, ({ yes }) => Number(yes)), a: people, b: people })!, 1));
  };
  const all = share(faces.map(({ person }) => ({ person, yes: true })));
  const of = (same: boolean): number => faces.flatMap((a, i) => faces.slice(i + 1).filter((b) => (a.person === b.person) === same)).length;
  const found = new Map(validation.requirements.map(({ id, found: said }) => [id, numbersIn(said)]));
  expect(found.get('R1')!.slice(0, 1)).toEqual([String(pack.description.selfTest.pairs.length)]);
  expect(Number(found.get('R1')![1])).toBeLessThan(pack.description.selfTest.tolerance);
  expect([found.get('R2'), found.get('R4')]).toEqual([['10', '10'], [String(of(false)), String(of(true))]]);
  expect(found.get('R3')).toEqual(numbersIn(`10 ${all} ${all}`));
  expect(found.get('R5')).toEqual(numbersIn(`10 9 ${share(first)}`));
}, 60_000);

test('a chain that gives other numbers each time, and finds a face on a grey wall, does not meet what it should', async () => {
  const real = nodeNatives();
  const known = await real.readPicture(readFileSync(inPlace('faces', 'drawn-000', '0.jpg')), 'known');
  let opened = 0;
  const openAnalyser: Natives['openAnalyser'] = async (pack) => {
    const analyser = await real.openAnalyser(pack);
    const shift = ++opened * 1e-6;
    return {
      pack: analyser.pack, selfTest: () => analyser.selfTest(), close: () => analyser.close(),
      async analyse(picture, look, detection) {
        const grey = picture.rgb.every((value) => value === picture.rgb[0]);
        const faces = await analyser.analyse(grey ? known : picture, look, detection);
        return faces.map((face) => ({ ...face, embedding: face.embedding && face.embedding.map((value) => value + shift) }));
      },
    };
  };
  mkdirSync(inPlace('empty'));
  const request = { faces: inPlace('faces'), groups: null, shows: 'drawn', report: inPlace('empty'), date: '2026-11-27' } as const;
  const { requirements } = await validateOn(request, await loadPack(defaultPack, inPlace('home')), null, { ...real, openAnalyser }, {});
  expect(requirements.flatMap(({ id, result }) => (result === 'not met' ? [id] : []))).toEqual(['R2', 'R6']);
  expect(requirements.find(({ id }) => id === 'R6')!.found).toMatch(/one grey: 1 face was made searchable/);
}, 60_000);
