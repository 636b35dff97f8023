/**
 * @file Kept texts: what entries name only by a commitment, so that it can be erased and the ledger still holds. The commitment is the
 * SHA-256 of the canonical JSON of `{salt, body}`; the salt (128 random bits) keeps a short text from being guessed from it.
 */
import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Finding } from '../core/failure.ts';
import { canonical, parseCanonical } from '../ledger/canonical.ts';
import { sha256 } from './hash.ts';

/** A kept text with its salt, as a bundle discloses it. */
export interface Kept {
  readonly salt: string;
  readonly body: unknown;
}

/** Keeps a body (plain JSON) and returns its commitment for the entry; within the transaction that writes the entry. */
export function keep(db: Database, body: unknown): string {
  const salt = randomBytes(16).toString('hex');
  const json = canonical(body);
  const digest = commitmentOf({ salt, body });
  db.prepare('INSERT INTO kept (digest, salt, body) VALUES (?, ?, ?)').run(digest, salt, json);
  return digest;
}

/** What was kept under a commitment; null where it was erased. */
export function recall(db: Database, digest: string): Kept | null {
  const row = db.prepare<[string], { salt: string; body: string }>('SELECT salt, body FROM kept WHERE digest = ?').get(digest);
  return row ? { salt: row.salt, body: JSON.parse(row.body) as unknown } : null;
}

/** Takes a kept text away for good (the database overwrites it). */
export function forget(db: Database, digest: string): void {
  db.prepare('DELETE FROM kept WHERE digest = ?').run(digest);
}

/** `needed`: commitments that entries name and no erasure has taken back. */
export function verifyKept(db: Database, needed: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  const missing = new Set(needed);
  for (const { digest, salt, body } of db.prepare<[], { digest: string; salt: string; body: string }>('SELECT digest, salt, body FROM kept ORDER BY digest').iterate()) {
    const value = parseCanonical(body);
    if (value === undefined || commitmentOf({ salt, body: value }) !== digest) findings.push({ code: 'kept-altered', message: `The text kept under ${digest} is not the one that was recorded.` });
    else if (!missing.has(digest)) findings.push({ code: 'kept-unrecorded', message: `A text is kept under ${digest} that no entry names.` });
    missing.delete(digest);
  }
  for (const digest of missing) findings.push({ code: 'kept-missing', message: `The text that was recorded under ${digest} is not there, and no entry says that it was erased.` });
  return findings;
}

function commitmentOf(kept: Kept): string {
  return sha256(canonical(kept));
}
