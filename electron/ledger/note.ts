/**
 * @file Signed notes (c2sp.org/signed-note) with Ed25519:
 *
 *     text, ending in a newline
 *     <empty line>
 *     — <key name> <base64 of 4 bytes key id, 64 bytes signature>
 */
import { hash } from 'node:crypto';
import { verifySignature } from './ed25519.ts';
import type { SigningKey } from './ed25519.ts';

/** Signature type 0x01 is Ed25519 over the note's text. */
const ED25519_TYPE = 1;
const KEY_ID_BYTES = 4;

/** The note with one signature. The text ends in a newline; the name has no space and no plus. */
export function signNote(text: string, name: string, key: SigningKey): string {
  return encodeNote(text, name, Buffer.concat([keyId(name, key.publicKey), key.sign(Buffer.from(text))]));
}

/**
 * The text of a note that carries exactly this key's signature, or null. Strict: parsed, encoded again and compared, because
 * base64 and line ends leave room for other texts with the same meaning.
 */
export function openNote(note: string, name: string, publicKey: Uint8Array): string | null {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return null;
  const text = note.slice(0, end + 1);
  const prefix = `— ${name} `;
  const line = note.slice(end + 2);
  if (!line.startsWith(prefix)) return null;
  const blob = Buffer.from(line.slice(prefix.length), 'base64');
  if (encodeNote(text, name, blob) !== note) return null;
  if (!blob.subarray(0, KEY_ID_BYTES).equals(keyId(name, publicKey))) return null;
  return verifySignature(publicKey, Buffer.from(text), blob.subarray(KEY_ID_BYTES)) ? text : null;
}

function encodeNote(text: string, name: string, blob: Buffer): string {
  return `${text}\n— ${name} ${blob.toString('base64')}\n`;
}

/** The first four bytes of SHA-256 over name, newline, type and public key. */
function keyId(name: string, publicKey: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ED25519_TYPE]), publicKey]), 'buffer').subarray(0, KEY_ID_BYTES);
}
