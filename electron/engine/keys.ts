/**
 * @file Key files: an Ed25519 seed sealed with AES-256-GCM under a key that scrypt makes of a passphrase. The file is canonical
 * JSON; everything but the sealed seed is authenticated with it, and a digest tells a damaged file from a wrong passphrase.
 */
import { createCipheriv, createDecipheriv, hash, randomBytes, scrypt } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import { canonical, parseCanonical } from '../ledger/canonical.ts';
import { signingKey } from '../ledger/ed25519.ts';
import type { SigningKey } from '../ledger/ed25519.ts';
import { openerOf } from './sealing.ts';
import type { Opener } from './sealing.ts';
import { writeWhole } from './wholeFile.ts';

/** How hard guessing is: scrypt's N (RFC 7914), a power of two. r = 8 and p = 1 throughout, so N = 2^17 takes 128 MiB and about 0.4 s. */
const defaultCost = 2 ** 17;
/** Below this no file is made or opened: 16 MiB a guess. */
const lowestCost = 2 ** 14;
/** Above this no file is opened, or a hostile one could take all memory: 1 GiB. */
const highestCost = 2 ** 20;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const cost = z.number().refine((n) => Number.isInteger(Math.log2(n)) && n >= lowestCost && n <= highestCost);
const header = z.strictObject({
  format: z.literal('retrace-key-2'),
  name: z.string().min(1),
  publicKey: hex(32),
  /** What the key of a case is sealed for, so that this person can open it: see sealing.ts. */
  sealingKey: hex(32),
  kdf: z.strictObject({ name: z.literal('scrypt'), n: cost, r: z.literal(8), p: z.literal(1), salt: hex(16) }),
  cipher: z.strictObject({ name: z.literal('aes-256-gcm'), iv: hex(12) }),
});
const keyFile = header.extend({ sealed: hex(32), tag: hex(16), digest: hex(32) });

/** What a key file says without its passphrase; keys are hexadecimal. */
export interface KeyFile {
  readonly path: string;
  readonly name: string;
  readonly publicKey: string;
  readonly sealingKey: string;
}

/** An open key file. */
export interface UnlockedKey {
  readonly seed: Uint8Array;
  readonly key: SigningKey;
  readonly opener: Opener;
}

/** A new seed's key, not yet kept anywhere. */
export function newKey(): { readonly seed: Uint8Array; readonly key: SigningKey } {
  const seed = randomBytes(32);
  return { seed, key: signingKey(seed) };
}

/** Seals the seed and writes its file (mode 0600, whole or not at all). `cost`: see defaultCost; tests take the lowest. */
export async function writeKeyFile(path: string, name: string, seed: Uint8Array, passphrase: string, n = defaultCost): Promise<void> {
  const head = header.parse({
    format: 'retrace-key-2',
    name,
    publicKey: Buffer.from(signingKey(seed).publicKey).toString('hex'),
    sealingKey: openerOf(seed).sealingKey,
    kdf: { name: 'scrypt', n, r: 8, p: 1, salt: randomBytes(16).toString('hex') },
    cipher: { name: 'aes-256-gcm', iv: randomBytes(12).toString('hex') },
  });
  const cipher = createCipheriv('aes-256-gcm', await stretch(passphrase, head.kdf.salt, n), Buffer.from(head.cipher.iv, 'hex'));
  cipher.setAAD(Buffer.from(canonical(head)));
  const sealed = Buffer.concat([cipher.update(seed), cipher.final()]).toString('hex');
  const body = { ...head, sealed, tag: cipher.getAuthTag().toString('hex') };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeWhole(path, canonical({ ...body, digest: digestOf(body) }));
}

/** The public half of a key file. Failures 'key-missing', 'key-damaged'. */
export function readKeyFile(path: string): KeyFile {
  const { name, publicKey, sealingKey } = read(path);
  return { path, name, publicKey, sealingKey };
}

/** Opens a key file. `publicKey` (hexadecimal) is the key it has to hold. Failures 'key-missing', 'key-damaged', 'key-foreign', 'passphrase-wrong'. */
export async function unlockKeyFile(path: string, publicKey: string, passphrase: string): Promise<UnlockedKey> {
  const { sealed, tag, digest: _, ...head } = read(path);
  if (head.publicKey !== publicKey) throw new Failure('key-foreign', { file: path });
  const decipher = createDecipheriv('aes-256-gcm', await stretch(passphrase, head.kdf.salt, head.kdf.n), Buffer.from(head.cipher.iv, 'hex'));
  decipher.setAAD(Buffer.from(canonical(head)));
  decipher.setAuthTag(Buffer.from(tag, 'hex'));
  let seed: Buffer;
  try {
    seed = Buffer.concat([decipher.update(Buffer.from(sealed, 'hex')), decipher.final()]);
  } catch (error) {
    throw new Failure('passphrase-wrong', { name: head.name }, { cause: error });
  }
  const key = signingKey(seed);
  const opener = openerOf(seed);
  if (Buffer.from(key.publicKey).toString('hex') !== publicKey || opener.sealingKey !== head.sealingKey) throw new Failure('key-damaged', { file: path });
  return { seed, key, opener };
}

function read(path: string): z.infer<typeof keyFile> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('key-missing', { file: path }, { cause: error });
  }
  const parsed = keyFile.safeParse(parseCanonical(text));
  if (!parsed.success) throw new Failure('key-damaged', { file: path });
  const { digest, ...body } = parsed.data;
  if (digestOf(body) !== digest) throw new Failure('key-damaged', { file: path });
  return parsed.data;
}

function digestOf(body: object): string {
  return hash('sha256', canonical(body), 'hex');
}

/** The passphrase is taken as NFKC, so that it does not depend on how a keyboard composes letters. */
function stretch(passphrase: string, salt: string, n: number): Promise<Buffer> {
  if (passphrase === '') throw new Failure('passphrase-missing', {});
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'hex'), 32, { N: n, r: 8, p: 1, maxmem: 129 * 8 * n + 2 ** 20 }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
