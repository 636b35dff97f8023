/** @file `npm run bench`: what the product reaches beside what the machine allows, quick; `-- --full`: the real sizes. Makes results.json. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawLong } from '../../resources/demo/long.ts';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import { measureBundle } from './bundleCase.ts';
import { measureDecoding } from './decodeCase.ts';
import { tableOf } from './figure.ts';
import type { Figure } from './figure.ts';
import { measureIndexing } from './indexCase.ts';
import type { Bench } from './indexCase.ts';
import { measureRecord } from './recordCase.ts';
import { measureSearch } from './searchCase.ts';
import { measureStart } from './startCase.ts';
import { measureWindow } from './windowCase.ts';
import { measureTimeline } from './timelineCase.ts';

const sizes = {
  quick: { seconds: 24, people: 1, rounds: 1, rows: 100_000, queries: 5, entries: 20_000, bytes: 2 ** 27, bundleBytes: 2 ** 28, bundleFiles: 3000, sightings: 1_000_000 },
  full: { seconds: 300, people: 3, rounds: 3, rows: 1_000_000, queries: 15, entries: 1_000_000, bytes: 2 ** 30, bundleBytes: 5e9, bundleFiles: 100_000, sightings: 10_000_000 },
} as const;

const { values } = parseArgs({ options: { full: { type: 'boolean', default: false }, only: { type: 'string' }, to: { type: 'string', default: join(import.meta.dirname, 'results.json') } } });
const size = values.full ? 'full' : 'quick';
const { seconds, people, rounds, rows, queries, entries, bytes, bundleBytes, bundleFiles, sightings } = sizes[size];
const folder = mkdtempSync(join(tmpdir(), 'retrace-bench-'));
const started = performance.now();
const say = (line: string): void => void process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}\n`);

async function measureFootage(): Promise<Figure[]> {
  say(`drawing two footages of ${seconds} s`);
  const [one, two] = [await drawLong(join(folder, 'one'), { seconds, seed: 3, people }), await drawLong(join(folder, 'two'), { seconds, seed: 4, people })];
  const bench: Bench = { folder, pack: await loadPack(defaultPack, join(folder, 'home')), seconds, paths: [one.path, two.path], rounds };
  say('indexing');
  const { figures, digest } = await measureIndexing(bench);
  say('starting and killing');
  const start = await measureStart(bench, digest);
  say('decoding');
  return [...figures, ...start, ...(await measureDecoding(one.path, Math.max(3, rounds)))];
}

const cases: Readonly<Record<string, () => Promise<Figure[]>>> = {
  footage: measureFootage,
  record: () => (say('hashing and the ledger'), measureRecord(entries, bytes)),
  bundle: () => (say('writing and checking bundles'), measureBundle(folder, bundleBytes, bundleFiles)),
  timeline: () => (say(`a timeline of ${sightings} sightings`), measureTimeline(folder, sightings)),
  search: () => (say(`searching ${rows} rows`), measureSearch(folder, rows, queries)),
  window: () => (say('starting and visiting the window'), measureWindow()),
};

try {
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(cases)) if (values.only === undefined || values.only === name) figures.push(...(await measure()));
  process.stdout.write(`${tableOf(figures)}\n`);
  const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGB: Math.round(totalmem() / 2 ** 30), platform: `${process.platform} ${process.arch}`, node: process.version };
  if (values.only === undefined) writeFileSync(values.to, `${JSON.stringify({ size, machine, figures }, null, 2)}\n`);
  say(values.only === undefined ? `written to ${values.to}` : 'only a part: nothing is written');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
