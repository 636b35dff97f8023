/** @file Every number in what a statement and a report say of accuracy is one of the records that they name; what was not measured has none. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Calibration, fnmrAt } from '../../electron/core/calibration.ts';
import { figure } from '../../electron/core/chance.ts';
import type { Disclosure } from '../../electron/core/disclosure.ts';
import { accuracyStatement } from '../../electron/engine/disclose/accuracy.ts';
import { doubts } from '../../electron/engine/disclose/doubts.ts';
import { reportHtml } from '../../electron/engine/disclose/report/html.ts';
import { reportOf } from '../../electron/engine/disclose/report/report.ts';
import { exampleDisclosure } from '../disclose/reportExample.ts';

const [search] = exampleDisclosure.searches;
const { request } = search!;
const digest = request.estimate.parts[1]!.calibration!;
const calibration: Calibration = { ...Calibration.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../models/blazeface-dlib/calibration.json'), 'utf8'))), pack: request.pack };
const disclosure: Disclosure = { ...exampleDisclosure, calibrations: [{ sha256: digest, entry: 21, calibration }] };
const numbersOf = (text: string): string[] => text.match(/(?<![\w.:/-])-?\d+(?:\.\d+)?(?![\w/])/g) ?? [];

/** Each record by the name that a head gives it, with the numbers that it holds, as sentences write them. */
function records(): Map<string, ReadonlySet<string>> {
  const written = (value: unknown): string[] => {
    if (typeof value === 'number') return [String(value), figure(value), value.toFixed(4), value.toFixed(6)];
    if (typeof value === 'string') return numbersOf(value);
    return value !== null && typeof value === 'object' ? Object.values(value).flatMap(written) : [];
  };
  const { selfTest } = request;
  const deviation = Math.max(...selfTest.scores.map(({ expected, got }) => Math.abs(expected - got)));
  const missed = fnmrAt(calibration, null, request.threshold!)!;
  const runs = disclosure.exhibits.flatMap(({ footage }) => footage.flatMap(({ runs: own }) => own));
  const failed = runs.reduce((sum, { completeness }) => sum + (completeness?.framesFailed ?? 0), 0);
  const entries = disclosure.schedule.map(({ search: id, entry }) => [`entry ${entry}`, id === search!.id ? [request, search!.answered, selfTest.scores.length, deviation, disclosure.schedule.length, search!.pack.notes] : [disclosure.schedule.length]] as const);
  return new Map<string, ReadonlySet<string>>([
    ...entries.map(([name, held]) => [name, new Set(written(held))] as const),
    ...runs.map(({ run, completeness }) => [`run ${run}`, new Set(written([completeness, failed]))] as const),
    [`calibration ${digest}`, new Set(written([missed, calibration.measuredOn.what, calibration.measuredOn.counts]))],
    ['entries “decision-made”', new Set(written(disclosure.reviewers))],
  ]);
}

test('every number of the accuracy statement stands in a record that its head names', () => {
  const known = records();
  const { heads } = accuracyStatement(disclosure);
  let traced = 0;
  const untraced = heads.flatMap(({ asks, answer, records: named }) => numbersOf(answer ?? '').filter((number) => {
    const found = named.some((name) => known.get(name)?.has(number));
    traced += found ? 1 : 0;
    return !found;
  }).map((number) => `${asks}: ${number}`));
  console.log(`${traced} numbers of the statement traced to ${known.size} records`);
  expect(untraced).toEqual([]);
  expect(traced).toBeGreaterThan(40);
  expect(heads.filter(({ answer, records: named }) => answer === null && named.length > 0)).toEqual([]);
});

test('a number that is changed in the answer of a head is in no record', () => {
  const known = new Set([...records().values()].flatMap((held) => [...held]));
  const altered = { ...disclosure, searches: [{ ...search!, request: { ...request, estimate: { ...request.estimate, expected: { value: 7.77, low: 1.23, high: 9.87 } } } }] };
  const chance = accuracyStatement(altered).heads.find(({ asks }) => asks.endsWith('candidates expected by chance'))!;
  expect(numbersOf(chance.answer!).filter((number) => !known.has(number))).toEqual(['7.8', '1.2', '9.9']);
});

test('the report and the doubts say the same of chance as the statement', () => {
  const chance = accuracyStatement(disclosure).heads.find(({ asks }) => asks.endsWith('candidates expected by chance'))!.answer!.replace('S-1: ', '');
  const html = reportHtml(reportOf(disclosure)).replace(/\s+/g, ' ');
  expect(html.split(chance).length - 1).toBeGreaterThanOrEqual(2);
  expect(doubts(disclosure).find(({ code }) => code === 'chance-expected')!.sentence).toContain(chance);
});
