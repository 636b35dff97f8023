/** @file Export: searches, or the whole case, as one signed bundle for the other side; recorded with who gets it before it has its name. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { lstat, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { prepareBag } from '../../bundle/bag.ts';
import type { LedgerPart } from '../../bundle/ledgerPart.ts';
import { writeZip } from '../../bundle/zipWrite.ts';
import type { WrittenBundle } from '../../core/bundlePreview.ts';
import type { DisclosedExhibit, Disclosure } from '../../core/disclosure.ts';
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import { packDimension } from '../../core/modelPack.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import { buildProofTree } from '../../ledger/proof.ts';
import type { Case } from '../caseFolder.ts';
import { checkUnchanged } from '../hash.ts';
import { loadPack } from '../models.ts';
import type { Natives } from '../natives.ts';
import { eachEntry, findFootage, listFootage, nextNumber } from '../records.ts';
import { timestampsOf } from '../retain/timestamps.ts';
import { software } from '../machine.ts';
import { writePayload } from './contents.ts';
import { disclosedEntries } from './disclosedEntries.ts';
import { gather, handedOutBundles } from './gather.ts';
import type { GatheredExhibit, Gathered } from './gather.ts';

/** What is handed out. `searches` null: the whole case. `showFaces`: why nobody is blurred; null: everybody else is. */
export interface ExportRequest {
  readonly searches: readonly string[] | null;
  readonly folder: string;
  /** Also as one zip file beside the folder. */
  readonly zip: boolean;
  readonly recipients: readonly string[];
  /** Of how many of the first candidates of a search pictures are made. */
  readonly pictures: number;
  readonly clips: boolean;
  readonly showFaces: string | null;
}

export interface ExportedBundle extends WrittenBundle {
  readonly disclosure: Disclosure;
}

/** How many pictures where nobody says otherwise: what people look at first. */
export const usualPictures = 10;

/**
 * Makes the bundle. The exhibits are hashed again first; one that changed is said so and gives no pictures. Nothing is left of a bundle that
 * fails or is stopped. Failures 'search-unknown', 'reason-missing', 'pack-changed', 'file-exists', 'folder-unusable', 'disk-too-small', 'stopped' and others.
 */
export async function exportBundle(opened: Case, request: ExportRequest, natives: Natives, job: Job, at = new Date().toISOString()): Promise<ExportedBundle> {
  try {
    return await makeBundle(opened, request, natives, job, at);
  } catch (error) {
    // Whatever was stopped within, this is what it means here.
    throw error instanceof Failure && error.code === 'stopped' ? new Failure('stopped', { kept: 'Nothing of the bundle is left.' }, { cause: error }) : error;
  }
}

