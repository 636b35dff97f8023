/** @file What test/evaluate/README.md says is what `npm run evaluate` wrote into results.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import type { Interval, WithInterval } from './rates.ts';

type Rates<T> = { readonly eer: T; readonly tar2: T; readonly tar3: T };
type Searched = 'same frame' | 'same frame, true people only' | 'strangers on this camera' | 'strangers on other cameras' | 'same frame, searched with pictures from footage';
interface Stated {
  readonly distance: number;
  readonly within: boolean;
  readonly found: number;
  readonly predicted: { readonly value: number | null; readonly low: number; readonly high: number };
}
interface Sample {
  readonly steps: readonly { readonly kind: string; readonly step: string; readonly pictures: number; readonly found: number; readonly searchable: number; readonly missed: WithInterval; readonly accepted: WithInterval; readonly further: WithInterval }[];
  readonly bins: readonly { readonly measure: string; readonly from: number | null; readonly to: number | null; readonly pictures: number; readonly people: number; readonly missed: WithInterval; readonly accepted: WithInterval; readonly further: WithInterval }[];
}
interface Results {
  readonly pack: { readonly digest: string };
  readonly people: {
    readonly conditions: readonly { readonly widthPx: number; readonly compression: string; readonly kilobitsPerSecond: number | null; readonly found: number; readonly searchable: number; readonly asItIs: Rates<number>; readonly intervals: Rates<Interval> }[];
    readonly pooled: readonly (Rates<number> & { readonly variant: string; readonly intervals: Rates<Interval> })[];
  };
  readonly measures: { readonly people: Sample; readonly drawn: Sample };
  readonly missed: { readonly at: readonly (Readonly<Record<'within' | 'portraits', { readonly value: number | null; readonly low: number; readonly high: number }>> & { readonly distance: number })[] };
  readonly chance: readonly (Readonly<Record<Searched, readonly Stated[]>> & { readonly rates: readonly { readonly within: boolean }[] })[];
}

const results = JSON.parse(readFileSync(join(import.meta.dirname, 'results.json'), 'utf8')) as Results;
const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const names: Readonly<Record<string, string>> = { none: 'made small only', jpeg30: 'JPEG, quality 30', 'h264-28': 'H.264, CRF 28', 'h264-34': 'H.264, CRF 34' };
const percent = (share: number): string => (100 * share).toFixed(1);
const range = ([low, high]: Interval): string => `${percent(low)} to ${percent(high)}`;

test('the tables of people and of gains are those of results.json, and it is of the default pack', async () => {
  const rows = results.people.conditions.map(({ widthPx, compression, kilobitsPerSecond: rate, found, searchable, asItIs, intervals }) =>
    `| ${widthPx} px | ${names[compression]} | ${rate === null ? '' : rate.toFixed(0)} | ${(100 * found).toFixed(0)} / ${(100 * searchable).toFixed(0)} | ${(['eer', 'tar2', 'tar3'] as const).map((key) => `${percent(asItIs[key])} (${range(intervals[key])})`).join(' | ')} |`);
  const gains = results.people.pooled.map(({ variant, intervals, ...rates }) =>
    `| ${variant} | ${(['eer', 'tar2', 'tar3'] as const).map((key) => `${rates[key] < 0 ? '' : '+'}${percent(rates[key])} (${range(intervals[key])})`).join(' | ')} |`);
  expect([...rows, ...gains].filter((row) => !readme.includes(row))).toEqual([]);
  expect(results.pack.digest).toBe((await loadPack(defaultPack, '/nowhere')).digest);
});

test('the tables of altered pictures are those of results.json', () => {
  const share = (rate: WithInterval): string => (rate === null ? '-' : `${percent(rate.value)} (${range(rate.interval)})`);
  const further = (rate: WithInterval): string => (rate === null ? '-' : `${rate.value < 0 ? '' : '+'}${rate.value.toFixed(3)} (${rate.interval.map((end) => end.toFixed(3)).join(' to ')})`);
  const { people, drawn } = results.measures;
  const rows = [people, drawn].flatMap(({ steps, bins }) => [
    ...steps.map(({ kind, step, pictures, found, searchable, ...rates }) => `| ${kind}${step === '' ? '' : `, ${step}`} | ${percent(found / pictures)} / ${percent(searchable / pictures)} | ${further(rates.further)} | ${share(rates.missed)} | ${share(rates.accepted)} |`),
    ...bins.map(({ measure, from, to, pictures, people: of, ...rates }) => `| ${measure} | ${from === null ? `under ${to}` : to === null ? `${from} and more` : `${from} to ${to}`} | ${pictures} (${of}) | ${share(rates.missed)} | ${share(rates.accepted)} |`),
  ]);
  expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
});

test('what tracks miss of themselves, and what searches miss, is told as it was measured', () => {
  const share = ({ value, low, high }: Results['missed']['at'][number]['within']): string => (value === null ? `under ${percent(high)}` : `${percent(value)} (${percent(low)} to ${percent(high)})`);
  const { at } = results.missed;
  expect(at.map(({ distance, within, portraits }) => `| ${distance.toFixed(2)} | ${share(within)} | ${share(portraits)} |`).filter((row) => !readme.includes(row))).toEqual([]);
});

test('how often predicted and found candidates by chance agree is what results.json has, camera by camera', () => {
  const counted = (key: Searched | 'rates'): string =>
    results.chance.map((camera) => `${camera[key].filter(({ within }) => within).length} of ${camera[key].length}`).join(' | ');
  const rows = [
    `| strangers’ portraits, rate measured with 100 other people who are not there (\`non-mated measure\`) | ${counted('strangers on this camera')} |`,
    `| the same, rate from the other two cameras | ${counted('strangers on other cameras')} |`,
    `| strangers’ portraits, rate from same frames | ${counted('same frame')} |`,
    `| pictures cut from another camera’s footage, rate from same frames | ${counted('same frame, searched with pictures from footage')} |`,
    `| same frames against all pairs of two people on the camera | ${counted('rates')} |`,
  ];
  expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
});

test('how far the estimate from same frames is off is what results.json has, and it is never too low', () => {
  /** Stated over found at .46 / .50 / .54, least to most of the cameras; the geometric middle of the interval where no value is stated. */
  const times = (key: Searched): string => [0.46, 0.5, 0.54].map((distance) => {
    const each = results.chance.map((camera) => {
      const { found, predicted: { value, low, high } } = camera[key].find((one) => Math.abs(one.distance - distance) < 1e-6)!;
      return (value ?? Math.sqrt(low * high)) / found;
    });
    const [least, most] = [Math.min(...each).toFixed(1), Math.max(...each).toFixed(1)];
    return least === most ? least : `${least} to ${most}`;
  }).join(' / ');
  const all = (key: Searched): Stated[] => results.chance.flatMap((camera) => camera[key]);
  const unstated = all('same frame').filter(({ predicted, found }) => predicted.value === null && found > 0).map(({ predicted, found }) => predicted.high / found);
  const sentences = [
    `it states ${times('strangers on this camera')} times what is found`, `at ${all('strangers on this camera').filter(({ within }) => within).length} of 45 thresholds`,
    `it states ${times('same frame')} times what portraits find`, `and ${times('same frame, searched with pictures from footage')} times what pictures cut from another camera’s`,
    `without them it states ${times('same frame, true people only')} times`, `from ${Math.min(...all('strangers on this camera').map(({ found }) => found)).toFixed(0)} to ${Math.max(...all('strangers on this camera').map(({ found }) => found)).toFixed(0)} candidates a search`,
    `up to ${Math.max(...unstated).toFixed(0)} times what is found`,
  ];
  expect(sentences.filter((sentence) => !readme.replaceAll(/\s+/g, ' ').includes(sentence))).toEqual([]);
  expect([...all('same frame'), ...all('same frame, searched with pictures from footage')].filter(({ found, predicted: { high } }) => found > high)).toEqual([]);
});
