/** @file A small ledger, changed in every way that its rows allow: each change is found. */
import { expect, test } from 'vitest';
import { canonical } from '../../electron/ledger/canonical.ts';
import { signCheckpoint } from '../../electron/ledger/checkpoint.ts';
import { signingKey } from '../../electron/ledger/ed25519.ts';
import { appendEntry, emptyHead, verifyLedgerRows } from '../../electron/ledger/ledger.ts';
import type { StoredCheckpoint, StoredEntry } from '../../electron/ledger/ledger.ts';
import { encodeFrontier, leafHash, rootOf } from '../../electron/ledger/merkle.ts';

const origin = 'retrace/case/example';
const caseKey = signingKey(Buffer.alloc(32, 1));
const person = signingKey(Buffer.alloc(32, 2));
const stranger = signingKey(Buffer.alloc(32, 3));

interface Rows {
  readonly entries: readonly StoredEntry[];
  readonly checkpoints: readonly StoredCheckpoint[];
}

/** Entries with every kind of text; those with an even index are a person's, the others the program's; a checkpoint after every second. */
function ledgerOf(count: number): Rows {
  const entries: StoredEntry[] = [], checkpoints: StoredCheckpoint[] = [];
  let head = emptyHead;
  for (let i = 0; i < count; i++) {
    const signed = i % 2 === 0;
    const appended = appendEntry(head, { signed, text: `ä\ufffd "${i}" \n€` });
    head = appended.head;
    const json = Buffer.from(appended.json);
    entries.push({ index: i, json, leaf: appended.leaf, signature: signed ? person.sign(json) : null });
    if (i % 2 === 1) checkpoints.push({ size: i + 1, note: signCheckpoint(origin, { size: i + 1, root: rootOf(head.frontier) }, caseKey), frontier: encodeFrontier(head.frontier) });
  }
  return { entries, checkpoints };
}

const whole = ledgerOf(8);

function codes({ entries, checkpoints }: Rows, keptElsewhere: readonly string[] = []): string[] {
  const findings = verifyLedgerRows({
    origin,
    publicKey: caseKey.publicKey,
    entries,
    checkpoints,
    keptElsewhere,
    examine: (value) => ({ problems: [], signer: (value as { signed?: unknown }).signed === true ? person.publicKey : null }),
  });
  return [...new Set(findings.map(({ code }) => code))].sort();
}

test('an unchanged ledger has no findings, nor has one without entries', () => {
  expect(codes(whole)).toEqual([]);
  expect(codes(whole, whole.checkpoints.map(({ note }) => note))).toEqual([]);
  expect(codes({ entries: [], checkpoints: [] })).toEqual([]);
});

test('every flipped byte of every column of every entry and checkpoint is found', () => {
  let flips = 0;
  const missed: string[] = [];
  const flip = (bytes: Uint8Array, at: number) => Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ (1 << (at % 8)) : byte));
  const each = (bytes: Uint8Array, name: string, rows: (flipped: Uint8Array) => Rows) => {
    for (let at = 0; at < bytes.length; at++) {
      flips++;
      if (codes(rows(flip(bytes, at))).length === 0) missed.push(`${name} byte ${at}`);
    }
  };
  whole.entries.forEach((entry, i) => {
    const rows = (changed: StoredEntry): Rows => ({ ...whole, entries: whole.entries.with(i, changed) });
    each(entry.json, `entry ${i} json`, (json) => rows({ ...entry, json }));
    each(entry.leaf, `entry ${i} leaf`, (leaf) => rows({ ...entry, leaf }));
    if (entry.signature) each(entry.signature, `entry ${i} signature`, (signature) => rows({ ...entry, signature }));
  });
  whole.checkpoints.forEach((checkpoint, i) => {
    const rows = (changed: StoredCheckpoint): Rows => ({ ...whole, checkpoints: whole.checkpoints.with(i, changed) });
    each(Buffer.from(checkpoint.note), `checkpoint ${i} note`, (note) => rows({ ...checkpoint, note: Buffer.from(note).toString('utf8') }));
    each(checkpoint.frontier, `checkpoint ${i} frontier`, (frontier) => rows({ ...checkpoint, frontier }));
  });
  console.log(`${flips - missed.length} of ${flips} flipped bytes found`);
  expect(missed).toEqual([]);
  expect(flips).toBeGreaterThan(2000);
});

