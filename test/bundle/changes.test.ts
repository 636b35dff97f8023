/** @file Bundles that somebody changed, as files and as records: each change is found and named. */
import { appendFileSync, cpSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitments } from '../../electron/bundle/contentCheck.ts';
import type { BundleCode } from '../../electron/bundle/findings.ts';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { acts } from '../../electron/core/entry.ts';
import { commitment } from '../../electron/core/forms.ts';
import { signCheckpoint } from '../../electron/ledger/checkpoint.ts';
import { canonical } from '../../electron/ledger/canonical.ts';
import { ada, at, authority, bo, caseKey, estimate, hexOf, keptLine, origin, putSmall, sha256, smallDisclosure, startedLedger, writeSmallBundle } from './smallBundle.ts';
import type { SmallBundle, SmallLedger } from './smallBundle.ts';
import { workedDisclosure, workedKept, workedLedger } from './workedBundle.ts';

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
  const list = (name: string, belongs: (path: string) => boolean): void => {
    const paths = (readdirSync(bundle, { recursive: true }) as string[]).filter((path) => belongs(path) && statSync(join(bundle, path)).isFile()).sort();
    writeFileSync(join(bundle, name), paths.map((path) => `${sha256(readFileSync(join(bundle, path)))}  ${path}\n`).join(''));
  };
  list('manifest-sha256.txt', (path) => path.startsWith('data/'));
  list('tagmanifest-sha256.txt', (path) => !path.startsWith('data/') && !path.startsWith('tagmanifest'));
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
const cy = { name: 'Cy Hale', key: caseKey };
/** A second authority. */
function grantedBy(ledger: SmallLedger, asker: typeof ada, granter: typeof ada, request?: string): void {
  const entry = ledger.append(asker, 'authority-requested', { ...authority, authority: 'A-2' });
  ledger.append(granter, 'authority-granted', { authority: 'A-2', request: request ?? hexOf(ledger.kept[entry]!.leaf) });
}
const again = (ledger: SmallLedger, by: typeof ada, under = 'A-1', when = at): void => void ledger.append(by, 'search-requested', { search: 'S-2', authority: under, threshold: null, estimate, sought: [] }, by, when);
type Disclosure = ReturnType<typeof smallDisclosure>;
const said = (change: (disclosure: Disclosure) => object): SmallBundle => ({ put: (to) => putSmall(to, { ...smallDisclosure(), ...change(smallDisclosure()) } as Disclosure) });
const inSearch = (change: object): SmallBundle => said(({ searches }) => ({ searches: [{ ...searches[0]!, ...change }] }));
const inSchedule = (change: object): SmallBundle => said(({ schedule }) => ({ schedule: [{ ...schedule[0]!, ...change }] }));
const files = (change: Readonly<Record<string, string | null>>): SmallBundle => ({ put: (to) => putSmall(to, smallDisclosure(), change) });
const candidateLines = (ranks: readonly number[], factor = 1): string => ranks.map((rank) => `${canonical({ rank, trackId: `t-${rank}`, score: factor / rank })}\n`).join('');
const probe = smallDisclosure().searches[0]!.probes[0]!;
const [answer] = smallDisclosure().searches[0]!.result.answers;
const firstDigest = sha256(canonical(answer!.candidates[0]));
const erasedFirst = { ...answer!, candidates: answer!.candidates.slice(1), erased: [{ rank: 1, digest: firstDigest }] };
/** The worked bundle with one value of its disclosure replaced. */
const worked = (path: string, value: unknown): SmallBundle => ({ ledger: workedLedger(), put: (to) => putSmall(to, replaced(workedDisclosure(), path.split('.'), value) as Disclosure, { 'kept.jsonl': workedKept }) });

function replaced(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const copy = (Array.isArray(whole) ? [...(whole as unknown[])] : { ...(whole as object) }) as Record<string, unknown>;
  copy[name] = replaced(copy[name], rest, value);
  return copy;
}

