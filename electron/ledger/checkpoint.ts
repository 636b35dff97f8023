/**
 * @file Checkpoints (c2sp.org/tlog-checkpoint): the signed head of a ledger. The note's text is three lines:
 * origin, number of entries in decimal, base64 of the Merkle root. The key's name is the origin.
 */
import type { SigningKey } from './ed25519.ts';
import { HASH_BYTES } from './merkle.ts';
import { openNote, signNote } from './note.ts';

export interface Checkpoint {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** The signed note of a checkpoint. */
export function signCheckpoint(origin: string, checkpoint: Checkpoint, key: SigningKey): string {
  return signNote(encodeCheckpoint(origin, checkpoint), origin, key);
}

/** What a checkpoint says, where it is this origin's and carries exactly this key's signature; otherwise null. */
export function openCheckpoint(note: string, origin: string, publicKey: Uint8Array): Checkpoint | null {
  const text = openNote(note, origin, publicKey);
  if (text === null) return null;
  const lines = text.split('\n');
  const checkpoint = { size: Number(lines[1]), root: Buffer.from(lines[2] ?? '', 'base64') };
  if (!Number.isSafeInteger(checkpoint.size) || checkpoint.size < 0 || checkpoint.root.length !== HASH_BYTES) return null;
  return encodeCheckpoint(origin, checkpoint) === text ? checkpoint : null;
}

function encodeCheckpoint(origin: string, { size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}
