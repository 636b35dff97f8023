/** @file Merkle tree and proofs: known answers, every proof of every small tree, and proofs that must not hold. */
import { expect, test } from 'vitest';
import { decodeFrontier, emptyFrontier, encodeFrontier, leafHash, pushLeaf, rootOf } from '../../electron/ledger/merkle.ts';
import { buildProofTree, consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from '../../electron/ledger/proof.ts';

/** Leaves and roots of the reference tests of Certificate Transparency (google/certificate-transparency, merkle_tree_test.cc). */
const contents = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const knownRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
/** Audit path of leaf 5 of 8 (counted from 0), same source. */
const knownPath = ['bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'];

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));

function frontiers(leaves: readonly Uint8Array[]) {
  const all = [emptyFrontier];
  for (const leaf of leaves) all.push(pushLeaf(all.at(-1)!, leaf));
  return all;
}

test('roots grow as in the reference tests, and no leaves have the hash of nothing', () => {
  const all = frontiers(contents.map((text) => leafHash(Buffer.from(text, 'hex'))));
  expect(all.slice(1).map((frontier) => hexOf(rootOf(frontier)))).toEqual(knownRoots);
  expect(hexOf(rootOf(emptyFrontier))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('a proof is the one of the reference tests', () => {
  const tree = buildProofTree(Buffer.concat(contents.map((text) => leafHash(Buffer.from(text, 'hex')))));
  expect(inclusionProof(tree, 5, 8).map(hexOf)).toEqual(knownPath);
});

test('a frontier survives being written down; one of wrong length does not fit', () => {
  for (const frontier of frontiers(leavesOf(20))) {
    const bytes = encodeFrontier(frontier);
    expect(hexOf(rootOf(decodeFrontier(frontier.size, bytes)!))).toBe(hexOf(rootOf(frontier)));
    expect(decodeFrontier(frontier.size, Buffer.concat([bytes, Buffer.alloc(32)]))).toBeNull();
  }
});

test('every inclusion and consistency proof of every tree up to 33 leaves holds', () => {
  const leaves = leavesOf(33);
  const roots = frontiers(leaves).map(rootOf);
  const tree = buildProofTree(Buffer.concat(leaves));
  let proofs = 0;
  for (let size = 1; size <= 33; size++) {
    for (let index = 0; index < size; index++) {
      if (verifyInclusion(index, size, leaves[index]!, inclusionProof(tree, index, size), roots[size]!)) proofs++;
      if (verifyConsistency(index + 1, size, consistencyProof(tree, index + 1, size), roots[index + 1]!, roots[size]!)) proofs++;
    }
  }
  expect(proofs).toBe(33 * 34);
});

test('no proof holds for another leaf, place, size or root, with a step changed, left out, doubled or added', () => {
  const leaves = leavesOf(13);
  const roots = frontiers(leaves).map(rootOf);
  const tree = buildProofTree(Buffer.concat(leaves));
  const accepted: string[] = [];
  const bent = (proof: Uint8Array[]): Uint8Array[][] => [
    ...proof.map((step, i) => proof.with(i, Uint8Array.from(step, (byte, at) => (at === 7 ? byte ^ 1 : byte)))),
    ...proof.map((_, i) => proof.toSpliced(i, 1)),
    ...proof.map((step, i) => proof.toSpliced(i, 0, step)),
    [...proof, roots[1]!],
  ];
  for (let size = 1; size <= 13; size++) {
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(tree, index, size);
      for (const other of bent(proof)) if (verifyInclusion(index, size, leaves[index]!, other, roots[size]!)) accepted.push(`inclusion ${index}/${size}`);
      for (let leaf = 0; leaf < 13; leaf++) {
        if (leaf !== index && verifyInclusion(index, size, leaves[leaf]!, proof, roots[size]!)) accepted.push(`leaf ${leaf} as ${index}/${size}`);
        if (leaf !== index && verifyInclusion(leaf, size, leaves[index]!, proof, roots[size]!)) accepted.push(`leaf ${index} at ${leaf}/${size}`);
      }
      const consistency = consistencyProof(tree, index + 1, size);
      for (const other of bent(consistency)) if (verifyConsistency(index + 1, size, other, roots[index + 1]!, roots[size]!)) accepted.push(`consistency ${index + 1}/${size}`);
      for (let root = 0; root <= 13; root++) {
        if (root !== size && verifyConsistency(index + 1, size, consistency, roots[index + 1]!, roots[root]!)) accepted.push(`consistency to root ${root}`);
        if (root !== index + 1 && verifyConsistency(index + 1, size, consistency, roots[root]!, roots[size]!)) accepted.push(`consistency from root ${root}`);
      }
    }
  }
  expect(accepted).toEqual([]);
});

test('a consistency proof from an empty tree proves nothing and is refused, also to an empty tree', () => {
  expect(verifyConsistency(0, 0, [], rootOf(emptyFrontier), rootOf(emptyFrontier))).toBe(false);
  expect(verifyConsistency(0, 1, [], rootOf(emptyFrontier), leavesOf(1)[0]!)).toBe(false);
  expect(() => consistencyProof(buildProofTree(Buffer.concat(leavesOf(2))), 0, 2)).toThrow(RangeError);
});

test('sizes that are no counts are refused', () => {
  const [leaf] = leavesOf(1);
  for (const size of [-1, 0.5, Number.NaN, 2 ** 53]) expect(verifyInclusion(0, size, leaf!, [], leaf!)).toBe(false);
  expect(verifyInclusion(0, 1, leaf!.subarray(1), [], leaf!)).toBe(false);
  expect(verifyInclusion(0, 1, leaf!, [], leaf!)).toBe(true);
});
