/** @file Checking bundles: an untouched one is found untouched, and every change of files, entries, keys and names is found. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { writeZip } from '../../electron/bundle/zipWrite.ts';
import { bo, caseKey, hexOf, startedLedger, writeSmallBundle } from './smallBundle.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('an untouched bundle has no findings, as a folder and as a zip, and says what it shows and hides', async () => {
  const ledger = startedLedger();
  for (let i = 0; i < 5; i++) ledger.append(null, 'index-refused', { name: `camera ${i}` });
  const path = await writeSmallBundle(join(folder, 'bundle'), { ledger, hidden: [7, 8] });
  await writeZip(path, join(folder, 'bundle.zip'), {});
  const expected = { entriesDisclosed: 11, entriesHidden: 2, signer: { name: bo.name, key: hexOf(bo.key.publicKey) }, caseKey: hexOf(caseKey.publicKey), keyExpected: true, findings: [] };
  for (const each of [path, join(folder, 'bundle.zip')]) expect(await verifyBundle(each, hexOf(caseKey.publicKey), {})).toMatchObject(expected);
});
