/** @file Canonical JSON, signed notes and checkpoints: known answers from their specifications, and every flipped bit found. */
import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canonical, parseCanonical } from '../../electron/ledger/canonical.ts';
import { openCheckpoint, signCheckpoint } from '../../electron/ledger/checkpoint.ts';
import { signingKey, verifySignature } from '../../electron/ledger/ed25519.ts';
import { openNote, signNote } from '../../electron/ledger/note.ts';

/** RFC 8032, 7.1, test 1. */
const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const key = signingKey(seed);
const origin = 'retrace/case/example';
const root = Buffer.alloc(32, 7);

test('a value has the text of RFC 8785', () => {
  const value = { numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001], string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\"/', literals: [null, true, false] };
  expect(canonical(value)).toBe(String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`);
  const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  expect(Object.values(JSON.parse(canonical(keys).replace(/"[^"]*":/g, (_, at: number) => `"k${at}":`)) as object)).toEqual([2, 4, 6, 7, 1, 5, 3]);
});

test('what JSON does not have is refused instead of left out', () => {
  for (const value of [{ a: undefined }, [undefined], { a: 1n }, { a: new Date(0) }, { a: Number.NaN }, { a: Infinity }, { a: () => 1 }, { a: Buffer.from('x') }, { a: new Map() }, undefined]) {
    expect(() => canonical(value)).toThrow(TypeError);
  }
  for (const value of ['\ud800', { '\udc00': 1 }, ['\udc00\ud800']]) expect(() => canonical(value)).toThrow('surrogate');
  const circle: unknown[] = [];
  circle.push({ circle });
  expect(() => canonical(circle)).toThrow('circle');
  // oxlint-disable-next-line no-sparse-arrays
  expect(() => canonical([1, , 2])).toThrow(TypeError);
});

test('only the canonical text of a value is read', () => {
  for (const text of ['{"a":1,"b":[true,null,"x"]}', '{"10":1,"9":2}', '"\\u000f"', '[]', '"\\\\ud800"', '{"a":{"10":1,"9":2}}']) expect(canonical(parseCanonical(text))).toBe(text);
  for (const text of ['{"b":1,"a":2}', '{"a":1,"a":1}', '{"9":2,"10":1}', '{ "a":1}', '{"a":1.0}', '[1e3]', '"\\u0041"', '"\\ud800"', '{"a":1}\n', '', '{', '-0', '"\\/"', '{"a":{"c":1,"b":2}}', '['.repeat(100_000) + ']'.repeat(100_000)]) {
    expect([text, parseCanonical(text)]).toEqual([text, undefined]);
  }
});

test('Ed25519 signs as in RFC 8032', () => {
  const signature = 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';
  expect(Buffer.from(key.publicKey).toString('hex')).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
  expect(key.sign(Buffer.alloc(0)).toString('hex')).toBe(signature);
  expect(verifySignature(key.publicKey, Buffer.alloc(0), Buffer.from(signature, 'hex'))).toBe(true);
  expect(verifySignature(key.publicKey, Buffer.alloc(1), Buffer.from(signature, 'hex'))).toBe(false);
  expect(verifySignature(key.publicKey, Buffer.alloc(0), Buffer.alloc(0))).toBe(false);
});

test('a note that another implementation signed is read', () => {
  // From the documentation of golang.org/x/mod/sumdb/note, whose format C2SP took over.
  const publicKey = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1);
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
  expect(openNote(note, 'PeterNeumann', publicKey)).toBe(text);
  expect(openNote(note, 'PeterNeumann', key.publicKey)).toBeNull();
  expect(openNote(note, 'Peter', publicKey)).toBeNull();
});

test('a checkpoint has the three lines of tlog-checkpoint and says what was signed', () => {
  const note = signCheckpoint(origin, { size: 42, root }, key);
  expect(note.split('\n').slice(0, 4)).toEqual([origin, '42', root.toString('base64'), '']);
  expect(openCheckpoint(note, origin, key.publicKey)).toEqual({ size: 42, root });
  expect(openCheckpoint(note, 'retrace/case/another', key.publicKey)).toBeNull();
  expect(openCheckpoint(note, origin, signingKey(Buffer.alloc(32)).publicKey)).toBeNull();
});

test('every flipped bit of a checkpoint is found', () => {
  const note = Buffer.from(signCheckpoint(origin, { size: 42, root }, key));
  const accepted: number[] = [];
  for (let bit = 0; bit < note.length * 8; bit++) {
    const flipped = Buffer.from(note);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    if (openCheckpoint(flipped.toString('utf8'), origin, key.publicKey) !== null) accepted.push(bit);
  }
  expect(accepted).toEqual([]);
});

test('other texts of the same signature, of the same size, and notes with more or fewer lines are refused', () => {
  const note = signCheckpoint(origin, { size: 42, root }, key);
  const sized = (size: string) => signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, origin, key);
  for (const other of [note.replaceAll('\n', '\r\n'), note.replace(/=+\n$/, '\n'), `${note}\n`, `${note}${note.split('\n').at(-2)}\n`, note.slice(0, -1), '', '\n\n', sized('042'), sized('+42'), sized('4.2e1'), sized('-1'), sized('9007199254740993'), sized('')]) {
    expect(openCheckpoint(other, origin, key.publicKey)).toBeNull();
  }
});

test('stock openssl verifies a checkpoint', ({ skip }) => {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
  try {
    const note = signCheckpoint(origin, { size: 42, root }, key);
    const [text, line] = note.split('\n\n') as [string, string];
    const spki = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.publicKey]), format: 'der', type: 'spki' });
    writeFileSync(join(folder, 'key.pem'), spki.export({ format: 'pem', type: 'spki' }));
    writeFileSync(join(folder, 'body'), `${text}\n`);
    writeFileSync(join(folder, 'signature'), Buffer.from(line.trim().split(' ')[2]!, 'base64').subarray(4));
    const ran = spawnSync('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', '-rawin', '-in', 'body', '-sigfile', 'signature'], { cwd: folder });
    skip(ran.error !== undefined, 'openssl is not installed: the check with a stock tool was not made');
    expect([ran.status, String(ran.stdout).trim()]).toEqual([0, 'Signature Verified Successfully']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
