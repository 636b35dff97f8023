/** @file What was erased of a case, as the entries say it. */
import type { Database } from 'better-sqlite3';
import { entriesOf } from './records.ts';

/** Id -> number of the erasure. */
export interface Erased {
  readonly exhibits: ReadonlyMap<string, string>;
}

export function erasedOf(db: Database): Erased {
  const exhibits = new Map<string, string>();
  for (const { body } of entriesOf(db, 'erased')) if (body.kind === 'exhibit') exhibits.set(body.item, body.erasure);
  return { exhibits };
}
