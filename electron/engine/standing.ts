/** @file How things stand in a case: members, policy and authorities, folded from the ledger's entries. */
import type { Database } from 'better-sqlite3';
import { advance, later, noStanding, standingActs } from '../core/standing.ts';
import type { Standing } from '../core/standing.ts';
import { entriesOf } from './records.ts';

/** By the entries that are there. */
export function standingOf(db: Database): Standing {
  return entriesOf(db, ...standingActs).reduce(advance, noStanding);
}

/** Now, or the latest moment of an entry where this machine’s clock says less (RFC 3339): a clock that was set back does not revive an authority. */
export function momentOf(db: Database): string {
  const last = db.prepare<[], { at: string | null }>("SELECT max(json ->> '$.at') AS at FROM entry").get()?.at;
  return later(last ?? '', new Date().toISOString());
}
