/** @file A case in a folder of its own, with keys that are as cheap to open as is allowed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createCase } from '../../electron/engine/caseFolder.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';

export const passphrase = 'correct horse';
/** The lowest scrypt N that is accepted. */
export const keyCost = 2 ** 14;

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new unlocked case in `<root>/case` with keys in `<root>/home`. */
export async function newCase(root = temporaryFolder()): Promise<{ readonly root: string; readonly folder: string; readonly home: string; readonly made: Case }> {
  const folder = join(root, 'case'), home = join(root, 'home');
  const made = await createCase(folder, { name: 'Operation Example', reference: 'R/1', operator: 'A. Analyst', keyCost }, home, passphrase);
  onTestFinished(() => made.close());
  return { root, folder, home, made };
}

/** Appends an entry that says nothing much. */
export function appendExample(to: Case, name: string): void {
  to.write('operator', (append) => append('exhibit-refused', { name, path: `/${name}`, sha256: null, bytes: null, code: 'file-folder', reason: 'It is a folder.' }));
}
