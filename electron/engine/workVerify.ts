/** @file Whether runs, probes and searches are still what their ledger entries say. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Entry } from '../core/entry.ts';
import type { Finding } from '../core/failure.ts';
import type { SearchResult } from '../core/search.ts';
import { canonical } from '../ledger/canonical.ts';
import { eachEntry } from './records.ts';
import { listRuns, runDigest } from './runs.ts';

type Body<A extends Entry['act']> = Extract<Entry, { act: A }>['body'];

/** Derives every digest anew from the rows: each sighting and vector of each finished run, each ranked list, each probe. */
export function verifyWork(db: Database): Finding[] {
  const findings: Finding[] = [];
  const note = (code: string, message: string): void => void findings.push({ code, message });
  const { finished, answered, probes } = statements(db);
  for (const run of listRuns(db)) {
    const stated = finished.get(run.id);
    if (run.state !== 'finished') continue;
    if (!stated) note('run-unrecorded', `Run ${run.id} is kept as finished, and no entry says so.`);
    else if (runDigest(db, run.number) !== stated.digest) note('run-altered', `Run ${run.id} is not what was recorded when it finished: a track, sighting or vector was changed.`);
    else if (canonical(JSON.parse(run.completeness ?? 'null')) !== canonical(stated.completeness)) note('completeness-altered', `The completeness of run ${run.id} is not what was recorded when it finished.`);
    finished.delete(run.id);
  }
  for (const id of finished.keys()) note('run-missing', `Run ${id} was recorded as finished and is not kept.`);
  for (const row of db.prepare<[], { number: number; result: string | null }>('SELECT number, result FROM search ORDER BY number').iterate()) {
    const id = `S-${row.number}`;
    const stated = answered.get(id);
    const result = row.result === null ? null : (JSON.parse(row.result) as SearchResult);
    if ((stated === undefined) !== (result === null)) note('search-unrecorded', `Search ${id}: the record and the ledger do not agree whether it was answered.`);
    else if (stated && result && (sha256(canonical(result.candidates)) !== stated.digest || result.digest !== stated.digest)) note('search-altered', `The ranked list of search ${id} is not the one that was recorded.`);
    answered.delete(id);
  }
  for (const id of answered.keys()) note('search-missing', `Search ${id} was recorded as answered and is not kept.`);
  const vector = db.prepare<[string, string], { vector: Buffer }>('SELECT vector FROM probe_vector WHERE probe_id = ? AND pack_digest = ?');
  for (const [id, stated] of probes) {
    const row = vector.get(id, stated.pack.digest);
    if (!row || sha256(row.vector) !== stated.vectorSha256) note('probe-altered', `The vector of probe ${id} is not the one that was recorded.`);
  }
  return findings;
}

/** What entries state of runs, searches and probes. Entries that cannot be read are findings of the ledger's own check. */
function statements(db: Database) {
  const finished = new Map<string, Body<'index-finished'>>();
  const answered = new Map<string, Body<'search-answered'>>();
  const probes = new Map<string, Body<'probe-added'>>();
  for (const { json } of eachEntry(db)) {
    const entry = parse(json);
    if (entry?.act === 'index-finished') finished.set(entry.body.run, entry.body);
    if (entry?.act === 'search-answered') answered.set(entry.body.search, entry.body);
    if (entry?.act === 'probe-added') probes.set(entry.body.probe, entry.body);
  }
  return { finished, answered, probes };
}

function parse(json: Uint8Array): Entry | null {
  try {
    return JSON.parse(Buffer.from(json).toString('utf8')) as Entry;
  } catch {
    // Said by verifyLedger.
    return null;
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
