/** @file Key files: opened by their passphrase and nothing else, and every flipped byte refused. */
import { hash, scryptSync } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ledgerOrigin, openCase } from '../../electron/engine/caseFolder.ts';
import { newKey, readKeyFile, unlockKeyFile, writeKeyFile } from '../../electron/engine/keys.ts';
import { chooseOperator, createOperator, listOperators, unlockOperator } from '../../electron/engine/operators.ts';
import { openerOf, seal } from '../../electron/engine/sealing.ts';
import { canonical } from '../../electron/ledger/canonical.ts';
import { keyCost, newCase, passphrase, temporaryFolder } from './newCase.ts';

async function keyFile() {
  const path = join(temporaryFolder(), 'a.key');
  const { seed, key } = newKey();
  await writeKeyFile(path, 'A. Analyst', seed, passphrase, keyCost);
  return { path, seed, publicKey: Buffer.from(key.publicKey).toString('hex') };
}

test('a key file opens with its passphrase, however the letters were composed, and is its owner’s alone', async () => {
  const { path, publicKey, seed } = await keyFile();
  expect(readKeyFile(path)).toEqual({ path, name: 'A. Analyst', publicKey, sealingKey: openerOf(seed).sealingKey });
  expect(Buffer.from((await unlockKeyFile(path, publicKey, passphrase)).key.publicKey).toString('hex')).toBe(publicKey);
  expect(statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  expect(readFileSync(path, 'utf8').includes(Buffer.from(seed).toString('hex'))).toBe(false);
  await writeKeyFile(path, 'A', seed, 'caf\u00e9', keyCost);
  await expect(unlockKeyFile(path, publicKey, 'cafe\u0301')).resolves.toBeDefined();
});

test('a wrong or empty passphrase, a missing file and another key are told apart', async () => {
  const { path, publicKey } = await keyFile();
  await expect(unlockKeyFile(path, publicKey, 'wrong')).rejects.toMatchObject({ code: 'passphrase-wrong' });
  await expect(unlockKeyFile(path, publicKey, '')).rejects.toMatchObject({ code: 'passphrase-missing' });
  await expect(unlockKeyFile(`${path}x`, publicKey, passphrase)).rejects.toMatchObject({ code: 'key-missing' });
  await expect(unlockKeyFile(path, '0'.repeat(64), passphrase)).rejects.toMatchObject({ code: 'key-foreign' });
});

test('every flipped byte of a key file is damage, found before any passphrase is tried', async () => {
  const { path } = await keyFile();
  const whole = readFileSync(path);
  for (let at = 0; at < whole.length; at++) {
    const flipped = Buffer.from(whole);
    flipped[at]! ^= 1 << (at % 8);
    writeFileSync(path, flipped);
    expect(() => readKeyFile(path), `byte ${at}`).toThrow(expect.objectContaining({ code: 'key-damaged' }));
  }
});

/** Changes a key file and makes its digest fit again, as somebody would who means harm. */
function forge(path: string, change: (file: { [key: string]: unknown; kdf: object }) => object): void {
  const { digest: _, ...body } = JSON.parse(readFileSync(path, 'utf8')) as { [key: string]: unknown; kdf: object };
  const forged = change(body);
  writeFileSync(path, canonical({ ...forged, digest: hash('sha256', canonical(forged), 'hex') }));
}

test('a forged header does not open, and a cost outside of the limits is not even tried', async () => {
  const { path, publicKey } = await keyFile();
  forge(path, (file) => ({ ...file, name: 'B. Other' }));
  await expect(unlockKeyFile(path, publicKey, passphrase)).rejects.toMatchObject({ code: 'passphrase-wrong' });
  for (const n of [2 ** 13, 2 ** 24, 20_000]) {
    forge(path, (file) => ({ ...file, kdf: { ...file.kdf, n } }));
    await expect(unlockKeyFile(path, publicKey, passphrase)).rejects.toMatchObject({ code: 'key-damaged' });
  }
  await expect(writeKeyFile(path, 'A', newKey().seed, passphrase, 2 ** 10)).rejects.toThrow('Invalid input');
});

test('scrypt is that of RFC 7914', () => {
  const expected = '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887';
  expect(scryptSync('pleaseletmein', 'SodiumChloride', 64, { N: 16_384, r: 8, p: 1, maxmem: 2 ** 26 }).toString('hex')).toBe(expected);
});

test('operators are found by name; without one only where there is just one', async () => {
  const home = temporaryFolder();
  expect(() => chooseOperator(home, null)).toThrow(expect.objectContaining({ code: 'operator-unknown' }));
  await createOperator(home, 'B. Brown', passphrase, keyCost);
  expect(chooseOperator(home, null).name).toBe('B. Brown');
  await createOperator(home, 'A. Adams', 'another one', keyCost);
  expect(listOperators(home).map(({ name }) => name)).toEqual(['A. Adams', 'B. Brown']);
  expect(() => chooseOperator(home, null)).toThrow(expect.objectContaining({ code: 'operator-unclear' }));
  expect(chooseOperator(home, null, ({ name }) => name === 'B. Brown').name).toBe('B. Brown');
  await expect(unlockOperator(chooseOperator(home, 'A. Adams'), passphrase)).rejects.toMatchObject({ code: 'passphrase-wrong' });
  await expect(createOperator(home, 'A. Adams', passphrase, keyCost)).rejects.toMatchObject({ code: 'operator-exists' });
  await expect(createOperator(home, ' ', passphrase, keyCost)).rejects.toMatchObject({ code: 'operator-unnamed' });
});

test('what is sealed for a key opens for it alone, under its own context, with no byte changed', () => {
  const [own, other] = [openerOf(newKey().seed), openerOf(newKey().seed)];
  const sealed = seal(own.sealingKey, Buffer.from('secret'), 'case 1');
  expect(own.open(sealed, 'case 1')?.toString()).toBe('secret');
  expect(own.open(sealed, 'case 2')).toBe(null);
  expect(other.open(sealed, 'case 1')).toBe(null);
  const opened = [...Buffer.from(sealed).keys()].filter((at) => {
    const flipped = Buffer.from(sealed);
    flipped[at]! ^= 1;
    return own.open(flipped.toString('utf8'), 'case 1') !== null;
  });
  expect(opened).toEqual([]);
});

test('a case does not open for writing for a stranger, without the key file, with a copy of another one, or where the kept case key is not its own', async () => {
  const { folder, home, made } = await newCase();
  made.close();
  const opened = openCase(folder, home);
  await createOperator(home, 'Stranger', passphrase, keyCost);
  expect(opened.operator).toBe(null);
  await opened.unlock(null, passphrase);
  expect(opened.operator?.name).toBe('A. Analyst');
  await expect(opened.unlock('Stranger', passphrase)).rejects.toMatchObject({ code: 'operator-no-member' });
  const files = readdirSync(join(home, 'operators')).map((file) => join(home, 'operators', file));
  const own = files.find((file) => readKeyFile(file).name === 'A. Analyst')!;
  const strange = files.find((file) => file !== own)!;
  const kept = readFileSync(own);
  copyFileSync(strange, own);
  await expect(opened.unlock('A. Analyst', passphrase)).rejects.toMatchObject({ code: 'key-copied' });
  rmSync(own);
  await expect(opened.unlock('A. Analyst', passphrase)).rejects.toMatchObject({ code: 'operator-unknown' });
  writeFileSync(own, kept);
  copyFileSync(own, join(home, 'operators', 'spare.key'));
  await expect(opened.unlock('A. Analyst', passphrase)).rejects.toMatchObject({ code: 'key-copied' });
  rmSync(join(home, 'operators', 'spare.key'));
  const { publicKey, sealingKey } = readKeyFile(own);
  const putKey = (sealed: string): void => void opened.db.prepare('UPDATE case_key SET sealed = ? WHERE member = ?').run(sealed, publicKey);
  putKey(seal(sealingKey, newKey().seed, ledgerOrigin(opened.facts.id)));
  await expect(opened.unlock('A. Analyst', passphrase)).rejects.toMatchObject({ code: 'case-key-foreign' });
  putKey('{}');
  await expect(opened.unlock('A. Analyst', passphrase)).rejects.toMatchObject({ code: 'case-key-unreadable' });
  opened.close();
});
