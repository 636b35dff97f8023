/** @file The ledger as a file for a regulator: JSON Lines with every entry of a period, and what it takes to check them without this program. */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { canonical, parseCanonical } from '../../ledger/canonical.ts';
import { ledgerOrigin } from '../caseFolder.ts';
import type { Case } from '../caseFolder.ts';
import { membersOf } from '../members.ts';
import { eachEntry } from '../records.ts';
import { syncFolder } from '../wholeFile.ts';
import { assertPeriod, within } from './period.ts';
import type { Period } from './period.ts';

export interface LedgerFile {
  readonly file: string;
  readonly sha256: string;
  /** Entries in full, and those of which only the leaf hash is given, because they lie outside the period. */
  readonly entries: number;
  readonly hashesOnly: number;
}

/**
 * Writes the file, whole or not at all, and its entry before it has its name. The first line names the case’s key, the members’ keys and the last checkpoint;
 * then one line for each entry in order: `{index, leaf, json, signature}` (leaf and signature in hexadecimal, `json` the bytes that were
 * hashed and signed), or `{index, leaf}` outside the period, so that the checkpoint’s root can be derived from the file alone.
 * Failures 'moment-malformed', 'window-reversed', 'file-exists', 'file-unwritable', 'disk-full', 'role-missing'.
 */
export function exportLedger(opened: Case, file: string, period: Period): LedgerFile {
  assertPeriod(period);
  opened.demand('ledger-exported');
  if (existsSync(file)) throw new Failure('file-exists', { file });
  const temporary = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const written = writeLines(temporary, file, linesOf(opened, period));
    opened.write('operator', (append) => append('ledger-exported', { ...period, entries: written.entries, sha256: written.sha256 }));
    renameSync(temporary, file);
    syncFolder(dirname(file));
    return written;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** One line and whether it holds an entry in full. */
type Line = readonly [text: string, kind: 'head' | 'entry' | 'hash'];

function* linesOf({ db, facts }: Case, period: Period): Generator<Line> {
  // One snapshot: an entry that another process writes meanwhile is under no checkpoint of this file.
  db.exec('BEGIN');
  try {
    const checkpoint = db.prepare<[], string>('SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1').pluck().get()!;
    const members = membersOf(db).map(({ name, publicKey, roles, removedAt }) => ({ name, publicKey, roles: [...roles], removedAt }));
    yield [canonical({ format: 'retrace-ledger/1', case: { id: facts.id, reference: facts.reference, publicKey: facts.publicKey }, origin: ledgerOrigin(facts.id), ...period, members, checkpoint }), 'head'];
    for (const { index, json, leaf, signature } of eachEntry(db)) {
      const text = Buffer.from(json).toString('utf8');
      const named = { index, leaf: Buffer.from(leaf).toString('hex') };
      yield within(period, timeOf(text)) ? [canonical({ ...named, json: text, signature: signature === null ? null : Buffer.from(signature).toString('hex') }), 'entry'] : [canonical(named), 'hash'];
    }
  } finally {
    db.exec('COMMIT');
  }
}

/** '' where the entry cannot be read: then it is handed out as it is, and whoever checks it sees that. */
function timeOf(json: string): string {
  const entry = parseCanonical(json) as { readonly at?: unknown } | null | undefined;
  return typeof entry?.at === 'string' ? entry.at : '';
}

function writeLines(path: string, named: string, lines: Iterable<Line>): LedgerFile {
  const digest = createHash('sha256');
  const counts = { head: 0, entry: 0, hash: 0 };
  let handle: number;
  try {
    handle = openSync(path, 'wx', 0o600);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Failure('file-unwritable', { file: named, reason: code === 'ENOENT' ? 'there is no such folder' : message }, { cause });
  }
  try {
    for (const [text, kind] of lines) {
      const bytes = Buffer.from(`${text}\n`);
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      digest.update(bytes);
      counts[kind] += 1;
    }
    fsyncSync(handle);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Failure('disk-full', { folder: dirname(named) }, { cause: error });
    throw error;
  } finally {
    closeSync(handle);
  }
  return { file: named, sha256: digest.digest('hex'), entries: counts.entry, hashesOnly: counts.hash };
}
