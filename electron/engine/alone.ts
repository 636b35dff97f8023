/**
 * @file Being the only process that indexes a case, or that erases from it while nobody reads: locks that the system gives back when
 * their holder dies. They are SQLite's own on files of their own, so nothing stale can be left behind.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../core/failure.ts';

/**
 * Holds the case for one indexing process until the returned function is called or the process ends, however it ends. Failure
 * 'index-running'.
 */
export function holdAlone(folder: string): () => void {
  return hold(folder, 'index.lock', 'BEGIN EXCLUSIVE', 'index-running');
}

/** As holdAlone, against indexing and against everything that goes on under whileReading. Failures 'index-running', 'case-read'. */
export function holdForErasing(folder: string): () => void {
  const release = holdAlone(folder);
  try {
    const others = hold(folder, 'read.lock', 'BEGIN EXCLUSIVE', 'case-read');
    return () => [others, release].forEach((each) => each());
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Does the work while nothing is erased: what it read before would come back with what it writes. Any number go on at once. Failure
 * 'erasure-running'.
 */
export async function whileReading<T>(folder: string, work: () => Promise<T>): Promise<T> {
  // Within a transaction, reading takes the lock that an exclusive one waits for.
  const release = hold(folder, 'read.lock', 'BEGIN; SELECT count(*) FROM sqlite_schema', 'erasure-running');
  try {
    return await work();
  } finally {
    release();
  }
}

function hold(folder: string, file: string, sql: string, refusal: 'index-running' | 'case-read' | 'erasure-running'): () => void {
  const lock = new Database(join(folder, file), { timeout: 200 });
  try {
    lock.exec(sql);
  } catch (cause) {
    lock.close();
    throw new Failure(refusal, {}, { cause });
  }
  return () => void lock.close();
}
