/** @file The database file of a case with bytes of its entries flipped on disk: found when it is opened or verified. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCase } from '../../electron/engine/caseFolder.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { Failure } from '../../electron/core/failure.ts';
import { appendExample, newCase } from './newCase.ts';

function noticed(folder: string, home: string): boolean {
  try {
    const opened = openCase(folder, home);
    const { findings } = verifyLedger(opened);
    opened.close();
    return findings.length > 0;
  } catch (error) {
    if (error instanceof Failure && error.code === 'case-damaged') return true;
    throw error;
  }
}

test('every byte of an entry’s text, hash and signature, and of a checkpoint, flipped in the file is found', async () => {
  const { folder, home, made } = await newCase();
  appendExample(made, 'camera 1');
  appendExample(made, 'camera 2');
  const { json, leaf, signature } = made.db.prepare<[], { json: string; leaf: Buffer; signature: Buffer }>('SELECT json, leaf, signature FROM entry WHERE idx = 1').get()!;
  const { note } = made.db.prepare<[], { note: string }>('SELECT note FROM checkpoint WHERE size = 2').get()!;
  made.close();
  const path = join(folder, 'case.sqlite');
  const whole = readFileSync(path);
  const missed: string[] = [];
  let flips = 0;
  for (const part of [Buffer.from(json), leaf, signature, Buffer.from(note)]) {
    const start = whole.indexOf(part);
    expect(whole.indexOf(part, start + 1)).toBe(-1);
    for (let at = start; at < start + part.length; at++) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 1 << (at % 8);
      writeFileSync(path, flipped);
      flips++;
      if (!noticed(folder, home)) missed.push(`byte ${at}`);
    }
  }
  writeFileSync(path, whole);
  expect(missed).toEqual([]);
  expect(noticed(folder, home)).toBe(false);
  console.log(`${flips} of ${flips} bytes flipped in the file were found`);
}, 60_000);
