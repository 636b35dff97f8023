/** @file The record of a search: what is stated before, what after, and that nothing of it can be changed without being found. */
import { splitTrack } from '../../electron/core/ids.ts';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { candidatesDigest, findResult } from '../../electron/engine/answers.ts';
import { check } from '../../electron/engine/checking.ts';
import { sha256 } from '../../electron/engine/hash.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { addToList, createList } from '../../electron/engine/lists.ts';
import { machineFacts } from '../../electron/engine/machine.ts';
import { findProbe, imagePath } from '../../electron/engine/probing.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { trackDigest } from '../../electron/engine/runs.ts';
import { search } from '../../electron/engine/searching.ts';
import { stateClock } from '../../electron/engine/clocks.ts';
import { verifyWork } from '../../electron/engine/workVerify.ts';
import { canonical } from '../../electron/ledger/canonical.ts';
import { rankTracks, score } from '../../electron/core/search.ts';
import type { SearchResult } from '../../electron/core/search.ts';
import type { TrackId } from '../../electron/core/ids.ts';
import { vectorBytes, vectorOf } from '../../electron/engine/vectorBytes.ts';
import { faceVector } from '../support/fakeAnalyser.ts';
import { fakePack } from '../support/fakeNatives.ts';
import { grant, wish } from '../support/grantedCase.ts';
import { at, watchedCase } from './watchedCase.ts';

/** To be changed. */
type Draft<T> = T extends string ? string : T extends readonly (infer Item)[] ? Draft<Item>[] : T extends object ? { -readonly [K in keyof T]: Draft<T[K]> } : T;

const nothingAsked = { probe: null, list: null, authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 50, threshold: null } as const;

test('every compared track is in the answer by rank, as a scan of the stored vectors gives it: candidates, the rest by digest, the nearest in full', async () => {
  const scene = await watchedCase();
  const { opened } = scene;
  const probe = await scene.add(10);
  await grant(opened, wish());
  const rows = opened.db.prepare<[], { track: TrackId; ticks: bigint; vector: Buffer }>("SELECT run.id || '-' || track AS track, ticks, vector FROM embedding JOIN run ON run.number = embedding.run").safeIntegers(true).all();
  const ranking = rankTracks(rows.map(({ track, ticks, vector }) => ({ track, ticks, score: score(faceVector(10), vectorOf(vector), 'l2') })));
  expect(ranking).toHaveLength(7);
  for (const [limit, threshold, expected] of [[50, null, 7], [3, null, 3], [50, ranking[3]!.score, 4], [1, -100, 1], [50, 1, 0]] as const) {
    const result = await scene.search({ probe, limit, threshold });
    const [answer] = result.answers;
    const { candidates, rest } = answer!;
    expect([...candidates, ...rest.nearest].map(({ rank, trackId, score: got, bestTicks }) => [rank, trackId, got, bestTicks])).toEqual(ranking.map(({ track, score: got, ticks }, i) => [i + 1, track, got, String(ticks)]));
    expect([candidates.length, rest.tracks, result.tracksCompared, result.comparisons]).toEqual([expected, 7 - expected, 7, 7]);
    expect(answer!.digest).toBe(sha256(canonical(candidates.map((c) => sha256(canonical(c))))));
    expect(rest.nearestDigest).toBe(sha256(canonical(rest.nearest.map((c) => sha256(canonical(c))))));
    expect(rest.digest).toBe(sha256(canonical(ranking.slice(expected).map(({ track, ticks, score: got }) => [track, String(ticks), got]))));
    const answered = entriesOf(opened.db, 'search-answered').at(-1)!;
    expect(answered.body).toMatchObject({
      search: result.id, tracksCompared: 7, comparisons: 7, answers: [{ probe, role: 'probe', digest: answer!.digest, candidates: expected, rest: { tracks: 7 - expected, digest: rest.digest, nearest: rest.nearestDigest } }],
      index: { rows: rows.length }, counters: { framesFailed: 0 },
    });
    expect(findResult(opened.db, result.id)).toEqual(result);
  }
  const requested = entriesOf(opened.db, 'search-requested').at(-1)!;
  expect(requested.actor).toMatchObject({ operator: 'A. Analyst' });
  expect(requested.body).toMatchObject({
    authority: 'A-1', list: null, sought: [{ probe, role: 'probe', vectorSha256: sha256(vectorBytes(faceVector(10))) }], limit: 50, threshold: 1, selfTest: { passed: true },
    software: expect.stringMatching(/^retrace /), machine: machineFacts(),
  });
  expect(machineFacts().features ?? ['not stated by this system']).not.toEqual([]);
});

