/** @file Time stamps (RFC 3161) of the ledger’s checkpoints, exchanged with an authority by file: no network call. Its signature is for `openssl ts -verify`. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { readStamp, stampRequest } from '../../bundle/timestamp.ts';
import type { Body } from '../../core/entry.ts';
import { Failure } from '../../core/failure.ts';
import type { Case } from '../caseFolder.ts';
import { keep, recall } from '../kept.ts';
import { entriesOf } from '../records.ts';
import { writeNew } from './newFile.ts';

/** Replies are a few kilobytes, most of it certificates. */
const mostBytes = 2 ** 20;

/** Writes a request (TimeStampReq) for the last checkpoint to a new file; returns over how many entries that is. Failures 'file-exists', 'file-unwritable'. */
export function requestTimestamp({ db }: Case, file: string): number {
  const { size, note } = db.prepare<[], { size: number; note: string }>('SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1').get()!;
  writeNew(file, stampRequest(Buffer.from(note)));
  return size;
}

/** Takes in an authority’s reply (TimeStampResp) for one of the case’s checkpoints. Failures 'file-unreadable', 'timestamp-unreadable', 'timestamp-foreign'. */
export function addTimestamp(opened: Case, file: string): Body<'timestamp-added'> {
  opened.demand('timestamp-added');
  const reply = read(file);
  const stamp = readStamp(reply);
  if (stamp === null) throw new Failure('timestamp-unreadable', { name: basename(file) });
  return opened.write('operator', (append) => {
    const checkpoints = opened.db.prepare<[], { size: number; note: string }>('SELECT size, note FROM checkpoint ORDER BY size DESC').all();
    const about = checkpoints.find(({ note }) => stamp.isOf(Buffer.from(note)));
    if (!about) throw new Failure('timestamp-foreign', { name: basename(file) });
    const body = { size: about.size, token: keep(opened.db, { reply: Buffer.from(reply).toString('base64') }), time: stamp.time };
    append('timestamp-added', body);
    return body;
  });
}

/** Every stamp that was taken in, with the checkpoint that it is of, in order of taking in; of one checkpoint the last. */
export function timestampsOf(db: Database): { readonly size: number; readonly note: string; readonly reply: Uint8Array }[] {
  const note = db.prepare<[number], string>('SELECT note FROM checkpoint WHERE size = ?').pluck();
  const stamps = entriesOf(db, 'timestamp-added').map(({ body }) => {
    const { reply } = z.strictObject({ reply: z.base64() }).parse(recall(db, body.token)?.body);
    return { size: body.size, note: note.get(body.size)!, reply: Buffer.from(reply, 'base64') };
  });
  return [...new Map(stamps.map((stamp) => [stamp.size, stamp])).values()];
}

function read(file: string): Uint8Array {
  try {
    if (statSync(file).size > mostBytes) throw new Failure('timestamp-unreadable', { name: basename(file) });
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Failure('file-unreadable', { name: file, reason: code === 'ENOENT' ? 'there is no such file' : message }, { cause });
  }
}
