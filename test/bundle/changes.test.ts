/** @file Bundles that somebody changed, as files and as records: each change is found and named. */
import { appendFileSync, cpSync, linkSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BundleCode } from '../../electron/bundle/findings.ts';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { signCheckpoint } from '../../electron/ledger/checkpoint.ts';
import { canonical } from '../../electron/ledger/canonical.ts';
import { ada, bo, caseKey, hexOf, origin, putSmall, smallDisclosure, startedLedger, writeSmallBundle } from './smallBundle.ts';
import type { SmallBundle, SmallLedger } from './smallBundle.ts';

let folder: string, whole: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
  whole = await writeSmallBundle(join(folder, 'whole'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function codesOf(bundle: string, key: string | null = null): Promise<string[]> {
  return [...new Set((await verifyBundle(bundle, key, {})).findings.map(({ code }) => code))].sort();
}

const data = (bundle: string, path = 'search/S-1/probe.png'): string => join(bundle, 'data', path);

/** What somebody does to the files -> every code that it has to be found under. */
const fileChanges: Readonly<Record<string, readonly [change: (bundle: string) => void, ...codes: BundleCode[]]>> = {
  'a file added to the payload': [(b) => writeFileSync(data(b, 'extra'), 'x'), 'bundle-file-unlisted'],
  'a tag file added': [(b) => writeFileSync(join(b, 'fetch.txt'), 'x'), 'bundle-file-unlisted'],
  'a hidden file added': [(b) => writeFileSync(join(b, '.DS_Store'), ''), 'bundle-file-unlisted'],
  'an empty folder added': [(b) => mkdirSync(data(b, 'empty')), 'bundle-file-unlisted'],
  'a file removed': [(b) => rmSync(data(b)), 'bundle-file-missing'],
  'a tag file removed': [(b) => rmSync(join(b, 'VERIFY.txt')), 'bundle-file-missing'],
  'the signature removed': [(b) => rmSync(join(b, 'tagmanifest-sha256.txt.sig')), 'bundle-file-missing', 'bundle-signature'],
  'the ledger removed': [(b) => rmSync(join(b, 'ledger'), { recursive: true }), 'bundle-checkpoint', 'bundle-file-missing', 'bundle-unrecorded'],
  'a file renamed': [(b) => renameSync(data(b), data(b, 'search/S-1/other.png')), 'bundle-file-missing', 'bundle-file-unlisted'],
  'two files exchanged': [(b) => {
    renameSync(data(b), `${b}-kept`);
    renameSync(data(b, 'kept.jsonl'), data(b));
    renameSync(`${b}-kept`, data(b, 'kept.jsonl'));
  }, 'bundle-file-altered'],
  'a file cut short': [(b) => truncateSync(data(b), 3), 'bundle-file-altered'],
  'a file emptied': [(b) => truncateSync(data(b), 0), 'bundle-file-altered'],
  'a file grown': [(b) => appendFileSync(data(b), 'x'), 'bundle-file-altered'],
  'the bytes of the payload moved between files': [(b) => {
    appendFileSync(data(b), 'x');
    truncateSync(data(b, 'search/S-1/vectors.f32'), 15);
  }, 'bundle-file-altered'],
  'a link to the same content': [(b) => {
    renameSync(data(b), `${b}-kept`);
    symlinkSync(`${b}-kept`, data(b));
  }, 'bundle-file-special', 'bundle-file-missing'],
  'a folder linked': [(b) => {
    renameSync(data(b, 'search'), `${b}-kept`);
    symlinkSync(`${b}-kept`, data(b, 'search'));
  }, 'bundle-file-special', 'bundle-file-missing'],
  'a link added': [(b) => symlinkSync('/etc/passwd', data(b, 'passwd')), 'bundle-file-special'],
  'a pipe added': [(b) => execFileSync('mkfifo', [data(b, 'pipe')]), 'bundle-file-special'],
  'a hard link added': [(b) => linkSync(data(b), data(b, 'twice')), 'bundle-file-unlisted'],
  'a folder in the place of a file': [(b) => {
    rmSync(data(b));
    mkdirSync(data(b));
  }, 'bundle-file-missing', 'bundle-file-unlisted'],
  'a twin in other case': [(b) => writeFileSync(data(b, 'search/S-1/Probe.PNG'), 'picture'), 'bundle-file-name', 'bundle-file-unlisted'],
  'a folder that is a twin in other case': [(b) => {
    mkdirSync(data(b, 'Search'));
    writeFileSync(data(b, 'Search/x'), '');
  }, 'bundle-file-name', 'bundle-file-unlisted'],
  'a name in decomposed letters': [(b) => writeFileSync(data(b, 'e\u0301'), ''), 'bundle-file-name'],
  'a name that turns round': [(b) => writeFileSync(data(b, 'gnp.\u202efdp'), ''), 'bundle-file-name'],
  'a name with a line feed': [(b) => writeFileSync(data(b, 'a\nb'), ''), 'bundle-file-name'],
  'a name with a backslash': [(b) => writeFileSync(data(b, '..\\x'), ''), 'bundle-file-name'],
  'a name of a Windows device': [(b) => writeFileSync(data(b, 'con.txt'), ''), 'bundle-file-name'],
  'a name that ends in a dot': [(b) => writeFileSync(data(b, 'x.'), ''), 'bundle-file-name'],
  'a name that is no UTF-8': [(b) => writeFileSync(Buffer.concat([Buffer.from(data(b, 'x')), Buffer.of(0xff)]), ''), 'bundle-file-name'],
  'a manifest without its last line feed': [(b) => truncateSync(join(b, 'manifest-sha256.txt'), readFileSync(join(b, 'manifest-sha256.txt')).length - 1), 'bundle-manifest', 'bundle-file-altered'],
  'a manifest line doubled': [(b) => appendFileSync(join(b, 'manifest-sha256.txt'), readFileSync(join(b, 'manifest-sha256.txt'), 'utf8').split('\n')[0]! + '\n'), 'bundle-manifest', 'bundle-file-altered'],
  'a manifest that names a file outside': [(b) => appendFileSync(join(b, 'manifest-sha256.txt'), `${'0'.repeat(64)}  data/../../x\n`), 'bundle-manifest', 'bundle-file-altered'],
  'a manifest that names a file absolutely': [(b) => appendFileSync(join(b, 'manifest-sha256.txt'), `${'0'.repeat(64)}  /etc/passwd\n`), 'bundle-manifest', 'bundle-file-altered'],
  'a file and all lists changed, signature left': [(b) => {
    writeFileSync(data(b), 'another');
    relist(b);
  }, 'bundle-signature', 'bundle-unrecorded', 'bundle-content'],
};

/** Writes both manifests anew for the files as they are, as a forger without a key would. */
function relist(bundle: string): void {
  const list = (args: string): string => execFileSync('sh', ['-c', `find ${args} -type f | LC_ALL=C sort | xargs -d '\\n' sha256sum`], { cwd: bundle, encoding: 'utf8' });
  writeFileSync(join(bundle, 'manifest-sha256.txt'), list('data'));
  writeFileSync(join(bundle, 'tagmanifest-sha256.txt'), list("* -not -path 'data/*' -not -name 'tagmanifest*'"));
}

test('every change of files is found', async () => {
  let found = 0;
  for (const [name, [change, ...codes]] of Object.entries(fileChanges)) {
    const bundle = join(folder, 'changed');
    cpSync(whole, bundle, { recursive: true });
    change(bundle);
    const said = await codesOf(bundle);
    expect({ name, missing: codes.filter((code) => !said.includes(code)), said }).toEqual({ name, missing: [], said });
    found++;
    rmSync(bundle, { recursive: true });
    rmSync(`${bundle}-kept`, { recursive: true, force: true });
  }
  console.log(`changes of files: ${Object.keys(fileChanges).length}, found: ${found}`);
  expect(await codesOf(whole)).toEqual([]);
});

test('a bundle that is not there, and one whose key is another, are said', async () => {
  expect(await codesOf(join(folder, 'nowhere'))).toEqual(['bundle-missing']);
  expect(await codesOf(whole, hexOf(caseKey.publicKey))).toEqual([]);
  expect(await codesOf(whole, hexOf(ada.key.publicKey))).toEqual(['bundle-key']);
});

const withLedger = (change: (ledger: SmallLedger) => void, more: SmallBundle = {}): SmallBundle => {
  const ledger = startedLedger();
  change(ledger);
  return { ledger, ...more };
};
const member = (of: typeof ada) => ({ name: of.name, publicKey: hexOf(of.key.publicKey) });
const mallory = { name: 'Mallory', key: ada.key };
type Disclosure = ReturnType<typeof smallDisclosure>;
const said = (change: (disclosure: Disclosure) => object): SmallBundle => ({ put: (to) => putSmall(to, { ...smallDisclosure(), ...change(smallDisclosure()) } as Disclosure) });
const inSearch = (change: object): SmallBundle => said(({ searches }) => ({ searches: [{ ...searches[0]!, ...change }] }));
const files = (change: Readonly<Record<string, string | null>>): SmallBundle => ({ put: (to) => putSmall(to, smallDisclosure(), change) });

/** What somebody who holds keys writes -> the one code that it has to be found under. */
const records: Readonly<Record<string, readonly [SmallBundle, BundleCode]>> = {
  'another signer than the recorded exporter': [{ signer: ada }, 'bundle-signer'],
  'an entry that names another manifest': [{ recorded: (body) => ({ ...body, manifest: '0'.repeat(64) }) }, 'bundle-unrecorded'],
  'an entry that counts fewer files': [{ recorded: (body) => ({ ...body, files: 1 }) }, 'bundle-unrecorded'],
  'an exporter who was removed': [withLedger((l) => l.append(ada, 'member-removed', { ...member(bo), reason: 'left' })), 'bundle-member'],
  'an exporter who never was a member': [{ exporter: { name: 'Cy', key: mallory.key } }, 'bundle-member'],
  'a member’s key under another name': [{ exporter: mallory }, 'bundle-member'],
  'an act signed by another member': [withLedger((l) => l.append(ada, 'policy-set', {}, bo)), 'bundle-entry-signature'],
  'an act of a person without a signature': [withLedger((l) => l.append(ada, 'policy-set', {}, null)), 'bundle-entry-signature'],
  'an entry of the program with a signature': [withLedger((l) => l.append(null, 'index-refused', {}, ada)), 'bundle-entry-signature'],
  'a member who acts before being added': [withLedger((l) => {
    l.append({ name: 'Cy', key: caseKey }, 'policy-set', {});
    l.append(ada, 'member-added', { name: 'Cy', publicKey: hexOf(caseKey.publicKey) });
  }), 'bundle-member'],
  'the entry that made the case withheld': [{ hidden: [0] }, 'bundle-entry'],
  'the entry about the bundle withheld': [{ hidden: [5] }, 'bundle-unrecorded'],
  'an earlier checkpoint of another ledger': [{ earlier: [{ size: 2, note: signCheckpoint(origin, { size: 2, root: Buffer.alloc(32) }, caseKey) }] }, 'bundle-consistency'],
  'an earlier checkpoint signed by somebody else': [{ earlier: [{ size: 2, note: signCheckpoint(origin, { size: 2, root: Buffer.alloc(32) }, ada.key) }] }, 'bundle-consistency'],
  'a time stamp that is none': [{ timestamps: new Map([[6, Buffer.from('stamp')]]) }, 'bundle-timestamp'],
  'a file with another hash than the disclosure says': [files({ 'search/S-1/probe.png': 'another' }), 'bundle-content'],
  'no disclosure': [files({ 'disclosure.json': null }), 'bundle-content'],
  'a disclosure with spaces': [files({ 'disclosure.json': JSON.stringify(smallDisclosure(), null, 1) }), 'bundle-content'],
  'a candidate left out of the list': [files({ 'search/S-1/candidates.jsonl': `${canonical({ rank: 1, trackId: 't-1', score: 1 })}\n` }), 'bundle-content'],
  'a candidate’s score changed': [files({ 'search/S-1/candidates.jsonl': [1, 2, 3].map((rank) => `${canonical({ rank, trackId: `t-${rank}`, score: 0.9 / rank })}\n`).join('') }), 'bundle-content'],
  'the nearest of the rest left out': [files({ 'search/S-1/candidates.jsonl': [1, 2].map((rank) => `${canonical({ rank, trackId: `t-${rank}`, score: 1 / rank })}\n`).join('') }), 'bundle-content'],
  'no list of candidates': [files({ 'search/S-1/candidates.jsonl': null }), 'bundle-content'],
  'a kept text changed': [files({ 'kept.jsonl': '{"body":{"label":"another"},"digest":"00","salt":"00"}\n' }), 'bundle-content'],
  'a kept text left out': [files({ 'kept.jsonl': '' }), 'bundle-content'],
  'another search.json': [files({ 'search/S-1/search.json': '{}' }), 'bundle-content'],
  'a search left out': [said(() => ({ searches: [] })), 'bundle-content'],
  'a search that no entry asked for': [said(({ searches }) => ({ searches: [...searches, { ...searches[0], id: 'S-2' }], schedule: [{ search: 'S-1', entry: 3, authority: 'A-1', disclosed: true }, { search: 'S-2', entry: 4, authority: 'A-1', disclosed: true }] })), 'bundle-content'],
  'another question than was asked': [inSearch({ request: { search: 'S-1', authority: 'A-1', sought: [] } }), 'bundle-content'],
  'no answer where one was given': [inSearch({ answered: null, result: null }), 'bundle-content'],
  'a stop that did not happen': [inSearch({ stopped: { reason: 'asked' } }), 'bundle-content'],
  'fewer vectors than stated': [inSearch({ vectors: { ...smallDisclosure().searches[0]!.vectors, rows: 3 } }), 'bundle-content'],
  'the picture of another probe': [inSearch({ probes: [{ ...smallDisclosure().searches[0]!.probes[0]!, image: { path: 'kept.jsonl', sha256: '0'.repeat(64) } }] }), 'bundle-content'],
  'no probe': [inSearch({ probes: [] }), 'bundle-content'],
  'a gap in the schedule': [said(() => ({ schedule: [{ search: 'S-2', entry: 3, authority: 'A-1', disclosed: false }] })), 'bundle-content'],
  'an empty schedule': [said(() => ({ schedule: [] })), 'bundle-content'],
  'another recipient': [said(({ made }) => ({ made: { ...made, recipients: ['Somebody else'] } })), 'bundle-content'],
  'another case': [said(() => ({ case: { id: 'x', name: 'Example', reference: 'OP/1', publicKey: hexOf(caseKey.publicKey) } })), 'bundle-content'],
  'more entries than there are': [said(() => ({ entries: { total: 99, disclosed: 5 } })), 'bundle-content'],
};

test('a record that does not hold together is found, though every file and signature is in order', async () => {
  let found = 0;
  for (const [name, [how, code]] of Object.entries(records)) {
    const bundle = await writeSmallBundle(join(folder, 'forged'), how);
    const codes = await codesOf(bundle);
    expect({ name, codes: codes.includes(code) ? [code] : codes }).toEqual({ name, codes: [code] });
    found++;
    rmSync(bundle, { recursive: true });
  }
  console.log(`records that do not hold together: ${Object.keys(records).length}, found: ${found}`);
});

test('a bundle continues checkpoints that were handed out before', async () => {
  const ledger = startedLedger();
  const earlier = [{ size: 5, note: ledger.checkpoint() }];
  const bundle = await writeSmallBundle(join(folder, 'continued'), { ledger, earlier });
  expect(await codesOf(bundle)).toEqual([]);
  expect(readFileSync(join(bundle, 'ledger/earlier/5.txt'), 'utf8')).toBe(earlier[0]!.note);
});