async function makeBundle(opened: Case, request: ExportRequest, natives: Natives, job: Job, at: string): Promise<ExportedBundle> {
  const { db } = opened;
  const { name, publicKey, roles } = opened.demand('bundle-exported');
  const folder = resolve(request.folder), zip = request.zip ? `${folder}.zip` : null;
  if (request.showFaces?.trim() === '') throw new Failure('reason-missing', { what: 'showing the faces of bystanders' });
  const fromCase = relative(opened.folder, folder);
  if (!fromCase.startsWith('..') && !isAbsolute(fromCase)) throw new Failure('folder-unusable', { folder, reason: 'it lies in the case itself' });
  for (const file of [folder, zip]) if (file !== null && (await lstat(file).catch(() => null))) throw new Failure('file-exists', { file });
  // As one moment has it: what others write while exhibits are hashed is in the next bundle, and neither half of it in this one.
  const { gathered, entries, entriesInLedger } = db.transaction(() => {
    const found = gather(opened, request.searches);
    return { gathered: found, entries: disclosedEntries(db, found, request.searches === null), entriesInLedger: db.prepare<[], number>('SELECT count(*) FROM entry').pluck().get()! };
  })();
  const packs = await packsOf(gathered, opened.home, job);
  const exhibits: DisclosedExhibit[] = [];
  for (const each of gathered.exhibits) exhibits.push({ ...each, now: await stateOf(each, job) });
  const bundle = `B-${nextNumber(db, 'bundle-exported')}`;
  const faces = request.showFaces === null ? ('bystanders-blurred' as const) : ('nobody-blurred' as const);
  const made: Disclosure['made'] = {
    at, by: { name, publicKey, roles }, software, recipients: request.recipients, searches: request.searches, faces, whyNotBlurred: request.showFaces, pictures: request.pictures, clips: request.clips,
  };
  const wish = { pictures: request.pictures, clips: request.clips, blur: request.showFaces === null, temporary: join(dirname(folder), `.${basename(folder).slice(0, 80)}.${randomBytes(6).toString('hex')}.clips.part`) };
  const payload = {
    bundle, made, gathered, exhibits, entries, entriesInLedger, footageInCase: listFootage(db).length,
    packs, wish, readme: resource('bundle/README.txt').toString('utf8'),
  };
  let disclosure: Disclosure | null = null;
  const bag = await prepareBag(folder, expected(db, gathered, packs, request), async (writer) => {
    disclosure = await writePayload(writer, opened, payload, natives, job);
  }, job);
  try {
    const before = handedOutBundles(db).at(-1);
    const earlier = before ? handedOut(db, before.index) : null;
    const entry = opened.write('operator', (append) => {
      // Another process may have made a bundle meanwhile; this one would bear its number.
      if (`B-${nextNumber(db, 'bundle-exported')}` !== bundle) throw new Failure('case-busy', { folder: opened.folder });
      return append('bundle-exported', {
        bundle, searches: request.searches === null ? null : [...request.searches], manifest: bag.manifestSha256, files: bag.files, bytes: bag.bytes, recipients: [...request.recipients],
        faces, whyNotBlurred: request.showFaces, continues: earlier?.size ?? null,
      });
    });
    try {
      await bag.seal({
        info: bagInfo(gathered, bundle, at), verifier: resource('verifier/verify.mjs').toString('utf8'),
        ledger: ledgerPart(opened, new Set([...entries.map(({ index }) => index), entry]), entry, earlier),
        signer: { name, key: { publicKey: Buffer.from(publicKey, 'hex'), sign: (bytes) => opened.sign(bytes) } },
      }, job);
      if (zip !== null) await writeZip(folder, zip, job);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      const reason = error instanceof Error ? error.message : String(error);
      opened.write('machine', (append) => append('bundle-abandoned', { bundle, reason }));
      throw error;
    }
    return { bundle, folder, zip, files: bag.files, bytes: bag.bytes, manifest: bag.manifestSha256, entry, disclosure: disclosure! };
  } finally {
    await bag.discard();
  }
}

/** The pack of every search, as it was. Failures 'pack-unknown', 'pack-changed'. */
export async function packsOf({ searches }: Gathered, home: string, job: Job): Promise<Map<string, LoadedPack>> {
  const packs = new Map<string, LoadedPack>();
  for (const { request: { pack: wanted } } of searches) {
    if (packs.has(wanted.digest)) continue;
    const pack = await loadPack(wanted.id, home, job);
    if (pack.digest !== wanted.digest) throw new Failure('pack-changed', { pack: wanted.id, expected: wanted.digest, found: pack.digest });
    packs.set(wanted.digest, pack);
  }
  return packs;
}

/** Whether the file is still what was received; what is wrong with it is no failure here, but something to tell. */
async function stateOf({ exhibit }: GatheredExhibit, job: Job): Promise<DisclosedExhibit['now']> {
  try {
    await checkUnchanged(exhibit, job);
    return 'as-received';
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'stopped') throw error;
    return error.code === 'exhibit-missing' ? 'missing' : 'changed';
  }
}

