/** @file verify.mjs: made of the modules of today, one file that needs nothing but Node, with the answers of `retrace verify`. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeZip } from '../../electron/bundle/zipWrite.ts';
import { root } from '../architecture/sources.ts';
import { verifierSource } from '../../resources/verifier/oneFile.ts';
import { caseKey, hexOf, writeSmallBundle } from './smallBundle.ts';

const committed = readFileSync(join(root, 'resources/verifier/verify.mjs'), 'utf8');
let folder: string, bundle: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
  bundle = await writeSmallBundle(join(folder, 'bundle'), { verifier: committed });
  await writeZip(bundle, join(folder, 'bundle.zip'), {});
});
afterAll(() => rmSync(folder, { recursive: true }));

/** With nothing of ours in reach: from the temporary folder, without an environment. */
function run(...args: string[]): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env: {}, encoding: 'utf8' });
  return { status, out: `${stdout}${stderr}` };
}

test('the file is the one that “npm run verifier” makes, and imports nothing but Node’s own modules', () => {
  expect(committed === verifierSource()).toBe(true);
  const imports = [...committed.matchAll(/^import .* from '(.*)';$/gm)].map((found) => found[1]!);
  expect(imports.length).toBeGreaterThan(3);
  expect(imports.filter((name) => !name.startsWith('node:'))).toEqual([]);
  expect(committed).not.toMatch(/\bimport\(|\brequire\(|\beval\b|fetch\(|child_process|writeFile/);
});

test('run from a bundle it checks that bundle; named a zip, the zip; with the key, the key', () => {
  const key = hexOf(caseKey.publicKey);
  expect(run(join(bundle, 'verify.mjs'))).toMatchObject({ status: 0, out: expect.stringContaining('Nothing was found wrong') });
  expect(run(join(bundle, 'verify.mjs'), 'bundle.zip', '--key', key)).toMatchObject({ status: 0, out: expect.stringContaining('which is the expected one') });
  expect(run(join(bundle, 'verify.mjs'), '--key', key.replace(/^./, '0'))).toMatchObject({ status: 1, out: expect.stringContaining('bundle-key') });
});

test('wrong usage and nothing to check have an exit code of their own', () => {
  for (const args of [['--key'], ['--key', 'abc'], ['--help'], ['bundle', 'bundle.zip'], ['nowhere']]) expect({ args, status: run(join(bundle, 'verify.mjs'), ...args).status }).toEqual({ args, status: 2 });
});

test('a changed bundle gives exit code 1 and every finding, from verify.mjs and from the command alike', () => {
  appendFileSync(join(bundle, 'data/kept.jsonl'), '{}\n');
  const ours = run(join(bundle, 'verify.mjs'), '--key', hexOf(caseKey.publicKey));
  expect(ours.status).toBe(1);
  expect(ours.out).toMatch(/[0-9]+ findings:\n {2}bundle-file-altered: “data\/kept\.jsonl”/);
  const command = spawnSync(process.execPath, [join(root, 'electron/cli.ts'), 'verify', bundle, '--key', hexOf(caseKey.publicKey)], { cwd: folder, env: {}, encoding: 'utf8' });
  expect([command.status, command.stdout]).toEqual([1, ours.out]);
});
