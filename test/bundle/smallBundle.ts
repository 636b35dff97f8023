/** @file A small bundle made with the real writer, from a ledger of a few entries of two people, for tests to change. */
import { hash } from 'node:crypto';
import { prepareBag } from '../../electron/bundle/bag.ts';
import type { BagWriter } from '../../electron/bundle/bag.ts';
import { canonical } from '../../electron/ledger/canonical.ts';
import { signCheckpoint } from '../../electron/ledger/checkpoint.ts';
import { signingKey } from '../../electron/ledger/ed25519.ts';
import type { SigningKey } from '../../electron/ledger/ed25519.ts';
import { appendEntry, emptyHead } from '../../electron/ledger/ledger.ts';
import type { Head } from '../../electron/ledger/ledger.ts';
import { rootOf } from '../../electron/ledger/merkle.ts';
import { buildProofTree } from '../../electron/ledger/proof.ts';

const caseId = 'c0ffee';
/** When everything happens. */
export const at = '2026-03-01T14:05:09.000Z';
export const origin = `retrace/case/${caseId}`;
export const caseKey = signingKey(Buffer.alloc(32, 1));
export const ada = { name: 'Ada Okafor', key: signingKey(Buffer.alloc(32, 2)) };
export const bo = { name: 'Bo Lind', key: signingKey(Buffer.alloc(32, 3)) };
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export type Person = { readonly name: string; readonly key: SigningKey };
interface Kept { readonly index: number; readonly json: Buffer; readonly leaf: Uint8Array; readonly signature: Uint8Array | null }

/** A ledger in memory. */
export class SmallLedger {
  readonly kept: Kept[] = [];
  head: Head = emptyHead;

  /** `by` null: the program itself; `signedBy` where somebody else's key signs. */
  append(by: Person | null, act: string, body: unknown, signedBy: Person | null = by, when = at): number {
    const actor = by === null ? { machine: 'retrace 0.1.0' } : { operator: by.name, key: hexOf(by.key.publicKey) };
    const { json, leaf, head } = appendEntry(this.head, { at: when, actor, act, body });
    this.head = head;
    const bytes = Buffer.from(json);
    this.kept.push({ index: this.kept.length, json: bytes, leaf, signature: signedBy === null ? null : signedBy.key.sign(bytes) });
    return this.kept.length - 1;
  }

  checkpoint(key: SigningKey = caseKey): string {
    return signCheckpoint(origin, { size: this.head.frontier.size, root: rootOf(this.head.frontier) }, key);
  }
}

/** The first entries of a case with two members and one answered search. */
export function startedLedger(): SmallLedger {
  const ledger = new SmallLedger();
  ledger.append(ada, 'case-created', { id: caseId, name: 'Example', reference: 'OP/1', publicKey: hexOf(caseKey.publicKey), operator: { name: ada.name, publicKey: hexOf(ada.key.publicKey), roles: ['exhibits-officer', 'analyst', 'reviewer'] } });
  ledger.append(ada, 'member-added', { name: bo.name, publicKey: hexOf(bo.key.publicKey), roles: ['disclosure-officer', 'authorising-officer'] });
  ledger.append(ada, 'probe-added', { probe: 'p1', imageSha256: sha256('picture'), details: sha256(canonical(keptText)) });
  ledger.append(ada, 'authority-requested', authority);
  ledger.append(bo, 'authority-granted', { authority: 'A-1', request: hexOf(ledger.kept[3]!.leaf) });
  ledger.append(ada, 'search-requested', asked);
  ledger.append(null, 'search-answered', answered);
  return ledger;
}

export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');
/** What the analyst asked to be allowed. */
export const authority = { authority: 'A-1', kind: 'search', offence: 'burglary', searches: 1, items: [], expires: '2026-04-01T00:00:00.000Z' };
const keptText = { salt: '00', body: { label: 'a picture' } as unknown };
/** A text as the bundle gives it; that of the probe, if no other. */
export const keptLine = (kept = keptText): string => `${canonical({ digest: sha256(canonical(kept)), ...kept })}\n`;
const vector = Buffer.from(new Float32Array([0.6, 0.8]).buffer);
const candidate = (rank: number) => ({ rank, trackId: `t-${rank}`, score: 1 / rank });
const answer = { probe: 'p1', role: 'probe', candidates: [candidate(1), candidate(2)], erased: [], rest: { tracks: 1, nearest: [candidate(3)], erased: [] } };
/** Nothing was measured of the three tracks. */
export const estimate = { pictures: 1, parts: [{ tracks: 3, source: 'none', calibration: null, rate: null }], expected: null, atLeastOne: null, target: null, lowest: null, allowance: null };
const asked = { search: 'S-1', authority: 'A-1', threshold: null, estimate, sought: [{ probe: 'p1', vectorSha256: sha256(vector) }] };
const digestOf = (candidates: readonly unknown[]): string => sha256(canonical(candidates.map((each) => sha256(canonical(each)))));
const answered = { search: 'S-1', answers: [{ probe: 'p1', digest: digestOf(answer.candidates), candidates: 2, rest: { nearest: digestOf(answer.rest.nearest) } }], tracksCompared: 3 };

