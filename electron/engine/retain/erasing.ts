/** @file Erasing: what an authority names goes from the record in one transaction with its entry; then from every file of the case. */
import type { Database } from 'better-sqlite3';
import { commitmentsOf } from '../../core/entry.ts';
import type { Body } from '../../core/entry.ts';
import { Failure } from '../../core/failure.ts';
import type { TrackId } from '../../core/ids.ts';
import { overlap } from '../../core/picture.ts';
import type { Box } from '../../core/picture.ts';
import { holdForErasing } from '../alone.ts';
import { authorityFor, recordRefusal } from '../authorising.ts';
import type { Case } from '../caseFolder.ts';
import { forget, recall } from '../kept.ts';
import { entriesOf, nextNumber } from '../records.ts';
import { trackDigest } from '../runs.ts';
import { assertInForce } from '../searching.ts';
import { certificate } from './certificate.ts';
import { finishErasures } from './files.ts';
import { tracksOf } from './items.ts';
import type { Item, KeptTrack } from './items.ts';
import { needsOf } from './needs.ts';
import { refuseFile, writeNew } from './newFile.ts';
import { forgetCandidates } from './results.ts';

export interface ErasureRequest {
  readonly item: Item;
  /** null: the one in force that names the item. */
  readonly authority: string | null;
  readonly reason: string;
  /** Why it is erased although something needs it; null: only where nothing does. */
  readonly despite: string | null;
  /** A file that does not exist yet, for the certificate. */
  readonly certificate: string;
}

export type Erasure = Body<'erased'>;

/**
 * Erases the item under an erasure authority that names it and that somebody else granted, and writes the certificate. Its entry is
 * committed with the change; a process that dies after it leaves work to `finishErasure`, which any later erasure does too. Failures
 * 'erasure-needed' and those of authorityFor (both are entries), 'erasure-of-unfinished', 'index-running', 'case-read',
 * 'file-exists', 'reason-missing'.
 */
export function erase(opened: Case, { item, authority: named, reason, despite, certificate: file }: ErasureRequest): Erasure {
  opened.demand('erased');
  if (reason.trim() === '') throw new Failure('reason-missing', { what: 'an erasure' });
  if (despite?.trim() === '') throw new Failure('reason-missing', { what: 'an erasure in spite of what needs the item' });
  refuseFile(file);
  const release = holdForErasing(opened.folder);
  try {
    const what = `erase the ${item.kind} ${item.id}`;
    const { authority } = authorityFor(opened, { what, authority: named, kind: 'erasure', exhibit: null, camera: null, from: null, to: null, origins: [], items: [item.id] });
    const erasure = opened.write('operator', (append) => {
      // Asked again within the transaction: somebody may have revoked it a moment ago.
      assertInForce(opened, authority.authority);
      const tracks = tracksOf(opened.db, item);
      refuseUnfinished(opened.db, item, tracks);
      const reasons = needsOf(opened.db, item, tracks);
      if (reasons.length > 0 && despite === null) throw new Failure('erasure-needed', { kind: item.kind, item: item.id, reasons });
      const body: Erasure = {
        erasure: `E-${nextNumber(opened.db, 'erased')}`, authority: authority.authority, kind: item.kind, item: item.id, reason, despite: reasons.length > 0 ? despite : null,
        ...eraseRows(opened.db, item, tracks),
      };
      append('erased', body);
      return body;
    });
    finishErasures(opened);
    certify(opened, erasure.erasure, file);
    return erasure;
  } catch (error) {
    if (error instanceof Failure && error.code === 'erasure-needed') recordRefusal(opened, `erase the ${item.kind} ${item.id}`, named, error);
    throw error;
  } finally {
    release();
  }
}

/** Does what an interrupted erasure left to do, and writes the certificate of one again. Failures 'erasure-unknown', 'file-exists', 'index-running', 'case-read'. */
export function finishErasure(opened: Case, id: string, file: string): Erasure {
  opened.demand('erased');
  const found = entriesOf(opened.db, 'erased').find(({ body }) => body.erasure === id);
  if (!found) throw new Failure('erasure-unknown', { erasure: id });
  refuseFile(file);
  const release = holdForErasing(opened.folder);
  try {
    finishErasures(opened);
    certify(opened, id, file);
    return found.body;
  } finally {
    release();
  }
}

/** Writes the certificate of a finished erasure. Failure 'certificate-unwritten'. */
export function certify(opened: Case, erasure: string, file: string): void {
  try {
    writeNew(file, certificate(opened, erasure));
  } catch (cause) {
    // What “file-unwritable” says, that nothing was recorded, is not so here.
    if (!(cause instanceof Failure)) throw cause;
    throw new Failure('certificate-unwritten', { erasure, reason: cause.message }, { cause });
  }
}

