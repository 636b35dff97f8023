/** @file H1, L1, L2: hashing of files against openssl, appending against canonicalise + SHA-256 alone, verifying. */
import { spawnSync } from 'node:child_process';
import { hash, randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { createCase } from '../../electron/engine/caseFolder.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { hashFile } from '../../electron/engine/hash.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { appendEntry, emptyHead } from '../../electron/ledger/ledger.ts';

/** One figure: `ours` beside the `limit` that was measured in the same run or is the goal; null with the reason where it could not be measured. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly limit: number | null;
  readonly goal: string;
  readonly note: string;
}

const body = (i: number) => ({ name: `camera ${i}.mp4`, path: `/evidence/camera ${i}.mp4`, sha256: hash('sha256', String(i)), bytes: 1_000_000 + i, code: 'footage-not-video', reason: `“camera ${i}.mp4” is not a video.` });
const content = (i: number) => ({ at: '2026-03-01T14:00:00.000Z', actor: { machine: 'retrace 0.1.0' }, act: 'exhibit-refused', body: body(i) });

/** `entries`: how many are appended and verified (1,000,000 for the goal). `bytes`: size of the hashed file. */
export async function measureRecord(entries: number, bytes: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-bench-'));
  try {
    return [await measureHash(join(folder, 'footage'), bytes), measureAppend(Math.min(entries, 100_000)), ...(await measureCase(folder, entries))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureHash(file: string, bytes: number): Promise<Figure> {
  writeFileSync(file, randomFillSync(new Uint8Array(bytes)));
  const rate = (seconds: number) => bytes / seconds / 1e6;
  const ours = await best(() => hashFile(file));
  const openssl = spawnSync('openssl', ['version']).error ? null : await best(() => spawnSync('openssl', ['dgst', '-sha256', file]));
  return { id: 'H1', what: 'hashing a file', unit: 'MB/s', ours: rate(ours), limit: openssl && rate(openssl), goal: '>= 0.95 x limit', note: openssl === null ? 'skipped limit: openssl is not installed' : 'limit: openssl dgst -sha256' };
}

function measureAppend(count: number): Figure {
  const contents = Array.from({ length: count }, (_, i) => content(i));
  let alone = Infinity, ours = Infinity;
  for (let round = 0; round < 3; round++) {
    alone = Math.min(alone, seconds(() => {
      for (const [index, each] of contents.entries()) hash('sha256', canonicalize({ ...each, index, previous: null })!, 'buffer');
    }));
    let head = emptyHead;
    ours = Math.min(ours, seconds(() => {
      for (const each of contents) head = appendEntry(head, each).head;
    }));
  }
  return { id: 'L1', what: 'appending to the ledger', unit: 'entries/s', ours: count / ours, limit: count / alone, goal: '>= 0.5 x limit', note: 'limit: canonicalise + SHA-256 alone' };
}

async function measureCase(folder: string, entries: number): Promise<Figure[]> {
  const made = await createCase(join(folder, 'case'), { name: 'Bench', reference: 'B/1', operator: null, keyCost: 2 ** 14 }, join(folder, 'home'), 'bench');
  try {
    const written = seconds(() => fill(made, entries));
    let findings = -1;
    const verified = seconds(() => (findings = verifyLedger(made).findings.length));
    if (findings !== 0) throw new Error(`${findings} findings in an untouched ledger`);
    return [
      { id: 'L1d', what: 'writing acts to a case in groups of 100, each group durable', unit: 'entries/s', ours: entries / written, limit: null, goal: 'reported', note: 'schema, canonical JSON, Merkle tree, SQLite with synchronous=FULL, one signed checkpoint and one kept with the key for each group' },
      { id: 'L2', what: `verifying ${entries} entries of a case`, unit: 's', ours: verified, limit: (8 * entries) / 1_000_000, goal: '<= limit', note: 'with SQLite’s quick_check, every row, every checkpoint’s signature; without operators’ signatures' },
    ];
  } finally {
    made.close();
  }
}

function fill(into: Case, entries: number): void {
  for (let i = 0; i < entries; i += 100) {
    into.write('machine', (append) => {
      for (let j = i; j < Math.min(i + 100, entries); j++) append('exhibit-refused', body(j));
    });
  }
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** Seconds of the fastest of five. */
async function best(work: () => unknown): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await work();
    least = Math.min(least, (performance.now() - start) / 1000);
  }
  return least;
}
