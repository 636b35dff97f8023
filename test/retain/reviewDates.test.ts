/** @file Review dates: what is due, what was never dated, lists whose authority has ended. */
import { expect, test } from 'vitest';
import { endAuthority } from '../../electron/engine/authorising.ts';
import { addToList, createList } from '../../electron/engine/lists.ts';
import { erase } from '../../electron/engine/retain/erasing.ts';
import { chooseItem } from '../../electron/engine/retain/items.ts';
import { reviewsDue, setReviewDate } from '../../electron/engine/retain/reviewDates.ts';
import { as } from '../support/grantedCase.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { seenCase } from './seenCase.ts';
import { asked } from './traces.ts';

test('what is due on a day is listed: exhibits, probes and entries of lists by their dates, lists by the end of their authority', async () => {
  const scene = await seenCase(temporaryFolder());
  const { opened, probe } = scene;
  const exhibit = chooseItem(opened, 'exhibit', 'X/1').id, other = chooseItem(opened, 'exhibit', 'X/2').id;
  expect(reviewsDue(opened, '2030-01-01')).toEqual({ due: [], undated: [{ id: exhibit, reference: 'X/1' }, { id: other, reference: 'X/2' }] });
  setReviewDate(opened, { kind: 'exhibit', id: exhibit }, '2029-05-01');
  setReviewDate(opened, { kind: 'exhibit', id: exhibit }, '2029-12-31');
  setReviewDate(opened, { kind: 'probe', id: probe }, '2028-01-01');
  createList(opened, 'sought', 'sought', 'A-1');
  addToList(opened, 'L-1', { probe, reason: 'seen there', basis: 'warrant', reviewOn: '2027-06-30' });
  const due = (on: string): unknown => reviewsDue(opened, on).due.map(({ kind, item, name, reviewOn }) => [kind, item, name, reviewOn]);
  expect(due('2026-12-01')).toEqual([]);
  const entry = ['list entry', `L-1 ${probe}`, 'sought: the tall person in the doorway', '2027-06-30'], dated = ['probe', probe, 'the tall person in the doorway', '2028-01-01'];
  await as(opened, 'officer');
  endAuthority(opened, 'A-1', 'the enquiry is over');
  await as(opened, 'analyst');
  const list = ['list', 'L-1', 'sought', null];
  expect([due('2027-06-29'), due('2027-06-30'), due('2029-12-30'), due('2029-12-31')]).toEqual([[list], [list, entry], [list, entry, dated], [list, entry, dated, ['exhibit', exhibit, 'X/1', '2029-12-31']]]);
  await scene.mayErase(probe, exhibit);
  erase(opened, asked(opened, 'probe', probe));
  erase(opened, asked(opened, 'exhibit', exhibit));
  expect(reviewsDue(opened, '2030-01-01')).toEqual({ due: [], undated: [{ id: other, reference: 'X/2' }] });
  expect(() => reviewsDue(opened, '31 December')).toThrow(expect.objectContaining({ code: 'date-malformed' }));
  expect(() => setReviewDate(opened, { kind: 'exhibit', id: other }, '2027-02-30')).toThrow(expect.objectContaining({ code: 'date-malformed' }));
});