/** A track of a run that is not finished could come back with its next batch, and is under no digest yet. */
function refuseUnfinished(db: Database, item: Item, tracks: readonly KeptTrack[]): void {
  if (item.kind !== 'track') return;
  const state = db.prepare<[number], string>('SELECT state FROM run WHERE number = ?').pluck().get(tracks[0]!.run);
  if (state !== 'finished') throw new Failure('erasure-of-unfinished', { track: item.id });
}

/** Takes the item's rows and texts out of the record, within the transaction that writes its entry, and says what went. */
export function eraseRows(db: Database, item: Item, tracks: readonly KeptTrack[]): Pick<Erasure, 'kept' | 'tracks' | 'alsoSeenAs' | 'counts'> {
  const own = new Set<string>(tracks.map(({ id }) => id));
  const alsoSeenAs = item.kind === 'track' ? sameFaceIn(db, tracks[0]!) : [];
  const kept = commitmentsAbout(db, item, own).filter((digest) => recall(db, digest) !== null);
  for (const digest of kept) forget(db, digest);
  const digests = tracks.map((track) => ({ track: track.id, digest: trackDigest(db, track.run, track.ordinal) }));
  const counts = { sightings: 0, vectors: 0, images: 0, candidates: own.size === 0 ? 0 : forgetCandidates(db, own) };
  const [vectors, sightings, row] = ['DELETE FROM embedding WHERE run = ? AND track = ?', 'DELETE FROM sighting WHERE run = ? AND track = ?', 'DELETE FROM track WHERE run = ? AND ordinal = ?'].map((sql) => db.prepare(sql));
  const mark = db.prepare('INSERT INTO erased_track (run, ordinal, digest) VALUES (?, ?, ?)');
  tracks.forEach(({ run, ordinal }, i) => {
    counts.vectors += vectors!.run(run, ordinal).changes;
    counts.sightings += sightings!.run(run, ordinal).changes;
    row!.run(run, ordinal);
    mark.run(run, ordinal, digests[i]!.digest);
  });
  if (item.kind === 'exhibit') {
    // Where an unfinished run stands, holds its live tracks and what the last frame looked like.
    db.prepare(`UPDATE run SET position = NULL, state = CASE state WHEN 'finished' THEN state ELSE 'stopped' END WHERE footage_id IN (SELECT id FROM footage WHERE exhibit = ?)`).run(item.id);
  }
  if (item.kind === 'probe') {
    counts.images = 1;
    counts.vectors += db.prepare('DELETE FROM probe_vector WHERE probe_id = ?').run(item.id).changes;
    db.prepare('DELETE FROM probe WHERE id = ?').run(item.id);
  }
  return { kept, tracks: digests, alsoSeenAs, counts };
}

/** Texts beside the ledger that describe the item: a probe’s details and its reasons on lists; what reviewers and leads say of it. */
function commitmentsAbout(db: Database, item: Item, tracks: ReadonlySet<string>): string[] {
  const lineups = new Set<string>();
  return entriesOf(db, 'probe-added', 'list-entry-added', 'lineup-created', 'face-described', 'lineup-opened', 'decision-made', 'lead-corroborated', 'lead-actioned', 'lead-outcome').flatMap((entry) => {
    const { body } = entry;
    const about = ('probe' in body && body.probe === item.id) || ('track' in body && tracks.has(body.track)) || ('lineup' in body && lineups.has(body.lineup));
    if (about && 'lineup' in body) lineups.add(body.lineup);
    return about ? commitmentsOf(entry) : [];
  });
}

/** Tracks of other runs of this footage with a box on the same face in the same frame: indexed twice, seen twice. */
function sameFaceIn(db: Database, { run, ordinal }: KeptTrack): TrackId[] {
  type Row = { readonly track: TrackId; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly ox: number; readonly oy: number; readonly owidth: number; readonly oheight: number };
  const rows = db
    .prepare<[number, number], Row>(
      `SELECT other.id || '-' || o.track AS track, s.x, s.y, s.width, s.height, o.x AS ox, o.y AS oy, o.width AS owidth, o.height AS oheight
       FROM sighting s JOIN run own ON own.number = s.run JOIN run other ON other.footage_id = own.footage_id AND other.number <> own.number
       JOIN sighting o ON o.run = other.number AND o.ticks = s.ticks WHERE s.run = ? AND s.track = ? ORDER BY 1`,
    )
    .all(run, ordinal);
  const box = (row: Row): Box => [row.x, row.y, row.width, row.height], others = (row: Row): Box => [row.ox, row.oy, row.owidth, row.oheight];
  return [...new Set(rows.filter((row) => overlap(box(row), others(row)) > 0.5).map((row) => row.track))];
}
