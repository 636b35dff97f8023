/** @file The record of a case in a form in which two cases that hold the same evidence are equal byte for byte. */
import Database from 'better-sqlite3';
import type { Act } from '../../electron/core/entry.ts';

/**
 * What is left out, because it may differ between an undisturbed indexing and one that was interrupted, or between two machines:
 *
 * - times of day: when an entry was made (`at`), when a file was received (`receivedAt`), how long an indexing took
 * - signatures, checkpoints, public keys, the id of the case (chance)
 * - numbers of rows: of runs and embeddings (several footages are indexed at once), and with them the digest that a search states of
 *   the vector index, whose rows are named by them
 * - entries that say that an indexing was resumed, stopped or refused; and so the position of every entry, its hash, and the order of
 *   entries of different footages
 * - where footage was received from (`path`)
 * - the commitments to texts kept beside the ledger, which hold a salt; of a calibration the SHA-256 that its entry states beside it is compared
 */
const leftOut = { columns: ['number', 'key', 'seconds_worked', 'entry', 'details'], fields: ['at', 'receivedAt', 'publicKey', 'key', 'path', 'details'], acts: ['index-resumed', 'index-stopped', 'index-refused'] };

const tables: Readonly<Record<string, string>> = {
  exhibit: 'SELECT id, body FROM exhibit ORDER BY id',
  footage: 'SELECT id, exhibit, stream, body FROM footage ORDER BY id',
  run: 'SELECT * FROM run ORDER BY id',
  track: 'SELECT run.id AS run_id, ordinal, first_ticks, last_ticks, sightings FROM track JOIN run ON run.number = track.run ORDER BY 1, 2',
  sighting: 'SELECT run.id AS run_id, sighting.* FROM sighting JOIN run ON run.number = sighting.run ORDER BY 1, track, ticks',
  embedding: 'SELECT run.id AS run_id, track, ticks, hex(vector) AS vector FROM embedding JOIN run ON run.number = embedding.run ORDER BY 1, 2, 3',
  probe: 'SELECT * FROM probe ORDER BY id',
  probe_vector: 'SELECT probe_id, pack_digest, hex(vector) AS vector FROM probe_vector ORDER BY 1, 2',
  search: 'SELECT * FROM search ORDER BY number',
};

/** One line for each row and each entry. `caseId` is replaced wherever it stands. */
export function canonicalRecord(file: string): string[] {
  const db = new Database(file, { readonly: true });
  try {
    const lines = Object.entries(tables).flatMap(([table, sql]) =>
      db.prepare<[], Record<string, unknown>>(sql).safeIntegers(true).all().map((row) => `${table} ${JSON.stringify(rowOf(table, row))}`),
    );
    const entries = db.prepare<[], { json: string }>('SELECT json FROM entry').all().map(({ json }) => JSON.parse(json) as { act: Act; actor: unknown; body: Record<string, unknown> });
    const acts = entries.filter(({ act }) => !leftOut.acts.includes(act)).map(({ act, body }) => `entry ${act} ${JSON.stringify(without({ ...body, ...unlike(act) }))}`);
    return [...lines, ...acts.toSorted()];
  } finally {
    db.close();
  }
}

/** Fields of an entry's body that may differ. */
function unlike(act: Act): Record<string, null> {
  const fields = act === 'case-created' ? ['id'] : act === 'search-answered' ? ['index'] : act === 'calibration-recorded' ? ['document'] : [];
  return Object.fromEntries(fields.map((field) => [field, null]));
}

/** Rows of several footages are told apart by the run's id, so its number can be left out of them. */
function rowOf(table: string, row: Record<string, unknown>): unknown {
  const dropped = table === 'sighting' ? [...leftOut.columns, 'run'] : leftOut.columns;
  return without(Object.fromEntries(Object.entries(row).filter(([name]) => !dropped.includes(name)).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : name === 'body' ? JSON.parse(String(value)) : value])));
}

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !leftOut.fields.includes(name)).map(([name, inner]) => [name, without(inner)]));
}
