/** @file Probe lists: what may be put on them, a search with all of a list, a check of one face against it, and their end. */
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { check, checkRanking } from '../../electron/engine/checking.ts';
import { addToList, createList, expiredLists, findList, listsOf, removeFromList } from '../../electron/engine/lists.ts';
import { recall } from '../../electron/engine/kept.ts';
import { findProbe } from '../../electron/engine/probing.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { erase } from '../../electron/engine/retain/erasing.ts';
import { chooseItem } from '../../electron/engine/retain/items.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { verifyWork } from '../../electron/engine/workVerify.ts';
import { score } from '../../electron/core/search.ts';
import { faceVector } from '../support/fakeAnalyser.ts';
import { fakePack } from '../support/fakeNatives.ts';
import { grant, wish } from '../support/grantedCase.ts';
import { watchedCase } from '../search/watchedCase.ts';

const entry = { reason: 'seen at an earlier burglary', basis: 'warrant of 1 March', reviewOn: '2099-01-01' };

test('a search with a list gives an answer for each entry, and counts entries x tracks', async () => {
  const scene = await watchedCase();
  const { opened } = scene;
  const authority = await grant(opened, wish({ searches: 1 }));
  const list = createList(opened, 'burglaries in March', 'sought', authority).list;
  const people = [10, 200, 240];
  const probes = [];
  for (const person of people) probes.push(await scene.add(person));
  for (const probe of probes) addToList(opened, list, { ...entry, probe });
  const { answers, comparisons, tracksCompared, list: named, difference } = await scene.search({ list, threshold: -0.1 });
  expect([comparisons, tracksCompared, named, difference]).toEqual([21, 7, 'L-1', null]);
  // Person 10 was seen by two cameras, person 200 by one, person 240 by none.
  expect(answers.map(({ probe, role, candidates, rest }) => [probe, role, candidates.map(({ camera }) => camera), rest.tracks])).toEqual([
    [probes[0], 'entry', ['DOOR', 'YARD'], 5], [probes[1], 'entry', ['YARD'], 6], [probes[2], 'entry', [], 7],
  ]);
  expect(entriesOf(opened.db, 'search-requested')[0]!.body).toMatchObject({ list: 'L-1', sought: probes.map((probe) => ({ probe, role: 'entry' })) });
  await expect(scene.search({ list })).rejects.toMatchObject({ code: 'authority-not-in-force' });
  expect([...verifyLedger(opened).findings, ...verifyWork(opened)]).toEqual([]);
});

test('a check ranks every entry of a list, is recorded before and after, and counts as one search', async () => {
  const scene = await watchedCase();
  const { opened } = scene;
  const authority = await grant(opened, wish({ searches: 1, origins: ['witness', 'footage'] }));
  const list = createList(opened, 'missing since March', 'missing-or-vulnerable', authority).list;
  for (const person of [10, 60, 90]) addToList(opened, list, { ...entry, probe: await scene.add(person) });
  const probe = await scene.add(60, { origin: 'footage' }, undefined, 5);
  const custody = await scene.add(120, { origin: 'custody', reviewOn: '2099-01-01', custody: { disposal: 'convicted', retentionDecision: null } });
  const ask = (id: string) => check(opened, { probe: id, list, authority: null }, fakePack, scene.natives);
  await expect(ask(custody)).rejects.toMatchObject({ code: 'authority-scope' });
  const { ranked, kind, check: number } = await ask(probe);
  const expected = [10, 60, 90].map((person) => ({ label: `Person ${person}`, score: score(faceVector(60), faceVector(person), 'l2') })).sort((a, b) => b.score - a.score);
  expect([number, kind, ranked.map(({ label, score: got }) => ({ label, score: got }))]).toEqual(['C-1', 'missing-or-vulnerable', expected]);
  const [requested] = entriesOf(opened.db, 'check-requested'), [answered] = entriesOf(opened.db, 'check-answered');
  expect(requested!.body).toMatchObject({ check: 'C-1', authority, list, probe, entries: [{}, {}, {}], selfTest: { passed: true } });
  expect(answered!.index).toBeGreaterThan(requested!.index);
  expect(answered!.body).toMatchObject({ check: 'C-1', entriesCompared: 3 });
  expect(checkRanking.parse(recall(opened.db, answered!.body.ranked)!.body)).toEqual(ranked.map(({ rank, probe: of, score: got }) => ({ rank, probe: of, score: got })));
  await expect(ask(probe)).rejects.toMatchObject({ code: 'authority-not-in-force' });
  expect(scene.asked.opened).toBe(0);
  expect([...verifyLedger(opened).findings, ...verifyWork(opened)]).toEqual([]);
});

