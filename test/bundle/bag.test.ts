/** @file Writing bundles: streamed with flat memory, whole or not at all, and never over something else. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareBag } from '../../electron/bundle/bag.ts';
import type { BagWriter } from '../../electron/bundle/bag.ts';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { writeZip } from '../../electron/bundle/zipWrite.ts';
import type { Progress } from '../../electron/core/job.ts';
import { root } from '../architecture/sources.ts';
import { putSmall, smallDisclosure, writeSmallBundle } from './smallBundle.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const place = (): string => join(folder, 'out', 'bundle');
const small = async (bag: BagWriter): Promise<void> => void (await bag.file('a', 'a'));

test('the same payload gives the same manifest, with the hashes that the writer gave', async () => {
  const put = async (bag: BagWriter): Promise<void> => {
    expect(await bag.file('b.txt', 'b')).toEqual({ sha256: '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d', bytes: 1 });
    expect(await bag.stream('ü/a', [Buffer.from('a'), Buffer.alloc(0)])).toEqual({ sha256: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', bytes: 1 });
    writeFileSync(join(folder, 'from'), 'b');
    await bag.copy('a', join(folder, 'from'));
  };
  const [one, two] = [await prepareBag(place(), null, put, {}), await prepareBag(place(), { files: 3, bytes: 3 }, put, {})];
  expect([one.files, one.bytes, one.manifestSha256]).toEqual([3, 3, two.manifestSha256]);
  const [part] = readdirSync(join(folder, 'out'));
  expect(readFileSync(join(folder, 'out', part!, 'manifest-sha256.txt'), 'utf8').split('\n').map((line) => line.slice(66))).toEqual(['data/a', 'data/b.txt', 'data/ü/a', '']);
  await one.discard();
  await two.discard();
  expect(readdirSync(join(folder, 'out'))).toEqual([]);
});

test('names that no bundle can have are faults of the caller, and leave nothing', async () => {
  for (const names of [['../x'], ['/x'], ['a//b'], ['a\\b'], ['a:b'], ['100%'], ['e\u0301'], ['aux'], ['a.'], ['x\n'], ['a', 'A'], ['a', 'a'], ['a', 'a/b'], ['a/b', 'A/c']]) {
    const put = async (bag: BagWriter): Promise<void> => {
      for (const name of names) await bag.file(name, 'x');
    };
    await expect(prepareBag(place(), null, put, {})).rejects.toThrow('a file of a bundle cannot be called');
  }
  expect(readdirSync(join(folder, 'out'))).toEqual([]);
});

test('a place that is taken is not touched', async () => {
  mkdirSync(place(), { recursive: true });
  await expect(prepareBag(place(), null, small, {})).rejects.toMatchObject({ code: 'file-exists' });
  rmSync(place(), { recursive: true });
  const sealed = writeSmallBundle(place(), { put: async (bag) => {
    await putSmall(bag, smallDisclosure());
    mkdirSync(place());
  } });
  await expect(sealed).rejects.toMatchObject({ code: 'file-exists' });
  expect([readdirSync(place()), readdirSync(join(folder, 'out'))]).toEqual([[], ['bundle']]);
});

test('stopped while it is written, sealed or zipped, nothing is left', async () => {
  const stop = new AbortController();
  const put = async (bag: BagWriter): Promise<void> => {
    await small(bag);
    stop.abort();
    await bag.file('b', 'b');
  };
  await expect(prepareBag(place(), null, put, { signal: stop.signal })).rejects.toMatchObject({ code: 'stopped' });
  expect(readdirSync(join(folder, 'out'))).toEqual([]);
  await writeSmallBundle(place());
  await expect(writeZip(place(), join(folder, 'bundle.zip'), { signal: stop.signal })).rejects.toMatchObject({ code: 'stopped' });
  expect(readdirSync(folder)).toEqual(['out']);
});

test('a disk that is too small is said beforehand, with how much is needed', async () => {
  const needed = prepareBag(place(), { files: 10, bytes: 1e18 }, small, {});
  await expect(needed).rejects.toMatchObject({ code: 'disk-too-small', data: { needBytes: 1e18 + 10 * 4096 } });
  await expect(needed).rejects.toThrow(/has [0-9.]+ MB free; this needs about 1000000000000\.0 MB\. Nothing was half-written/);
  expect(readdirSync(join(folder, 'out'))).toEqual([]);
});

test('a disk that fills up leaves nothing half-made', ({ skip }) => {
  const script = join(folder, 'fill.ts');
  writeFileSync(script, `
    import { readdirSync } from 'node:fs';
    import { prepareBag } from '${root}/electron/bundle/bag.ts';
    const put = async (bag) => { for (let i = 0; i < 100; i++) await bag.file('f' + i, Buffer.alloc(100_000)); };
    for (const expected of [null, { files: 1, bytes: 1000 }]) {
      const failure = await prepareBag('/mnt/bundle', expected, put, {}).then(() => null, (error) => error);
      console.log(JSON.stringify([failure?.code, readdirSync('/mnt')]));
    }`);
  const ran = spawnSync('unshare', ['-rm', 'sh', '-c', `mount -t tmpfs -o size=2m none /mnt && exec "$0" "$1"`, process.execPath, script], { encoding: 'utf8' });
  skip(ran.error !== undefined || /unshare|mount/.test(ran.stderr), `no small disk can be made here (${ran.stderr.trim()}): a full disk was not tried`);
  expect(ran.stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([['disk-full', []], ['disk-too-small', []]]);
});

test('3,000 files and 200 MB are written, zipped and checked with flat memory and progress', { timeout: 120_000 }, async () => {
  const piece = Buffer.alloc(2 ** 20, 'large');
  const put = async (bag: BagWriter): Promise<void> => {
    await putSmall(bag, smallDisclosure());
    for (let i = 0; i < 3000; i++) await bag.file(`small/${i % 50}/${i}.json`, `{"number":${i}}\n`);
    await bag.stream('large.bin', (function* () {
      for (let i = 0; i < 200; i++) yield piece;
    })());
  };
  const seen: Progress[] = [];
  let highest = 0;
  const before = process.memoryUsage.rss() / 1e6;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss() / 1e6);
  }, 20);
  const started = performance.now();
  await writeSmallBundle(place(), { put });
  const written = performance.now();
  await writeZip(place(), join(folder, 'bundle.zip'), { onProgress: (progress) => void seen.push(progress) });
  const zipped = performance.now();
  const report = await verifyBundle(join(folder, 'bundle.zip'), null, {});
  const verified = performance.now();
  clearInterval(watch);
  const s = (from: number, to: number): string => `${((to - from) / 1000).toFixed(1)} s`;
  console.log(`written in ${s(started, written)}, zipped in ${s(written, zipped)}, checked in ${s(zipped, verified)}; memory rose by ${(highest - before).toFixed(0)} MB of 210 MB written`);
  expect([report.findings, report.files]).toEqual([[], 3021]);
  expect(seen.at(-1)).toMatchObject({ stage: 'writing the zip file', done: seen.at(-1)!.total });
  // Less than the payload, of which 600 MB went through: buffers that wait for the collector.
  expect(highest - before).toBeLessThan(170);
  expect(existsSync(place())).toBe(true);
});
