/**
 * @file Signatures that stock OpenSSH checks (PROTOCOL.sshsig in its sources), made with Ed25519 over SHA-512 in one namespace, so
 * that a signature made for something else is never taken for one of a bundle.
 */
import { hash } from 'node:crypto';
import { verifySignature } from './ed25519.ts';
import type { SigningKey } from './ed25519.ts';

/** What our signatures are for: `ssh-keygen -Y verify -n retrace-bundle`. */
const NAMESPACE = 'retrace-bundle';
const KEY_TYPE = 'ssh-ed25519';
const MAGIC = Buffer.from('SSHSIG');
/** ssh-keygen breaks its base64 here. */
const LINE_LENGTH = 70;
const ARMOUR_BEGIN = '-----BEGIN SSH SIGNATURE-----\n', ARMOUR_END = '-----END SSH SIGNATURE-----\n';

/** The armoured signature of the message. */
export function signSsh(message: Uint8Array, key: SigningKey): string {
  return armoured(key.publicKey, key.sign(signedBytes(message)));
}

/**
 * The raw public key whose signature of the message this is, or null. Strict: parsed, encoded again and compared, because armour and
 * base64 leave room for other texts of the same signature.
 */
export function openSsh(signature: string, message: Uint8Array): Uint8Array | null {
  if (!signature.startsWith(ARMOUR_BEGIN) || !signature.endsWith(ARMOUR_END)) return null;
  const blob = Buffer.from(signature.slice(ARMOUR_BEGIN.length, -ARMOUR_END.length), 'base64');
  // Everything but the key and the signature has one length and one content, which the comparison checks.
  const keyAt = MAGIC.length + 4 + 4 + 4 + KEY_TYPE.length + 4;
  const publicKey = blob.subarray(keyAt, keyAt + 32);
  const raw = blob.subarray(-64);
  if (publicKey.length !== 32 || raw.length !== 64 || armoured(publicKey, raw) !== signature) return null;
  return verifySignature(publicKey, signedBytes(message), raw) ? publicKey : null;
}

/** The line of an `allowed_signers` file that accepts this key under this name. The name has only letters, digits, dots and dashes. */
export function allowedSigner(name: string, publicKey: Uint8Array): string {
  return `${name} namespaces="${NAMESPACE}" ${KEY_TYPE} ${keyBlob(publicKey).toString('base64')}\n`;
}

function armoured(publicKey: Uint8Array, raw: Uint8Array): string {
  const version = Buffer.from([0, 0, 0, 1]);
  const signature = Buffer.concat([sshString(KEY_TYPE), sshString(raw)]);
  const blob = Buffer.concat([MAGIC, version, sshString(keyBlob(publicKey)), sshString(NAMESPACE), sshString(''), sshString('sha512'), sshString(signature)]);
  const lines = blob.toString('base64').match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
  return `${ARMOUR_BEGIN}${lines.join('\n')}\n${ARMOUR_END}`;
}

/** What the key signs in place of the message. */
function signedBytes(message: Uint8Array): Buffer {
  return Buffer.concat([MAGIC, sshString(NAMESPACE), sshString(''), sshString('sha512'), sshString(hash('sha512', message, 'buffer'))]);
}

function keyBlob(publicKey: Uint8Array): Buffer {
  return Buffer.concat([sshString(KEY_TYPE), sshString(publicKey)]);
}

/** Four bytes of length, big-endian, and the bytes (RFC 4251, 5). */
function sshString(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
