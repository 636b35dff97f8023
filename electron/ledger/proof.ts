/** @file Inclusion and consistency proofs of the Merkle tree: made after RFC 6962, 2.1.1 and 2.1.2, verified after RFC 9162, 2.1.3.2 and 2.1.4.2. */
import { HASH_BYTES, nodeHash } from './merkle.ts';

/** All perfect subtrees of a list of leaves, so that every proof costs a logarithm. Takes 64 bytes for each leaf. */
export interface ProofTree {
  readonly size: number;
  /** levels[k]: hashes of the perfect subtrees of 2^k leaves, 32 bytes each, from the left. */
  readonly levels: readonly Uint8Array[];
}

/** The tree over these leaf hashes (32 bytes each, one after the other). */
export function buildProofTree(leaves: Uint8Array): ProofTree {
  if (leaves.length % HASH_BYTES !== 0) throw new RangeError('leaf hashes are 32 bytes each');
  const levels = [leaves];
  for (let below = leaves; below.length >= 2 * HASH_BYTES; ) {
    const count = Math.floor(below.length / HASH_BYTES / 2);
    const level = new Uint8Array(count * HASH_BYTES);
    for (let i = 0; i < count; i++) level.set(nodeHash(nodeAt(below, 2 * i), nodeAt(below, 2 * i + 1)), i * HASH_BYTES);
    levels.push(level);
    below = level;
  }
  return { size: leaves.length / HASH_BYTES, levels };
}

/** Proof that the leaf at `index` is in the tree of the first `size` leaves. RangeError where it is not. */
export function inclusionProof(tree: ProofTree, index: number, size: number): Uint8Array[] {
  if (!(index >= 0 && index < size && size <= tree.size)) throw new RangeError('no such leaf in a tree of this size');
  const path = (m: number, from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return m < middle ? [...path(m, from, middle), subtree(tree, middle, to)] : [...path(m, middle, to), subtree(tree, from, middle)];
  };
  return path(index, 0, size);
}

/** Proof that the tree of the first `size` leaves continues the tree of the first `earlier` ones (1 or more: an empty tree proves nothing). */
export function consistencyProof(tree: ProofTree, earlier: number, size: number): Uint8Array[] {
  if (!(earlier >= 1 && earlier <= size && size <= tree.size)) throw new RangeError('no consistency proof between these sizes');
  const path = (from: number, to: number, whole: boolean): Uint8Array[] => {
    if (to === earlier) return whole ? [] : [subtree(tree, from, to)];
    const middle = from + split(to - from);
    if (earlier <= middle) return [...path(from, middle, whole), subtree(tree, middle, to)];
    return [...path(middle, to, false), subtree(tree, from, middle)];
  };
  return path(0, size, true);
}

/** Whether the proof shows the leaf at `index` in the tree of `size` leaves with this root. */
export function verifyInclusion(index: number, size: number, leaf: Uint8Array, proof: readonly Uint8Array[], root: Uint8Array): boolean {
  if (!sizes(index, size) || index >= size || !allHashes([leaf, root, ...proof])) return false;
  let fn = BigInt(index), sn = BigInt(size) - 1n, hash = leaf;
  for (const step of proof) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      hash = nodeHash(step, hash);
      while (!(fn & 1n) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else hash = nodeHash(hash, step);
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && same(hash, root);
}

/** Whether the proof shows that the later tree begins with all of the earlier one. An earlier tree without leaves is refused: it proves nothing. */
export function verifyConsistency(earlier: number, size: number, proof: readonly Uint8Array[], earlierRoot: Uint8Array, root: Uint8Array): boolean {
  if (!sizes(earlier, size) || earlier < 1 || earlier > size || !allHashes([earlierRoot, root, ...proof])) return false;
  if (earlier === size) return proof.length === 0 && same(earlierRoot, root);
  if (proof.length === 0) return false;
  const steps = isPowerOfTwo(earlier) ? [earlierRoot, ...proof] : proof;
  let fn = BigInt(earlier) - 1n, sn = BigInt(size) - 1n;
  while (fn & 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let first = steps[0]!, second = steps[0]!;
  for (const step of steps.slice(1)) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      first = nodeHash(step, first);
      second = nodeHash(step, second);
      while (!(fn & 1n) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else second = nodeHash(second, step);
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && same(first, earlierRoot) && same(second, root);
}

/** Hash over the leaves [from, to): from the stored levels where it is a perfect subtree in its place, else of its two parts. */
function subtree(tree: ProofTree, from: number, to: number): Uint8Array {
  const count = to - from;
  if (isPowerOfTwo(count) && from % count === 0) return nodeAt(tree.levels[Math.log2(count)]!, from / count);
  const middle = from + split(count);
  return nodeHash(subtree(tree, from, middle), subtree(tree, middle, to));
}

/** The largest power of two smaller than n (n > 1). */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function isPowerOfTwo(n: number): boolean {
  return n === 1 || split(n) * 2 === n;
}

function nodeAt(level: Uint8Array, i: number): Uint8Array {
  return level.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function sizes(...values: number[]): boolean {
  return values.every((value) => Number.isSafeInteger(value) && value >= 0);
}

function allHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}