/** What somebody who holds keys writes -> the code, and where many have one code a piece of the sentence, under which it has to be found. */
const records: Readonly<Record<string, readonly [how: SmallBundle, code: BundleCode, words?: string]>> = {
  'another signer than the recorded exporter': [{ signer: ada }, 'bundle-signer', 'another key'],
  'an entry that names another manifest': [{ recorded: (body) => ({ ...body, manifest: '0'.repeat(64) }) }, 'bundle-unrecorded', 'No disclosed entry'],
  'an entry that counts fewer files': [{ recorded: (body) => ({ ...body, files: 1 }) }, 'bundle-unrecorded', 'another number'],
  'an entry that continues what is not shown': [{ recorded: (body) => ({ ...body, continues: 3 }) }, 'bundle-consistency', 'over 3 entries'],
  'an entry about an earlier bundle withheld': [{ recorded: (body) => ({ ...body, bundle: 'B-2' }) }, 'bundle-content', 'not all disclosed'],
  'an exporter who was removed': [withLedger((l) => l.append(ada, 'member-removed', { ...member(bo), reason: 'left' })), 'bundle-member'],
  'an exporter who never was a member': [{ exporter: { name: 'Cy', key: caseKey } }, 'bundle-member'],
  'a member’s key under another name': [{ exporter: { name: 'Mallory', key: ada.key } }, 'bundle-member'],
  'an act signed by another member': [withLedger((l) => l.append(ada, 'still-exported', {}, bo)), 'bundle-entry-signature', 'not signed by the key'],
  'an act of a person without a signature': [withLedger((l) => l.append(ada, 'still-exported', {}, null)), 'bundle-entry-signature', 'not signed by the key'],
  'an entry of the program with a signature': [withLedger((l) => l.append(null, 'index-refused', {}, ada)), 'bundle-entry-signature', 'one of the program'],
  'a member who acts before being added': [withLedger((l) => {
    l.append({ name: 'Cy', key: caseKey }, 'still-exported', {});
    l.append(ada, 'member-added', { name: 'Cy', publicKey: hexOf(caseKey.publicKey) });
  }), 'bundle-member', 'Entry 7'],
  'an authority that its asker granted': [withLedger((l) => grantedBy(l, bo, bo)), 'bundle-rule', 'who asked for the authority granted it'],
  'a grant of something else than was asked for': [withLedger((l) => grantedBy(l, ada, bo, sha256('another'))), 'bundle-rule', 'something else than what was asked for'],
  'a grant of what was granted before': [withLedger((l) => l.append(bo, 'authority-granted', { authority: 'A-1', request: hexOf(l.kept[3]!.leaf) })), 'bundle-rule', 'decided before'],
  'a grant by somebody without the role': [withLedger((l) => grantedBy(l, bo, ada)), 'bundle-rule', 'do not allow it'],
  'a search by who granted its authority': [withLedger((l) => {
    l.append(ada, 'member-added', { ...member(cy), roles: ['analyst', 'authorising-officer'] });
    grantedBy(l, ada, cy);
    again(l, cy, 'A-2');
  }), 'bundle-rule', 'who acted under the authority granted it'],
  'a search by a member for the defence': [withLedger((l) => {
    l.append(ada, 'member-added', { ...member(cy), roles: ['defence'] });
    again(l, cy);
  }), 'bundle-rule', 'roles (defence) do not allow it'],
  'a search after its authority had expired': [withLedger((l) => again(l, ada, 'A-1', '2026-05-01T00:00:00.000Z')), 'bundle-rule', 'not in force (expired)'],
  'a search by a clock that was set back': [withLedger((l) => {
    l.append(null, 'index-refused', {}, null, '2026-05-01T00:00:00.000Z');
    again(l, ada);
  }), 'bundle-rule', 'not in force (expired)'],
  'a search after its authority was revoked': [withLedger((l) => {
    l.append(bo, 'authority-revoked', { authority: 'A-1', reason: 'r' });
    again(l, ada);
  }), 'bundle-rule', 'not in force (revoked)'],
  'one search more than its authority allows': [withLedger((l) => again(l, ada)), 'bundle-rule', 'not in force (exhausted)'],
  'a search under what was not granted': [{ hidden: [4] }, 'bundle-rule', 'not in force (requested)'],
  'a person’s act that the program signed': [withLedger((l) => l.append(null, 'policy-set', { secondPersonGrants: false })), 'bundle-rule', 'no person signed it'],
  'the program’s act that a person signed': [withLedger((l) => l.append(ada, 'search-answered', {})), 'bundle-rule', 'the program’s own act'],
  'an act by a name that every object has': [withLedger((l) => l.append(ada, 'constructor', {})), 'bundle-rule', 'the program’s own act'],
  'a grant that does not say of what': [withLedger((l) => l.append(bo, 'authority-granted', {})), 'bundle-rule', 'Entry 7 does not state'],
  'a case that was made anew': [withLedger((l) => l.append(ada, 'case-created', { operator: { ...member(ada), roles: ['authorising-officer'] } })), 'bundle-rule', 'by the first entry'],
  'the entry that made the case withheld': [{ hidden: [0] }, 'bundle-entry', 'not disclosed'],
  'the entry about the bundle withheld': [{ hidden: [7] }, 'bundle-unrecorded'],
  'an earlier checkpoint of another ledger': [{ earlier: [{ size: 2, note: signCheckpoint(origin, { size: 2, root: Buffer.alloc(32) }, caseKey) }] }, 'bundle-consistency', 'not shown to continue'],
  'an earlier checkpoint signed by somebody else': [{ earlier: [{ size: 2, note: signCheckpoint(origin, { size: 2, root: Buffer.alloc(32) }, ada.key) }] }, 'bundle-consistency', 'not a checkpoint'],
  'a time stamp that is none': [{ timestamps: new Map([[8, Buffer.from('stamp')]]) }, 'bundle-timestamp'],
  'a file with another hash than the disclosure says': [files({ 'search/S-1/probe.png': 'another' }), 'bundle-content', 'another SHA-256'],
  'no disclosure': [files({ 'disclosure.json': null }), 'bundle-content', 'missing or not canonical'],
  'a disclosure with spaces': [files({ 'disclosure.json': JSON.stringify(smallDisclosure(), null, 1) }), 'bundle-content', 'missing or not canonical'],
  'a candidate left out of the list': [files({ 'search/S-1/candidates.jsonl': candidateLines([1]) }), 'bundle-content', 'not the list of candidates'],
  'a candidate’s score changed': [files({ 'search/S-1/candidates.jsonl': candidateLines([1, 2, 3], 0.9) }), 'bundle-content', 'not the list of candidates'],
  'the nearest of the rest left out': [files({ 'search/S-1/candidates.jsonl': candidateLines([1, 2]) }), 'bundle-content', 'nearest of the rest'],
  'another list in the disclosure': [inSearch({ result: { answers: [{ candidates: [], erased: [], rest: { nearest: [], erased: [] } }] } }), 'bundle-content', 'not the list in data/disclosure.json'],
  'no list in the disclosure': [inSearch({ result: { answers: [] } }), 'bundle-content', '0 lists'],
  'no list of candidates': [files({ 'search/S-1/candidates.jsonl': null }), 'bundle-content', 'not the list of candidates'],
  'a kept text changed': [files({ 'kept.jsonl': keptLine().replace('a picture', 'another') }), 'bundle-content', 'not the one that was recorded'],
  'a kept text left out': [files({ 'kept.jsonl': '' }), 'bundle-content', 'is not in data/kept.jsonl'],
  'a kept text that nobody recorded': [files({ 'kept.jsonl': `${keptLine()}${keptLine({ salt: '02', body: 'x' })}` }), 'bundle-content', 'No entry names the text'],
  'a kept text called erased': [files({ 'kept.jsonl': `${canonical({ digest: (JSON.parse(keptLine()) as { digest: string }).digest, erased: true })}\n` }), 'bundle-content', 'no entry says so'],
  'a candidate called erased': [{ put: (to) => putSmall(to, replaced(smallDisclosure(), ['searches', '0', 'result', 'answers', '0'], erasedFirst) as Disclosure, { 'search/S-1/candidates.jsonl': `${canonical({ erased: firstDigest, rank: 1 })}\n${candidateLines([2, 3])}` }) }, 'bundle-content', 'said to be erased'],
  'another search.json': [files({ 'search/S-1/search.json': '{}' }), 'bundle-content', 'search.json'],
  'a search left out': [said(() => ({ searches: [] })), 'bundle-content', 'whether “S-1”'],
  'a search that no entry asked for': [said(({ searches }) => ({ searches: [...searches, { ...searches[0], id: 'S-2' }] })), 'bundle-content', 'What “S-2” asked for'],
  'another question than was asked': [inSearch({ request: { search: 'S-1', authority: 'A-1', sought: [] } }), 'bundle-content', 'asked for'],
  'another asker': [inSearch({ requestedBy: { publicKey: hexOf(bo.key.publicKey) } }), 'bundle-content', 'by whom'],
  'no answer where one was given': [inSearch({ answered: null, result: null }), 'bundle-content', 'was answered'],
  'a stop that did not happen': [inSearch({ stopped: { reason: 'asked' } }), 'bundle-content', 'was stopped'],
  'fewer vectors than stated': [inSearch({ vectors: { ...smallDisclosure().searches[0]!.vectors, rows: 3 } }), 'bundle-content', 'more or fewer'],
  'the picture of another probe': [inSearch({ probes: [{ ...probe, image: probe.vector }] }), 'bundle-content', 'The picture of the probe'],
  'the vector of another probe': [inSearch({ probes: [{ ...probe, vector: probe.image }] }), 'bundle-content', 'The vector of the probe'],
  'another probe': [inSearch({ probes: [probe, { ...probe, id: 'p2' }] }), 'bundle-content', 'did not search for'],
  'another person’s name on a probe': [inSearch({ probes: [{ ...probe, probe: { ...(probe.probe as object), label: 'somebody else' } }] }), 'bundle-content', 'The probe “p1” is not as its entry states it: label'],
  'the hash of another picture on a probe': [inSearch({ probes: [{ ...probe, probe: { ...(probe.probe as object), imageSha256: sha256('another') } }] }), 'bundle-content', 'imageSha256'],
  'another who added a probe': [inSearch({ probes: [{ ...probe, addedBy: bo.name }] }), 'bundle-content', 'was added by somebody else'],
  'a probe called erased': [inSearch({ probes: [{ ...probe, probe: null }] }), 'bundle-content', 'its details are not'],
  'no probe': [inSearch({ probes: [] }), 'bundle-content', 'does not name'],
  'a gap in the schedule': [inSchedule({ search: 'S-2' }), 'bundle-content', 'in the place of S-1'],
  'a search that the schedule calls unused': [inSchedule({ disclosed: false }), 'bundle-content', 'whether “S-1”'],
  'an empty schedule': [said(() => ({ schedule: [] })), 'bundle-content', 'otherwise than its entry'],
  'another count in the schedule': [inSchedule({ candidates: 1 }), 'bundle-content', 'otherwise than its entry'],
  'a check left out of the schedule': [withLedger((l) => l.append(ada, 'check-requested', { check: 'C-1', authority: 'A-1', list: 'L-1' })), 'bundle-content', '“C-1” otherwise'],
  'a gap among the checks': [said(() => ({ checks: [{ check: 'C-2' }] })), 'bundle-content', 'in the place of C-1'],
  'a search in the schedule that no entry asked for': [said(({ schedule }) => ({ schedule: [...schedule, { ...schedule[0]!, search: 'S-2', disclosed: false }] })), 'bundle-content', '“S-2”, and no entry'],
  'another recipient': [said(({ made }) => ({ made: { ...made, recipients: ['Somebody else'] } })), 'bundle-content', 'for whom'],
  'another maker': [said(({ made }) => ({ made: { ...made, by: member(ada) } })), 'bundle-content', 'who made the bundle'],
  'a refusal left out': [withLedger((l) => l.append(null, 'act-refused', { what: 'search', by: { name: ada.name }, authority: null, code: 'authority-none', reason: 'r' })), 'bundle-content', 'what was refused'],
  'a refusal that there was not': [said(() => ({ refusals: [{ at, by: ada.name, what: 'search', authority: null, reason: 'r' }] })), 'bundle-content', 'what was refused'],
  'an earlier bundle that there was not': [said(() => ({ bundlesBefore: [{ bundle: 'B-1', at, recipients: [] }] })), 'bundle-content', 'the bundles before this one'],
  'another case': [said(({ case: of }) => ({ case: { ...of, id: 'x' } })), 'bundle-content', 'another case'],
  'more entries than there are': [said(() => ({ entries: { total: 99, disclosed: 5 } })), 'bundle-content', 'number of entries'],
  'another policy': [worked('policy.secondPersonGrants', false), 'bundle-content', 'The policy'],
  'an exhibit left out': [worked('exhibits', []), 'bundle-content', 'The exhibit “camera 1.mp4” is not in'],
  'an indexing left out': [worked('exhibits.0.footage.0.runs', []), 'bundle-content', 'The indexing “r1” is not in'],
  'another hash of an exhibit': [worked('exhibits.0.exhibit.sha256', '0'.repeat(64)), 'bundle-content', 'The exhibit'],
  'a clock that was stated anew': [worked('exhibits.0.footage.0.footage.clock.offset', '0'), 'bundle-content', 'or its clock'],
  'other settings of an indexing': [worked('exhibits.0.footage.0.runs.0.settings', 'x'), 'bundle-content', 'settings'],
  'better completeness': [worked('exhibits.0.footage.0.runs.0.completeness', {}), 'bundle-content', 'completeness'],
  'a finished indexing called stopped': [worked('exhibits.0.footage.0.runs.0.state', 'stopped'), 'bundle-content', 'was finished'],
  'another offence': [worked('searches.0.authority.offence', 'murder'), 'bundle-content', 'The authority'],
  'another grantor': [worked('searches.0.authority.granted.publicKey', hexOf(ada.key.publicKey)), 'bundle-content', 'was granted otherwise'],
  'a revocation that did not happen': [worked('searches.0.authority.ended', {}), 'bundle-content', 'was ended otherwise'],
  'a line-up left out': [worked('searches.0.lineups', []), 'bundle-content', '0 line-ups'],
  'other fillers': [worked('searches.0.lineups.0.fillers', []), 'bundle-content', 'fillers'],
  'another description': [worked('searches.0.lineups.0.reviews.0.description', []), 'bundle-content', 'was locked'],
  'another conclusion': [worked('searches.0.lineups.0.reviews.0.decisions.0.conclusion', 'different'), 'bundle-content', 'conclusion'],
  'other reasons': [worked('searches.0.lineups.0.reviews.0.decisions.0.reasons', 'x'), 'bundle-content', 'reasons'],
  'another reviewer': [worked('searches.0.lineups.0.reviews.0.reviewer', 'Cy'), 'bundle-content', 'made by somebody else'],
  'a decision left out': [worked('searches.0.lineups.0.reviews.0.decisions', []), 'bundle-content', '0 decisions'],
  'another corroboration': [worked('searches.0.leads.0.corroboration.0.text', 'x'), 'bundle-content', 'lead-corroborated'],
  'corroboration that was against': [worked('searches.0.leads.0.corroboration.0.speaks', 'against'), 'bundle-content', 'lead-corroborated'],
  'an action that did not happen': [worked('searches.0.leads.0.actioned', { at, by: ada.name }), 'bundle-content', 'lead-actioned'],
  'another outcome': [worked('searches.0.leads.0.outcome.outcome', 'right'), 'bundle-content', 'lead-outcome'],
};

