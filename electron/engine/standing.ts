/** @file How things stand in a case: members, policy and authorities, folded from the ledger's entries. */
import type { Database } from 'better-sqlite3';
import { advance, noStanding, standingActs } from '../core/standing.ts';
import type { Standing } from '../core/standing.ts';
import { entriesOf } from './records.ts';

/** By the entries that are there. */
export function standingOf(db: Database): Standing {
  return entriesOf(db, ...standingActs).reduce(advance, noStanding);
}
