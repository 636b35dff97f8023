/** @file Holds: somebody’s recorded word that an item has to be kept; placed and lifted by entries, asked before anything is erased. */
import type { Database } from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import type { Case } from '../caseFolder.ts';
import { entriesOf, signerOf } from '../records.ts';
import type { Item } from './items.ts';

export interface Hold extends Item {
  readonly reason: string;
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
}

/** The holds that stand, oldest first. */
export function holdsOf(db: Database): Hold[] {
  const standing = new Map<string, Hold>();
  for (const entry of entriesOf(db, 'hold-placed', 'hold-lifted')) {
    const { kind, item, reason } = entry.body;
    if (entry.act === 'hold-lifted') standing.delete(`${kind} ${item}`);
    else standing.set(`${kind} ${item}`, { kind, id: item, reason, by: signerOf(entry)?.name ?? '', at: entry.at });
  }
  return [...standing.values()];
}

/** Failures 'reason-missing', 'hold-standing'. */
export function placeHold(opened: Case, { kind, id }: Item, reason: string): void {
  if (reason.trim() === '') throw new Failure('reason-missing', { what: 'a hold' });
  opened.write('operator', (append) => {
    const known = holdOf(opened.db, { kind, id });
    if (known) throw new Failure('hold-standing', { kind, item: id, by: known.by, at: known.at, reason: known.reason });
    append('hold-placed', { kind, item: id, reason });
  });
}

/** Failures 'reason-missing', 'hold-none'. */
export function liftHold(opened: Case, { kind, id }: Item, reason: string): void {
  if (reason.trim() === '') throw new Failure('reason-missing', { what: 'the lifting of a hold' });
  opened.write('operator', (append) => {
    if (!holdOf(opened.db, { kind, id })) throw new Failure('hold-none', { kind, item: id });
    append('hold-lifted', { kind, item: id, reason });
  });
}

function holdOf(db: Database, { kind, id }: Item): Hold | undefined {
  return holdsOf(db).find((hold) => hold.kind === kind && hold.id === id);
}
