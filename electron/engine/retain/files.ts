/**
 * @file Files: what an erasure still has to do when its entry is committed, so that no byte of the erased is left in the case's folder.
 * Everything here can be done again; an entry says when it was done.
 */
import { closeSync, fsyncSync, lstatSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import type { Finding } from '../../core/failure.ts';
import { asFailure } from '../caseFolder.ts';
import type { Case } from '../caseFolder.ts';
import { imagePath } from '../probing.ts';
import { entriesOf } from '../records.ts';
import { syncFolder } from '../wholeFile.ts';

/** Erasures whose rows are gone and whose files may not be, oldest first. */
function unfinishedErasures(db: Database): string[] {
  const finished = new Set(entriesOf(db, 'erasure-finished').map(({ body }) => body.erasure));
  return entriesOf(db, 'erased').flatMap(({ body }) => (finished.has(body.erasure) ? [] : [body.erasure]));
}

/** A finding for each erasure that was not finished. */
export function verifyErasures(db: Database): Finding[] {
  return unfinishedErasures(db).map((erasure) => ({ code: 'erasure-unfinished', message: `The erasure ${erasure} was interrupted: its rows are gone, but files of the case may still hold traces. “erase --finish ${erasure}” does the rest.` }));
}

/**
 * Overwrites and removes the images of erased probes and everything that can be made again (pixels, the vector index: searching makes it
 * from the record), writes the database anew without its free pages, and empties its log. Failure 'erasure-unfinished' where that cannot be done now.
 */
export function finishErasures(opened: Case): void {
  const open = unfinishedErasures(opened.db);
  const [first] = open;
  if (first === undefined) return;
  try {
    const gone = { files: 0, bytes: 0 };
    for (const path of [...erasedImages(opened), opened.derivedFolder, opened.vectorsFolder]) removeWithin(path, gone);
    syncFolder(opened.folder);
    opened.db.exec('VACUUM');
    const [log] = opened.db.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
    if (log?.busy !== 0) throw new Failure('case-busy', { folder: opened.folder });
    opened.write('machine', (append) => {
      for (const erasure of open) append('erasure-finished', { erasure, ...gone });
    });
  } catch (error) {
    const known = asFailure(error, opened.folder);
    if (known instanceof Failure) throw new Failure('erasure-unfinished', { erasure: first, reason: known.message }, { cause: error });
    throw error;
  }
}

/** Images of erased probes that no other probe was taken from. */
function erasedImages(opened: Case): string[] {
  const { db } = opened;
  const erased = new Set(entriesOf(db, 'erased').flatMap(({ body }) => (body.kind === 'probe' ? [body.item] : [])));
  const needed = db.prepare<[string], number>('SELECT 1 FROM probe WHERE image_sha256 = ?').pluck();
  const images = new Set(entriesOf(db, 'probe-added').flatMap(({ body }) => (erased.has(body.probe) ? [body.imageSha256] : [])));
  return [...images].filter((image) => !needed.get(image)).map((image) => imagePath(opened, image));
}

/** Overwrites and removes a file, or all that is in a folder. What is not there is removed already. */
function removeWithin(path: string, gone: { files: number; bytes: number }): void {
  // Never through a link: what it points to is not the case’s.
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return;
  if (stats.isDirectory()) {
    for (const name of readdirSync(path)) {
      removeWithin(join(path, name), gone);
      rmSync(join(path, name), { recursive: true, force: true });
    }
    syncFolder(path);
    return;
  }
  if (stats.isFile()) overwrite(path, stats.size);
  rmSync(path);
  gone.files += 1;
  gone.bytes += stats.size;
}

/** With zeros, as SQLite does with what is deleted: on most disks the bytes are gone even for those who read it without its file system. */
function overwrite(path: string, bytes: number): void {
  const zeros = Buffer.alloc(Math.min(bytes, 2 ** 20));
  const file = openSync(path, 'r+');
  try {
    for (let at = 0; at < bytes; at += zeros.length) writeSync(file, zeros, 0, Math.min(zeros.length, bytes - at), at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