test('what may not be on a list is refused; what was taken off is not searched for', async () => {
  const scene = await watchedCase();
  const { opened } = scene;
  const authority = await grant(opened, wish());
  const erasing = await grant(opened, wish({ kind: 'erasure', items: ['x'], origins: [], searches: 0 }));
  expect(() => createList(opened, ' ', 'sought', authority)).toThrow(expect.objectContaining({ code: 'list-details' }));
  expect(() => createList(opened, 'a list', 'sought', 'A-9')).toThrow(expect.objectContaining({ code: 'authority-unknown' }));
  expect(() => createList(opened, 'a list', 'sought', erasing)).toThrow(expect.objectContaining({ code: 'authority-kind' }));
  const list = createList(opened, 'a list', 'sought', authority).list;
  const [first, second] = [await scene.add(10), await scene.add(60)];
  const edited = await scene.add(90, { edits: ['cropped'] }, { image: await scene.picture(90, 9), face: null });
  addToList(opened, list, { ...entry, probe: first });
  addToList(opened, list, { ...entry, probe: second });
  const refused: [Partial<typeof entry & { probe: typeof first }>, string][] = [
    [{ probe: first }, 'list-entry-known'], [{ probe: edited }, 'probe-processed'], [{ probe: 'f'.repeat(32) as typeof first }, 'probe-unknown'],
    [{ reason: ' ' }, 'list-details'], [{ basis: ' ' }, 'list-details'], [{ reviewOn: 'soon' }, 'list-details'],
  ];
  for (const [wrong, code] of refused) expect(() => addToList(opened, list, { ...entry, probe: findProbe(opened.db, edited).original!, ...wrong })).toThrow(expect.objectContaining({ code }));
  expect(() => addToList(opened, 'L-7', { ...entry, probe: first })).toThrow(expect.objectContaining({ code: 'list-unknown' }));
  await expect(check(opened, { probe: edited, list, authority: null }, fakePack, scene.natives)).rejects.toMatchObject({ code: 'probe-processed' });
  removeFromList(opened, list, first, 'found to be somebody else');
  expect(() => removeFromList(opened, list, first, 'again')).toThrow(expect.objectContaining({ code: 'list-entry-unknown' }));
  expect((await scene.search({ list })).answers.map(({ probe }) => probe)).toEqual([second]);
  // The reason and the basis of an entry are not in the ledger, from which nothing can be taken back.
  const ledger = opened.db.prepare<[], string>('SELECT group_concat(json) FROM entry').pluck().get()!;
  expect([ledger.includes(entry.reason), ledger.includes(entry.basis)]).toEqual([false, false]);
  expect(findList(opened.db, list).entries).toEqual([{ ...entry, probe: second }]);
  expect(verifyWork(opened)).toEqual([]);
});

test('an erased probe is on no list any more, also when its picture is added again', async () => {
  const scene = await watchedCase();
  const { opened } = scene;
  const authority = await grant(opened, wish());
  const [first, second] = [await scene.add(10), await scene.add(60)];
  const list = createList(opened, 'a list', 'sought', authority).list;
  for (const probe of [first, second]) addToList(opened, list, { ...entry, probe });
  const erasing = await grant(opened, wish({ kind: 'erasure', items: [first], origins: [], searches: 0 }));
  erase(opened, { item: chooseItem(opened, 'probe', first), authority: erasing, reason: 'asked for by the person', despite: null, certificate: join(scene.root, 'certificate.html') });
  const left = () => findList(opened.db, list).entries.map(({ probe }) => probe);
  expect(left()).toEqual([second]);
  await expect(scene.search({ probe: first, authority })).rejects.toMatchObject({ code: 'probe-erased' });
  expect(await scene.add(10)).toBe(first);
  expect(left()).toEqual([second]);
  addToList(opened, list, { ...entry, probe: first });
  expect((await scene.search({ list })).answers.map(({ probe }) => probe)).toEqual([second, first]);
  expect([...verifyLedger(opened).findings, ...verifyWork(opened)]).toEqual([]);
});

test('a list ends with its authority', async () => {
  const scene = await watchedCase();
  const { opened } = scene;
  const authority = await grant(opened, wish({ expires: new Date(Date.now() + 86_400_000).toISOString() }));
  const probe = await scene.add(10);
  const list = createList(opened, 'a list', 'sought', authority).list;
  createList(opened, 'an empty one', 'sought', authority);
  addToList(opened, list, { ...entry, probe });
  expect(expiredLists(opened.db, new Date().toISOString())).toEqual([]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 86_400_000 });
  onTestFinished(() => void vi.useRealTimers());
  expect(expiredLists(opened.db, new Date().toISOString()).map((each) => each.list)).toEqual([list]);
  expect(() => addToList(opened, list, { ...entry, probe })).toThrow(expect.objectContaining({ code: 'authority-not-in-force' }));
  expect(() => createList(opened, 'a third', 'sought', authority)).toThrow(expect.objectContaining({ code: 'authority-not-in-force' }));
  expect(listsOf(opened.db).map(({ entries }) => entries.length)).toEqual([1, 0]);
});
