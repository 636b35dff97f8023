/** @file Runs in the database: filled batch by batch, closed, digested. One transaction for each batch; a batch is written once or not at all. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Completeness } from '../core/completeness.ts';
import type { FootageId, RunId } from '../core/ids.ts';
import type { Unsearchable } from '../core/sighting.ts';
import { formatTimeBase } from '../core/time.ts';
import type { StreamFacts, DecodeReport } from '../../native/decoder/decoder.ts';
import type { Batch, Looked, RunPosition } from './indexPlan.ts';
import { vectorBytes } from './vectorBytes.ts';

export type RunState = 'running' | 'stopped' | 'finished';

export interface RunRow {
  readonly number: number;
  readonly id: RunId;
  readonly footage_id: FootageId;
  readonly pack_id: string;
  readonly pack_digest: string;
  readonly decoder: string;
  readonly settings: string;
  readonly state: RunState;
  readonly position: string | null;
  readonly completeness: string | null;
  readonly digest: string | null;
  readonly seconds_worked: number;
}

const columns = 'number, id, footage_id, pack_id, pack_digest, decoder, settings, state, position, completeness, digest, seconds_worked';

export function findRun(db: Database, id: RunId): RunRow | undefined {
  return db.prepare<[string], RunRow>(`SELECT ${columns} FROM run WHERE id = ?`).get(id);
}

/** Every run of the case, or of one footage, in the order in which they were opened. */
export function listRuns(db: Database, footage: string | null = null): RunRow[] {
  return db.prepare<[{ footage: string | null }], RunRow>(`SELECT ${columns} FROM run WHERE @footage IS NULL OR footage_id = @footage ORDER BY number`).all({ footage });
}

/** How many presentation ticks of the footage a run has behind it; null before its first batch. */
export function reachedTicks(db: Database, run: number): bigint | null {
  const row = db.prepare<[number], { reached_ticks: bigint | null }>('SELECT reached_ticks FROM run WHERE number = ?').safeIntegers(true).get(run);
  return row?.reached_ticks ?? null;
}

