/** @file Probe lists: made for one authority, filled and emptied by acts, ended with the authority. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { authorityState, authorityStateWords, hasEnded } from '../core/authorityState.ts';
import type { Body } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { date, text } from '../core/forms.ts';
import type { ProbeId } from '../core/ids.ts';
import type { ListEntry, ListKind, ProbeList } from '../core/probeList.ts';
import { authoritiesOf, findAuthority } from './authorising.ts';
import type { Case } from './caseFolder.ts';
import { keep, recall } from './kept.ts';
import { findProbe } from './probing.ts';
import { entriesOf, nextNumber } from './records.ts';
import { barOf, refuseBarred } from './sought.ts';
import { momentOf } from './standing.ts';

const detailsSchema = z.strictObject({ reason: text, basis: text.nullable() });

/** Every list, in the order in which they were made. Entries whose probe was erased are on none. */
export function listsOf(db: Database): ProbeList[] {
  const lists = new Map<string, { readonly made: Body<'list-created'>; readonly entries: Map<string, Body<'list-entry-added'>>; erasure: string | null }>();
  for (const { act, body } of entriesOf(db, 'list-created', 'list-entry-added', 'list-entry-removed', 'erased')) {
    if (act === 'list-created') lists.set(body.list, { made: body, entries: new Map(), erasure: null });
    else if (act === 'list-entry-added') lists.get(body.list)?.entries.set(body.probe, body);
    else if (act === 'list-entry-removed') lists.get(body.list)?.entries.delete(body.probe);
    else if (body.kind === 'probe') for (const { entries } of lists.values()) entries.delete(body.item);
    else {
      const list = body.kind === 'list' ? lists.get(body.item) : undefined;
      list?.entries.clear();
      if (list) list.erasure = body.erasure;
    }
  }
  return [...lists.values()].map(({ made, entries, erasure }) => ({ ...made, entries: [...entries.values()].map((entry) => entryOf(db, entry)), erasure }));
}

function entryOf(db: Database, { probe, details: digest, reviewOn }: Body<'list-entry-added'>): ListEntry {
  const details = detailsSchema.safeParse(recall(db, digest)?.body);
  // An entry is never left out of a list without anybody noticing.
  if (!details.success) throw new Failure('probe-details-unreadable', { probe });
  return { probe: probe as ProbeId, ...details.data, reviewOn };
}

/** Failure 'list-unknown'. */
export function findList(db: Database, id: string): ProbeList {
  const list = listsOf(db).find((each) => each.list === id);
  if (!list) throw new Failure('list-unknown', { list: id });
  return list;
}

/** Lists with entries whose authority has expired, was revoked or is used up: nobody may use them any more, and their entries are to be erased. */
export function expiredLists(db: Database, now: string): ProbeList[] {
  const ended = new Set(authoritiesOf(db).filter((each) => hasEnded(each, now)).map((each) => each.authority));
  return listsOf(db).filter(({ authority, entries }) => entries.length > 0 && ended.has(authority));
}

/** Makes an empty list under an authority that is in force. Failures 'list-details', 'authority-unknown', 'authority-kind', 'authority-not-in-force'. */
export function createList(opened: Case, name: string, kind: ListKind, authority: string): ProbeList {
  if (name.trim() === '') throw new Failure('list-details', { field: 'name' });
  return opened.write('operator', (append) => {
    assertInForce(opened.db, authority);
    const list = `L-${nextNumber(opened.db, 'list-created')}`;
    append('list-created', { list, name, kind, authority });
    return findList(opened.db, list);
  });
}

/**
 * Puts a probe on a list. Failures 'list-unknown', 'probe-unknown', 'probe-erased', 'probe-processed', 'list-entry-known', 'list-details',
 * 'authority-not-in-force', and, as entries too, 'probe-unconvicted', 'probe-review-past'.
 */
export function addToList(opened: Case, list: string, { probe: id, reason, basis, reviewOn }: ListEntry): ProbeList {
  opened.demand('list-entry-added');
  const { db } = opened;
  const probe = findProbe(db, id);
  if (probe.original !== null) throw new Failure('probe-processed', { probe: probe.label, use: 'put on a list' });
  if (reason.trim() === '' || basis?.trim() === '') throw new Failure('list-details', { field: reason.trim() === '' ? 'reason for each entry' : 'lawful basis for each entry' });
  if (!date.safeParse(reviewOn).success) throw new Failure('list-details', { field: 'review date for each entry, such as 2027-01-31' });
  refuseBarred(opened, 'list add', findList(db, list).authority, (name) => barOf(name, probe.provenance), probe.label, id);
  return opened.write('operator', (append) => {
    const { entries, authority } = findList(db, list);
    assertInForce(db, authority);
    if (entries.some((entry) => entry.probe === id)) throw new Failure('list-entry-known', { list, probe: id });
    append('list-entry-added', { list, probe: id, details: keep(db, { reason, basis }), reviewOn });
    return findList(db, list);
  });
}

/** Takes a probe off a list. Failures 'list-unknown', 'list-entry-unknown', 'reason-missing'. */
export function removeFromList(opened: Case, list: string, probe: string, reason: string): ProbeList {
  if (reason.trim() === '') throw new Failure('reason-missing', { what: 'the removal from a list' });
  return opened.write('operator', (append) => {
    if (!findList(opened.db, list).entries.some((entry) => entry.probe === probe)) throw new Failure('list-entry-unknown', { list, probe });
    append('list-entry-removed', { list, probe, reason });
    return findList(opened.db, list);
  });
}

function assertInForce(db: Database, id: string): void {
  const authority = findAuthority(db, id);
  if (authority.kind !== 'search') throw new Failure('authority-kind', { authority: id, kind: 'erasing' });
  const state = authorityState(authority, momentOf(db));
  if (state !== 'in-force') throw new Failure('authority-not-in-force', { authority: id, state: authorityStateWords[state] });
}
