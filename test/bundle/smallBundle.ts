/** @file A small bundle made with the real writer, from a ledger of a few entries of two people, for tests to change. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { prepareBag } from '../../electron/bundle/bag.ts';
import type { BagWriter } from '../../electron/bundle/bag.ts';
import { signCheckpoint } from '../../electron/ledger/checkpoint.ts';
import { signingKey } from '../../electron/ledger/ed25519.ts';
import type { SigningKey } from '../../electron/ledger/ed25519.ts';
import { appendEntry, emptyHead } from '../../electron/ledger/ledger.ts';
import type { Head } from '../../electron/ledger/ledger.ts';
import { rootOf } from '../../electron/ledger/merkle.ts';
import { buildProofTree } from '../../electron/ledger/proof.ts';

export const caseId = 'c0ffee';
export const origin = `retrace/case/${caseId}`;
export const caseKey = signingKey(Buffer.alloc(32, 1));
export const ada = { name: 'Ada Okafor', key: signingKey(Buffer.alloc(32, 2)) };
export const bo = { name: 'Bo Lind', key: signingKey(Buffer.alloc(32, 3)) };
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

type Person = { readonly name: string; readonly key: SigningKey };
interface Kept { readonly index: number; readonly json: Buffer; readonly leaf: Uint8Array; readonly signature: Uint8Array | null }

/** A ledger in memory. */
export class SmallLedger {
  readonly kept: Kept[] = [];
  head: Head = emptyHead;

  /** `by` null: the program itself; `signedBy` where somebody else's key signs. */
  append(by: Person | null, act: string, body: unknown, signedBy: Person | null = by): number {
    const actor = by === null ? { machine: 'retrace 0.1.0' } : { operator: by.name, key: hexOf(by.key.publicKey) };
    const { json, leaf, head } = appendEntry(this.head, { at: '2026-03-01T14:05:09.000Z', actor, act, body });
    this.head = head;
    const bytes = Buffer.from(json);
    this.kept.push({ index: this.kept.length, json: bytes, leaf, signature: signedBy === null ? null : signedBy.key.sign(bytes) });
    return this.kept.length - 1;
  }

  checkpoint(key: SigningKey = caseKey): string {
    return signCheckpoint(origin, { size: this.head.frontier.size, root: rootOf(this.head.frontier) }, key);
  }
}

/** The first entries of a case with two members. */
export function startedLedger(): SmallLedger {
  const ledger = new SmallLedger();
  ledger.append(ada, 'case-created', { id: caseId, name: 'Example', reference: 'OP/1', publicKey: hexOf(caseKey.publicKey), operator: { name: ada.name, publicKey: hexOf(ada.key.publicKey), roles: ['analyst'] } });
  ledger.append(ada, 'member-added', { name: bo.name, publicKey: hexOf(bo.key.publicKey), roles: ['disclosure-officer'] });
  return ledger;
}

export interface SmallBundle {
  readonly ledger?: SmallLedger;
  readonly put?: (bag: BagWriter) => Promise<void>;
  /** Body of the entry about the bundle, where it should say something else. */
  readonly recorded?: (body: object) => object;
  readonly exporter?: Person;
  readonly signer?: Person;
  readonly hidden?: readonly number[];
  readonly verifier?: string;
  readonly earlier?: readonly { readonly size: number; readonly note: string }[];
  readonly timestamps?: ReadonlyMap<number, Uint8Array>;
}

/** Writes a bundle at `folder`. Entries are disclosed but those named in `hidden`. */
export async function writeSmallBundle(folder: string, { ledger = startedLedger(), put, recorded = (body) => body, exporter = bo, signer = exporter, hidden = [], verifier = '// stands for verify.mjs\n', earlier = [], timestamps = new Map() }: SmallBundle = {}): Promise<string> {
  const bag = await prepareBag(folder, null, put ?? (async (to) => {
    await to.file('report.html', '<h1>Report</h1>\n');
    await to.file('stills/S-1 1.png', hash('sha256', 'still', 'buffer'));
  }), {});
  ledger.append(exporter, 'bundle-exported', recorded({ bundle: 'B-1', searches: null, manifest: bag.manifestSha256, files: bag.files, bytes: bag.bytes, recipients: ['The defence'], faces: 'bystanders-blurred', whyNotBlurred: null, continues: earlier.at(-1)?.size ?? null }));
  const disclosed = ledger.kept.filter(({ index }) => !hidden.includes(index));
  await bag.seal({
    info: { 'External-Identifier': 'OP/1 B-1', 'Bagging-Date': '2026-03-01' },
    ledger: { publicKey: caseKey.publicKey, entries: disclosed, tree: buildProofTree(Buffer.concat(ledger.kept.map(({ leaf }) => leaf))), checkpoint: ledger.checkpoint(), earlier, timestamps },
    signer, verifier,
  }, {});
  return join(folder);
}
