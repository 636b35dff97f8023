/** @file The ledger as a file: checked here from its lines alone, as a regulator would, and found wanting after any change. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../electron/engine/hash.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { exportLedger } from '../../electron/engine/retain/ledgerExport.ts';
import { openCheckpoint } from '../../electron/ledger/checkpoint.ts';
import { verifySignature } from '../../electron/ledger/ed25519.ts';
import { emptyFrontier, leafHash, pushLeaf, rootOf } from '../../electron/ledger/merkle.ts';
import { as } from '../support/grantedCase.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { seenCase } from './seenCase.ts';

interface Head {
  readonly case: { readonly publicKey: string };
  readonly origin: string;
  readonly members: readonly { readonly name: string; readonly publicKey: string }[];
  readonly checkpoint: string;
}

interface Line {
  readonly index: number;
  readonly leaf: string;
  readonly json?: string;
  readonly signature?: string | null;
}

const everything = { from: null, to: null };
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** Whether the checkpoint's signature, every leaf, the root over all of them and every person's signature hold, by the file alone. */
function holds(text: string): boolean {
  const [head, ...lines] = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Head & Line);
  const checkpoint = openCheckpoint(head!.checkpoint, head!.origin, hex(head!.case.publicKey));
  const keys = new Map(head!.members.map(({ name, publicKey }) => [name, publicKey]));
  let frontier = emptyFrontier;
  for (const [i, { index, leaf, json, signature }] of lines.entries()) {
    if (index !== i || (json !== undefined && leafHash(Buffer.from(json)).toString('hex') !== leaf)) return false;
    frontier = pushLeaf(frontier, hex(leaf));
    const { actor } = json === undefined ? { actor: { machine: '' } } : (JSON.parse(json) as { actor: { operator: string; key: string } | { machine: string } });
    if ('operator' in actor && (keys.get(actor.operator) !== actor.key || !verifySignature(hex(actor.key), Buffer.from(json!), hex(signature ?? '')))) return false;
  }
  return checkpoint !== null && checkpoint.size === lines.length && Buffer.compare(checkpoint.root, rootOf(frontier)) === 0;
}

test('the whole ledger, or that of a period, is checked from the file alone, and its entry names its digest', async () => {
  const root = temporaryFolder(), { opened } = await seenCase(root);
  const total = opened.db.prepare<[], number>('SELECT count(*) FROM entry').pluck().get()!;
  const whole = exportLedger(opened, join(root, 'ledger.jsonl'), everything);
  const text = readFileSync(whole.file, 'utf8');
  expect([whole.entries, whole.hashesOnly, holds(text), sha256(text)]).toEqual([total, 0, true, whole.sha256]);
  expect(entriesOf(opened.db, 'ledger-exported')[0]!.body).toEqual({ ...everything, entries: total, sha256: whole.sha256 });
  const at = entriesOf(opened.db, 'search-requested')[0]!.at;
  const later = exportLedger(opened, join(root, 'later.jsonl'), { from: at, to: null });
  const part = readFileSync(later.file, 'utf8');
  expect([later.entries > 0, later.hashesOnly > 0, later.entries + later.hashesOnly, holds(part), part.includes('exhibit-received')]).toEqual([true, true, total + 1, true, false]);
});

test('a change of any line of the file is found', async () => {
  const root = temporaryFolder(), { opened } = await seenCase(root);
  const text = readFileSync(exportLedger(opened, join(root, 'ledger.jsonl'), everything).file, 'utf8');
  const lines = text.trimEnd().split('\n');
  const changed = lines.map((line, i) => lines.with(i, line.replace(i === 0 ? '"checkpoint":"retrace/case/' : '\\"at\\":\\"20', i === 0 ? '"checkpoint":"retrace/case/0' : '\\"at\\":\\"21')));
  const removed = lines.slice(1).map((_, i) => lines.toSpliced(i + 1, 1));
  const broken = [...changed, ...removed].map((each) => holds(`${each.join('\n')}\n`));
  expect([broken.length, broken.filter((held) => held)]).toEqual([lines.length * 2 - 1, []]);
  console.log(`changed or missing lines of an exported ledger found: ${broken.filter((held) => !held).length} of ${broken.length}`);
});

test('the file is written whole or not at all, over nothing that is there, and by who may', async () => {
  const root = temporaryFolder(), { opened } = await seenCase(root);
  const taken = join(root, 'taken.jsonl');
  writeFileSync(taken, 'mine');
  for (const [file, code] of [[taken, 'file-exists'], [join(root, 'nowhere', 'l.jsonl'), 'file-unwritable']] as const) {
    expect(() => exportLedger(opened, file, everything)).toThrow(expect.objectContaining({ code }));
  }
  await as(opened, 'reviewer');
  expect(() => exportLedger(opened, join(root, 'new.jsonl'), everything)).toThrow(expect.objectContaining({ code: 'role-missing' }));
  expect([readFileSync(taken, 'utf8'), existsSync(join(root, 'new.jsonl')), readdirSync(root).filter((name) => name.endsWith('.part')), entriesOf(opened.db, 'ledger-exported')]).toEqual(['mine', false, [], []]);
});
