/** @file Being the only process that indexes a case: a lock that the system gives back when its holder dies. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../core/failure.ts';

/**
 * Holds the case for one indexing process until the returned function is called or the process ends, however it ends: the lock is
 * SQLite's own on a file of its own, so nothing stale can be left behind. Failure 'index-running'.
 */
export function holdAlone(folder: string): () => void {
  const lock = new Database(join(folder, 'index.lock'), { timeout: 200 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new Failure('index-running', {}, { cause });
  }
  return () => lock.close();
}
