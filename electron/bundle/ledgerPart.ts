/**
 * @file The ledger's part of a bundle, the folder `ledger/` beside the payload:
 *
 *     checkpoint.txt            the signed head of the ledger when the bundle was made
 *     case-key.pub              the key of the case that signed it (SPKI in PEM)
 *     entries.jsonl             the disclosed entries, each with its signature and its proof of inclusion
 *     consistency.json          for each earlier checkpoint, the proof that the ledger only grew since
 *     earlier/<size>.txt        checkpoints handed out, or given to a time stamping authority, before
 *     timestamps/<size>.tsr     an authority's reply (RFC 3161) for the checkpoint of this size
 */
import { publicKeyPem } from '../ledger/ed25519.ts';
import type { StoredEntry } from '../ledger/ledger.ts';
import { consistencyProof, inclusionProof } from '../ledger/proof.ts';
import type { ProofTree } from '../ledger/proof.ts';
import { canonical } from '../ledger/canonical.ts';

/** What the ledger gives a bundle. */
export interface LedgerPart {
  /** Raw public key of the case. */
  readonly publicKey: Uint8Array;
  /** The disclosed entries, in order of index: always those that make and change members, and the one that records this bundle. */
  readonly entries: Iterable<Pick<StoredEntry, 'index' | 'json' | 'signature'>>;
  /** Over the leaf hashes of all entries, disclosed or not. */
  readonly tree: ProofTree;
  /** Signed note over exactly the tree. */
  readonly checkpoint: string;
  /** Earlier checkpoints, which this one is proved to continue. */
  readonly earlier: readonly { readonly size: number; readonly note: string }[];
  /** Size of a checkpoint, this or an earlier one -> reply of a time stamping authority (DER). */
  readonly timestamps: ReadonlyMap<number, Uint8Array>;
}

/** The small files, path -> content; entries.jsonl is given by entryLines. */
export function ledgerFiles({ publicKey, tree, checkpoint, earlier, timestamps }: LedgerPart): Map<string, string | Uint8Array> {
  const proofs = earlier.map(({ size }) => ({ size, proof: consistencyProof(tree, size, tree.size).map(hex) }));
  return new Map<string, string | Uint8Array>([
    ['ledger/case-key.pub', publicKeyPem(publicKey)],
    ['ledger/checkpoint.txt', checkpoint],
    ['ledger/consistency.json', `${canonical(proofs)}\n`],
    ...earlier.map(({ size, note }) => [`ledger/earlier/${size}.txt`, note] as const),
    ...[...timestamps].map(([size, reply]) => [`ledger/timestamps/${size}.tsr`, reply] as const),
  ]);
}

/** The lines of entries.jsonl, canonical JSON each. */
export function* entryLines({ entries, tree }: LedgerPart): Generator<string> {
  for (const { index, json, signature } of entries) {
    const proof = inclusionProof(tree, index, tree.size).map(hex);
    yield `${canonical({ index, json: Buffer.from(json).toString('utf8'), proof, signature: signature && hex(signature) })}\n`;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
