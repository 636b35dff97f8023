/** @file Merkle tree hashing after RFC 6962, section 2.1 (the same in RFC 9162): SHA-256, a leaf behind 0x00, a node behind 0x01. */
import { hash } from 'node:crypto';

/** Bytes of every hash here. */
export const HASH_BYTES = 32;

/** Root of the tree with no leaves: the hash of nothing (RFC 6962, 2.1). */
const EMPTY_ROOT = hash('sha256', '', 'buffer');

/** Hash of a leaf's content. */
export function leafHash(content: Uint8Array): Buffer {
  const input = Buffer.allocUnsafe(content.length + 1);
  input[0] = 0;
  input.set(content, 1);
  return hash('sha256', input, 'buffer');
}

const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** Hash of an inner node over its two children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return hash('sha256', nodeInput, 'buffer');
}

/**
 * The right edge of a growing tree: the roots of its perfect subtrees, largest first, one for each bit set in `size`. All that
 * is needed to append and to state the root.
 */
export interface Frontier {
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

export const emptyFrontier: Frontier = { size: 0, roots: [] };

/** The frontier after one more leaf (its hash, 32 bytes). */
export function pushLeaf(frontier: Frontier, leaf: Uint8Array): Frontier {
  const roots = [...frontier.roots];
  let node = leaf;
  for (let n = frontier.size; n % 2 === 1; n = (n - 1) / 2) node = nodeHash(roots.pop()!, node);
  roots.push(node);
  return { size: frontier.size + 1, roots };
}

/** The root hash of the tree that the frontier stands for. */
export function rootOf(frontier: Frontier): Uint8Array {
  if (frontier.roots.length === 0) return EMPTY_ROOT;
  return frontier.roots.reduceRight((right, left) => nodeHash(left, right));
}

/** The roots one after the other, 32 bytes each. */
export function encodeFrontier(frontier: Frontier): Buffer {
  return Buffer.concat(frontier.roots);
}

/** The reverse of encodeFrontier; null where the number of bytes does not fit the size. */
export function decodeFrontier(size: number, bytes: Uint8Array): Frontier | null {
  let bits = 0;
  for (let n = size; n > 0; n = Math.floor(n / 2)) bits += n % 2;
  if (bytes.length !== bits * HASH_BYTES) return null;
  return { size, roots: Array.from({ length: bits }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)) };
}
