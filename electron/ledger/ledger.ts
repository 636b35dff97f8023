/**
 * @file The ledger: entries one after the other, each naming the leaf hash of the one before, under a Merkle tree with signed
 * heads. What an entry is about and where the rows are kept is the caller's; here is only what makes a change show.
 */
import { isAscii } from 'node:buffer';
import type { Finding } from '../core/failure.ts';
import { canonical, parseCanonical } from './canonical.ts';
import { openCheckpoint } from './checkpoint.ts';
import { verifySignature } from './ed25519.ts';
import { decodeFrontier, emptyFrontier, encodeFrontier, leafHash, pushLeaf, rootOf } from './merkle.ts';
import type { Frontier } from './merkle.ts';

/** The end of the ledger: what the next entry stands on. `previous` is the last entry's leaf hash in hexadecimal. */
export interface Head {
  readonly frontier: Frontier;
  readonly previous: string | null;
}

/** The end of a ledger without entries. */
export const emptyHead: Head = { frontier: emptyFrontier, previous: null };

/** The next entry as it is kept: its canonical text and leaf hash, and the end of the ledger after it. */
export interface Appended {
  readonly json: string;
  readonly leaf: Uint8Array;
  readonly head: Head;
}

/** Puts `index` and `previous` to the content and makes it the next entry. */
export function appendEntry(head: Head, content: object): Appended {
  const json = canonical({ ...content, index: head.frontier.size, previous: head.previous });
  const leaf = leafHash(Buffer.from(json));
  return { json, leaf, head: { frontier: pushLeaf(head.frontier, leaf), previous: leaf.toString('hex') } };
}

/** An entry as it was kept. `json` is bytes, so that no decoding can hide a change. */
export interface StoredEntry {
  readonly index: number;
  readonly json: Uint8Array;
  readonly leaf: Uint8Array;
  readonly signature: Uint8Array | null;
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly note: string;
  readonly frontier: Uint8Array;
}

/** What the caller says of an entry's content: what is wrong with it, and whose signature (raw public key) it has to carry; null: none's, undefined: cannot be said. */
export interface Examined {
  readonly problems: readonly string[];
  readonly signer: Uint8Array | null | undefined;
}

export interface LedgerToVerify {
  readonly origin: string;
  readonly publicKey: Uint8Array;
  /** In order of index. */
  readonly entries: Iterable<StoredEntry>;
  /** In order of size. */
  readonly checkpoints: Iterable<StoredCheckpoint>;
  /** Checkpoints that were kept elsewhere (with the case key, by a recipient): the ledger has to continue each of them. */
  readonly keptElsewhere: readonly string[];
  /** Called once for each entry that is canonical JSON, in order, with its leaf hash in hexadecimal. */
  readonly examine: (value: unknown, leaf: string) => Examined;
}

/** Everything that is wrong with a ledger, derived anew from the entries' bytes; none: []. Never stops at the first. */
export function verifyLedgerRows(ledger: LedgerToVerify): Finding[] {
  const findings: Finding[] = [];
  const note = (code: string, message: string) => findings.push({ code, message });
  const elsewhere = readKeptElsewhere(ledger, note);
  const checkpoints = new CheckpointWalk(ledger, note);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let head = emptyHead;
  let expected = 0;
  for (const row of ledger.entries) {
    const name = `Entry ${row.index}`;
    if (row.index !== expected) note('entry-missing', `Entry ${expected} is missing: the next one kept is ${row.index}.`);
    expected = row.index + 1;
    const leaf = leafHash(row.json), leafText = leaf.toString('hex');
    if (Buffer.compare(leaf, row.leaf) !== 0) note('entry-altered', `${name} does not have the hash that was kept with it.`);
    const value = parseCanonical(decodeUtf8(decoder, row.json));
    if (value === undefined) note('entry-not-canonical', `${name} is not canonical JSON.`);
    else {
      const { index, previous } = (value ?? {}) as { index?: unknown; previous?: unknown };
      if (index !== row.index) note('entry-index', `${name} says that it is entry ${JSON.stringify(index)}.`);
      if (previous !== head.previous) note('entry-previous', `${name} does not name the entry before it.`);
      const { problems, signer } = ledger.examine(value, leafText);
      for (const problem of problems) note('entry-content', `${name}: ${problem}`);
      if (signer === null && row.signature !== null) note('entry-signature', `${name} carries a signature that it should not have.`);
      if (signer && !(row.signature !== null && verifySignature(signer, row.json, row.signature))) {
        note('entry-signature', `${name} is not signed by the operator whom it names.`);
      }
    }
    head = { frontier: pushLeaf(head.frontier, leaf), previous: leafText };
    checkpoints.compare(head.frontier);
    for (const known of elsewhere) {
      if (known.size === head.frontier.size && Buffer.compare(known.root, rootOf(head.frontier)) !== 0) {
        note('ledger-rewritten', `The first ${known.size} entries are not the ones that a checkpoint kept elsewhere was signed over.`);
      }
    }
  }
  checkpoints.finish(head.frontier.size);
  for (const known of elsewhere) {
    if (known.size > head.frontier.size) {
      note('ledger-truncated', `The ledger has ${head.frontier.size} entries; a checkpoint kept elsewhere was signed over ${known.size}.`);
    }
  }
  return findings;
}