test('poor sightings are left out before anything is compared', async () => {
  const scene = await watchedCase();
  const probe = await scene.add(10);
  await grant(scene.opened, wish());
  const { overall } = findProbe(scene.opened.db, probe).quality;
  expect(overall).toBeGreaterThan(0.7);
  expect((await scene.search({ probe, minimumQuality: 0.5 })).tracksCompared).toBe(7);
  // Faces of the footage are 40 pixels wide, 40 / 64 in the fake's quality.
  expect((await scene.search({ probe, minimumQuality: 0.7 })).tracksCompared).toBe(0);
});

test('an edited picture is searched for beside its original, and the difference is stated', async () => {
  const scene = await watchedCase();
  await grant(scene.opened, wish());
  const original = { image: await scene.picture(60, 7), face: null };
  const edited = await scene.add(200, { edits: ['brightened', 'turned by 3 degrees'] }, original, 9);
  const before = findProbe(scene.opened.db, edited).original!;
  expect(findProbe(scene.opened.db, before)).toMatchObject({ label: 'Person 200 (as it was)', provenance: { edits: [] }, original: null, imageSha256: sha256(original.image.bytes) });
  const result = await scene.search({ probe: edited, limit: 2 });
  expect(result.answers.map(({ probe, role }) => [probe, role])).toEqual([[edited, 'probe'], [before, 'original']]);
  expect([result.comparisons, result.tracksCompared]).toEqual([14, 7]);
  const [first, second] = result.answers.map(({ candidates }) => candidates[0]!.trackId);
  expect(first).not.toBe(second);
  expect(result.difference!.both + result.difference!.onlyProcessed.length).toBe(2);
  expect(result.difference!.onlyProcessed.length).toBe(result.difference!.onlyOriginal.length);
  // A second edit of the same picture takes the original that is there.
  const again = await scene.add(160, { edits: ['cropped'] }, original, 11);
  expect(findProbe(scene.opened.db, again).original).toBe(before);
});

test('an index that answers wrongly is found out by the scan of the record, and the stop is recorded', async () => {
  const scene = await watchedCase();
  const probe = await scene.add(10);
  await grant(scene.opened, wish());
  const { natives } = scene;
  for (const lie of ['forgets the best', 'makes the best worse', 'counts one less'] as const) {
    scene.natives = {
      ...natives,
      async openVectors(folder, pack) {
        const index = await natives.openVectors(folder, pack);
        return {
          ...index,
          count: async (scope) => (await index.count(scope)) - (lie === 'counts one less' && scope.runs.length > 1 ? 1 : 0),
          async search(query, count, scope) {
            const found = await index.search(query, count, scope);
            if (lie === 'forgets the best') return [...found.slice(1), found[1]!];
            return lie === 'makes the best worse' ? [...found.slice(1), { ...found[0]!, key: found[1]!.key }] : found;
          },
        };
      },
    };
    await expect(scene.search({ probe })).rejects.toMatchObject({ code: 'index-inconsistent' });
    const [last] = entriesOf(scene.opened.db, 'search-stopped').slice(-1);
    expect(last!.body.reason).toMatch(/index/);
  }
  expect([entriesOf(scene.opened.db, 'search-requested').length, entriesOf(scene.opened.db, 'search-stopped').length, entriesOf(scene.opened.db, 'search-answered').length]).toEqual([3, 3, 0]);
  expect(verifyWork(scene.opened)).toEqual([]);
});

