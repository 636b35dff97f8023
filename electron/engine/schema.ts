/** @file The case's database: its tables, its version, and how a connection to it has to be set. */
import Database from 'better-sqlite3';
import { indexTables } from './indexTables.ts';

/** "RTRC" in ASCII: marks an SQLite file as a case of this product (PRAGMA application_id). */
export const APPLICATION_ID = 0x52545243;
/** Version of the tables (PRAGMA user_version). A case with a higher one is refused, never touched. */
export const SCHEMA_VERSION = 2;

/** How long a writer waits for another process, in milliseconds. Transactions take milliseconds; a minute's wait means that one hangs. */
const BUSY_MS = 10_000;

/**
 * `case_key` holds the case's signing key, sealed for each member (keys.ts); `kept` the texts that entries name by a commitment (kept.ts).
 * Case, exhibit and footage are kept as canonical JSON exactly as their entries state them; the columns beside it are views of
 * it that SQLite computes, so that they cannot disagree.
 */
const tables = `
CREATE TABLE "case" (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;
CREATE TABLE entry (idx INTEGER PRIMARY KEY, json TEXT NOT NULL, leaf BLOB NOT NULL, signature BLOB) STRICT;
CREATE INDEX entry_by_act ON entry (json ->> '$.act', idx);
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL, frontier BLOB NOT NULL) STRICT;
CREATE TABLE case_key (member TEXT PRIMARY KEY, sealed TEXT NOT NULL) STRICT;
CREATE TABLE kept (digest TEXT PRIMARY KEY, salt TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE exhibit (
  id TEXT PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entry(idx),
  body TEXT NOT NULL,
  reference TEXT AS (body ->> '$.reference') VIRTUAL,
  camera TEXT AS (body ->> '$.camera') VIRTUAL,
  name TEXT AS (body ->> '$.name') VIRTUAL
) STRICT;
CREATE TABLE footage (
  id TEXT PRIMARY KEY,
  exhibit TEXT NOT NULL REFERENCES exhibit(id),
  stream INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (exhibit, stream)
) STRICT;
`;

/**
 * A connection as every one to a case has to be. See [Note: Durable commits].
 *
 * [Note: Durable commits] better-sqlite3 compiles WAL mode to synchronous=NORMAL, which does not sync at commit, unless FULL is
 * asked for on each connection; what was acknowledged has to survive a power cut.
 */
export function openDatabase(path: string, create: boolean): Database.Database {
  const db = new Database(path, { fileMustExist: !create, timeout: BUSY_MS });
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // What is erased is overwritten, not only unlinked.
  db.pragma('secure_delete = ON');
  return db;
}

/** Makes the tables of a new case. Within a transaction, so that a half-made database has no version. */
export function createTables(db: Database.Database): void {
  db.exec(tables);
  db.exec(indexTables);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
}
