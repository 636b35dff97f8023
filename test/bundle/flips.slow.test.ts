/** @file Every byte of a small bundle changed once: every change is found, in the folder; in the zip, every one that reaches a file. */
import { closeSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { writeZip } from '../../electron/bundle/zipWrite.ts';
import { writeSmallBundle } from './smallBundle.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes one bit of each `step`-th byte in turn, and gives it back. Says where a change was not found. */
async function flipAll(file: string, bundle: string, step: number): Promise<{ flips: number; missed: number[] }> {
  const bytes = readFileSync(file);
  const missed: number[] = [];
  let flips = 0;
  const handle = openSync(file, 'r+');
  try {
    for (let at = 0; at < bytes.length; at += step, flips++) {
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
    const done = await flipAll(join(bundle, name), bundle, 1);
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
  const { flips, missed } = await flipAll(join(folder, 'bundle.zip'), join(folder, 'bundle.zip'), 7);
  // What is not found are dates, versions and attributes of the zip's own headers: with no findings, the files are those that were signed.
  console.log(`bytes of the zip flipped: ${flips}, found: ${flips - missed.length}, in dates, versions and attributes that nothing reads: ${missed.length}`);
  const zip = readFileSync(join(folder, 'bundle.zip'));
  const headers = zip.length - files(bundle).reduce((sum, name) => sum + statSync(join(bundle, name)).size, 0);
  expect(missed.length).toBeLessThan(headers / 7 / 2);
});

function files(bundle: string): string[] {
  return (readdirSync(bundle, { recursive: true }) as string[]).filter((name) => statSync(join(bundle, name)).isFile());
}
