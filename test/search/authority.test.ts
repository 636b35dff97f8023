/** @file Searching under an authority: what is refused is an entry and nothing is compared; what is allowed is compared and nothing else. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { endAuthority, grantAuthority, requestAuthority } from '../../electron/engine/authorising.ts';
import type { AuthorityWish } from '../../electron/engine/authorising.ts';
import { openCase } from '../../electron/engine/caseFolder.ts';
import { check } from '../../electron/engine/checking.ts';
import { addToList, createList } from '../../electron/engine/lists.ts';
import { addMember } from '../../electron/engine/members.ts';
import { createOperator } from '../../electron/engine/operators.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { search } from '../../electron/engine/searching.ts';
import { openFakeAnalyser } from '../support/fakeAnalyser.ts';
import { fakePack } from '../support/fakeNatives.ts';
import { as, grant, wish } from '../support/grantedCase.ts';
import { at, watchedCase } from './watchedCase.ts';

const day = 86_400_000;

test('whatever an authority does not allow is refused with its reason, is an entry, and nothing is compared', async () => {
  const scene = await watchedCase();
  const { opened, asked } = scene;
  const { db } = opened;
  const probe = await scene.add(10);
  const custody = await scene.add(60, { origin: 'custody', reviewOn: '2099-01-01', custody: { disposal: 'convicted', retentionDecision: null } });
  const tried: string[] = [];
  const refused = async (what: string, code: string, reason: RegExp, act: () => Promise<unknown>): Promise<void> => {
    const before = { refusals: entriesOf(db, 'act-refused').length, requests: entriesOf(db, 'search-requested', 'check-requested').length, opened: asked.opened };
    const failure = await act().then(() => null, (error: unknown) => error as { code: string; message: string });
    const refusals = entriesOf(db, 'act-refused').slice(before.refusals);
    expect([what, failure?.code, failure?.message]).toEqual([what, code, expect.stringMatching(reason)]);
    expect([what, refusals.length, refusals[0]?.body.code, refusals[0]?.body.by.name, entriesOf(db, 'search-requested', 'check-requested').length, asked.opened]).toEqual([what, 1, code, opened.operator!.name, before.requests, before.opened]);
    tried.push(what);
  };
  const granted = (changes: Partial<AuthorityWish>): Promise<string> => grant(opened, wish(changes));

  await refused('no authority', 'authority-none', /No authority is in force/, () => scene.search({ probe }));
  const asking = requestAuthority(opened, wish()).authority;
  await refused('one that was only asked for', 'authority-not-in-force', /not granted yet/, () => scene.search({ probe, authority: asking }));
  await refused('one that there is not', 'authority-unknown', /A-99/, () => scene.search({ probe, authority: 'A-99' }));
  await as(opened, 'officer');
  endAuthority(opened, asking, 'too wide');
  await as(opened, 'analyst');
  await refused('one that was declined', 'authority-not-in-force', /declined/, () => scene.search({ probe, authority: asking }));
  const erasing = await granted({ kind: 'erasure', items: [probe], origins: [], searches: 0 });
  await refused('one to erase', 'authority-kind', /erasing/, () => scene.search({ probe, authority: erasing }));
  const revoked = await granted({});
  await as(opened, 'officer');
  endAuthority(opened, revoked, 'no longer needed');
  await as(opened, 'analyst');
  await refused('one that was revoked', 'authority-not-in-force', /revoked/, () => scene.search({ probe, authority: revoked }));

  const short = await granted({ expires: new Date(Date.now() + day).toISOString() });
  const shortList = createList(opened, 'a list', 'sought', short).list;
  addToList(opened, shortList, { probe, reason: 'seen before', basis: 'warrant', reviewOn: '2099-01-01' });
  await scene.search({ probe, authority: short });
  const used = await granted({ searches: 1 });
  await scene.search({ probe, authority: used });
  await refused('one whose searches are used up', 'authority-not-in-force', /used up/, () => scene.search({ probe, authority: used }));
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * day });
  onTestFinished(() => void vi.useRealTimers());
  await refused('one that expired', 'authority-not-in-force', /expired/, () => scene.search({ probe, authority: short }));
  await refused('a list of one that expired', 'authority-not-in-force', /expired/, () => scene.search({ list: shortList }));
  await refused('a check with such a list', 'authority-not-in-force', /expired/, () => check(opened, { probe, list: shortList, authority: null }, fakePack, scene.natives));
  vi.useRealTimers();

  const exhibit = db.prepare<[], string>(`SELECT id FROM exhibit WHERE camera = 'YARD'`).pluck().get()!;
  const narrow = await granted({ exhibits: [exhibit], cameras: ['YARD'], from: at(1), to: at(3), origins: ['witness'] });
  await refused('another exhibit', 'authority-scope', /X\/DOOR/, () => scene.search({ probe, authority: narrow, exhibit: 'X/DOOR' }));
  await refused('another camera', 'authority-scope', /GATE/, () => scene.search({ probe, authority: narrow, camera: 'GATE' }));
  await refused('an earlier time', 'authority-scope', /before/, () => scene.search({ probe, authority: narrow, from: at(0) }));
  await refused('a later time', 'authority-scope', /after/, () => scene.search({ probe, authority: narrow, to: at(4) }));
  await refused('a time that begins later', 'authority-scope', /does not cover the time/, () => scene.search({ probe, authority: narrow, from: at(5) }));
  await refused('another class of probe', 'authority-scope', /custody photograph/, () => scene.search({ probe: custody, authority: narrow }));

  const both = await createOperator(scene.home, 'B. Both', 'correct horse', 2 ** 14);
  addMember(opened, { name: both.name, publicKey: both.publicKey, sealingKey: both.sealingKey }, ['analyst', 'authorising-officer']);
  const another = requestAuthority(opened, wish()).authority;
  await opened.unlock('B. Both', 'correct horse');
  grantAuthority(opened, another);
  await refused('who searches granted it', 'authority-self', /cannot search under it/, () => scene.search({ probe, authority: another }));
  await as(opened, 'analyst');

  const wide = await granted({});
  opened.write('operator', (append) => append('review-dated', { kind: 'probe', item: custody, reviewOn: '2020-01-01' }));
  await refused('a picture past its review date', 'probe-review-past', /2020-01-01/, () => scene.search({ probe: custody, authority: wide }));
  const list = createList(opened, 'another list', 'sought', wide).list;
  await refused('a list without entries', 'list-empty', /no entries/, () => scene.search({ list }));
  addToList(opened, list, { probe, reason: 'seen before', basis: null, reviewOn: '2099-01-01' });
  await refused('a list with an entry without a basis', 'list-entries-barred', /“Person 10” has no lawful basis/, () => scene.search({ list }));
  await refused('a check against it', 'list-entries-barred', /“Person 10” has no lawful basis/, () => check(opened, { probe, list, authority: null }, fakePack, scene.natives));
  const past = createList(opened, 'a third list', 'sought', wide).list;
  addToList(opened, past, { probe, reason: 'seen before', basis: 'warrant', reviewOn: '2021-01-01' });
  await refused('a list with an entry past its review date', 'list-entries-barred', /“Person 10” is past its review date on the list \(2021-01-01\)/, () => scene.search({ list: past }));
  await refused('a list under another authority', 'list-authority', new RegExp(`belongs to the authority ${wide}`), () => scene.search({ list: past, authority: narrow }));
  await refused('a check under another authority', 'list-authority', new RegExp(`belongs to the authority ${wide}`), () => check(opened, { probe, list: past, authority: narrow }, fakePack, scene.natives));
  const { natives } = scene;
  scene.natives = { ...natives, openAnalyser: async () => ({ ...openFakeAnalyser(), selfTest: async () => ({ passed: false, problems: ['the known faces scored wrong'], scores: [] }) }) };
  await refused('a pack that fails its self-test', 'pack-nonsense', /known faces/, () => scene.search({ probe, authority: wide }));

  // The ledger, from which nothing can be taken back, names no label.
  expect(entriesOf(db, 'act-refused').filter(({ body }) => body.reason.includes('Person '))).toEqual([]);
  expect(tried.length).toBe(new Set(tried).size);
  console.log(`${tried.length} of ${tried.length} refusals are entries and compared nothing`);
}, 60_000);

test('who lacks the role of an analyst does not search, check or add a probe', async () => {
  const scene = await watchedCase();
  const probe = await scene.add(10);
  const authority = await grant(scene.opened, wish());
  const list = createList(scene.opened, 'a list', 'sought', authority).list;
  for (const person of ['officer', 'reviewer', 'defence'] as const) {
    await as(scene.opened, person);
    await expect(scene.search({ probe })).rejects.toMatchObject({ code: 'role-missing' });
    await expect(check(scene.opened, { probe, list, authority: null }, fakePack, scene.natives)).rejects.toMatchObject({ code: 'role-missing' });
    await expect(scene.add(90)).rejects.toMatchObject({ code: 'role-missing' });
  }
  expect(scene.asked.opened).toBe(0);
});

test('only what lies within both the request and its authority is compared', async () => {
  const scene = await watchedCase();
  const probe = await scene.add(10);
  // Tracks of two seconds each; the second person of a camera comes at 2.0 s.
  const narrow = await grant(scene.opened, wish({ cameras: ['DOOR', 'YARD'], from: at(2), to: at(3.8) }));
  const compared = async (request: Parameters<typeof scene.search>[0]) => {
    scene.asked.scopes.length = 0;
    const { answers, tracksCompared, sightingsCompared, notSearched } = await scene.search({ probe, authority: narrow, ...request });
    const answer = answers[0]!;
    const scopes = scene.asked.scopes.map(({ runs }) => runs.map(({ run, fromTicks, toTicks }) => [scene.cameraOf(run), fromTicks, toTicks]));
    const seen = [...answer.candidates, ...answer.rest.nearest];
    expect([answer.candidates.length + answer.rest.tracks, seen.length]).toEqual([tracksCompared, tracksCompared]);
    return { scopes, cameras: seen.map(({ camera }) => camera).sort(), tracksCompared, sightingsCompared, notSearched: notSearched.length };
  };
  expect(await compared({})).toEqual({ scopes: [[['DOOR', 20n, 38n], ['YARD', 20n, 38n]]], cameras: ['DOOR', 'YARD'], tracksCompared: 2, sightingsCompared: expect.any(Number), notSearched: 0 });
  expect(await compared({ camera: 'YARD' })).toMatchObject({ scopes: [[['YARD', 20n, 38n]]], cameras: ['YARD'], tracksCompared: 1 });
  // The clock was read to the millisecond: the request reaches one further than it says, the authority does not.
  expect(await compared({ exhibit: 'X/DOOR', from: at(2.5), to: at(3) })).toMatchObject({ scopes: [[['DOOR', 25n, 31n]]], cameras: ['DOOR'], tracksCompared: 1 });
  const everything = await grant(scene.opened, wish());
  expect(await compared({ authority: everything })).toMatchObject({ tracksCompared: 7, cameras: ['DOOR', 'DOOR', 'DOOR', 'GATE', 'GATE', 'YARD', 'YARD'] });
  // Several cover it: which one is for the operator to say.
  await expect(scene.search({ probe, camera: 'YARD', from: at(2), to: at(3) })).rejects.toMatchObject({ code: 'authority-unclear' });
  const [request] = entriesOf(scene.opened.db, 'search-requested');
  expect(request!.body.footage.map(({ fromTicks, toTicks }) => [fromTicks, toTicks])).toEqual([['20', '38'], ['20', '38']]);
});

test('the last search of an authority is taken by one of two who ask at once', async () => {
  const scene = await watchedCase();
  const probe = await scene.add(10);
  const authority = await grant(scene.opened, wish({ searches: 1 }));
  const other = openCase(scene.opened.folder, scene.home);
  await other.unlock('A. Analyst', 'correct horse');
  const { natives } = scene;
  const request = { probe, list: null, authority, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 1, threshold: null };
  // While the first one's pack is tested, after its authority was asked for, the other one searches.
  scene.natives = {
    ...natives,
    async openAnalyser(pack) {
      await search(other, request, fakePack, natives, {});
      return natives.openAnalyser(pack);
    },
  };
  await expect(scene.search({ probe, authority })).rejects.toMatchObject({ code: 'authority-not-in-force' });
  expect(entriesOf(scene.opened.db, 'search-requested', 'act-refused').map(({ act }) => act)).toEqual(['search-requested', 'act-refused']);
  other.close();
});

test('a probe of somebody not convicted is not added without a decision to keep it, nor one past its review date', async () => {
  const scene = await watchedCase();
  const custody = { origin: 'custody', reviewOn: '2099-01-01' } as const;
  for (const disposal of ['unconvicted', 'pending'] as const) {
    await expect(scene.add(10, { ...custody, custody: { disposal, retentionDecision: null } })).rejects.toMatchObject({ code: 'probe-unconvicted', message: expect.stringContaining('[2012] EWHC 1681 (Admin)') });
  }
  await expect(scene.add(10, { reviewOn: '2020-01-01' })).rejects.toMatchObject({ code: 'probe-review-past' });
  expect(entriesOf(scene.opened.db, 'act-refused').map(({ body }) => [body.what, body.code])).toEqual([['probe add', 'probe-unconvicted'], ['probe add', 'probe-unconvicted'], ['probe add', 'probe-review-past']]);
  for (const wrong of [{ origin: 'custody' as const }, { ...custody, reviewOn: null, custody: { disposal: 'convicted' as const, retentionDecision: null } }, { custody: { disposal: 'convicted' as const, retentionDecision: null } }, { source: '' }, { takenOn: 'yesterday' }]) {
    await expect(scene.add(10, wrong)).rejects.toMatchObject({ code: 'probe-details' });
  }
  await expect(scene.add(10, { edits: ['brightened'] })).rejects.toMatchObject({ code: 'probe-original-missing' });
  await expect(scene.add(10, {}, { image: await scene.picture(10, 3), face: null })).rejects.toMatchObject({ code: 'probe-edits-missing' });
  expect(entriesOf(scene.opened.db, 'probe-added')).toEqual([]);
  await scene.add(10, { ...custody, custody: { disposal: 'unconvicted', retentionDecision: 'Retention panel, 2026-02-01, reference 12' } });
  expect(entriesOf(scene.opened.db, 'probe-added').map(({ body }) => [body.origin, body.reviewOn])).toEqual([['custody', '2099-01-01']]);
});