test('a search that is stopped, and one without candidates, are recorded like any other and count against the authority', async () => {
  const scene = await watchedCase();
  const probe = await scene.add(10);
  await grant(scene.opened, wish({ searches: 2 }));
  const stop = new AbortController();
  stop.abort();
  await expect(search(scene.opened, { ...nothingAsked, probe }, fakePack, scene.natives, { signal: stop.signal })).rejects.toMatchObject({ code: 'stopped' });
  expect((await scene.search({ probe, threshold: 5 })).answers[0]!.candidates).toEqual([]);
  await expect(scene.search({ probe })).rejects.toMatchObject({ code: 'authority-not-in-force' });
  expect(entriesOf(scene.opened.db, 'search-requested', 'search-stopped', 'search-answered', 'act-refused').map(({ act }) => act)).toEqual(['search-requested', 'search-stopped', 'search-requested', 'search-answered', 'act-refused']);
  expect(findResult(scene.opened.db, 'S-1')).toBeNull();
  expect(() => findResult(scene.opened.db, 'S-3')).toThrow(expect.objectContaining({ code: 'search-unknown' }));
});

test('a clock stated anew moves what lies in a window; earlier answers and earlier clocks stay as they were', async () => {
  const scene = await watchedCase();
  const { opened } = scene;
  const probe = await scene.add(10);
  await grant(opened, wish());
  const window = { probe, camera: 'DOOR', from: at(0), to: at(1.5) };
  const before = await scene.search(window);
  stateClock(opened, 'X/DOOR', { startsAt: at(0), offset: '-2' }, 'compared with the speaking clock');
  const after = await scene.search(window);
  expect([before.tracksCompared, before.answers[0]!.candidates[0]!.wallTime!.uncertaintyMs]).toEqual([1, null]);
  expect(after.answers[0]!.candidates.map(({ wallTime }) => wallTime!.uncertaintyMs)).not.toContain(null);
  expect(after.tracksCompared).toBeGreaterThan(1);
  expect(findResult(opened.db, before.id)).toEqual(before);
  expect(entriesOf(opened.db, 'clock-stated').map(({ body }) => [body.footage.length, body.footage[0]!.clock!.claim.offset, body.reason])).toEqual([[1, '-2', 'compared with the speaking clock']]);
  expect(verifyLedger(opened).findings).toEqual([]);
  expect(() => stateClock(opened, 'X/DOOR', { startsAt: 'noon' }, 'why not')).toThrow(expect.objectContaining({ code: 'clock-malformed' }));
  expect(() => stateClock(opened, 'X/DOOR', { startsAt: at(0) }, ' ')).toThrow(expect.objectContaining({ code: 'reason-missing' }));
  expect(() => stateClock(opened, 'X/ROOF', { startsAt: at(0) }, 'why')).toThrow(expect.objectContaining({ code: 'exhibit-unknown' }));
});

