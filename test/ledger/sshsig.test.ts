/** @file SSH signatures: accepted by stock ssh-keygen and from it, and refused in every other text. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publicKeyPem, readPublicKeyPem, signingKey } from '../../electron/ledger/ed25519.ts';
import { allowedSigner, openSsh, signSsh } from '../../electron/ledger/sshsig.ts';

const key = signingKey(Buffer.alloc(32, 9));
const message = Buffer.from('8d5e  bagit.txt\n');
const signature = signSsh(message, key);

test('a signature names its key and holds for its message alone', () => {
  expect(openSsh(signature, message)).toEqual(Buffer.from(key.publicKey));
  expect(openSsh(signature, Buffer.from('8d5e  bagit.txt'))).toBeNull();
});

test('every flipped bit of a signature is found, and so is every other text of it', () => {
  const bytes = Buffer.from(signature);
  let flips = 0;
  const accepted: number[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit++, flips++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    if (openSsh(flipped.toString('utf8'), message) !== null) accepted.push(bit);
  }
  console.log(`bits of a signature flipped: ${flips}, found: ${flips - accepted.length}`);
  expect(accepted).toEqual([]);
  const [begin, ...lines] = signature.trimEnd().split('\n');
  const others = [signature.trimEnd(), `${signature}\n`, signature.replaceAll('\n', '\r\n'), ` ${signature}`, `${begin}\n${lines.slice(0, -1).join('')}\n${lines.at(-1)}\n`, '', begin!];
  for (const other of others) expect(openSsh(other, message)).toBeNull();
});

test('stock ssh-keygen accepts ours, and we accept its own', ({ skip }) => {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
  try {
    writeFileSync(join(folder, 'signature'), signature);
    writeFileSync(join(folder, 'message'), message);
    writeFileSync(join(folder, 'allowed'), allowedSigner('Ada-Okafor', key.publicKey));
    const run = (args: readonly string[], input: string | Buffer = '') => spawnSync('ssh-keygen', args, { cwd: folder, input, encoding: 'utf8' });
    const verified = run(['-Y', 'verify', '-f', 'allowed', '-I', 'Ada-Okafor', '-n', 'retrace-bundle', '-s', 'signature'], message);
    skip(verified.error !== undefined, 'ssh-keygen is not installed: the check with a stock tool was not made');
    expect([verified.status, verified.stdout.slice(0, 46)]).toEqual([0, 'Good "retrace-bundle" signature for Ada-Okafor']);
    expect(run(['-Y', 'verify', '-f', 'allowed', '-I', 'Ada-Okafor', '-n', 'file', '-s', 'signature'], message).status).not.toBe(0);
    expect(run(['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', 'own']).status).toBe(0);
    expect(run(['-Y', 'sign', '-f', 'own', '-n', 'retrace-bundle', 'message']).status).toBe(0);
    const theirs = openSsh(readFileSync(join(folder, 'message.sig'), 'utf8'), message);
    expect(allowedSigner('x', theirs!).trimEnd().endsWith(readFileSync(join(folder, 'own.pub'), 'utf8').trim())).toBe(true);
    rmSync(join(folder, 'message.sig'));
    expect(run(['-Y', 'sign', '-f', 'own', '-n', 'another', 'message']).status).toBe(0);
    expect(openSsh(readFileSync(join(folder, 'message.sig'), 'utf8'), message)).toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a public key has one text', () => {
  const pem = publicKeyPem(key.publicKey);
  expect(readPublicKeyPem(pem)).toEqual(Buffer.from(key.publicKey));
  for (const other of [pem.trimEnd(), `${pem}\n`, pem.replaceAll('\n', '\r\n'), pem.replace('MCow', 'MCoW'), '']) expect(readPublicKeyPem(other)).toBeNull();
});
