/** @file What the record of a case holds, read from its file beside the window. */
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Reads the case in this folder. */
export function inRecord<T>(folder: string, read: (db: Database.Database) => T): T {
  const db = new Database(join(folder, 'case.sqlite'), { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

interface SignedAct {
  readonly act: string;
  /** Null: the program's own entry. */
  readonly by: string | null;
  /** The commitment of its words, if it has any. */
  readonly details: string | null;
}

/** Acts of the record from this entry on, with who signed each. */
export function actsOf(folder: string, from: number): readonly SignedAct[] {
  return inRecord(folder, (db) => db.prepare<[number], SignedAct>("SELECT json ->> '$.act' AS act, json ->> '$.actor.operator' AS by, json ->> '$.body.details' AS details FROM entry WHERE idx >= ? ORDER BY idx").all(from));
}
