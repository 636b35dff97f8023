/** @file The commands of VERIFY.txt, run as they are written: they accept an untouched bundle and refuse a changed one. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifierSource } from '../../resources/verifier/oneFile.ts';
import { readStamp, stampRequest } from '../../electron/bundle/timestamp.ts';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { makeAuthority } from '../support/timeAuthority.ts';
import { caseKey, hexOf, startedLedger, writeSmallBundle } from './smallBundle.ts';

let folder: string, whole: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
  whole = await writeSmallBundle(join(folder, 'whole'), { verifier: verifierSource() });
});
afterAll(() => rmSync(folder, { recursive: true }));

const missing = ['sha256sum', 'ssh-keygen', 'openssl'].filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);

interface Ran {
  readonly command: string;
  readonly status: number | null;
  readonly out: string;
}

/** Every command of the text in its order, with this machine's Node first in the path. */
function runCommands(bundle: string, environment: Readonly<Record<string, string>> = {}): Ran[] {
  const commands = readFileSync(join(bundle, 'VERIFY.txt'), 'utf8').split('\n').flatMap((line) => (line.startsWith('    $ ') ? [line.slice(6)] : []));
  const env = { ...process.env, TMPDIR: folder, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, ...environment };
  return commands.map((command) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: bundle, env, encoding: 'utf8' });
    return { command, status, out: `${stdout}${stderr}`.trim() };
  });
}

/** First words of the commands that did not succeed silently where they should, or did not succeed. */
function refusals(ran: readonly Ran[]): string[] {
  return ran.filter(({ command, status, out }) => status !== 0 || (command.startsWith('find') && out !== '')).map(({ command }) => command.split(' ').slice(0, 2).join(' '));
}

test('every command of VERIFY.txt accepts an untouched bundle', ({ skip }) => {
  skip(missing.length > 0, `not installed: ${missing.join(', ')}; the commands of VERIFY.txt were not tried`);
  const ran = runCommands(whole);
  expect(refusals(ran)).toEqual([]);
  expect(ran.map(({ command }) => command.split(' ')[0])).toEqual(['node', 'sha256sum', 'sha256sum', 'find', 'find', 'ssh-keygen', 'sed', 'tail', 'openssl', 'openssl']);
  expect(ran.find(({ command }) => command.startsWith('ssh-keygen'))!.out).toMatch(/^Good "retrace-bundle" signature for Bo-Lind with ED25519 key SHA256:/);
  expect(ran.find(({ command }) => command.startsWith('openssl pkeyutl'))!.out).toBe('Signature Verified Successfully');
  expect(ran.at(-1)!.out).toBe(hexOf(caseKey.publicKey));
});

/** Change -> the commands that have to refuse it. */
const changes: Readonly<Record<string, readonly [change: (bundle: string) => void, ...refuse: string[]]>> = {
  'a changed file': [(b) => writeFileSync(join(b, 'data/search/S-1/probe.png'), 'another'), 'node verify.mjs', 'sha256sum -c'],
  'an added file': [(b) => writeFileSync(join(b, 'data/extra'), ''), 'node verify.mjs', 'find .'],
  'a changed list': [(b) => appendFileSync(join(b, 'manifest-sha256.txt'), '\n'), 'node verify.mjs', 'sha256sum -c', 'find .'],
  'a changed list of lists': [(b) => writeFileSync(join(b, 'tagmanifest-sha256.txt'), readFileSync(join(b, 'tagmanifest-sha256.txt'), 'utf8').split('\n').slice(1).join('\n')), 'node verify.mjs', 'find .', 'ssh-keygen -Y'],
  'a changed checkpoint': [(b) => writeFileSync(join(b, 'ledger/checkpoint.txt'), readFileSync(join(b, 'ledger/checkpoint.txt'), 'utf8').replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`)), 'node verify.mjs', 'sha256sum -c', 'openssl pkeyutl'],
};

test('a changed bundle is refused by the command that is there for it', ({ skip }) => {
  skip(missing.length > 0, `not installed: ${missing.join(', ')}; the commands of VERIFY.txt were not tried`);
  for (const [name, [change, ...refuse]] of Object.entries(changes)) {
    const bundle = join(folder, 'changed');
    cpSync(whole, bundle, { recursive: true });
    change(bundle);
    expect({ name, refused: [...new Set(refusals(runCommands(bundle)))] }).toEqual({ name, refused: refuse });
    rmSync(bundle, { recursive: true });
  }
});

test('a time stamp from an authority goes along, and openssl verifies it by the command as written', async ({ skip }) => {
  skip(missing.length > 0, `not installed: ${missing.join(', ')}; time stamps were not tried`);
  const authority = makeAuthority(join(folder, 'authority'));
  const ledger = startedLedger();
  const note = ledger.checkpoint(), size = ledger.kept.length;
  const reply = authority.reply(stampRequest(Buffer.from(note)));
  const stamp = readStamp(reply)!;
  expect(Math.abs(Date.parse(stamp.time) - Date.now())).toBeLessThan(60_000);
  expect([stamp.isOf(Buffer.from(note)), stamp.isOf(Buffer.from(`${note}x`))]).toEqual([true, false]);
  const bundle = await writeSmallBundle(join(folder, 'stamped'), { ledger, earlier: [{ size, note }], timestamps: new Map([[size, reply]]), verifier: verifierSource() });
  expect((await verifyBundle(bundle, null, {})).findings).toEqual([]);
  const ran = runCommands(bundle, { AUTHORITY: authority.certificate });
  expect(refusals(ran)).toEqual([]);
  expect(ran.find(({ command }) => command.startsWith('openssl ts'))!.out).toContain('Verification: OK');
  const other = await writeSmallBundle(join(folder, 'other'), { earlier: [{ size, note }], timestamps: new Map([[size + 1, reply]]) });
  expect((await verifyBundle(other, null, {})).findings.map(({ code }) => code)).toEqual(['bundle-timestamp']);
  for (let length = 0; length < reply.length; length += 7) expect(readStamp(reply.subarray(0, length))).toBeNull();
});
