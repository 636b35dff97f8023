/** @file Checking the ledger's part of a bundle: the signed head, every disclosed entry under it, whose act each one is, and what it continues. */
import { shown } from '../core/failure.ts';
import { canonical, parseCanonical } from '../ledger/canonical.ts';
import { openCheckpoint } from '../ledger/checkpoint.ts';
import type { Checkpoint } from '../ledger/checkpoint.ts';
import { readPublicKeyPem, verifySignature } from '../ledger/ed25519.ts';
import { leafHash } from '../ledger/merkle.ts';
import { verifyConsistency, verifyInclusion } from '../ledger/proof.ts';
import type { Note } from './findings.ts';
import { readStamp } from './timestamp.ts';

/** A JSON object of which nothing is known yet. */
export type Facts = { readonly [name: string]: unknown };

/** The value as an object; {} where it is none, so that asking it for something finds nothing. */
export function factsOf(value: unknown): Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : {};
}

/** The value where it is a number, else NaN; where it is a text, else what it is in JSON. Never by an object's own ways to become one: it may have none. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}

/** A disclosed entry that the checkpoint covers. */
export interface DisclosedEntry {
  readonly index: number;
  readonly at: unknown;
  /** null: an entry of the program itself. */
  readonly actor: { readonly operator: string; readonly key: string } | null;
  readonly act: unknown;
  readonly body: Facts;
  /** Leaf hash, hexadecimal. */
  readonly leaf: string;
}

/** The disclosed entries of one act, in order. */
export type EntriesOf = (act: string) => readonly DisclosedEntry[];

export interface CheckedLedger {
  /** Raw public key of the case; null where there is none to be read. */
  readonly caseKey: Uint8Array | null;
  /** Entries of the ledger, disclosed or not. */
  readonly size: number;
  readonly entries: readonly DisclosedEntry[];
  readonly entriesOf: EntriesOf;
  /** Sizes of the earlier checkpoints that the ledger is proved to continue. */
  readonly continued: ReadonlySet<number>;
}

/** How the check gets at the files. `text`: null, and noted, where the file is missing, too large or not UTF-8. */
export interface LedgerFiles {
  readonly paths: readonly string[];
  text(path: string): Promise<string | null>;
  bytes(path: string): Promise<Uint8Array | null>;
  lines(path: string): AsyncIterable<string>;
}

/** Checks everything in `ledger/`; all that is wrong is noted. */
export async function checkLedger(files: LedgerFiles, note: Note): Promise<CheckedLedger> {
  const caseKey = readPublicKeyPem((await files.text('ledger/case-key.pub')) ?? '');
  if (caseKey === null) note('bundle-key', 'ledger/case-key.pub is not a public key in the one form that a bundle has.');
  const text = (await files.text('ledger/checkpoint.txt')) ?? '';
  const origin = text.slice(0, text.indexOf('\n'));
  const head = caseKey && openCheckpoint(text, origin, caseKey);
  if (head === null) note('bundle-checkpoint', 'ledger/checkpoint.txt is not a checkpoint that is signed with the key of the case.');
  const entries = await checkEntries(files, head, note);
  const first = entries.find(({ index }) => index === 0);
  if (first?.act !== 'case-created') note('bundle-entry', 'The entry that made the case is not disclosed, so nobody’s membership can be checked.');
  else if (caseKey && (first.body['publicKey'] !== Buffer.from(caseKey).toString('hex') || origin !== `retrace/case/${textOf(first.body['id'])}`)) {
    note('bundle-key', 'The entry that made the case names another key, or another case, than ledger/case-key.pub and the checkpoint.');
  }
  checkMembers(entries, note);
  const continued = caseKey && head ? await checkEarlier(files, origin, caseKey, head, text, note) : new Set<number>();
  const acts = new Map<unknown, DisclosedEntry[]>();
  for (const entry of entries) (acts.get(entry.act) ?? acts.set(entry.act, []).get(entry.act)!).push(entry);
  return { caseKey, size: head?.size ?? 0, entries, entriesOf: (act) => acts.get(act) ?? [], continued };
}

async function checkEntries(files: LedgerFiles, head: Checkpoint | null, note: Note): Promise<DisclosedEntry[]> {
  const entries: DisclosedEntry[] = [];
  let last = -1, lastLeaf = '', number = 0;
  for await (const line of files.lines('ledger/entries.jsonl')) {
    number++;
    const row = readLine(line);
    const value = row && parseCanonical(row.json);
    if (row === null || value === undefined) {
      note('bundle-entry', `Line ${number} of ledger/entries.jsonl is not an entry.`);
      continue;
    }
    const { index, json, proof, signature } = row;
    const { actor, act, at, body, index: stated, previous } = factsOf(value);
    const leaf = leafHash(Buffer.from(json));
    if (index <= last) note('bundle-entry', `Entry ${index} stands after entry ${last}.`);
    if (stated !== index) note('bundle-entry', `Entry ${index} says that it is entry ${JSON.stringify(stated)}.`);
    if (index === last + 1 && previous !== (index === 0 ? null : lastLeaf)) note('bundle-entry', `Entry ${index} does not name the entry before it.`);
    if (head && !verifyInclusion(index, head.size, leaf, proof, head.root)) note('bundle-entry-proof', `Entry ${index} is not shown to be in the ledger under the checkpoint.`);
    const person = readPerson(actor);
    if (person === undefined) note('bundle-entry', `Entry ${index} does not say whose act it is.`);
    else if (person === null && signature !== null) note('bundle-entry-signature', `Entry ${index} is one of the program itself and carries a person’s signature.`);
    else if (person && !(signature && verifySignature(Buffer.from(person.key, 'hex'), Buffer.from(json), signature))) {
      note('bundle-entry-signature', `Entry ${index} is not signed by the key that it names, of ${shown(person.operator)}.`);
    }
    last = index;
    lastLeaf = leaf.toString('hex');
    entries.push({ index, at, actor: person ?? null, act, body: factsOf(body), leaf: lastLeaf });
  }
  return entries;
}