/** What the payload says: of one search, as the entries of startedLedger record it. */
export function smallDisclosure(exporter: Person = bo) {
  const file = (path: string, content: string | Uint8Array) => ({ path, sha256: sha256(content) });
  return {
    bundle: 'B-1', made: { by: { name: exporter.name, publicKey: hexOf(exporter.key.publicKey) }, recipients: ['The defence'], searches: null as unknown, faces: 'bystanders-blurred', whyNotBlurred: null },
    case: { id: caseId, name: 'Example', reference: 'OP/1', publicKey: hexOf(caseKey.publicKey) },
    entries: { total: 7, disclosed: 7 },
    searches: [{
      id: 'S-1', requestedAt: at, requestedBy: { publicKey: hexOf(ada.key.publicKey) }, request: asked, answered: { body: answered }, stopped: null, result: { answers: [answer] },
      probes: [{ id: 'p1', probe: { id: 'p1', imageSha256: sha256('picture'), label: 'a picture' } as unknown, addedAt: at, addedBy: ada.name, image: file('search/S-1/probe.png', 'picture'), vector: file('search/S-1/probe-vector.f32', vector) }],
      authority: { ...authority, requested: { publicKey: hexOf(ada.key.publicKey), at }, granted: { publicKey: hexOf(bo.key.publicKey), at }, ended: null as unknown },
      vectors: { rows: 2, dimension: 2, values: file('search/S-1/vectors.f32', Buffer.concat([vector, vector])), index: file('search/S-1/vectors.jsonl', '{}\n{}\n') },
    }],
    schedule: [{ search: 'S-1', entry: 5, at, by: ada.name, authority: 'A-1', probes: 1, state: 'answered', threshold: null, tracksCompared: 3, candidates: 2, disclosed: true }],
  };
}

/** Writes the payload of the small bundle; `change` may put other content in the place of a file's, or null for none. */
export async function putSmall(to: BagWriter, disclosure: ReturnType<typeof smallDisclosure>, change: Readonly<Record<string, string | null>> = {}): Promise<void> {
  const { id, request, answered: reply, stopped, result } = disclosure.searches[0] ?? smallDisclosure().searches[0]!;
  const files: Record<string, string | Uint8Array | null> = {
    'disclosure.json': canonical(disclosure),
    'kept.jsonl': keptLine(),
    'search/S-1/candidates.jsonl': [1, 2, 3].map((rank) => `${canonical(candidate(rank))}\n`).join(''),
    'search/S-1/probe-vector.f32': vector,
    'search/S-1/probe.png': 'picture',
    'search/S-1/search.json': `${canonical({ id, request, answered: reply, stopped, result })}\n`,
    'search/S-1/vectors.f32': Buffer.concat([vector, vector]),
    'search/S-1/vectors.jsonl': '{}\n{}\n',
    ...change,
  };
  for (const [path, content] of Object.entries(files)) if (content !== null) await to.file(path, content);
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
  const bag = await prepareBag(folder, null, put ?? ((to) => putSmall(to, smallDisclosure(exporter))), {});
  ledger.append(exporter, 'bundle-exported', recorded({ bundle: 'B-1', searches: null, manifest: bag.manifestSha256, files: bag.files, bytes: bag.bytes, recipients: ['The defence'], faces: 'bystanders-blurred', whyNotBlurred: null, continues: earlier.at(-1)?.size ?? null }));
  const disclosed = ledger.kept.filter(({ index }) => !hidden.includes(index));
  await bag.seal({
    info: { 'External-Identifier': 'OP/1 B-1', 'Bagging-Date': '2026-03-01' },
    ledger: { publicKey: caseKey.publicKey, entries: disclosed, tree: buildProofTree(Buffer.concat(ledger.kept.map(({ leaf }) => leaf))), checkpoint: ledger.checkpoint(), earlier, timestamps },
    signer, verifier,
  }, {});
  return folder;
}
