/** @file Review dates: the day on which somebody has to look whether an exhibit, a probe or an entry of a list may still be kept. */
import type { Database } from 'better-sqlite3';
import { date } from '../../core/forms.ts';
import { Failure } from '../../core/failure.ts';
import type { Case } from '../caseFolder.ts';
import { chooseExhibits } from '../indexing.ts';
import { expiredLists, listsOf } from '../lists.ts';
import { listProbes } from '../probing.ts';
import { entriesOf } from '../records.ts';
import type { Item } from './items.ts';

export interface Due {
  readonly kind: 'exhibit' | 'probe' | 'list entry' | 'list';
  readonly item: string;
  /** Reference of the exhibit, label of the probe, name of the list. */
  readonly name: string;
  /** Calendar date; null for a list, which ends with its authority. */
  readonly reviewOn: string | null;
  readonly why: string;
}

export interface Reviews {
  /** What is due, earliest first. */
  readonly due: readonly Due[];
  /** Exhibits that are kept without any review date. */
  readonly undated: readonly { readonly id: string; readonly reference: string }[];
}

/** What is due on this day (calendar date). Failure 'date-malformed'. */
export function reviewsDue(opened: Case, on: string): Reviews {
  assertDate(on);
  const { db } = opened;
  const dates = reviewDates(db);
  const exhibits = chooseExhibits(opened, null);
  const names = new Map<string, string>([...exhibits.map(({ id, reference }) => [`exhibit ${id}`, reference] as const), ...listProbes(db).map(({ id, label }) => [`probe ${id}`, label] as const)]);
  const why = 'its review date is reached';
  const due: Due[] = [
    ...[...dates].flatMap(([key, { kind, id, reviewOn }]) => (reviewOn <= on && names.has(key) ? [{ kind, item: id, name: names.get(key)!, reviewOn, why }] : [])),
    ...listsOf(db).flatMap(({ list, name, entries }) => entries.flatMap(({ probe, reviewOn }) => (reviewOn <= on ? [{ kind: 'list entry' as const, item: `${list} ${probe}`, name: `${name}: ${names.get(`probe ${probe}`)}`, reviewOn, why }] : []))),
    ...expiredLists(db, `${on}T23:59:59Z`).map(({ list, name, authority, entries }) => ({
      kind: 'list' as const, item: list, name, reviewOn: null, why: `its authority ${authority} has ended; “list erase” takes it and its probes out of the case: ${entries.map(({ probe }) => probe).join(', ')}`,
    })),
  ];
  due.sort((a, b) => ((a.reviewOn ?? '') < (b.reviewOn ?? '') ? -1 : (a.reviewOn ?? '') > (b.reviewOn ?? '') ? 1 : 0));
  return { due, undated: exhibits.filter(({ id }) => !dates.has(`exhibit ${id}`)).map(({ id, reference }) => ({ id, reference })) };
}

/** Sets the review date of an exhibit or a probe, in place of any it had. Failure 'date-malformed'. */
export function setReviewDate(opened: Case, { kind, id }: Dated, reviewOn: string): void {
  assertDate(reviewOn);
  opened.write('operator', (append) => append('review-dated', { kind, item: id, reviewOn }));
}

interface Dated extends Item {
  readonly kind: 'exhibit' | 'probe';
}

/** By kind and id. A probe that was added again after its erasure begins anew. */
function reviewDates(db: Database): Map<string, Dated & { readonly reviewOn: string }> {
  const dates = new Map<string, Dated & { readonly reviewOn: string }>();
  for (const entry of entriesOf(db, 'probe-added', 'review-dated')) {
    if (entry.act === 'review-dated') dates.set(`${entry.body.kind} ${entry.body.item}`, { kind: entry.body.kind, id: entry.body.item, reviewOn: entry.body.reviewOn });
    else if (entry.body.reviewOn === null) dates.delete(`probe ${entry.body.probe}`);
    else dates.set(`probe ${entry.body.probe}`, { kind: 'probe', id: entry.body.probe, reviewOn: entry.body.reviewOn });
  }
  return dates;
}

function assertDate(text: string): void {
  if (!date.safeParse(text).success) throw new Failure('date-malformed', { text });
}
