/** @file Needs: why an item should stay: a hold, something that was disclosed, a review or a lead that rests on it. Told before it is erased. */
import type { Database } from 'better-sqlite3';
import { shown } from '../../core/failure.ts';
import { handedOutBundles } from '../disclose/gather.ts';
import { entriesOf } from '../records.ts';
import { holdsOf } from './holds.ts';
import type { Item, KeptTrack } from './items.ts';
import { eachResult } from './results.ts';

/** One clause for each reason; none: nothing known needs it. `tracks`: those the item consists of. */
export function needsOf(db: Database, item: Item, tracks: readonly KeptTrack[]): string[] {
  const own = new Set<string>(tracks.map(({ id }) => id));
  const concerned = searchesWith(db, item, own);
  return [
    ...holds(db, item, tracks),
    ...handedOutBundles(db).flatMap(({ body, at, index }) => {
      const disclosed = concerned.filter((search) => body.searches?.includes(search.id) ?? search.index < index).map(({ id }) => id);
      return disclosed.length === 0 ? [] : [`bundle ${body.bundle} of ${at.slice(0, 10)} discloses ${disclosed.join(', ')}, in which it is ${item.kind === 'probe' ? 'the probe' : 'a candidate'}`];
    }),
    ...entriesOf(db, 'lineup-created').flatMap(({ body }) => {
      if (body.probe === item.id || own.has(body.track)) return [`line-up ${body.lineup} is about it`];
      return body.fillers.some((filler) => own.has(filler)) ? [`line-up ${body.lineup} shows it as a filler`] : [];
    }),
    ...new Set(entriesOf(db, 'lead-corroborated', 'lead-actioned', 'lead-outcome').flatMap(({ body }) => (body.probe === item.id || own.has(body.track) ? [`a lead of ${body.search} is about it`] : []))),
  ];
}

/** A hold on the item itself, on the exhibit it belongs to, or on a part of it. */
function holds(db: Database, item: Item, tracks: readonly KeptTrack[]): string[] {
  const exhibitOf = db.prepare<[number], { exhibit: string }>('SELECT footage.exhibit FROM run JOIN footage ON footage.id = run.footage_id WHERE run.number = ?');
  const held = new Set([item.id, ...tracks.map(({ id }) => id)]);
  if (item.kind === 'track') held.add(exhibitOf.get(tracks[0]!.run)!.exhibit);
  return holdsOf(db).flatMap(({ kind, id, by, at, reason }) => (held.has(id) ? [`${by} placed a hold on the ${kind} ${id} on ${at.slice(0, 10)} (${shown(reason)})`] : []));
}

/** Searches in which the item was asked for, or is a candidate. */
function searchesWith(db: Database, item: Item, tracks: ReadonlySet<string>): { readonly id: string; readonly index: number }[] {
  const found = new Set<string>();
  if (tracks.size > 0) {
    for (const { result } of eachResult(db)) {
      if (result.answers.some(({ candidates }) => candidates.some(({ trackId }) => tracks.has(trackId)))) found.add(result.id);
    }
  }
  return entriesOf(db, 'search-requested').flatMap(({ body, index }) => (found.has(body.search) || body.sought.some(({ probe }) => probe === item.id) ? [{ id: body.search, index }] : []));
}
