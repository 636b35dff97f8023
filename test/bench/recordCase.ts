/** @file H1, L1, L2: hashing of files against openssl, appending against canonicalise + SHA-256 alone, verifying. */
import { spawnSync } from 'node:child_process';
import { hash, randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCase } from '../../electron/engine/caseFolder.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { hashFile } from '../../electron/engine/hash.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { canonical } from '../../electron/ledger/canonical.ts';
import { appendEntry, emptyHead } from '../../electron/ledger/ledger.ts';
import type { Figure } from './figure.ts';

// An act of the program's own: those of people are signed by them, which is another cost.
const body = (i: number) => ({ what: `search of camera ${i}`, by: { name: 'Bench', publicKey: hash('sha256', String(i)) }, authority: null, code: 'role-missing', reason: `An act of number ${i} takes a role that was not held.` });
const content = (i: number) => ({ at: '2026-03-01T14:00:00.000Z', actor: { machine: 'retrace 0.1.0' }, act: 'act-refused', body: body(i) });

/** `entries`: how many are appended and verified (1,000,000 for the goal). `bytes`: size of the hashed file. */
export async function measureRecord(entries: number, bytes: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-bench-'));
  try {
    return [await measureHash(join(folder, 'footage'), bytes), await measureAppend(Math.min(entries, 100_000)), ...(await measureCase(folder, entries))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureHash(file: string, bytes: number): Promise<Figure> {
  writeFileSync(file, randomFillSync(new Uint8Array(bytes)));
  const rate = (seconds: number) => bytes / seconds / 1e6;
  const has = spawnSync('openssl', ['version']).error === undefined;
  let ours = Infinity, openssl = Infinity;
  for (let round = 0; round < 5; round++) {
    let found = '', expected = '';
    ours = Math.min(ours, await seconds(async () => void (found = (await hashFile(file)).sha256)));
    if (!has) continue;
    openssl = Math.min(openssl, await seconds(() => void (expected = spawnSync('openssl', ['dgst', '-sha256', '-r', file], { encoding: 'utf8' }).stdout)));
    if (!expected.startsWith(found)) throw new Error(`another hash than openssl’s: ${found}`);
  }
  const note = has ? 'limit: openssl dgst -sha256; fastest of five in turn; both gave the same hash' : 'skipped limit: openssl is not installed';
  return { id: 'H1', what: 'hashing a file', unit: 'MB/s', ours: rate(ours), limit: has ? rate(openssl) : null, goal: '>= 0.95 x limit', met: has ? ours <= openssl / 0.95 : null, note };
}

async function measureAppend(count: number): Promise<Figure> {
  const contents = Array.from({ length: count }, (_, i) => content(i));
  let alone = Infinity, ours = Infinity;
  for (let round = 0; round < 3; round++) {
    alone = Math.min(alone, await seconds(() => {
      for (const [index, each] of contents.entries()) hash('sha256', canonical({ ...each, index, previous: null }), 'buffer');
    }));
    let head = emptyHead;
    ours = Math.min(ours, await seconds(() => {
      for (const each of contents) head = appendEntry(head, each).head;
    }));
  }
  return { id: 'L1', what: 'appending to the ledger', unit: 'entries/s', ours: count / ours, limit: count / alone, goal: '>= 0.5 x limit', met: alone / ours >= 0.5, note: 'limit: canonicalise + SHA-256 alone' };
}

async function measureCase(folder: string, entries: number): Promise<Figure[]> {
  const made = await createCase(join(folder, 'case'), { name: 'Bench', reference: 'B/1', operator: null, keyCost: 2 ** 14 }, join(folder, 'home'), 'bench');
  try {
    const written = await seconds(() => fill(made, entries));
    let findings = -1;
    const verified = await seconds(() => (findings = verifyLedger(made).findings.length));
    if (findings !== 0) throw new Error(`${findings} findings in an untouched ledger`);
    return [
      { id: 'L1d', what: 'writing acts to a case in groups of 100, each group durable', unit: 'entries/s', ours: entries / written, limit: null, goal: 'reported', met: null, note: 'schema, canonical JSON, Merkle tree, SQLite with synchronous=FULL, one signed checkpoint and one kept with the key for each group' },
      { id: 'L2', what: `verifying ${entries} entries of a case`, unit: 's', ours: verified, limit: (8 * entries) / 1_000_000, goal: '<= 8 s for 1,000,000', met: verified <= (8 * entries) / 1_000_000, note: 'with SQLite’s quick_check, every row, every checkpoint’s signature; without operators’ signatures' },
    ];
  } finally {
    made.close();
  }
}

function fill(into: Case, entries: number): void {
  for (let i = 0; i < entries; i += 100) {
    into.write('machine', (append) => {
      for (let j = i; j < Math.min(i + 100, entries); j++) append('act-refused', body(j));
    });
  }
}

async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
