/** @file The end of a list: with its authority its texts go from every byte of the case, and the probes that nothing else needs. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { addToList, createList, findList } from '../../electron/engine/lists.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { endAuthority } from '../../electron/engine/authorising.ts';
import { imagePath } from '../../electron/engine/probing.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { placeHold } from '../../electron/engine/retain/holds.ts';
import { eraseList } from '../../electron/engine/retain/listEnd.ts';
import { reviewsDue } from '../../electron/engine/retain/reviewDates.ts';
import { as, grant, wish } from '../support/grantedCase.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { seenCase } from './seenCase.ts';
import { findingsOf, traces, vectorOf } from './traces.ts';

const reason = 'seen near the scene twice on that day';
const entry = { reason, basis: 'warrant of the first of March', reviewOn: '2099-01-01' };

function request(opened: Case, list: string, despite: string | null = null): Parameters<typeof eraseList>[1] {
  return { list, despite, certificate: `${opened.folder}-${list}.html` };
}

async function revoke(opened: Case, authority: string): Promise<void> {
  await as(opened, 'officer');
  endAuthority(opened, authority, 'no longer needed');
  await as(opened, 'analyst');
}

test('a list whose authority has ended goes with its probes from every byte of the case; what something else needs stays, and the entry says why', async () => {
  const scene = await seenCase(temporaryFolder());
  const { opened, probe } = scene;
  const { db } = opened;
  const authority = await grant(opened, wish());
  const [gone, held, shared] = [await scene.addProbe('the one who goes', 90), await scene.addProbe('the one who is held', 150), await scene.addProbe('the one on two lists', 230)];
  createList(opened, 'sought in March', 'sought', authority);
  createList(opened, 'sought in April', 'sought', 'A-1');
  for (const each of [gone, held, shared, probe]) addToList(opened, 'L-1', { ...entry, probe: each });
  addToList(opened, 'L-2', { probe: shared, reason: 'something else', basis: 'a warrant', reviewOn: '2099-01-01' });
  placeHold(opened, { kind: 'probe', id: held }, 'ordered by the court');
  expect(() => eraseList(opened, request(opened, 'L-1'))).toThrow(expect.objectContaining({ code: 'list-not-ended' }));
  await revoke(opened, authority);
  expect(reviewsDue(opened, '2026-12-01').due.map(({ kind, item }) => [kind, item])).toContainEqual(['list', 'L-1']);
  const image = imagePath(opened, entriesOf(db, 'probe-added').find(({ body }) => body.probe === gone)!.body.imageSha256);
  const bytes = [vectorOf(90), readFileSync(image).subarray(64), Buffer.from('the one who goes'), Buffer.from(reason), Buffer.from(entry.basis)];
  const found = (): boolean[] => bytes.map((each) => traces(opened.folder, each).length > 0);
  expect(found()).toEqual([true, true, true, true, true]);
  const { erasure, probes, stay } = eraseList(opened, request(opened, 'L-1'));
  expect(found()).toEqual([false, false, false, false, false]);
  expect([erasure.item, erasure.kept.length, probes.map(({ item }) => item), existsSync(image)]).toEqual(['L-1', 4, [gone], false]);
  expect(stay.map(({ probe: id, why }) => [id, why.join()])).toEqual([
    [held, expect.stringContaining('ordered by the court')], [shared, 'it is on the list L-2'], [probe, 'S-1 searched for it under A-1, which is in force'],
  ]);
  for (const { probe: id } of stay) expect(entriesOf(db, 'erased')[0]!.body.reason).toContain(id);
  expect(findList(db, 'L-1')).toMatchObject({ entries: [], erasure: 'E-1' });
  expect(findList(db, 'L-2').entries.map((each) => each.probe)).toEqual([shared]);
  expect(() => eraseList(opened, request(opened, 'L-1', 'again'))).toThrow(expect.objectContaining({ code: 'file-exists' }));
  expect(() => eraseList(opened, { ...request(opened, 'L-1'), certificate: `${opened.folder}-again.html` })).toThrow(expect.objectContaining({ code: 'item-erased' }));
  const page = readFileSync(`${opened.folder}-L-1.html`, 'utf8');
  for (const text of ['E-1', 'E-2', gone, held, authority]) expect(page).toContain(text);
  expect(findingsOf(opened)).toEqual([]);
  expect((await scene.searchAgain()).tracksCompared).toBe(4);
});

test('with a reason a held probe goes too, but never one that another list needs', async () => {
  const scene = await seenCase(temporaryFolder());
  const { opened } = scene;
  const authority = await grant(opened, wish({ expires: new Date(Date.now() + 86_400_000).toISOString() }));
  const [held, shared] = [await scene.addProbe('the one who is held', 150), await scene.addProbe('the one on two lists', 230)];
  createList(opened, 'sought in March', 'sought', authority);
  createList(opened, 'sought in April', 'sought', 'A-1');
  for (const each of [held, shared]) addToList(opened, 'L-1', { ...entry, probe: each });
  addToList(opened, 'L-2', { ...entry, probe: shared });
  placeHold(opened, { kind: 'probe', id: held }, 'ordered by the court');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 86_400_000 });
  onTestFinished(() => void vi.useRealTimers());
  const { probes, stay } = eraseList(opened, request(opened, 'L-1', 'the court lifted its order'));
  expect([probes.map(({ item, despite }) => [item, despite]), stay.map(({ probe }) => probe)]).toEqual([[[held, 'the court lifted its order']], [shared]]);
  expect(traces(opened.folder, vectorOf(150))).toEqual([]);
  expect(findingsOf(opened)).toEqual([]);
});

test('an erasure that only pretends to be the end of a list is found: 3 of 3', async () => {
  const scene = await seenCase(temporaryFolder());
  const { opened, probe } = scene;
  const authority = await grant(opened, wish());
  createList(opened, 'sought in March', 'sought', authority);
  const pretend = (kind: 'list' | 'probe', item: string, under: string): readonly string[] => {
    const body = { erasure: `E-${entriesOf(opened.db, 'erased').length + 1}`, authority: under, kind, item, reason: 'x', despite: null, kept: [], tracks: [], alsoSeenAs: [], counts: { sightings: 0, vectors: 0, images: 0, candidates: 0 } };
    const before = new Set(findingsOf(opened).map(({ message }) => message));
    opened.write('operator', (append) => append('erased', body));
    return findingsOf(opened).map(({ message }) => message).filter((message) => !before.has(message) && message.startsWith('Entry'));
  };
  const early = pretend('list', 'L-1', authority);
  await revoke(opened, authority);
  const found = [early, pretend('probe', probe, authority), pretend('list', 'L-9', authority)];
  expect(found).toEqual([[expect.stringContaining('has not ended')], [expect.stringContaining('on no erased list')], [expect.stringContaining('not one of its authority')]]);
  console.log(`erasures that pretend to end a list: ${found.filter((each) => each.length > 0).length} of 3 found`);
});
