/** @file Whether runs, probes and searches are still what their ledger entries say. */
import { readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Act, Body, Entry } from '../core/entry.ts';
import type { Finding } from '../core/failure.ts';
import type { SearchResult } from '../core/search.ts';
import { canonical } from '../ledger/canonical.ts';
import { sha256 } from './hash.ts';
import type { Case } from './caseFolder.ts';
import { imagePath } from './probing.ts';
import { eachEntry } from './records.ts';
import { listRuns, runDigest } from './runs.ts';

type Note = (code: string, message: string) => void;

/** Derives every digest anew from the rows: each sighting and vector of each finished run, each ranked list, each probe with its image. */
export function verifyWork(opened: Pick<Case, 'db' | 'folder'>): Finding[] {
  const findings: Finding[] = [];
  const note: Note = (code, message) => void findings.push({ code, message });
  const stated = statements(opened.db);
  checkRuns(opened.db, stated, note);
  checkSearches(opened.db, stated, note);
  checkProbes(opened, stated['probe-added'], note);
  return findings;
}

function checkRuns(db: Database, stated: Statements, note: Note): void {
  const finished = new Map(stated['index-finished']);
  for (const run of listRuns(db)) {
    const started = stated['index-started'].get(run.id);
    const kept = [run.footage_id, run.pack_id, run.pack_digest, parsed(run.decoder), parsed(run.settings)];
    if (!started) note('run-unrecorded', `Run ${run.id} is kept, and no entry says that it was started.`);
    else if (differ(kept, [started.footage, started.pack.id, started.pack.digest, started.decoder, started.settings])) note('run-altered', `Run ${run.id} is not what was recorded when it was started: its footage, pack, decoder or settings were changed.`);
    if (run.state !== 'finished') continue;
    const end = finished.get(run.id);
    if (!end) note('run-unrecorded', `Run ${run.id} is kept as finished, and no entry says so.`);
    else if (run.digest !== end.digest || runDigest(db, run.number) !== end.digest) note('run-altered', `Run ${run.id} is not what was recorded when it finished: a track, sighting or vector was changed.`);
    else if (differ(parsed(run.completeness), end.completeness)) note('completeness-altered', `The completeness of run ${run.id} is not what was recorded when it finished.`);
    finished.delete(run.id);
  }
  for (const id of finished.keys()) note('run-missing', `Run ${id} was recorded as finished and is not kept as such.`);
}

interface SearchRow {
  readonly number: number;
  readonly probe_id: string;
  readonly pack_digest: string;
  readonly request: string;
  readonly result: string | null;
}

function checkSearches(db: Database, stated: Statements, note: Note): void {
  const requested = new Map(stated['search-requested']);
  for (const row of db.prepare<[], SearchRow>('SELECT number, probe_id, pack_digest, request, result FROM search ORDER BY number').iterate()) {
    const id = `S-${row.number}`;
    const asked = requested.get(id);
    const answered = stated['search-answered'].get(id);
    requested.delete(id);
    if (!asked) {
      note('search-unrecorded', `Search ${id} is kept, and no entry says that it was requested.`);
      continue;
    }
    const request = { ...asked.scope, probe: asked.probe, limit: asked.limit, threshold: asked.threshold };
    if (differ([row.probe_id, row.pack_digest, parsed(row.request)], [asked.probe, asked.pack.digest, request])) note('search-altered', `What search ${id} asked for is not what was recorded.`);
    if ((answered === undefined) !== (row.result === null)) note('search-unrecorded', `Search ${id}: the record and the ledger do not agree whether it was answered.`);
    else if (answered && differ(shortResult(row.result), expectedResult(id, asked, answered))) note('search-altered', `The answer of search ${id} is not the one that was recorded.`);
  }
  for (const id of requested.keys()) note('search-missing', `Search ${id} was recorded and is not kept.`);
}

/** A kept result with its candidates as the digest that the ledger states; null where it cannot be read. */
function shortResult(text: string | null): unknown {
  const result = parsed(text) as SearchResult | null;
  if (result === null || !Array.isArray(result.candidates) || !Array.isArray(result.notSearched)) return null;
  const { candidates, notSearched, ...rest } = result;
  return { ...rest, candidates: sha256(canonical(candidates)), notSearched: notSearched.map(({ footageId, reason }) => [footageId, reason]) };
}

