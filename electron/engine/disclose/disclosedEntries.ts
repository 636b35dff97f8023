/** @file Which entries of the ledger a bundle discloses, and the texts kept beside the ledger that they name. The others stay hidden and are counted. */
import { splitTrack } from '../../core/ids.ts';
import type { Database } from 'better-sqlite3';
import type { Act } from '../../core/entry.ts';
import { acts, commitmentsOf } from '../../core/entry.ts';
import { canonical } from '../../ledger/canonical.ts';
import { recall } from '../kept.ts';
import { entriesOf } from '../records.ts';
import type { RecordedEntry } from '../records.ts';
import type { Gathered } from './gather.ts';

/** The entries that a bundle of these searches discloses, in order; with the whole case: all. */
export function disclosedEntries(db: Database, gathered: Gathered, wholeCase: boolean): RecordedEntry[] {
  const all = entriesOf(db, ...(Object.keys(acts) as Act[]));
  if (wholeCase) return all;
  const { searches, exhibits } = gathered;
  const footage = exhibits.flatMap((each) => each.footage);
  const of = {
    exhibits: new Set<string>(exhibits.map(({ exhibit }) => exhibit.id)),
    footage: new Set<string>(footage.map((each) => each.footage.id)),
    runs: new Set(footage.flatMap(({ runs }) => runs.map(({ run }) => run))),
    searches: new Set(searches.map(({ id }) => id)),
    authorities: new Set(searches.map(({ authority }) => authority.authority)),
    probes: new Set(searches.flatMap(({ probes }) => probes.map(({ id }) => id))),
    lists: new Set(searches.flatMap(({ request }) => request.list ?? [])),
    lineups: new Set(searches.flatMap(({ lineups }) => lineups.map(({ lineup }) => lineup))),
  };
  return all.filter((entry) => {
    switch (entry.act) {
      case 'case-created':
      case 'member-added':
      case 'member-removed':
      case 'policy-set':
      // By whom a low threshold was allowed belongs to every search; it names no person in footage.
      case 'threshold-allowed':
      // Who received what, what was stamped and what was taken away, belongs to everybody's bundle; neither names a person in footage.
      case 'bundle-exported':
      case 'bundle-abandoned':
      case 'timestamp-added':
      case 'erased':
      case 'erasure-finished':
      // Ids, hashes and numbers: they prove the schedule of all searches and checks, so that none can be left out of it.
      case 'search-requested':
      case 'search-answered':
      case 'search-stopped':
      case 'search-shown':
      case 'check-requested':
      case 'check-answered':
        return true;
      case 'exhibit-received':
        return of.exhibits.has(entry.body.exhibit.id);
      case 'index-refused':
        return of.exhibits.has(entry.body.exhibit);
      case 'clock-stated':
        return entry.body.footage.some(({ id }) => of.footage.has(id));
      case 'index-started':
      case 'index-resumed':
      case 'index-stopped':
      case 'index-finished':
        return of.runs.has(entry.body.run);
      case 'calibration-recorded':
        return entry.body.camera === null || entry.body.runs.some((run) => of.runs.has(run));
      case 'non-mated-measured':
        return entry.body.runs.some((run) => of.runs.has(run));
      case 'pair-judged':
        return of.runs.has(splitTrack(entry.body.pair[0])[0]);
      case 'authority-requested':
      case 'authority-granted':
      case 'authority-declined':
      case 'authority-revoked':
        return of.authorities.has(entry.body.authority);
      case 'act-refused':
        // What was asked for under no authority at all speaks about everything in the case.
        return entry.body.authority === null || of.authorities.has(entry.body.authority);
      case 'list-created':
      case 'list-entry-added':
      case 'list-entry-removed':
        return of.lists.has(entry.body.list);
      case 'probe-added':
        return of.probes.has(entry.body.probe);
      case 'lead-corroborated':
      case 'lead-actioned':
      case 'lead-outcome':
        return of.searches.has(entry.body.search);
      case 'lineup-created':
      case 'face-shown':
      case 'face-described':
      case 'lineup-opened':
      case 'decision-made':
        return of.lineups.has(entry.body.lineup);
      case 'still-exported':
      case 'clip-exported':
        return of.footage.has(entry.body.footage);
      case 'review-dated':
      case 'hold-placed':
      case 'hold-lifted':
        return of.exhibits.has(entry.body.item) || of.probes.has(entry.body.item);
      // Of other files, other people, or about the case as a whole.
      case 'exhibit-refused':
      case 'ledger-exported':
      case 'statistics-drawn':
        return false;
      default:
        entry satisfies never;
        return false;
    }
  });
}

/**
 * One line for each text that these entries name by its commitment: with its salt, or that it was erased. What a check gave is about the other
 * people on its list: only a bundle of the whole case has it.
 */
export function* keptLines(db: Database, entries: readonly RecordedEntry[], wholeCase: boolean): Generator<string> {
  for (const entry of entries) {
    if (entry.act === 'check-answered' && !wholeCase) continue;
    for (const digest of commitmentsOf(entry)) {
      const kept = recall(db, digest);
      yield `${canonical(kept ? { digest, salt: kept.salt, body: kept.body } : { digest, erased: true })}\n`;
    }
  }
}