/** Writes one batch: sightings, tracks, embeddings, and the position to go on from. A batch that is not the next one is refused. */
export function writeBatch(db: Database, run: number, batch: Batch, secondsWorked: number): void {
  const putTrack = db.prepare(
    `INSERT INTO track (run, ordinal, first_ticks, last_ticks, sightings) VALUES (?, ?, ?, ?, 1)
     ON CONFLICT (run, ordinal) DO UPDATE SET last_ticks = max(last_ticks, excluded.last_ticks), first_ticks = min(first_ticks, excluded.first_ticks), sightings = sightings + 1`,
  );
  const putSighting = db.prepare(
    `INSERT INTO sighting (run, track, ticks, x, y, width, height, detection_score, landmarks, eyes_px, sharpness, frontality, landmark_fit, quality, unsearchable)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const putEmbedding = db.prepare('INSERT INTO embedding (run, track, ticks, vector) VALUES (?, ?, ?, ?)');
  db.transaction(() => {
    const next = db.prepare('UPDATE run SET batches = batches + 1 WHERE number = ? AND batches = ?').run(run, batch.ordinal);
    if (next.changes !== 1) throw new Error(`batch ${batch.ordinal} is not the next one of run ${run}`);
    for (const result of batch.results) {
      for (const s of result.sightings) {
        putTrack.run(run, s.track, s.ticks, s.ticks);
        putSighting.run(
          run, s.track, s.ticks, s.box[0], s.box[1], s.box[2], s.box[3], s.detectionScore, s.landmarks && JSON.stringify(s.landmarks),
          s.quality.eyesPx, s.quality.sharpness, s.quality.frontality, s.quality.landmarkFit, Math.fround(s.quality.overall), s.unsearchable,
        );
      }
      for (const e of result.embeddings) putEmbedding.run(run, e.track, e.ticks, vectorBytes(e.vector));
    }
    db.prepare('UPDATE run SET position = ?, reached_ticks = max(coalesce(reached_ticks, ?), ?), seconds_worked = seconds_worked + ? WHERE number = ?').run(
      JSON.stringify(batch.position), batch.lastTicks, batch.lastTicks, secondsWorked, run,
    );
  }).immediate();
}

/**
 * SHA-256 (hex) over everything a run found: the digests of its tracks in order, each on a line. A track that was erased keeps its digest,
 * so that the run's can be derived for as long as the case lasts.
 */
export function runDigest(db: Database, run: number): string {
  const hash = createHash('sha256');
  const digest = digestTrack(db, run);
  const erased = new Map(db.prepare<[number], [number, string]>('SELECT ordinal, digest FROM erased_track WHERE run = ?').raw(true).all(run));
  const ordinals = db.prepare<[number, number], number>('SELECT ordinal FROM track WHERE run = ? UNION SELECT ordinal FROM erased_track WHERE run = ? ORDER BY 1').pluck(true);
  for (const ordinal of ordinals.all(run, run)) hash.update(`${erased.get(ordinal) ?? digest(ordinal)}\n`);
  return hash.digest('hex');
}

/** SHA-256 (hex) over everything that is kept of one track; see digestTrack. */
export function trackDigest(db: Database, run: number, ordinal: number): string {
  return digestTrack(db, run)(ordinal);
}

/**
 * Reads a track's rows in the order of their keys: the track, its sightings, its embeddings. Each row as the JSON of an array (numbers as
 * their shortest decimal text, ticks as text) and a newline; a vector as hexadecimal little-endian float32. They name no time of day and no
 * row number, so that a run made again has the same digests.
 */
function digestTrack(db: Database, run: number): (ordinal: number) => string {
  const reads = [
    'SELECT ordinal, CAST(first_ticks AS TEXT), CAST(last_ticks AS TEXT), sightings FROM track WHERE run = ? AND ordinal = ?',
    `SELECT CAST(ticks AS TEXT), x, y, width, height, detection_score, landmarks, eyes_px, sharpness, frontality, landmark_fit, quality, unsearchable
     FROM sighting WHERE run = ? AND track = ? ORDER BY sighting.ticks`,
    'SELECT CAST(ticks AS TEXT), lower(hex(vector)) FROM embedding WHERE run = ? AND track = ? ORDER BY embedding.ticks',
  ].map((sql) => db.prepare<[number, number], unknown[]>(sql).raw(true));
  return (ordinal) => {
    const hash = createHash('sha256');
    for (const read of reads) for (const row of read.iterate(run, ordinal)) hash.update(`${JSON.stringify(row)}\n`);
    return hash.digest('hex');
  };
}

/** What the finished run covered, from the decoder's report and the records themselves. */
export function assembleCompleteness(db: Database, run: number, stream: StreamFacts, report: DecodeReport, looked: Looked): Completeness {
  const frames = looked.wholeFrames + looked.partialFrames;
  const unsearchable: Partial<Record<Unsearchable, number>> = {};
  let faces = 0, searchable = 0;
  for (const row of db.prepare<[number], { unsearchable: Unsearchable | null; n: number }>('SELECT unsearchable, count(*) AS n FROM sighting WHERE run = ? GROUP BY unsearchable ORDER BY unsearchable').iterate(run)) {
    faces += row.n;
    if (row.unsearchable === null) searchable = row.n;
    else unsearchable[row.unsearchable] = row.n;
  }
  const count = (sql: string): number => db.prepare<[number], { n: number }>(sql).get(run)?.n ?? 0;
  return {
    framesExpected: stream.statedFrames ?? report.packets,
    framesExpectedFrom: stream.statedFrames === null ? 'packets' : 'container',
    framesDecoded: report.decoded,
    framesAnalysed: frames,
    framesFailed: report.failed,
    ...(report.failedAt && { failedAt: report.failedAt.map(({ fromTicks, toTicks, frames: n }) => ({ fromTicks: String(fromTicks), toTicks: String(toTicks), frames: n })) }),
    firstTicks: report.firstTicks === null ? null : String(report.firstTicks),
    lastTicks: report.lastTicks === null ? null : String(report.lastTicks),
    timeBase: formatTimeBase(stream.timeBase),
    gaps: report.gaps.map((gap) => ({ fromTicks: String(gap.fromTicks), toTicks: String(gap.toTicks) })),
    decoderMessages: report.messages,
    looked: { wholeFrames: looked.wholeFrames, partialFrames: looked.partialFrames, pixelShare: frames === 0 ? 0 : looked.pixelShares / frames },
    faces,
    searchable,
    unsearchable,
    tracks: count('SELECT count(*) AS n FROM track WHERE run = ?'),
    searchableTracks: count('SELECT count(DISTINCT track) AS n FROM embedding WHERE run = ?'),
  };
}

export function positionOf(run: RunRow): RunPosition | null {
  return run.position === null ? null : (JSON.parse(run.position) as RunPosition);
}
