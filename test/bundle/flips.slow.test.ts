/** @file Every byte of a small bundle changed once, and a sample of those of a real one: every change is found; in a zip, every one that reaches a file. */
import { hash } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { writeZip } from '../../electron/bundle/zipWrite.ts';
import { disclosedCopy } from '../support/disclosedCase.ts';
import { writeSmallBundle } from './smallBundle.ts';

// In memory where the system has such a folder: each file is opened some twenty thousand times.
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(place, 'retrace-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes one bit of the byte at each of these places in turn, and gives it back. Says where a change was not found. */
async function flipAt(places: Iterable<number>, file: string, bundle: string): Promise<{ flips: number; missed: number[] }> {
  const bytes = readFileSync(file);
  const missed: number[] = [];
  let flips = 0;
  const handle = openSync(file, 'r+');
  try {
    for (const at of places) {
      flips++;
      writeSync(handle, Buffer.of(bytes[at]! ^ (1 << at % 8)), 0, 1, at);
      if ((await verifyBundle(bundle, null, {})).findings.length === 0) missed.push(at);
      writeSync(handle, bytes, at, 1, at);
    }
  } finally {
    closeSync(handle);
  }
  return { flips, missed };
}

test('each byte of a bundle flipped once is found, all of them', { timeout: 600_000 }, async () => {
  const bundle = await writeSmallBundle(join(folder, 'bundle'));
  const all = files(bundle);
  let flips = 0;
  const missed: string[] = [];
  for (const name of all) {
    const done = await flipAt(every(1, join(bundle, name)), join(bundle, name), bundle);
    flips += done.flips;
    missed.push(...done.missed.map((at) => `${name}:${at}`));
  }
  console.log(`bytes flipped in ${all.length} files: ${flips}, found: ${flips - missed.length}`);
  expect(missed).toEqual([]);
  expect(flips).toBe(all.reduce((sum, name) => sum + statSync(join(bundle, name)).size, 0));
  expect((await verifyBundle(bundle, null, {})).findings).toEqual([]);
});

test('a changed byte of the zip is found, or reaches no file: every seventh of them', { timeout: 300_000 }, async () => {
  const bundle = await writeSmallBundle(join(folder, 'bundle'));
  await writeZip(bundle, join(folder, 'bundle.zip'), {});
  const { flips, missed } = await flipAt(every(7, join(folder, 'bundle.zip')), join(folder, 'bundle.zip'), join(folder, 'bundle.zip'));
  // What is not found are dates, versions and attributes of the zip's own headers: with no findings, the files are those that were signed.
  console.log(`bytes of the zip flipped: ${flips}, found: ${flips - missed.length}, in dates, versions and attributes that nothing reads: ${missed.length}`);
  const zip = readFileSync(join(folder, 'bundle.zip'));
  const headers = zip.length - files(bundle).reduce((sum, name) => sum + statSync(join(bundle, name)).size, 0);
  expect(missed.length).toBeLessThan(headers / 7 / 2);
});

test('of a bundle of a case that was really worked, a sample of bytes of every file', { timeout: 600_000 }, async () => {
  const made = await disclosedCopy(folder, { bundle: true });
  const bundle = join(folder, 'bundle');
  made.opened.close();
  const key = made.opened.facts.publicKey;
  expect((await verifyBundle(bundle, key, {})).findings).toEqual([]);
  let flips = 0;
  const missed: string[] = [];
  for (const name of files(bundle)) {
    const { size } = statSync(join(bundle, name));
    const places = Array.from({ length: 10 }, (_, i) => hash('sha256', `${name} ${i}`, 'buffer').readUInt32LE(0) % size);
    const done = await flipAt(places, join(bundle, name), bundle);
    flips += done.flips;
    missed.push(...done.missed.map((at) => `${name}:${at}`));
  }
  console.log(`bytes flipped in ${files(bundle).length} files of a real bundle: ${flips}, found: ${flips - missed.length}`);
  expect(missed).toEqual([]);
});

function* every(step: number, file: string): Generator<number> {
  for (let at = 0; at < statSync(file).size; at += step) yield at;
}

function files(bundle: string): string[] {
  return (readdirSync(bundle, { recursive: true }) as string[]).filter((name) => statSync(join(bundle, name)).isFile());
}
