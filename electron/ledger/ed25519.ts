/** @file Ed25519 (RFC 8032) with raw keys: 32-byte public keys, 32-byte seeds, 64-byte signatures. */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** What stands before the 32 raw bytes in the DER of a public key (SPKI) and a private key (PKCS #8): RFC 8410, sections 4 and 7. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A private key that can sign, with its public half. */
export interface SigningKey {
  readonly publicKey: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Buffer;
}

/** The signing key of a 32-byte seed. */
export function signingKey(seed: Uint8Array): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  return { publicKey, sign: (bytes) => sign(null, bytes, privateKey) };
}

const known = new Map<string, KeyObject>();

/** Whether this is the key's signature of the bytes. A key or signature of wrong length is no signature. */
export function verifySignature(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const name = Buffer.from(publicKey).toString('hex');
  let key = known.get(name);
  if (!key) {
    key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    known.set(name, key);
  }
  return verify(null, bytes, key, signature);
}

/** The public key as stock tools take it (SPKI in PEM, RFC 7468). */
export function publicKeyPem(publicKey: Uint8Array): string {
  return `-----BEGIN PUBLIC KEY-----\n${Buffer.concat([SPKI, publicKey]).toString('base64')}\n-----END PUBLIC KEY-----\n`;
}

/** The raw public key of such a text, or null where it is not exactly what publicKeyPem gives. */
export function readPublicKeyPem(pem: string): Uint8Array | null {
  const raw = Buffer.from(pem.split('\n')[1] ?? '', 'base64').subarray(SPKI.length);
  return raw.length === 32 && publicKeyPem(raw) === pem ? raw : null;
}