test('a record that does not hold together is found, though every file and signature is in order', { timeout: 60_000 }, async () => {
  let found = 0;
  for (const [name, [how, code, words = '']] of Object.entries(records)) {
    const bundle = await writeSmallBundle(join(folder, 'forged'), how);
    const { findings } = await verifyBundle(bundle, null, {});
    const told = findings.filter((finding) => finding.code === code && finding.message.includes(words)).length > 0;
    expect({ name, told, findings: told ? [] : findings }).toEqual({ name, told: true, findings: [] });
    found++;
    rmSync(bundle, { recursive: true });
  }
  console.log(`records that do not hold together: ${Object.keys(records).length}, found: ${found}`);
});

test('every text that an act keeps beside the ledger is looked for', () => {
  const named = Object.entries(acts).flatMap(([act, form]) => Object.entries(form.shape).flatMap(([field, each]) => (each === commitment ? [[act, field]] : [])));
  expect(named.sort()).toEqual([...commitments].sort());
});

test('a bundle with everything around a search is found whole', async () => {
  expect(await codesOf(await writeSmallBundle(join(folder, 'worked'), worked('bundle', 'B-1')))).toEqual([]);
});

test('a bundle continues checkpoints that were handed out before', async () => {
  const ledger = startedLedger();
  const earlier = [{ size: 7, note: ledger.checkpoint() }];
  const bundle = await writeSmallBundle(join(folder, 'continued'), { ledger, earlier });
  expect(await codesOf(bundle)).toEqual([]);
  expect(readFileSync(join(bundle, 'ledger/earlier/7.txt'), 'utf8')).toBe(earlier[0]!.note);
});
