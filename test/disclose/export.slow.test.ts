/** @file Bundles of a case that was really worked: whole, checkable, the same for the same record, and nothing of one that is stopped. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import type { Disclosure } from '../../electron/core/disclosure.ts';
import type { ProbeId } from '../../electron/core/ids.ts';
import { score } from '../../electron/core/search.ts';
import type { Candidate } from '../../electron/core/search.ts';
import { exportBundle } from '../../electron/engine/disclose/export.ts';
import type { ExportedBundle } from '../../electron/engine/disclose/export.ts';
import { addToList, createList } from '../../electron/engine/lists.ts';
import { defaultPack } from '../../electron/engine/models.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { erase } from '../../electron/engine/retain/erasing.ts';
import { vectorOf } from '../../electron/engine/vectorBytes.ts';
import { canonical, parseCanonical } from '../../electron/ledger/canonical.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { disclosedCase } from '../support/disclosedCase.ts';
import type { DisclosedCase } from '../support/disclosedCase.ts';
import { as, grant, wish } from '../support/grantedCase.ts';

let root: string, made: DisclosedCase, bundle: ExportedBundle;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-export-'));
  made = await disclosedCase(root);
  bundle = await made.bundle('bundle', { zip: true });
}, 300_000);

afterAll(() => {
  made.opened.close();
  rmSync(root, { recursive: true });
});

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const inside = (path: string, folder = bundle.folder): Buffer => readFileSync(join(folder, 'data', path));
const json = (path: string, folder?: string): unknown => JSON.parse(inside(path, folder).toString('utf8'));
const lines = (path: string): string[] => inside(path).toString('utf8').split('\n').slice(0, -1);
const exported = (): number => entriesOf(made.opened.db, 'bundle-exported').length;

test('folder and zip are whole and say nothing that the ledger does not', async () => {
  for (const path of [bundle.folder, bundle.zip!]) {
    const { findings, files, entriesDisclosed, entriesHidden } = await verifyBundle(path, made.opened.facts.publicKey, {});
    expect(findings).toEqual([]);
    console.log(`${path === bundle.zip ? 'zip' : 'folder'}: ${files} files, ${entriesDisclosed} entries disclosed, ${entriesHidden} hidden, nothing wrong`);
  }
  expect(made.engine.verifyLedger(made.opened).findings).toEqual([]);
});

test('everything that a bundle promises is in it, and disclosure.json is what was disclosed', () => {
  const paths = readdirSync(join(bundle.folder, 'data'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(join(bundle.folder, 'data').length + 1).replaceAll('\\', '/'));
  const candidate = (rank: number) => ['clip.json', 'clip.mp4', 'crop.png', 'still.png'].map((name) => `search/S-1/candidates/${rank}/${name}`);
  expect(paths.sort()).toEqual([
    'README.txt', 'accuracy-statement.json', 'case-uco.jsonld', 'disclosure.json', 'kept.jsonl', 'pack/pack.json', 'report.html', 'report.pdf', 'schedule.csv', 'schedule.json',
    ...['candidates.jsonl', 'probe-vector.f32', 'probe.png', 'search.json', 'vectors.f32', 'vectors.jsonl'].map((name) => `search/S-1/${name}`), ...candidate(1), ...candidate(2), 'settings.json', 'undermining.json',
  ].sort());
  expect(json('disclosure.json')).toEqual(JSON.parse(JSON.stringify(bundle.disclosure)));
  expect(parseCanonical(inside('disclosure.json').toString('utf8').trimEnd())).toBeDefined();
  expect(sha256(inside('pack/pack.json'))).toBe(bundle.disclosure.searches[0]!.request.pack.digest);
  const { undermining } = bundle.disclosure;
  expect(undermining.filter(({ where }) => !paths.includes(where))).toEqual([]);
  expect(inside('README.txt').toString('utf8').match(/^ {2}(\S+\.[a-z0-9]+)/gm)!.map((name) => name.trim()).filter((name) => !paths.some((path) => path.endsWith(name)) && !name.includes('*'))).toEqual([]);
});

test('with the files alone every score, every rank and the digest in the ledger come out again', () => {
  const search = bundle.disclosure.searches[0]!;
  const { dimension } = search.vectors;
  const values = inside(search.vectors.values.path), probe = vectorOf(inside(search.probes[0]!.vector!.path));
  const best = new Map<string, number>();
  lines(search.vectors.index.path).forEach((line, i) => {
    const { track } = JSON.parse(line) as { track: string };
    const s = score(probe, vectorOf(values.subarray(i * dimension * 4, (i + 1) * dimension * 4)), search.pack.metric);
    best.set(track, Math.max(best.get(track) ?? Number.NEGATIVE_INFINITY, s));
  });
  const listed = lines('search/S-1/candidates.jsonl');
  const candidates = listed.map((line) => JSON.parse(line) as Candidate);
  expect(candidates.map(({ rank, trackId, score: s }) => [rank, trackId, s])).toEqual([...best].sort((a, b) => b[1] - a[1]).map(([track, s], i) => [i + 1, track, s]));
  const { candidates: count, digest, rest } = search.answered!.body.answers[0]!;
  expect(sha256(canonical(listed.slice(0, count).map(sha256)))).toBe(digest);
  expect(sha256(canonical(listed.slice(count).map(sha256)))).toBe(rest.nearest);
  console.log(`${values.length / dimension / 4} vectors, ${best.size} of ${search.answered!.body.tracksCompared} tracks, ${count} candidates and ${listed.length - count} others scored again, bit for bit`);
});

test('the texts that entries name by a hash are there and have that hash', () => {
  const kept = lines('kept.jsonl').map((line) => JSON.parse(line) as { digest: string; salt: string; body: unknown });
  expect(kept.filter(({ digest, salt, body }) => sha256(canonical({ salt, body })) !== digest)).toEqual([]);
  const text = JSON.stringify(kept);
  for (const said of ['a drawn picture', 'an ordinary nose', 'The ears and the nose.', 'The coat is another one.']) expect(text).toContain(said);
  expect(text).not.toContain('Drawn 60');
});

test('the schedule lists the search that was not disclosed, which its entries prove; what it gave is not in the bundle', () => {
  expect(bundle.disclosure.schedule.map(({ search, state, disclosed, candidates }) => ({ search, state, disclosed, candidates }))).toEqual([
    { search: 'S-1', state: 'answered', disclosed: true, candidates: 4 }, { search: 'S-2', state: 'answered', disclosed: false, candidates: 0 },
  ]);
  expect(inside('schedule.csv').toString('utf8').split('\r\n')).toHaveLength(4);
  const ledger = readFileSync(join(bundle.folder, 'ledger/entries.jsonl'), 'utf8');
  expect([ledger.includes('\\"search\\":\\"S-1\\"'), ledger.includes('\\"search\\":\\"S-2\\"'), existsSync(join(bundle.folder, 'data/search/S-2'))]).toEqual([true, true, false]);
});

test('an export that is stopped anywhere leaves nothing: no folder, no entry, no temporary file', async () => {
  const before = readdirSync(root).sort(), entries = exported();
  const stages = new Set<string>();
  for (const stage of ['checking', 'looking for faces', 'writing the clip', 'writing the bundle']) {
    const stop = new AbortController();
    const onProgress = (progress: { stage: string }): void => {
      if (progress.stage !== stage) return;
      stages.add(stage);
      stop.abort();
    };
    const job = { signal: stop.signal, onProgress };
    const request = { searches: ['S-1'], folder: join(root, 'stopped'), zip: false, recipients: [], pictures: 1, clips: true, showFaces: null };
    await expect(exportBundle(made.opened, request, nodeNatives(), job)).rejects.toThrow('Stopped as asked. Nothing of the bundle is left.');
    expect(readdirSync(root).sort()).toEqual(before);
  }
  expect(exported()).toBe(entries);
  console.log(`stopped in ${stages.size} of 4 stages, nothing left`);
}, 300_000);

test('where it fails after it was recorded, the record says that nothing was handed out', async () => {
  const before = readdirSync(root).sort(), entries = exported();
  const stop = new AbortController();
  const job = { signal: stop.signal, onProgress: ({ stage }: { stage: string }) => { if (stage === 'making the bundle durable') stop.abort(); } };
  const request = { searches: ['S-1'], folder: join(root, 'stopped'), zip: false, recipients: ['Nobody'], pictures: 0, clips: false, showFaces: null };
  await expect(exportBundle(made.opened, request, nodeNatives(), job)).rejects.toMatchObject({ code: 'stopped' });
  expect([exported(), readdirSync(root).sort()]).toEqual([entries + 1, before]);
  expect(entriesOf(made.opened.db, 'bundle-abandoned').map(({ body }) => body)).toEqual([{ bundle: 'B-2', reason: expect.stringContaining('Stopped as asked') as string }]);
});

test('the same record at the same time gives the same payload', async () => {
  const at = '2026-11-01T10:00:00.000Z';
  const request = { searches: ['S-1'], zip: false, recipients: ['Somebody'], pictures: 1, clips: true, showFaces: null };
  // The second one bears another number and names the first: their pictures, vectors and candidates have to be equal, byte for byte.
  const [one, other] = [await exportBundle(made.opened, { ...request, folder: join(root, 'one') }, nodeNatives(), {}, at), await exportBundle(made.opened, { ...request, folder: join(root, 'other') }, nodeNatives(), {}, at)];
  const sums = ({ folder }: ExportedBundle): string[] => readFileSync(join(folder, 'manifest-sha256.txt'), 'utf8').split('\n').filter((line) => !/(disclosure\.json|undermining\.json|report\.\w+|case-uco\.jsonld)$/.test(line));
  expect(sums(other)).toEqual(sums(one));
  const said = ({ disclosure: { bundle: _bundle, bundlesBefore: _before, entries: _entries, ...rest } }: ExportedBundle): unknown => rest;
  expect(said(other)).toEqual(said(one));
  console.log(`${sums(one).length - 1} files byte for byte the same`);
}, 300_000);

test('the whole case discloses every entry, and is proved to continue the bundle before', async () => {
  const whole = await made.bundle('whole', { searches: null, pictures: 0, clips: false });
  expect(whole.disclosure.bundlesBefore.map((before) => before.bundle)).toEqual(['B-1', 'B-3', 'B-4']);
  const report = await verifyBundle(whole.folder, null, {});
  expect([report.findings, report.entriesHidden, report.entriesDisclosed]).toEqual([[], 0, whole.entry + 1]);
  expect(JSON.parse(readFileSync(join(whole.folder, 'ledger/consistency.json'), 'utf8'))).toMatchObject([{ size: entriesOf(made.opened.db, 'bundle-exported').at(-2)!.index + 1 }]);
  const { searches } = json('disclosure.json', whole.folder) as Disclosure;
  expect(searches.map(({ id, vectors }) => [id, vectors.values.path])).toEqual([['S-1', 'search/S-1/vectors.f32'], ['S-2', 'search/S-1/vectors.f32']]);
}, 300_000);

test('showing bystanders takes a reason, which the ledger keeps; who is no disclosure officer hands out nothing', async () => {
  await expect(made.bundle('shown', { showFaces: ' ' })).rejects.toMatchObject({ code: 'reason-missing' });
  const shown = await made.bundle('shown', { showFaces: 'The court asked for it.', pictures: 1, clips: false });
  expect(entriesOf(made.opened.db, 'bundle-exported').at(-1)!.body).toMatchObject({ faces: 'nobody-blurred', whyNotBlurred: 'The court asked for it.' });
  expect(shown.disclosure.searches[0]!.pictures[0]).toMatchObject({ facesFound: null, blurred: [] });
  await expect(made.bundle('shown')).rejects.toMatchObject({ code: 'file-exists' });
  await expect(made.bundle('unknown', { searches: ['S-9'] })).rejects.toMatchObject({ code: 'search-unknown' });
  await expect(made.bundle('case/inside')).rejects.toMatchObject({ code: 'folder-unusable' });
  await as(made.opened, 'reviewer');
  await expect(made.bundle('refused')).rejects.toMatchObject({ code: 'role-missing' });
  await as(made.opened, 'analyst');
  expect(existsSync(join(root, 'refused'))).toBe(false);
}, 300_000);

test('lists, processed pictures and what was erased since are disclosed whole', async () => {
  const { engine, opened, probe } = made;
  const original = join(root, 'portrait-3.png'), edited = join(root, 'portrait-3-blurred.png');
  writeFileSync(edited, await sharp(original).blur(4).png().toBuffer());
  const provenance = { origin: 'witness' as const, source: 'a drawn picture', takenOn: null, basis: 'drawn for tests', edits: ['blurred'], reviewOn: null, custody: null };
  const processed = (await engine.addProbe(opened, { file: edited, original: { file: original, face: null } }, { label: 'Blurred', provenance, face: null }, defaultPack, {})).probe.id;
  createList(opened, 'of the evening', 'sought', 'A-1');
  for (const each of [probe, entriesOf(opened.db, 'probe-added')[1]!.body.probe]) addToList(opened, 'L-1', { probe: each as ProbeId, reason: 'seen near by', basis: 'a warrant', reviewOn: '2099-01-01' });
  const request = { authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 2, threshold: null };
  const of = { processed: (await engine.search(opened, { ...request, probe: processed, list: null }, defaultPack, {})).id, list: (await engine.search(opened, { ...request, probe: null, list: 'L-1' }, defaultPack, {})).id };
  const gone = bundle.disclosure.searches[0]!.result!.answers[0]!.rest.nearest.at(-1)!.trackId;
  await grant(opened, wish({ kind: 'erasure', items: [gone], origins: [], searches: 0 }));
  erase(opened, { item: { kind: 'track', id: gone }, authority: null, reason: 'of a passer-by', despite: 'the track is no candidate', certificate: join(root, 'certificate.txt') });
  const { folder, disclosure } = await made.bundle('several', { searches: ['S-1', of.processed, of.list], pictures: 0 });
  expect((await verifyBundle(folder, null, {})).findings).toEqual([]);
  const roles = disclosure.searches.map(({ result, probes }) => [result!.answers.map(({ role }) => role), probes.length, probes.every(({ image, vector }) => image && vector)]);
  expect(roles).toEqual([[['probe'], 1, true], [['probe', 'original'], 2, true], [['entry', 'entry'], 2, true]]);
  expect(inside(`search/${of.list}/candidates-2.jsonl`, folder).length).toBeGreaterThan(0);
  expect(inside('search/S-1/candidates.jsonl', folder).toString('utf8').trimEnd().split('\n').at(-1)).toMatch(/^{"erased":"[0-9a-f]{64}","rank":10}$/);
  expect(disclosure.undermining.map(({ code }) => code)).toEqual(expect.arrayContaining(['probe-processed', 'several-faces-sought', 'candidates-erased', 'searched-before-or-after']));
  expect(readFileSync(join(folder, 'data/kept.jsonl'), 'utf8')).toContain('seen near by');
}, 300_000);

test('an exhibit that changed since is told and gives no pictures; the others do', async () => {
  const file = join(root, 'group.mp4');
  appendFileSync(file, 'x');
  const { disclosure } = await made.bundle('changed', { clips: false, pictures: 4 });
  truncateSync(file, readFileSync(file).length - 1);
  expect(disclosure.undermining.map(({ code }) => code)).toEqual(expect.arrayContaining(['exhibit-changed', 'pictures-missing']));
  const { pictures, withoutPictures, result } = disclosure.searches[0]!;
  const exhibitOf = (rank: number): string => result!.answers[0]!.candidates[rank - 1]!.exhibit;
  expect([new Set(pictures.map(({ rank }) => exhibitOf(rank))), new Set(withoutPictures.map(({ rank }) => exhibitOf(rank)))]).toEqual([new Set(['R/2']), new Set(['R/1'])]);
}, 300_000);

test('what is recorded while a bundle is being made is in the next one, and neither half of it in this one', async () => {
  const { engine, opened, probe } = made;
  const before = entriesOf(opened.db, 'lead-corroborated').length;
  let written = 0;
  const onProgress = (): void => {
    if (written++ === 0) engine.review.corroborate(opened, { search: 'S-1', probe, rank: 1 }, 'against', 'A doorman remembers somebody else.');
  };
  const folder = join(root, 'meanwhile');
  const { disclosure } = await engine.export(opened, { searches: ['S-1'], folder, zip: false, recipients: ['The defence'], pictures: 0, clips: false, showFaces: null }, { onProgress });
  expect([entriesOf(opened.db, 'lead-corroborated').length, disclosure.searches[0]!.leads.flatMap(({ corroboration }) => corroboration).length]).toEqual([before + 1, before]);
  expect((await verifyBundle(folder, null, {})).findings).toEqual([]);
});
