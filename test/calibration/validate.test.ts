/** @file Validating with the real pack on drawn people: what is met, two packs beside each other, and a chain that deserves to fail. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validate as validateOn } from '../../electron/engine/measure/validate.ts';
import type { Validation } from '../../electron/engine/measure/validationReport.ts';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import type { Natives } from '../../electron/engine/natives.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { drawLabelledFolder } from '../../resources/demo/calibrateDrawn.ts';
import { newPlace, retrace, retraceJson } from '../support/cli.ts';

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
