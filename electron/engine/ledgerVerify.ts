/** @file Checking a case's record: every entry, signature and checkpoint derived anew, and the rows against what their entries state. */
import { existsSync, readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { advanceCourse, irregularities, noCourse } from '../core/course.ts';
import { readEntry } from '../core/entry.ts';
import type { Entry } from '../core/entry.ts';
import type { Finding } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { advance, breaches, noStanding } from '../core/standing.ts';
import { canonical } from '../ledger/canonical.ts';
import { verifyLedgerRows } from '../ledger/ledger.ts';
import type { Examined } from '../ledger/ledger.ts';
import { ledgerOrigin } from './caseFolder.ts';
import type { Case } from './caseFolder.ts';
import { checkpointPath } from './operators.ts';
import { eachCheckpoint, eachEntry } from './records.ts';
import type { CaseFacts } from './records.ts';
import { openDatabase, createTables } from './schema.ts';

/** What was checked, and everything that is wrong: none, []. */
export interface LedgerReport {
  readonly entries: number;
  readonly checkpoints: number;
  readonly findings: readonly Finding[];
}

type Note = (code: string, message: string) => void;

/**
 * Verifies the record of a case from its bytes; needs no passphrase. `keptElsewhere`: checkpoints (notes) that were handed out;
 * the one that this machine keeps outside of the case is held against the ledger in any case.
 */
export function verifyLedger(theCase: Case, keptElsewhere: readonly string[] = [], job: Job = {}): LedgerReport {
  // Read before the rows: another process may be writing, and what it keeps outside is committed by then.
  const kept = checkpointKept(theCase.home, theCase.facts);
  const held = kept === null ? keptElsewhere : [...keptElsewhere, kept];
  // One snapshot for everything that is compared.
  return theCase.db.transaction(() => verifySnapshot(theCase, held, job))();
}

function verifySnapshot({ db, facts }: Case, keptElsewhere: readonly string[], { onProgress }: Job): LedgerReport {
  const findings: Finding[] = [];
  const note: Note = (code, message) => findings.push({ code, message });
  checkDatabase(db, note);
  const reading = new Reading();
  let entries = 0, checkpoints = 0;
  const total = db.prepare<[], number>('SELECT count(*) FROM entry').pluck().get()!;
  const entryRead = (): void => {
    if (++entries % 500 === 0) onProgress?.({ stage: 'entries', done: entries, total, unit: 'rows' });
  };
  findings.push(
    ...verifyLedgerRows({
      origin: ledgerOrigin(facts.id),
      publicKey: Buffer.from(facts.publicKey, 'hex'),
      entries: readable(eachEntry(db), entryRead, note),
      checkpoints: readable(eachCheckpoint(db), () => checkpoints++, note),
      keptElsewhere,
      examine: (value, leaf) => reading.examine(value, leaf),
    }),
  );
  checkRows(db, reading.stated, note);
  return { entries, checkpoints, findings };
}

/** Goes along the entries: how things stand and what is under way after each, and the rows that they state. */
class Reading {
  private standing = noStanding;
  private course = noCourse;
  private readonly leaves: string[] = [];
  readonly stated = new Map<string, Map<string, Buffer>>(Object.keys(bodies).map((table) => [table, new Map()]));

  examine(value: unknown, leaf: string): Examined {
    const place = this.leaves.push(leaf) - 1;
    const read = readEntry(value);
    if ('problems' in read) return { problems: read.problems, signer: undefined };
    const entry = { ...read.entry, leaf };
    const problems = [...breaches(this.standing, entry, (index) => this.leaves[index]), ...irregularities(this.course, this.standing, entry)];
    if ((entry.act === 'case-created') !== (place === 0)) problems.push('a case is created by the first entry and by no other');
    this.standing = advance(this.standing, entry);
    this.course = advanceCourse(this.course, entry);
    for (const { table, id, body } of statements(entry)) this.stated.get(table)!.set(id, Buffer.from(canonical(body)));
    return { problems, signer: 'machine' in entry.actor ? null : Buffer.from(entry.actor.key, 'hex') };
  }
}

/** Tables whose rows are kept exactly as entries state them -> SQL that gives their ids and bytes. */
const bodies = {
  case: 'SELECT CAST(one AS TEXT) AS id, CAST(body AS BLOB) AS body FROM "case"',
  exhibit: 'SELECT id, CAST(body AS BLOB) AS body FROM exhibit ORDER BY rowid',
  footage: 'SELECT id, CAST(body AS BLOB) AS body FROM footage ORDER BY rowid',
} as const;

/** The rows that an entry states; a later statement of the same row takes the place of an earlier one. */
function statements(entry: Entry): { readonly table: keyof typeof bodies; readonly id: string; readonly body: unknown }[] {
  switch (entry.act) {
    case 'case-created':
      return [{ table: 'case', id: '1', body: entry.body }];
    case 'exhibit-received':
      return [
        { table: 'exhibit', id: entry.body.exhibit.id, body: entry.body.exhibit },
        ...entry.body.footage.map((footage) => ({ table: 'footage' as const, id: footage.id, body: footage })),
      ];
    case 'clock-stated':
      return entry.body.footage.map((footage) => ({ table: 'footage' as const, id: footage.id, body: footage }));
    default:
      return [];
  }
}

function checkRows(db: Database, stated: Map<string, Map<string, Buffer>>, note: Note): void {
  const whole = new Set<string>();
  for (const [table, sql] of Object.entries(bodies)) {
    const expected = stated.get(table)!;
    for (const { id, body } of readable(db.prepare<[], { id: string; body: Buffer }>(sql).iterate(), () => {}, note)) {
      const entry = expected.get(id);
      if (entry?.equals(body)) whole.add(id);
      else if (!entry) note('row-unrecorded', `No entry of the ledger states the ${table} ${id}.`);
      else note('row-altered', `The ${table} ${id} is not as its entry in the ledger states it.`);
      expected.delete(id);
    }
    for (const id of expected.keys()) note('row-missing', `The ${table} ${id} is stated by an entry of the ledger and is not there.`);
  }
  // Columns beside the body by which rows are joined.
  for (const [table, sql] of Object.entries(joins)) {
    for (const { id } of readable(db.prepare<[], { id: string }>(sql).iterate(), () => {}, note)) {
      if (whole.has(id)) note('row-altered', `The ${table} ${id} is kept as belonging to something else than its entry in the ledger states.`);
    }
  }
}

const joins = {
  exhibit: `SELECT x.id FROM exhibit x LEFT JOIN entry e ON e.idx = x.entry WHERE json_valid(e.json) IS NOT 1 OR e.json ->> '$.body.exhibit.id' IS NOT x.id`,
  footage: `SELECT id FROM footage WHERE json_valid(body) IS NOT 1 OR exhibit IS NOT body ->> '$.exhibit' OR stream IS NOT body ->> '$.stream'`,
};

/** SQLite's own check of its file, and the tables against those this version makes: a trigger in them could change what is written. */
function checkDatabase(db: Database, note: Note): void {
  try {
    for (const { quick_check: said } of db.pragma('quick_check(20)') as { quick_check: string }[]) {
      if (said !== 'ok') note('database-damaged', `SQLite says of the database file: ${said}`);
    }
    // Who is a member is read through an index of the entries: it has to agree with them.
    for (const { integrity_check: said } of db.pragma("integrity_check('entry')") as { integrity_check: string }[]) {
      if (said !== 'ok') note('database-damaged', `SQLite says of the ledger's table: ${said}`);
    }
    const fresh = openDatabase(':memory:', true);
    createTables(fresh);
    const sql = "SELECT type || ' ' || name AS name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1";
    const read = (from: Database) => new Map(from.prepare<[], { name: string; sql: string }>(sql).all().map((row) => [row.name, row.sql]));
    const expected = read(fresh);
    fresh.close();
    const found = read(db);
    for (const name of new Set([...expected.keys(), ...found.keys()])) {
      if (expected.get(name) !== found.get(name)) note('database-altered', `The ${name} of the database is not the one that this version makes.`);
    }
  } catch (error) {
    note('database-damaged', `SQLite cannot read the database file: ${(error as Error).message}`);
  }
}

/** The newest checkpoint that this machine keeps outside of the case. */
function checkpointKept(home: string, facts: CaseFacts): string | null {
  const path = checkpointPath(home, facts.id);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Goes along rows, counting them, up to where SQLite cannot read on; that is a finding too. */
function* readable<Row>(rows: Iterable<Row>, count: () => void, note: Note): Generator<Row> {
  try {
    for (const row of rows) {
      count();
      yield row;
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('SQLITE_')) throw error;
    note('database-damaged', `SQLite cannot read the database file: ${(error as Error).message}`);
  }
}
