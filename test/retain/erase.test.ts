/** @file Erasing: gone from every byte of the case, from searches and lists, with a certificate; what was tampered with is still found. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../electron/engine/hash.ts';
import { chooseExhibits } from '../../electron/engine/indexing.ts';
import { addToList, createList, listsOf } from '../../electron/engine/lists.ts';
import { imagePath } from '../../electron/engine/probing.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { erase } from '../../electron/engine/retain/erasing.ts';
import { chooseItem } from '../../electron/engine/retain/items.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { seenBy, seenCase, soughtPerson } from './seenCase.ts';
import { asked, findingsOf, traces, vectorOf } from './traces.ts';

test('an erased track is in no byte of the case and in no search, and the ledger still holds', async () => {
  const scene = await seenCase(temporaryFolder());
  const { opened, found } = scene;
  const gone = scene.trackOf(60);
  expect(found.answers[0]!.candidates.length + found.answers[0]!.rest.nearest.length).toBe(4);
  const before = traces(opened.folder, vectorOf(60));
  expect([before.some((path) => path.startsWith('case.sqlite')), before.some((path) => path.startsWith('vectors'))]).toEqual([true, true]);
  await scene.mayErase(gone);
  const { counts, tracks } = erase(opened, asked(opened, 'track', gone));
  expect([tracks.map(({ track }) => track), counts]).toEqual([[gone], { sightings: 20, vectors: 4, images: 0, candidates: 1 }]);
  expect([10, 60, 120, 200].map((person) => [person, traces(opened.folder, vectorOf(person)).length > 0])).toEqual([[10, true], [60, false], [120, true], [200, true]]);
  expect(findingsOf(opened)).toEqual([]);
  const after = await scene.searchAgain();
  expect([found.tracksCompared, after.tracksCompared]).toEqual([4, 3]);
  expect(JSON.stringify(after)).not.toContain(gone);
  expect(findingsOf(opened)).toEqual([]);
  expect(() => chooseItem(opened, 'track', gone)).toThrow(expect.objectContaining({ code: 'item-erased' }));
  console.log(`erased track: found in ${before.length} files before, in 0 of the case's files after; ${counts.sightings} sightings, ${counts.vectors} vectors gone`);
});

test('an erased probe is gone with its image, its details and its place on lists; the same picture may be added anew', async () => {
  const scene = await seenCase(temporaryFolder());
  const { opened, probe } = scene;
  const other = await scene.addProbe('somebody else altogether', 90);
  createList(opened, 'sought in March', 'sought', 'A-1');
  const reason = 'seen near the scene twice on that day';
  addToList(opened, 'L-1', { probe, reason, basis: 'warrant', reviewOn: '2099-01-01' });
  addToList(opened, 'L-1', { probe: other, reason: 'a neighbour of the complainant', basis: 'warrant', reviewOn: '2099-01-01' });
  const image = imagePath(opened, entriesOf(opened.db, 'probe-added')[0]!.body.imageSha256);
  const held = [
    ['vector', vectorOf(soughtPerson)], ['image', readFileSync(image).subarray(64)], ['label', Buffer.from('the tall person in the doorway')], ['reason on the list', Buffer.from(reason)],
  ] as const;
  const where = (): unknown => held.map(([name, bytes]) => [name, traces(opened.folder, bytes).length > 0]);
  expect(where()).toEqual([['vector', true], ['image', true], ['label', true], ['reason on the list', true]]);
  await scene.mayErase(probe);
  const { counts, kept } = erase(opened, asked(opened, 'probe', probe));
  expect([counts, kept.length]).toEqual([{ sightings: 0, vectors: 1, images: 1, candidates: 0 }, 2]);
  expect(where()).toEqual([['vector', false], ['image', false], ['label', false], ['reason on the list', false]]);
  expect([existsSync(image), listsOf(opened.db)[0]!.entries.map((entry) => entry.probe)]).toEqual([false, [other]]);
  expect(findingsOf(opened)).toEqual([]);
  await expect(scene.searchAgain()).rejects.toMatchObject({ code: 'probe-erased' });
  const again = await scene.addProbe('the tall person in the doorway', soughtPerson);
  expect([again, findingsOf(opened)]).toEqual([probe, []]);
});

test('an erased exhibit takes everybody seen in it, is not indexed again, and its original is as it was', async () => {
  const root = temporaryFolder(), scene = await seenCase(root);
  const { opened } = scene;
  const people = seenBy['a.avi'];
  const [exhibit] = chooseExhibits(opened, 'X/1');
  await scene.mayErase(exhibit!.id);
  const { tracks, counts } = erase(opened, asked(opened, 'exhibit', 'X/1', { certificate: join(root, 'certificate.html') }));
  expect([tracks.length, counts.sightings]).toEqual([people.length, people.length * 20]);
  expect(people.flatMap((person) => traces(opened.folder, vectorOf(person)))).toEqual([]);
  expect(sha256(readFileSync(exhibit!.path))).toBe(exhibit!.sha256);
  expect(findingsOf(opened)).toEqual([]);
  await scene.indexAgain();
  expect([chooseExhibits(opened, null).map(({ reference }) => reference), people.flatMap((person) => traces(opened.folder, vectorOf(person)))]).toEqual([['X/2'], []]);
  expect(() => chooseExhibits(opened, 'X/1')).toThrow(expect.objectContaining({ code: 'item-erased' }));
  expect((await scene.searchAgain()).tracksCompared).toBe(1);
  expect(findingsOf(opened)).toEqual([]);
});

test('footage that was indexed twice: the erasure says under which track the same face is still kept', async () => {
  const scene = await seenCase(temporaryFolder());
  const first = scene.trackOf(10);
  await scene.indexAgain();
  const second = scene.trackOf(10);
  expect(second).not.toBe(first);
  await scene.mayErase(first, second);
  expect(erase(scene.opened, asked(scene.opened, 'track', first)).alsoSeenAs).toEqual([second]);
  expect(traces(scene.opened.folder, vectorOf(10)).length).toBeGreaterThan(0);
  expect(erase(scene.opened, asked(scene.opened, 'track', second)).alsoSeenAs).toEqual([]);
  expect(traces(scene.opened.folder, vectorOf(10))).toEqual([]);
  expect(findingsOf(scene.opened)).toEqual([]);
});

test('the certificate says who, under which authority, what, what not, and where the ledger says so; and nothing of the face', async () => {
  const scene = await seenCase(temporaryFolder());
  const { opened } = scene;
  const gone = scene.trackOf(60);
  await scene.mayErase(gone);
  const { certificate } = asked(opened, 'track', gone);
  const { tracks } = erase(opened, asked(opened, 'track', gone));
  const page = readFileSync(certificate, 'utf8');
  const [entry] = entriesOf(opened.db, 'erased');
  for (const text of ['A. Analyst', 'O. Officer', 'A-2', 'E-1', gone, tracks[0]!.digest, entry!.leaf, 'The original footage', 'Backups', 'retrace/case/', 'asked for by the person']) expect(page).toContain(text);
  expect(page).not.toMatch(/<script|the tall person/);
});

test('after an erasure tampering is still found, and so is an item that is still there: 8 of 8', async () => {
  const scene = await seenCase(temporaryFolder());
  const { opened, probe } = scene;
  const gone = scene.trackOf(60);
  await scene.mayErase(gone, probe);
  const row = opened.db.prepare<[Buffer], { run: number; track: number }>('SELECT run, track FROM embedding WHERE vector = ?').get(Buffer.from(vectorOf(60)))!;
  const sighting = opened.db.prepare<[number, number], Record<string, unknown>>('SELECT * FROM sighting WHERE run = ? AND track = ? LIMIT 1').get(row.run, row.track)!;
  erase(opened, asked(opened, 'track', gone));
  erase(opened, asked(opened, 'probe', probe));
  expect(findingsOf(opened)).toEqual([]);
  const { db } = opened;
  const image = entriesOf(db, 'probe-added')[0]!.body;
  const tampered: readonly (readonly [what: string, change: () => void])[] = [
    ['another vector is changed', () => db.exec('UPDATE embedding SET vector = zeroblob(64) WHERE key = (SELECT min(key) FROM embedding)')],
    ['another track is gone, as if it had been erased', () => db.exec('DELETE FROM embedding WHERE track = 0; DELETE FROM sighting WHERE track = 0; INSERT INTO erased_track SELECT run, ordinal, hex(zeroblob(32)) FROM track WHERE ordinal = 0; DELETE FROM track WHERE ordinal = 0')],
    ['the digest of the erased track is changed', () => db.exec("UPDATE erased_track SET digest = replace(digest, 'a', 'b')")],
    ['the digest of the erased track is gone', () => db.exec('DELETE FROM erased_track')],
    ['the digest of its candidate is changed', () => db.exec(`UPDATE search SET result = json_set(result, '$.answers[0].erased[0].digest', '${'0'.repeat(64)}', '$.answers[0].rest.erased[0].digest', '${'0'.repeat(64)}')`)],
    ['its candidate is left out', () => db.exec("UPDATE search SET result = json_set(result, '$.answers[0].erased', json('[]'), '$.answers[0].rest.erased', json('[]'))")],
    ['the track is back', () => {
      db.prepare('INSERT INTO track VALUES (?, ?, 0, 0, 1)').run(row.run, row.track);
      db.prepare(`INSERT INTO sighting (${Object.keys(sighting).join(', ')}) VALUES (${Object.keys(sighting).map(() => '?').join(', ')})`).run(...Object.values(sighting));
    }],
    ['the probe is back', () => db.prepare('INSERT INTO probe VALUES (?, ?, ?, NULL, NULL)').run(probe, image.details, image.imageSha256)],
  ];
  const found = tampered.map(([what, change]) => {
    db.exec('SAVEPOINT tamper');
    change();
    const codes = findingsOf(opened).map(({ code }) => code);
    db.exec('ROLLBACK TO tamper; RELEASE tamper');
    return [what, codes.length > 0];
  });
  expect(found).toEqual(tampered.map(([what]) => [what, true]));
  expect(findingsOf(opened)).toEqual([]);
  console.log(`tampering after an erasure: ${found.filter(([, yes]) => yes).length} of ${tampered.length} found`);
});
