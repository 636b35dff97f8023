/** @file The big sizes in small: time and memory of indexing and searching grow no faster than the work. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import { drawLong } from '../../resources/demo/long.ts';
import { median } from './figure.ts';
import { indexOnce, settingsOf } from './indexCase.ts';
import type { Bench } from './indexCase.ts';
import { queryNear, searchStored, storeVectors } from './searchCase.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'retrace-slope-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('twice the frames take at most about twice the processor time, in the same memory', async () => {
  const pack = await loadPack(defaultPack, join(folder, 'home'));
  const seconds = 32;
  const { path } = await drawLong(folder, { seconds, seed: 3, people: 1 });
  const bench: Bench = { folder, pack, seconds, paths: [path, path], rounds: 1 };
  const measure = async (framesPerSecond: number) => {
    const { cost, memory } = await indexOnce(bench, [path], { ...settingsOf(pack, 'fast'), framesPerSecond });
    return { cpu: cost.cpu, bytes: Math.max(...memory) };
  };
  const short = await measure(4), long = await measure(8);
  // Start and decoding are the same for both, so that a linear run stays below 2.
  expect(long.cpu / short.cpu).toBeLessThan(2.2);
  // A frame is 6 MB: 128 more of them kept would be 800 MB; where the system does not tell, both are 0.
  expect(long.bytes - short.bytes).toBeLessThan(200e6);
}, 60_000);

test('searching twice the rows takes at most about twice the time', async () => {
  const measure = async (rows: number) => {
    const stored = await storeVectors(folder, rows);
    const times: number[] = [];
    for (let n = 0; n < 9; n++) {
      const query = queryNear(stored, n), before = process.cpuUsage();
      const { ranked } = await searchStored(stored, query);
      const { user, system } = process.cpuUsage(before);
      times.push(user + system);
      expect(ranked).toHaveLength(100);
    }
    await stored.close();
    return median(times);
  };
  const few = await measure(20_000), many = await measure(40_000);
  // A linear search stays below 2, a quadratic one would be 4.
  expect(many / few).toBeLessThan(3);
}, 30_000);