/** One line of entries.jsonl; null where it is not exactly of its form. */
function readLine(line: string): { index: number; json: string; proof: Uint8Array[]; signature: Uint8Array | null } | null {
  const { index, json, proof, signature, ...more } = factsOf(parseCanonical(line));
  if (Object.keys(more).length > 0 || typeof json !== 'string' || !(signature === null || isHex(signature, 64))) return null;
  if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0) return null;
  if (!isHashes(proof)) return null;
  return { index, json, proof: proof.map((hash) => Buffer.from(hash, 'hex')), signature: signature === null ? null : Buffer.from(signature, 'hex') };
}

function isHashes(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((hash) => isHex(hash, 32));
}

function isHex(value: unknown, bytes: number): value is string {
  return typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value);
}

/** undefined: neither a person nor the program. */
function readPerson(actor: unknown): { readonly operator: string; readonly key: string } | null | undefined {
  const { machine, operator, key } = factsOf(actor);
  if (typeof machine === 'string' && operator === undefined && key === undefined) return null;
  return typeof operator === 'string' && isHex(key, 32) && machine === undefined ? { operator, key } : undefined;
}

/** Whoever acts has to be a member at that moment. The entries about members are always disclosed; that none is withheld only the case can show. */
function checkMembers(entries: readonly DisclosedEntry[], note: Note): void {
  const members = new Map<unknown, unknown>();
  for (const { index, act, actor, body } of entries) {
    if (act === 'case-created' && index === 0) members.set(factsOf(body['operator'])['publicKey'], factsOf(body['operator'])['name']);
    if (actor && members.get(actor.key) !== actor.operator) note('bundle-member', `Entry ${index} is an act of ${shown(actor.operator)}, who was not a member of the case with this key at that moment.`);
    if (act === 'member-added') members.set(body['publicKey'], body['name']);
    if (act === 'member-removed') members.delete(body['publicKey']);
  }
}

async function checkEarlier(files: LedgerFiles, origin: string, caseKey: Uint8Array, head: Checkpoint, headNote: string, note: Note): Promise<Set<number>> {
  const text = (await files.text('ledger/consistency.json')) ?? '';
  const proofs = parseCanonical(text.slice(0, -1));
  if (!Array.isArray(proofs) || text !== `${canonical(proofs)}\n`) {
    note('bundle-consistency', 'ledger/consistency.json is not a list of proofs.');
    return new Set();
  }
  const notes = new Map([[head.size, headNote]]);
  const continued = new Set<number>();
  const used = new Set<string>();
  for (const each of proofs) {
    const { size, proof } = factsOf(each);
    const path = `ledger/earlier/${textOf(size)}.txt`;
    used.add(path);
    const earlierNote = files.paths.includes(path) ? ((await files.text(path)) ?? '') : '';
    const earlier = openCheckpoint(earlierNote, origin, caseKey);
    if (earlier === null || earlier.size !== size) note('bundle-consistency', `${path} is not a checkpoint of this case over ${textOf(size)} entries.`);
    else if (!isHashes(proof) || !verifyConsistency(earlier.size, head.size, proof.map((hash) => Buffer.from(hash, 'hex')), earlier.root, head.root)) {
      note('bundle-consistency', `The ledger is not shown to continue the checkpoint over ${earlier.size} entries.`);
    } else {
      notes.set(earlier.size, earlierNote);
      continued.add(earlier.size);
    }
  }
  for (const path of files.paths) {
    const stamped = /^ledger\/timestamps\/([0-9]+)\.tsr$/.exec(path)?.[1];
    if (stamped !== undefined) {
      const about = notes.get(Number(stamped));
      const stamp = readStamp((await files.bytes(path)) ?? new Uint8Array());
      if (about === undefined || stamp === null || !stamp.isOf(Buffer.from(about))) note('bundle-timestamp', `${path} is not a time stamp of the checkpoint over ${stamped} entries.`);
    } else if (path.startsWith('ledger/earlier/') && !used.has(path)) note('bundle-consistency', `${shown(path)} has no proof that the ledger continues it.`);
  }
  return continued;
}