function readKeptElsewhere(ledger: LedgerToVerify, note: (code: string, message: string) => void) {
  return ledger.keptElsewhere.flatMap((text) => {
    const checkpoint = openCheckpoint(text, ledger.origin, ledger.publicKey);
    if (checkpoint === null) note('checkpoint-foreign', 'A checkpoint kept elsewhere is not signed with the key of this case.');
    return checkpoint ?? [];
  });
}

/** Text of the bytes, or '' (which no entry is) where they are not UTF-8. */
function decodeUtf8(decoder: TextDecoder, bytes: Uint8Array): string {
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  try {
    return decoder.decode(bytes);
  } catch {
    return '';
  }
}

/** Goes along the stored checkpoints while the tree grows. */
class CheckpointWalk {
  private readonly ledger: LedgerToVerify;
  private readonly note: (code: string, message: string) => void;
  private readonly rows: Iterator<StoredCheckpoint>;
  private next: StoredCheckpoint | null = null;
  private lastSize = 0;
  private misfits: number[] = [];

  constructor(ledger: LedgerToVerify, note: (code: string, message: string) => void) {
    this.ledger = ledger;
    this.note = note;
    this.rows = ledger.checkpoints[Symbol.iterator]();
    this.advance();
  }

  /** Checks the checkpoint of this size, if one was kept. */
  compare(frontier: Frontier): void {
    while (this.next !== null && this.next.size <= frontier.size) {
      const { size, note, frontier: kept } = this.next;
      const signed = openCheckpoint(note, this.ledger.origin, this.ledger.publicKey);
      if (signed === null) this.note('checkpoint-signature', `The checkpoint over ${size} entries is not signed with the key of this case.`);
      else if (signed.size !== size || size < frontier.size) this.note('checkpoint-size', `The checkpoint kept as the one over ${size} entries is over ${signed.size}.`);
      else if (Buffer.compare(signed.root, rootOf(frontier)) !== 0) this.misfits.push(size);
      else if (decodeFrontier(size, kept) === null || Buffer.compare(kept, encodeFrontier(frontier)) !== 0) {
        this.note('checkpoint-frontier', `The working state kept with the checkpoint over ${size} entries is not that of the entries.`);
      }
      this.lastSize = size;
      this.advance();
    }
  }

  /** After the last entry: checkpoints over more entries than there are, entries under no checkpoint. */
  finish(size: number): void {
    if (this.misfits.length > 0) {
      const others = this.misfits.length === 1 ? '' : `, nor are ${this.misfits.length - 1} later ones`;
      this.note('checkpoint-root', `The checkpoint over ${this.misfits[0]} entries is not over the entries that are there${others}.`);
    }
    if (this.next !== null) this.note('ledger-truncated', `The ledger has ${size} entries; a kept checkpoint is over ${this.next.size}.`);
    else if (this.lastSize !== size) this.note('entry-uncovered', `Entries ${this.lastSize} to ${size - 1} are under no checkpoint.`);
    // Checkpoints that were not reached keep the query open, and with it the database.
    this.rows.return?.();
  }

  private advance(): void {
    const step = this.rows.next();
    this.next = step.done ? null : step.value;
  }
}
