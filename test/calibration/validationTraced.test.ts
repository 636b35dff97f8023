/** @file Every number in the report of a validation is worked out from the files that it names, on the page and on paper, and another number is noticed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Calibration } from '../../electron/core/calibration.ts';
import { reportHtml } from '../../electron/engine/disclose/report/html.ts';
import { reportPdf } from '../../electron/engine/disclose/report/pdf.ts';
import { validationReport } from '../../electron/engine/measure/validationReport.ts';
import type { Validation } from '../../electron/engine/measure/validationReport.ts';
import { pdfText } from '../support/pdfText.ts';
import { numbersIn, pageLines, paperNumbers, tracedLines } from './validationNumbers.ts';

const drawn = Calibration.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../models/blazeface-dlib/calibration.json'), 'utf8')));
/** With two groups, so that every part of a report is there; their figures are those of bands. */
const calibration: Calibration = { ...drawn, groups: { 'group 1': drawn.bands['good']!, 'group 2': drawn.bands['24px']! } };
const validation: Validation = {
  format: 'retrace-validation/1', software: 'Retrace 1.2.3', machine: { platform: 'linux x64', processor: 'Processor 9', cores: 7, node: '24.8.1' } as Validation['machine'],
  requirements: [
    { id: 'R1', requirement: 'Pack and program work as they did.', test: 'Known pairs.', result: 'met', found: '3 known pairs, largest deviation 1.2e-7.' },
    { id: 'R5', requirement: 'How often a search ranks the person first is known.', test: 'Each face.', result: 'measured', found: 'Of 595 searches among 594 faces the person came first in 81 % (77 to 85 %).' },
  ],
  calibration, equalError: { rate: 0.0923, low: 0.0712, high: 0.1141, threshold: -0.4487 },
  against: {
    pack: { id: 'other-pack', version: '8', digest: 'f'.repeat(64) }, equalError: { rate: 0.0513, low: 0.041, high: 0.0634, threshold: -0.6 },
    comparison: { both: 593, onlyFirst: ['drawn-001/3.jpg'], onlySecond: [], averageOverlap: { mean: 0.713, low: 0.684, high: 0.741 }, sharedOfFirst: { mean: 6.44, of: 10 }, firstOnlyWithFirst: [], firstOnlyWithSecond: ['drawn-044/2.jpg', 'drawn-045/1.jpg'] },
  },
};
const leftOut = [{ name: 'drawn-017/2.jpg', why: 'no face found' }];
const traced = tracedLines(validation, calibration, leftOut.map(({ name, why }) => `${name},${why}`)).map(numbersIn);

test('every number on the page is the one that its record gives, line by line', () => {
  const said = pageLines(reportHtml(validationReport(validation, leftOut, 'l2'))).map(numbersIn);
  console.log(`${said.flat().length} numbers in ${said.length} lines of the report traced to validation.json, calibration.json and left-out.csv`);
  expect(said).toEqual(traced);
  expect(said.flat().length).toBeGreaterThan(150);
});

test('the document for paper says the same numbers in the same order', async () => {
  const report = validationReport(validation, leftOut, 'l2');
  const parts: Uint8Array[] = [];
  for await (const part of reportPdf(report, () => Promise.resolve(null))) parts.push(part);
  const text = pdfText(Buffer.concat(parts));
  if (text === null) return;
  expect(paperNumbers(text, report.reference)).toEqual(traced.flat());
});

test('a record that is altered in one number gives a report that is not traced to the other', () => {
  const points = calibration.all.impostor!.points.map(([score, seen, worth]): [number, number, number] => [score, seen, worth]);
  const altered: Partial<Validation>[] = [
    { equalError: { ...validation.equalError!, high: 0.1251 } },
    { requirements: validation.requirements.map((each) => ({ ...each, found: each.found.replace('81', '91') })) },
    { machine: { ...validation.machine, cores: 8 } },
    { against: { ...validation.against!, comparison: { ...validation.against!.comparison, both: 594 } } },
    { calibration: { ...calibration, measuredOn: { ...calibration.measuredOn, counts: { ...calibration.measuredOn.counts, faces: 596 } } } },
    { calibration: { ...calibration, all: { ...calibration.all, impostor: { ...calibration.all.impostor!, points: points.map(([score, seen, worth]) => [score + 0.01, seen, worth]) } } } },
    { calibration: { ...calibration, bands: { ...calibration.bands, good: calibration.bands['fair']! } } },
    { calibration: { ...calibration, groups: { 'group 1': drawn.bands['good']!, 'group 2': drawn.bands['32px']! } } },
  ];
  const unnoticed = altered.filter((change) => {
    const said = pageLines(reportHtml(validationReport({ ...validation, ...change }, leftOut, 'l2'))).map(numbersIn);
    return JSON.stringify(said) === JSON.stringify(traced);
  });
  expect(unnoticed).toEqual([]);
});
