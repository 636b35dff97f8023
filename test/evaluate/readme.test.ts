/** @file What test/evaluate/README.md says is what `npm run evaluate` wrote into results.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';

type Range = readonly [number, number];
type Rates<T> = { readonly eer: T; readonly tar2: T; readonly tar3: T };
interface Results {
  readonly pack: { readonly digest: string };
  readonly people: {
    readonly conditions: readonly { readonly widthPx: number; readonly compression: string; readonly kilobitsPerSecond: number | null; readonly found: number; readonly searchable: number; readonly asItIs: Rates<number>; readonly intervals: Rates<Range> }[];
    readonly pooled: readonly (Rates<number> & { readonly variant: string; readonly intervals: Rates<Range> })[];
  };
  readonly chance: readonly (Record<'same frame' | 'strangers on this camera' | 'strangers on other cameras' | 'same frame, searched with pictures from footage' | 'rates', readonly { readonly within: boolean }[]> & { readonly camera: string })[];
}

const results = JSON.parse(readFileSync(join(import.meta.dirname, 'results.json'), 'utf8')) as Results;
const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const names: Readonly<Record<string, string>> = { none: 'made small only', jpeg30: 'JPEG, quality 30', 'h264-28': 'H.264, CRF 28', 'h264-34': 'H.264, CRF 34' };
const percent = (share: number): string => (100 * share).toFixed(1);
const range = ([low, high]: Range): string => `${percent(low)} to ${percent(high)}`;

test('the tables of people and of gains are those of results.json, and it is of the default pack', async () => {
  const rows = results.people.conditions.map(({ widthPx, compression, kilobitsPerSecond: rate, found, searchable, asItIs, intervals }) =>
    `| ${widthPx} px | ${names[compression]} | ${rate === null ? '' : rate.toFixed(0)} | ${(100 * found).toFixed(0)} / ${(100 * searchable).toFixed(0)} | ${(['eer', 'tar2', 'tar3'] as const).map((key) => `${percent(asItIs[key])} (${range(intervals[key])})`).join(' | ')} |`);
  const gains = results.people.pooled.map(({ variant, intervals, ...rates }) =>
    `| ${variant} | ${(['eer', 'tar2', 'tar3'] as const).map((key) => `${rates[key] < 0 ? '' : '+'}${percent(rates[key])} (${range(intervals[key])})`).join(' | ')} |`);
  expect([...rows, ...gains].filter((row) => !readme.includes(row))).toEqual([]);
  expect(results.pack.digest).toBe((await loadPack(defaultPack, '/nowhere')).digest);
});

test('how often predicted and found candidates by chance agree is what results.json has, camera by camera', () => {
  const counted = (key: 'same frame' | 'strangers on this camera' | 'strangers on other cameras' | 'same frame, searched with pictures from footage' | 'rates'): string =>
    results.chance.map((camera) => `${camera[key].filter(({ within }) => within).length} of ${camera[key].length}`).join(' | ');
  const rows = [
    `| 200 strangers’ portraits, from half of whom the rate is | ${counted('strangers on this camera')} |`,
    `| the same, rate from the other two cameras | ${counted('strangers on other cameras')} |`,
    `| strangers’ portraits, rate from same frames | ${counted('same frame')} |`,
    `| pictures cut from another camera’s footage, rate from same frames | ${counted('same frame, searched with pictures from footage')} |`,
    `| same frames against all pairs of two people on the camera | ${counted('rates')} |`,
  ];
  expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
});