/** What a still with its crop and a usual clip come to for each pixel of the frame, at the most: PNG of camera footage; 25 seconds of H.264 at 25 frames a second. */
const STILL_PIXEL_BYTES = 2, CLIP_PIXEL_BYTES = 20;
/** What the rest of a search comes to: a page of JSON for each candidate, thrice, and the report. */
const CANDIDATE_BYTES = 3_000, REPORT_BYTES = 2_000_000, VECTOR_LINE_BYTES = 90;

/** How much it will be at the most, as far as can be said beforehand; compared with the room on the disk. */
export function expected(db: Database, { searches }: Gathered, packs: ReadonlyMap<string, LoadedPack>, { pictures, clips }: Pick<ExportRequest, 'pictures' | 'clips'>): { readonly bytes: number; readonly files: number } {
  let bytes = REPORT_BYTES, files = 20;
  for (const { request, answered, result } of searches) {
    const candidates = result?.answers.reduce((sum, answer) => sum + answer.candidates.length + answer.rest.nearest.length, 0) ?? 0;
    const shown = result?.answers[0]?.candidates.slice(0, pictures) ?? [];
    const pixels = shown.reduce((sum, { footageId }) => {
      const footage = findFootage(db, footageId);
      return sum + (footage ? footage.width * footage.height : 0);
    }, 0);
    bytes += candidates * CANDIDATE_BYTES + pixels * (STILL_PIXEL_BYTES + (clips ? CLIP_PIXEL_BYTES : 0)) + (answered?.body.sightingsCompared ?? 0) * (packDimension(packs.get(request.pack.digest)!.description) * 4 + VECTOR_LINE_BYTES);
    files += 6 + shown.length * 4 + request.sought.length * 2;
  }
  return { bytes, files };
}

/** One line each, whatever a name holds. */
function bagInfo({ case: facts }: Gathered, bundle: string, at: string): Record<string, string> {
  const line = (text: string): string => text.replace(/\s+/g, ' ').trim() || '-';
  return { 'External-Identifier': line(`${facts.reference} ${bundle}`), 'External-Description': line(`Disclosure bundle of the case ${facts.name}`), 'Bagging-Date': at.slice(0, 10), 'Bag-Software-Agent': software };
}

/** The checkpoint that was signed when this entry was the last one. */
function handedOut(db: Database, entry: number): { readonly size: number; readonly note: string } {
  return db.prepare<[number], { size: number; note: string }>('SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1').get(entry)!;
}

/** The ledger as it stood right after the entry about this bundle. */
function ledgerPart(opened: Case, disclosed: ReadonlySet<number>, entry: number, earlier: { readonly size: number; readonly note: string } | null): LedgerPart {
  const leaves: Uint8Array[] = [];
  const entries: { readonly index: number; readonly json: Uint8Array; readonly signature: Uint8Array | null }[] = [];
  for (const { index, json, leaf, signature } of eachEntry(opened.db)) {
    if (index > entry) break;
    leaves.push(leaf);
    if (disclosed.has(index)) entries.push({ index, json, signature });
  }
  const stamps = timestampsOf(opened.db);
  const known = new Map([...(earlier ? [earlier] : []), ...stamps].map(({ size, note }) => [size, { size, note }]));
  return {
    publicKey: Buffer.from(opened.facts.publicKey, 'hex'), entries, tree: buildProofTree(Buffer.concat(leaves)), checkpoint: handedOut(opened.db, entry).note,
    earlier: [...known.values()].sort((a, b) => a.size - b.size), timestamps: new Map(stamps.map(({ size, reply }) => [size, reply])),
  };
}

/** A file of the product’s folder `resources`, wherever the program runs from. */
function resource(path: string): Buffer {
  for (let folder = import.meta.dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const file = join(folder, 'resources', path);
    if (existsSync(file)) return readFileSync(file);
  }
  throw new Error(`resources/${path} is in no folder above ${import.meta.dirname}`);
}
