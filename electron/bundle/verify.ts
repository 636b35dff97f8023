/**
 * @file Checking a bundle: its files against its lists, the lists against the signature, the ledger's part against the checkpoint, and
 * what the payload says against the entries. Needs no case, no models and no native module; it is also what verify.mjs is made of.
 */
import { createHash } from 'node:crypto';
import { shown } from '../core/failure.ts';
import type { Finding } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { allowedSigner, openSsh } from '../ledger/sshsig.ts';
import { checkContent } from './contentCheck.ts';
import type { Note } from './findings.ts';
import { checkLedger, numberOf, textOf } from './ledgerCheck.ts';
import type { CheckedLedger, DisclosedEntry } from './ledgerCheck.ts';
import { BAGIT, MANIFEST, SIGNATURE, TAGS, payloadOxum, readManifest, signerName, tagFiles } from './manifest.ts';
import { openSource } from './openSource.ts';
import { checkRules } from './ruleCheck.ts';
import { letOthers } from './source.ts';
import type { BundleSource } from './source.ts';
import { textReader } from './textRead.ts';
import type { TextReader } from './textRead.ts';

/** What was checked, and everything that is wrong: none, []. Keys are in hexadecimal; null where they could not be read. */
export interface VerifyReport {
  readonly files: number;
  readonly bytes: number;
  readonly entriesDisclosed: number;
  /** Entries of the ledger that the bundle counts and does not show. */
  readonly entriesHidden: number;
  readonly signer: { readonly name: string; readonly key: string } | null;
  readonly caseKey: string | null;
  /** Whether `expectKey` was given, so that the case's key was held against one that came by another way. */
  readonly keyExpected: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Checks the bundle at this path, a folder or a zip file. `expectKey`: the public key that the case should have, in hexadecimal.
 * Throws the signal's reason when it is aborted.
 */
export async function verifyBundle(path: string, expectKey: string | null, job: Job): Promise<VerifyReport> {
  const findings: Finding[] = [];
  const note: Note = (code, message) => void findings.push({ code, message });
  const source = await openSource(path, note, job.signal);
  if (source === null) return { files: 0, bytes: 0, entriesDisclosed: 0, entriesHidden: 0, signer: null, caseKey: null, keyExpected: expectKey !== null, findings };
  try {
    return { ...(await verifySource(source, expectKey, note, job)), keyExpected: expectKey !== null, findings };
  } finally {
    source.close();
  }
}

async function verifySource(source: BundleSource, expectKey: string | null, note: Note, job: Job): Promise<Omit<VerifyReport, 'keyExpected' | 'findings'>> {
  for (const path of tagFiles) if (!source.files.has(path)) note('bundle-file-missing', `${path} is missing.`);
  const reader = textReader(source, note);
  const tags = readManifest(TAGS, (await reader.text(TAGS)) ?? '', note);
  const payload = readManifest(MANIFEST, (await reader.text(MANIFEST)) ?? '', note);
  const sums = await checkFiles(source, new Map([...tags, ...payload]), note, job);
  await checkFacts(reader, source, note);
  const ledger = await checkLedger({ ...reader, paths: [...source.files.keys()] }, note);
  checkRules(ledger.entries, note);
  const caseKey = ledger.caseKey && hexOf(ledger.caseKey);
  if (expectKey !== null && expectKey !== caseKey) note('bundle-key', `The key of the case is ${caseKey ?? 'not readable'}, not the expected ${expectKey}.`);
  const record = findRecord(ledger, sums.get(MANIFEST), payload.size, payloadBytes(source), note);
  const signer = await checkSignature(reader, record, note);
  await checkContent({ ...reader, sums, files: source.files, ledger, record }, note);
  let bytes = 0;
  for (const size of source.files.values()) bytes += size;
  return { files: source.files.size, bytes, entriesDisclosed: ledger.entries.length, entriesHidden: Math.max(0, ledger.size - ledger.entries.length), signer, caseKey };
}

/** Hashes every file and holds it against the lists, and the lists against the files. Gives the hashes as they are. */
async function checkFiles(source: BundleSource, listed: ReadonlyMap<string, string>, note: Note, job: Job): Promise<Map<string, string>> {
  const sums = new Map<string, string>();
  let total = 0, done = 0;
  for (const bytes of source.files.values()) total += bytes;
  for (const path of source.files.keys()) {
    if (sums.size % 100 === 99) await letOthers();
    const digest = createHash('sha256');
    try {
      for await (const chunk of source.read(path)) {
        job.signal?.throwIfAborted();
        digest.update(chunk);
        done += chunk.length;
        job.onProgress?.({ stage: 'checking the files', done, total, unit: 'bytes' });
      }
    } catch (error) {
      job.signal?.throwIfAborted();
      note('bundle-file-unreadable', `${shown(path)} cannot be read to its end: ${error instanceof Error ? error.message : String(error)}.`);
      continue;
    }
    const sum = digest.digest('hex');
    sums.set(path, sum);
    // The manifest of tags cannot list itself, nor the signature over it.
    if (path === TAGS || path === SIGNATURE) continue;
    const expected = listed.get(path);
    if (expected === undefined) note('bundle-file-unlisted', `${shown(path)} is in the bundle and in none of its lists.`);
    else if (expected !== sum) note('bundle-file-altered', `${shown(path)} is not the file that was listed: its SHA-256 is ${sum}.`);
  }
  for (const path of listed.keys()) if (!source.files.has(path)) note('bundle-file-missing', `${shown(path)} is listed and missing.`);
  for (const path of tagFiles) if (path !== TAGS && path !== SIGNATURE && !listed.has(path)) note('bundle-manifest', `${path} is not in ${TAGS}.`);
  return sums;
}

async function checkFacts(reader: TextReader, source: BundleSource, note: Note): Promise<void> {
  if ((await reader.text('bagit.txt')) !== BAGIT) note('bundle-facts', 'bagit.txt is not that of a bag as BagIt 1.0 has it.');
  const info = ((await reader.text('bag-info.txt')) ?? '').split('\n');
  const count = [...source.files.keys()].filter(inPayload).length;
  const oxum = `Payload-Oxum: ${payloadOxum(payloadBytes(source), count)}`;
  if (info.filter((line) => line.startsWith('Payload-Oxum:')).join('\n') !== oxum) note('bundle-facts', `bag-info.txt does not state how much the payload is: ${oxum}.`);
}

/** The entry that records this bundle. */
function findRecord(ledger: CheckedLedger, manifest: string | undefined, files: number, bytes: number, note: Note): DisclosedEntry | null {
  const record = ledger.entries.find(({ act, body }) => act === 'bundle-exported' && body['manifest'] === manifest && manifest !== undefined) ?? null;
  if (record === null) note('bundle-unrecorded', `No disclosed entry records a bundle with this ${MANIFEST}.`);
  else if (record.body['files'] !== files || record.body['bytes'] !== bytes) note('bundle-unrecorded', 'The entry that records this bundle states another number of files or bytes.');
  const continues = record?.body['continues'] ?? null;
  if (continues !== null && !ledger.continued.has(numberOf(continues))) note('bundle-consistency', `The bundle before this one carried a checkpoint over ${textOf(continues)} entries, which the ledger is not shown to continue.`);
  return record;
}

/** The signature over the list of tags has to be that of the person whose act the entry about this bundle is. */
async function checkSignature(reader: TextReader, record: DisclosedEntry | null, note: Note): Promise<VerifyReport['signer']> {
  const key = openSsh((await reader.text(SIGNATURE)) ?? '', (await reader.bytes(TAGS)) ?? new Uint8Array());
  if (key === null) {
    note('bundle-signature', `${SIGNATURE} is not a signature of ${TAGS}.`);
    return null;
  }
  const actor = record?.actor;
  if (record && !actor) note('bundle-signer', 'The entry that records this bundle is no person’s act.');
  if (actor && actor.key !== hexOf(key)) note('bundle-signer', `The bundle is signed with another key than the one of ${shown(actor.operator)}, who is recorded as its exporter.`);
  const name = signerName(actor?.operator ?? '');
  if (record && (await reader.text('allowed_signers')) !== allowedSigner(name, key)) note('bundle-signer', 'allowed_signers names another person or key than the one who signed.');
  return { name: actor?.operator ?? 'unknown', key: hexOf(key) };
}

function payloadBytes(source: BundleSource): number {
  let bytes = 0;
  for (const [path, size] of source.files) if (inPayload(path)) bytes += size;
  return bytes;
}

function inPayload(path: string): boolean {
  return path.startsWith('data/');
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
