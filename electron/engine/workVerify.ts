/** @file Whether runs, probes and kept texts are still what their ledger entries say, and whether what was erased is gone; searches: searchVerify.ts. */
import { splitTrack } from '../core/ids.ts';
import { existsSync, readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Finding } from '../core/failure.ts';
import { sha256 } from './hash.ts';
import type { Case } from './caseFolder.ts';
import { verifyKept } from './kept.ts';
import { imagePath } from './probing.ts';
import { listRuns, runDigest } from './runs.ts';
import { checkSearches } from './searchVerify.ts';
import { bodiesOf, differ, parsed, statements } from './statements.ts';
import type { Note, Statements } from './statements.ts';

/** Derives every digest anew from the rows: each sighting and vector of each finished run, each ranked list, each probe with its image. */
export function verifyWork(opened: Pick<Case, 'db' | 'folder'>): Finding[] {
  const findings: Finding[] = [];
  const note: Note = (code, message) => void findings.push({ code, message });
  const stated = statements(opened.db);
  checkReferences(opened.db, note);
  checkRuns(opened.db, stated, note);
  checkErased(opened.db, stated, note);
  checkSearches(opened.db, stated, note);
  checkProbes(opened, stated, note);
  return [...findings, ...verifyKept(opened.db, stated.needed)];
}

/** A run's digest goes along its tracks: nothing may hang on a track that is not there. */
function checkReferences(db: Database, note: Note): void {
  const dangling = new Map<string, number>();
  for (const { table } of db.pragma('foreign_key_check') as { table: string }[]) dangling.set(table, (dangling.get(table) ?? 0) + 1);
  for (const [table, n] of dangling) note('row-unrecorded', `${n} ${n === 1 ? 'row' : 'rows'} of the table ${table} belong to something that is not kept.`);
}

function checkRuns(db: Database, stated: Statements, note: Note): void {
  const startedRuns = new Map(bodiesOf(stated, 'index-started').map((body) => [body.run, body]));
  const finished = new Map(bodiesOf(stated, 'index-finished').map((body) => [body.run, body]));
  for (const run of listRuns(db)) {
    const started = startedRuns.get(run.id);
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

/** What an erasure took is gone, and nothing else is called erased. */
function checkErased(db: Database, { erasedTracks }: Statements, note: Note): void {
  const there = db.prepare<[string, number, string, number], number>('SELECT 1 FROM track JOIN run ON run.number = track.run WHERE run.id = ? AND ordinal = ? UNION SELECT 1 FROM sighting JOIN run ON run.number = sighting.run WHERE run.id = ? AND track = ?').pluck();
  const unmarked = new Set(erasedTracks.keys());
  for (const { track, digest } of db.prepare<[], { track: string; digest: string }>(`SELECT run.id || '-' || ordinal AS track, e.digest FROM erased_track e JOIN run ON run.number = e.run`).iterate()) {
    if (erasedTracks.get(track) !== digest) note('erasure-unrecorded', `The track ${track} is kept as erased, and no entry says so with this digest.`);
    unmarked.delete(track);
  }
  for (const track of unmarked) note('run-altered', `The digest of the erased track ${track} is not kept any more.`);
  for (const track of erasedTracks.keys()) {
    const [run, ordinal] = splitTrack(track);
    if (there.get(run, ordinal, run, ordinal) !== undefined) note('erased-still-there', `The track ${track} was erased and is still kept.`);
  }
}

interface ProbeRow {
  readonly id: string;
  readonly details: string;
  readonly image_sha256: string;
  readonly from_track: string | null;
  readonly original: string | null;
}

function checkProbes(opened: Pick<Case, 'db' | 'folder'>, stated: Statements, note: Note): void {
  const { db } = opened;
  // Of a probe that was erased and added again the later entry counts.
  const all = new Map(bodiesOf(stated, 'probe-added').map((body) => [body.probe, body]));
  const missing = new Map([...all].filter(([id]) => !stated.erasedProbes.has(id)));
  const images = new Set<string>();
  for (const row of db.prepare<[], ProbeRow>('SELECT id, details, image_sha256, from_track, original FROM probe ORDER BY id').iterate()) {
    const said = missing.get(row.id);
    missing.delete(row.id);
    if (said) images.add(said.imageSha256);
    if (stated.erasedProbes.has(row.id)) note('erased-still-there', `The probe ${row.id} was erased and is still kept.`);
    else if (!said) note('probe-unrecorded', `Probe ${row.id} is kept, and no entry says that it was added.`);
    else if (differ([row.details, row.image_sha256, row.from_track, row.original], [said.details, said.imageSha256, said.fromTrack, said.original])) note('probe-altered', `What is kept of probe ${row.id} is not what was recorded.`);
    else if (imageDigest(imagePath(opened, said.imageSha256)) !== said.imageSha256) note('probe-image-altered', `The kept image of probe ${row.id} is missing or is not the one that was recorded.`);
  }
  for (const id of missing.keys()) note('probe-missing', `Probe ${id} was recorded and is not kept.`);
  for (const id of stated.erasedProbes) {
    const image = all.get(id)?.imageSha256;
    if (image !== undefined && !images.has(image) && existsSync(imagePath(opened, image))) note('erased-still-there', `The probe ${id} was erased and its image is still kept.`);
  }
  checkProbeVectors(db, stated, note);
}

/** Each vector by every entry that names it: of the probe when it was added, and of each search and check it was used in. */
function checkProbeVectors(db: Database, stated: Statements, note: Note): void {
  const named = new Map<string, Set<string>>();
  const name = (probe: string, pack: string, digest: string): void => {
    const key = `${probe} ${pack}`;
    named.set(key, (named.get(key) ?? new Set()).add(digest));
  };
  for (const { probe, pack, vectorSha256 } of bodiesOf(stated, 'probe-added')) name(probe, pack.digest, vectorSha256);
  for (const { sought, pack } of bodiesOf(stated, 'search-requested')) for (const { probe, vectorSha256 } of sought) name(probe, pack.digest, vectorSha256);
  for (const { probe, vectorSha256, entries, pack } of bodiesOf(stated, 'check-requested')) for (const each of [{ probe, vectorSha256 }, ...entries]) name(each.probe, pack.digest, each.vectorSha256);
  for (const row of db.prepare<[], { probe_id: string; pack_digest: string; vector: Buffer }>('SELECT probe_id, pack_digest, vector FROM probe_vector ORDER BY 1, 2').iterate()) {
    const key = `${row.probe_id} ${row.pack_digest}`;
    const digests = named.get(key);
    named.delete(key);
    if (stated.erasedProbes.has(row.probe_id)) note('erased-still-there', `A vector of the erased probe ${row.probe_id} is still kept.`);
    else if (!digests) note('probe-unrecorded', `A vector of probe ${row.probe_id} is kept that no entry names.`);
    else if (digests.size > 1 || !digests.has(sha256(row.vector))) note('probe-altered', `The vector of probe ${row.probe_id} is not the one that was recorded.`);
  }
  for (const key of named.keys()) {
    const probe = key.split(' ', 1)[0]!;
    if (!stated.erasedProbes.has(probe)) note('probe-altered', `The vector of probe ${probe} that was recorded is not kept.`);
  }
}

function imageDigest(path: string): string | null {
  try {
    return sha256(readFileSync(path));
  } catch {
    // Said by the caller.
    return null;
  }
}
