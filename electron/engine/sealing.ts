/**
 * @file Sealing: how the key of a case is handed to its members. Each operator's seed gives, beside the key that signs, one that opens what
 * was sealed for them: X25519 (RFC 7748) with an ephemeral key, HKDF-SHA-256 (RFC 5869), AES-256-GCM. No passphrase is needed to seal.
 */
import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonical, parseCanonical } from '../ledger/canonical.ts';

/** What stands before the 32 raw bytes in the DER of a public key (SPKI) and a private key (PKCS #8): RFC 8410, sections 4 and 7. */
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const envelope = z.strictObject({ format: z.literal('retrace-sealed-1'), ephemeral: hex(32), iv: hex(12), sealed: z.string().regex(/^([0-9a-f]{2})+$/), tag: hex(16) });

/** The half that opens. */
export interface Opener {
  /** Hexadecimal; what others seal for. */
  readonly sealingKey: string;
  /** The bytes sealed for this key under this context; null where they were not, or were changed. */
  readonly open: (sealed: string, context: string) => Buffer | null;
}

/** The opener that belongs to an operator's 32-byte seed. */
export function openerOf(seed: Uint8Array): Opener {
  const own = privateKey(Buffer.from(hkdfSync('sha256', seed, '', 'retrace/sealing-key/1', 32)));
  const sealingKey = rawPublic(own);
  return {
    sealingKey,
    open(sealed, context) {
      const parsed = envelope.safeParse(parseCanonical(sealed));
      if (!parsed.success) return null;
      const { ephemeral, iv, sealed: bytes, tag } = parsed.data;
      try {
        const decipher = createDecipheriv('aes-256-gcm', shared(own, ephemeral, ephemeral, sealingKey, context), Buffer.from(iv, 'hex'));
        decipher.setAuthTag(Buffer.from(tag, 'hex'));
        return Buffer.concat([decipher.update(Buffer.from(bytes, 'hex')), decipher.final()]);
      } catch {
        // Sealed for somebody else, or altered: which of them cannot be told.
        return null;
      }
    },
  };
}

/** Seals bytes for the holder of a sealing key (hexadecimal), bound to a context; canonical JSON. */
export function seal(sealingKey: string, bytes: Uint8Array, context: string): string {
  const own = privateKey(randomBytes(32));
  const ephemeral = rawPublic(own);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', shared(own, sealingKey, ephemeral, sealingKey, context), iv);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]).toString('hex');
  return canonical({ format: 'retrace-sealed-1', ephemeral, iv: iv.toString('hex'), sealed, tag: cipher.getAuthTag().toString('hex') });
}

function shared(own: KeyObject, other: string, ephemeral: string, recipient: string, context: string): Buffer {
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, Buffer.from(other, 'hex')]), format: 'der', type: 'spki' });
  return Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey: own, publicKey }), Buffer.from(ephemeral + recipient, 'hex'), `retrace/sealed/1 ${context}`, 32));
}

function privateKey(raw: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, raw]), format: 'der', type: 'pkcs8' });
}

function rawPublic(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length).toString('hex');
}