function expectedResult(id: string, asked: Body<'search-requested'>, answered: Body<'search-answered'>): unknown {
  return {
    id, probe: asked.probe, pack: { id: asked.pack.id, digest: asked.pack.digest }, tracksCompared: answered.tracksCompared, sightingsCompared: answered.sightingsCompared,
    threshold: asked.threshold, limit: asked.limit, digest: answered.digest, warnings: asked.warnings,
    candidates: answered.digest, notSearched: asked.notSearched.map(({ footage, reason }) => [footage, reason]),
  };
}

interface ProbeRow {
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly basis: string;
  readonly image_name: string;
  readonly image_sha256: string;
  readonly from_track: string | null;
  readonly box: string;
  readonly quality: string;
  readonly warnings: string;
}

function checkProbes(opened: Pick<Case, 'db' | 'folder'>, stated: ReadonlyMap<string, Body<'probe-added'>>, note: Note): void {
  const missing = new Map(stated);
  const vector = opened.db.prepare<[string, string], { vector: Buffer }>('SELECT vector FROM probe_vector WHERE probe_id = ? AND pack_digest = ?');
  for (const row of opened.db.prepare<[], ProbeRow>('SELECT * FROM probe ORDER BY id').iterate()) {
    const said = missing.get(row.id);
    missing.delete(row.id);
    if (!said) {
      note('probe-unrecorded', `Probe ${row.id} is kept, and no entry says that it was added.`);
      continue;
    }
    const kept = [row.label, row.source, row.basis, row.image_name, row.image_sha256, row.from_track, parsed(row.box), parsed(row.quality), parsed(row.warnings)];
    if (differ(kept, [said.label, said.source, said.basis, said.imageName, said.imageSha256, said.fromTrack, said.face.box, said.face.quality, said.warnings])) note('probe-altered', `What is kept of probe ${row.id} is not what was recorded.`);
    const found = vector.get(row.id, said.pack.digest);
    if (!found || sha256(found.vector) !== said.vectorSha256) note('probe-altered', `The vector of probe ${row.id} is not the one that was recorded.`);
    if (imageDigest(imagePath(opened, said.imageSha256)) !== said.imageSha256) note('probe-image-altered', `The kept image of probe ${row.id} is missing or is not the one that was recorded.`);
  }
  for (const id of missing.keys()) note('probe-missing', `Probe ${id} was recorded and is not kept.`);
}

function imageDigest(path: string): string | null {
  try {
    return sha256(readFileSync(path));
  } catch {
    // Said by the caller.
    return null;
  }
}

type Stated = 'index-started' | 'index-finished' | 'search-requested' | 'search-answered' | 'probe-added';
type Statements = { readonly [A in Stated]: Map<string, Body<A>> };

/** What entries state of runs, searches and probes. Entries that cannot be read are findings of the ledger's own check. */
function statements(db: Database): Statements {
  const stated: Statements = { 'index-started': new Map(), 'index-finished': new Map(), 'search-requested': new Map(), 'search-answered': new Map(), 'probe-added': new Map() };
  for (const { json } of eachEntry(db)) {
    const entry = parsed(Buffer.from(json).toString('utf8')) as Entry | null;
    switch (entry?.act) {
      case 'index-started':
      case 'index-finished':
        (stated[entry.act] as Map<string, Body<Act>>).set(entry.body.run, entry.body);
        break;
      case 'search-requested':
      case 'search-answered':
        (stated[entry.act] as Map<string, Body<Act>>).set(entry.body.search, entry.body);
        break;
      case 'probe-added':
        stated[entry.act].set(entry.body.probe, entry.body);
        break;
      default:
    }
  }
  return stated;
}

/** null where the text is no JSON. */
function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Said by whoever compares it.
    return null;
  }
}

function differ(a: unknown, b: unknown): boolean {
  return canonical(a) !== canonical(b);
}
