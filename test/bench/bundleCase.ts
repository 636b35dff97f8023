/** @file B1, B2: a bundle of one large file and one of many small ones, written, zipped and checked; how high memory rises meanwhile. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BagWriter } from '../../electron/bundle/bag.ts';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { writeZip } from '../../electron/bundle/zipWrite.ts';
import { putSmall, smallDisclosure, writeSmallBundle } from '../bundle/smallBundle.ts';
import type { Figure } from './figure.ts';

/** How much may rise: buffers that wait for the collector; of small files their names and hashes too. */
const RISE_MB = 256, RISE_SMALL_MB = 512;

/** `bytes`: of the one large file; `files`: how many small ones there are in the other bundle. */
export async function measureBundle(folder: string, bytes: number, files: number): Promise<Figure[]> {
  const piece = Buffer.alloc(2 ** 20, 'large');
  const large = async (bag: BagWriter): Promise<void> => void (await bag.stream('large', (function* () {
    for (let done = 0; done < bytes; done += piece.length) yield piece;
  })()));
  const small = async (bag: BagWriter): Promise<void> => {
    for (let i = 0; i < files; i++) await bag.file(`small/${i % 500}/${i}.json`, `{"number":${i}}\n`);
  };
  return [
    await measureOne('B1', `a bundle with a file of ${(bytes / 1e9).toFixed(1)} GB`, join(folder, 'large'), large, RISE_MB),
    await measureOne('B2', `a bundle of ${files} small files`, join(folder, 'small'), small, RISE_SMALL_MB),
  ];
}

async function measureOne(id: string, what: string, place: string, put: (bag: BagWriter) => Promise<void>, goal: number): Promise<Figure> {
  const before = process.memoryUsage.rss();
  let highest = before;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, 20);
  try {
    const written = await seconds(() => writeSmallBundle(place, { put: async (bag) => {
      await putSmall(bag, smallDisclosure());
      await put(bag);
    } }));
    const zipped = await seconds(() => writeZip(place, `${place}.zip`, {}));
    const checked: number[] = [];
    for (const path of [place, `${place}.zip`]) {
      checked.push(await seconds(async () => {
        const { findings } = await verifyBundle(path, null, {});
        if (findings.length > 0) throw new Error(`an untouched bundle has findings: ${findings[0]!.message}`);
      }));
    }
    const rise = (highest - before) / 1e6;
    const note = `written and made durable in ${written.toFixed(1)} s, zipped in ${zipped.toFixed(1)} s, checked in ${checked[0]!.toFixed(1)} s, from the zip in ${checked[1]!.toFixed(1)} s; nothing found`;
    return { id, what: `${what}: how high memory rises`, unit: 'MB', ours: rise, limit: null, goal: `<= ${goal} MB`, met: rise <= goal, note };
  } finally {
    clearInterval(watch);
    for (const path of [place, `${place}.zip`]) rmSync(path, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