test('whatever is changed of runs, searches, probes, lists and checks, or left behind by an erasure, is found and named', async () => {
  const scene = await watchedCase();
  const { opened } = scene;
  const { db } = opened;
  const probe = await scene.add(10, { edits: ['brightened'] }, { image: await scene.picture(10, 3), face: null });
  const entry = await scene.add(60);
  const authority = await grant(opened, wish());
  const list = createList(opened, 'a list', 'sought', authority).list;
  addToList(opened, list, { probe: entry, reason: 'seen before', basis: 'warrant', reviewOn: '2099-01-01' });
  await check(opened, { probe: entry, list, authority: null }, fakePack, scene.natives);
  const found = await scene.search({ probe, limit: 2 });
  expect(verifyWork(opened)).toEqual([]);

  const tried: string[] = [];
  /** Changes rows, looks whether exactly this is found, and takes the change back. */
  const tamper = (what: string, codes: readonly string[], change: () => void): void => {
    db.exec('PRAGMA foreign_keys = OFF; BEGIN');
    change();
    const got = [...new Set(verifyWork(opened).map(({ code }) => code))].sort();
    db.exec('ROLLBACK; PRAGMA foreign_keys = ON');
    expect([what, got]).toEqual([what, [...codes].sort()]);
    tried.push(what);
  };
  const run = (sql: string, ...values: unknown[]) => () => void db.prepare(sql).run(...values);
  const result = (change: (result: Draft<SearchResult>) => void) => () => {
    const kept = JSON.parse(canonical(found)) as Draft<SearchResult>;
    change(kept);
    run('UPDATE search SET result = ?', canonical(kept))();
  };
  const [runId, ordinal] = splitTrack(found.answers[0]!.candidates[0]!.trackId);
  const number = db.prepare<[string], number>('SELECT number FROM run WHERE id = ?').pluck().get(runId)!;

  tamper('a box', ['run-altered'], run('UPDATE sighting SET x = x + 1 WHERE run = ? AND track = ?', number, ordinal));
  tamper('a vector', ['run-altered'], run('UPDATE embedding SET vector = zeroblob(length(vector)) WHERE key = 1'));
  tamper('a sighting taken out', ['run-altered', 'row-unrecorded'], run('DELETE FROM sighting WHERE run = ? AND track = ? AND ticks = (SELECT min(ticks) FROM sighting WHERE run = ? AND track = ?)', number, ordinal, number, ordinal));
  tamper('a sighting of no track', ['row-unrecorded'], run('INSERT INTO sighting SELECT run, 99, ticks, x, y, width, height, detection_score, landmarks, eyes_px, sharpness, frontality, landmark_fit, quality, unsearchable FROM sighting WHERE run = ? AND track = ?', number, ordinal));
  tamper('a track added', ['run-altered'], run('INSERT INTO track VALUES (?, 99, 0, 0, 0)', number));
  tamper('a certificate', ['completeness-altered'], run(`UPDATE run SET completeness = replace(completeness, '"framesFailed":0', '"framesFailed":1') WHERE number = ?`, number));
  tamper('a run taken out', ['run-missing', 'row-unrecorded'], run('DELETE FROM run WHERE number = ?', number));
  tamper('a track called erased', ['run-altered', 'row-unrecorded', 'erasure-unrecorded'], () => {
    run('INSERT INTO erased_track VALUES (?, ?, ?)', number, ordinal, '0'.repeat(64))();
    run('DELETE FROM track WHERE run = ? AND ordinal = ?', number, ordinal)();
  });
  tamper('a track called erased with its digest', ['erasure-unrecorded'], () => {
    run('INSERT INTO erased_track VALUES (?, ?, ?)', number, ordinal, trackDigest(db, number, ordinal))();
    for (const table of ['embedding', 'sighting']) run(`DELETE FROM ${table} WHERE run = ? AND track = ?`, number, ordinal)();
    run('DELETE FROM track WHERE run = ? AND ordinal = ?', number, ordinal)();
  });

  tamper('a candidate’s score', ['search-altered'], result((r) => (r.answers[0]!.candidates[0]!.score += 1e-15)));
  tamper('the order of candidates', ['search-altered'], result((r) => (r.answers[0]!.candidates = r.answers[0]!.candidates.toReversed().map((c, i) => ({ ...c, rank: i + 1 })))));
  tamper('a candidate taken out', ['search-altered'], result((r) => r.answers[0]!.candidates.pop()));
  tamper('a candidate called erased', ['search-altered'], result((r) => r.answers[0]!.erased.push({ rank: 2, digest: sha256(canonical(r.answers[0]!.candidates.pop())) })));
  tamper('one of the nearest', ['search-altered'], result((r) => (r.answers[1]!.rest.nearest[0]!.quality = 1)));
  tamper('one of the nearest called erased', ['search-altered'], result((r) => r.answers[0]!.rest.erased.push({ rank: 7, digest: sha256(canonical(r.answers[0]!.rest.nearest.pop())) })));
  tamper('the digest of a list with its list', ['search-altered'], result(({ answers: [r] }) => {
    r!.candidates.pop();
    r!.digest = candidatesDigest(found.answers[0]!.candidates.slice(0, 1), []);
  }));
  tamper('the number of the rest', ['search-altered'], result((r) => (r.answers[0]!.rest.tracks -= 1)));
  tamper('the digest of the rest', ['search-altered'], result((r) => (r.answers[0]!.rest.digest = '0'.repeat(64))));
  tamper('the difference', ['search-altered'], result((r) => (r.difference!.largestMove += 1)));
  for (const field of ['tracksCompared', 'sightingsCompared', 'comparisons', 'limit'] as const) tamper(field, ['search-altered'], result((r) => (r[field] += 1)));
  tamper('the threshold', ['search-altered'], result((r) => (r.threshold = -1)));
  tamper('the authority', ['search-altered'], result((r) => (r.authority = 'A-2')));
  tamper('the warnings', ['search-altered'], result((r) => (r.warnings = ['none'])));
  tamper('footage that was not searched', ['search-altered'], result((r) => r.notSearched.push({ footageId: '0'.repeat(32), exhibit: 'X', camera: 'Y', reason: 'no-clock' })));
  tamper('a part of the answer nobody asked for', ['search-altered'], result((r) => Object.assign(r, { note: 'fine' })));
  tamper('a result that is none', ['search-altered'], run("UPDATE search SET result = '{}'"));
  tamper('a result that is no JSON', ['search-altered'], run("UPDATE search SET result = 'x'"));
  tamper('a result taken out', ['search-missing'], run('DELETE FROM search'));
  tamper('a result too many', ['search-unrecorded'], run('INSERT INTO search VALUES (2, (SELECT result FROM search))'));

  tamper('a probe’s original', ['probe-altered'], run('UPDATE probe SET original = NULL WHERE id = ?', probe));
  tamper('a probe’s track', ['probe-altered'], run(`UPDATE probe SET from_track = 'x' WHERE id = ?`, probe));
  tamper('a probe’s vector', ['probe-altered'], run('UPDATE probe_vector SET vector = zeroblob(64) WHERE probe_id = ?', probe));
  tamper('a probe’s vector taken out', ['probe-altered'], run('DELETE FROM probe_vector WHERE probe_id = ?', probe));
  tamper('a vector for a pack never used', ['probe-unrecorded'], run('INSERT INTO probe_vector VALUES (?, ?, zeroblob(64))', probe, 'f'.repeat(64)));
  tamper('a probe taken out', ['probe-missing', 'row-unrecorded'], run('DELETE FROM probe WHERE id = ?', probe));
  tamper('a probe nobody added', ['probe-unrecorded'], run(`INSERT INTO probe VALUES ('0', '0', '0', NULL, NULL)`));
  tamper('what is kept of a probe', ['kept-altered'], run(`UPDATE kept SET body = replace(body, 'given freely', 'no basis')`));
  tamper('what is kept of a list’s entry', ['kept-altered'], run(`UPDATE kept SET body = replace(body, 'seen before', 'seen twice')`));
  tamper('what is kept of a check', ['kept-altered'], run(`UPDATE kept SET body = replace(body, '"rank":1', '"rank":2')`));
  tamper('a kept text taken out', ['kept-missing'], run('DELETE FROM kept WHERE rowid = (SELECT min(rowid) FROM kept)'));
  tamper('a text nobody kept', ['kept-unrecorded'], run(`INSERT INTO kept VALUES ('${sha256(canonical({ salt: '0', body: 1 }))}', '0', '1')`));

  const image = imagePath(opened, findProbe(db, entry).imageSha256), bytes = readFileSync(image);
  tamper('a probe’s image', ['probe-image-altered'], () => writeFileSync(image, bytes.map((byte, i) => (i === 60 ? byte ^ 1 : byte))));
  tamper('a probe’s image taken out', ['probe-image-altered'], () => rmSync(image));
  console.log(`${tried.length} of ${tried.length} changes were found and named`);
}, 60_000);