test('a deleted, doubled, swapped, inserted or renumbered entry is found', () => {
  const { entries, checkpoints } = whole;
  const changed: Record<string, readonly StoredEntry[]> = {};
  entries.forEach((entry, i) => {
    changed[`delete ${i}`] = entries.toSpliced(i, 1);
    changed[`delete ${i} and close the gap`] = entries.toSpliced(i, 1).map((each, index) => ({ ...each, index }));
    changed[`double ${i}`] = entries.toSpliced(i, 0, entry).map((each, index) => ({ ...each, index }));
    if (i > 0) changed[`swap ${i}`] = entries.with(i, { ...entries[i - 1]!, index: i }).with(i - 1, { ...entry, index: i - 1 });
  });
  expect(Object.keys(changed).filter((name) => codes({ entries: changed[name]!, checkpoints }).length === 0)).toEqual([]);
});

test('an entry rewritten with its hash and all that follow is found by the signatures', () => {
  const missed: number[] = [];
  for (let from = 0; from < 8; from++) {
    let head = emptyHead;
    const entries = whole.entries.map((entry, i): StoredEntry => {
      const { index: _i, previous: _p, ...content } = JSON.parse(Buffer.from(entry.json).toString()) as Record<string, unknown>;
      const appended = appendEntry(head, i === from ? { ...content, text: 'another' } : content);
      head = appended.head;
      return { ...entry, json: Buffer.from(appended.json), leaf: appended.leaf };
    });
    if (!codes({ ...whole, entries }).includes('checkpoint-root')) missed.push(from);
  }
  expect(missed).toEqual([]);
});

test('an end that is cut off is found, together with its checkpoints by one that is kept elsewhere', () => {
  const last = whole.checkpoints.at(-1)!.note;
  for (let size = 0; size < 8; size++) {
    const entries = whole.entries.slice(0, size);
    expect(codes({ entries, checkpoints: whole.checkpoints })).toContain('ledger-truncated');
    const checkpoints = whole.checkpoints.filter((each) => each.size <= size);
    expect(codes({ entries, checkpoints }, [last])).toContain('ledger-truncated');
  }
});

test('a ledger that was written anew with the same key is found by a checkpoint that is kept elsewhere', () => {
  const earlier = ledgerOf(4);
  const other = appendEntry(emptyHead, { signed: false, text: 'other' });
  const rows: Rows = {
    entries: [{ index: 0, json: Buffer.from(other.json), leaf: other.leaf, signature: null }],
    checkpoints: [{ size: 1, note: signCheckpoint(origin, { size: 1, root: rootOf(other.head.frontier) }, caseKey), frontier: encodeFrontier(other.head.frontier) }],
  };
  const one = signCheckpoint(origin, { size: 1, root: earlier.entries[0]!.leaf }, caseKey);
  expect(codes(rows)).toEqual([]);
  expect(codes(rows, [one])).toEqual(['ledger-rewritten']);
  expect(codes(rows, [signCheckpoint(origin, { size: 1, root: rootOf(other.head.frontier) }, stranger)])).toEqual(['checkpoint-foreign']);
});

test('signatures that are missing, of another key or not due, and entries under no checkpoint are named as such', () => {
  const { entries, checkpoints } = whole;
  const signedBy = (i: number, signature: Uint8Array | null): Rows => ({ checkpoints, entries: entries.with(i, { ...entries[i]!, signature }) });
  expect(codes(signedBy(2, null))).toEqual(['entry-signature']);
  expect(codes(signedBy(2, stranger.sign(entries[2]!.json)))).toEqual(['entry-signature']);
  expect(codes(signedBy(3, person.sign(entries[3]!.json)))).toEqual(['entry-signature']);
  expect(codes({ entries, checkpoints: checkpoints.slice(0, -1) })).toEqual(['entry-uncovered']);
  const { note } = checkpoints[0]!;
  expect(codes({ entries, checkpoints: checkpoints.with(1, { ...checkpoints[1]!, note }) })).toEqual(['checkpoint-size']);
});

test('an entry that is not canonical JSON is found even where hash, root and signatures agree', () => {
  const json = Buffer.from(`${canonical({ index: 0, previous: null, signed: false })} `);
  const leaf = leafHash(json);
  const note = signCheckpoint(origin, { size: 1, root: leaf }, caseKey);
  expect(codes({ entries: [{ index: 0, json, leaf, signature: null }], checkpoints: [{ size: 1, note, frontier: leaf }] })).toEqual(['entry-not-canonical']);
});
