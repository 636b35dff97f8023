/** @file Runs in the database: opened, filled batch by batch, closed. One transaction for each batch; a batch is written once or not at all. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Completeness } from '../core/completeness.ts';
import type { FootageId, RunId } from '../core/ids.ts';
import type { Unsearchable } from '../core/sighting.ts';
import { formatTimeBase } from '../core/time.ts';
import type { StreamFacts, DecodeReport } from '../../native/decoder/decoder.ts';
import type { StepResult } from './analyse.ts';
import type { Batch, Looked, RunPosition } from './indexPlan.ts';
import { vectorBytes } from './vectorBytes.ts';

export type RunState = 'running' | 'stopped' | 'finished';

export interface RunRow {
  readonly number: number;
  readonly id: RunId;
  readonly footage_id: FootageId;
  readonly pack_id: string;
  readonly pack_digest: string;
  readonly dimension: number;
  readonly metric: 'l2' | 'cosine';
  readonly decoder: string;
  readonly settings: string;
  readonly state: RunState;
  readonly position: string | null;
  readonly completeness: string | null;
  readonly digest: string | null;
  readonly seconds_worked: number;
}

const columns = 'number, id, footage_id, pack_id, pack_digest, dimension, metric, decoder, settings, state, position, completeness, digest, seconds_worked';

export function findRun(db: Database, id: RunId): RunRow | undefined {
  return db.prepare<[string], RunRow>(`SELECT ${columns} FROM run WHERE id = ?`).get(id);
}

/** Every run of the case in the order in which they were opened. */
export function listRuns(db: Database): RunRow[] {
  return db.prepare<[], RunRow>(`SELECT ${columns} FROM run ORDER BY number`).all();
}

/** How many presentation ticks of the footage a run has behind it; null before its first batch. */
export function reachedTicks(db: Database, run: number): bigint | null {
  const row = db.prepare<[number], { reached_ticks: bigint | null }>('SELECT reached_ticks FROM run WHERE number = ?').safeIntegers(true).get(run);
  return row?.reached_ticks ?? null;
}

/**
 * Writes one batch: sightings, tracks, embeddings, the digest of all this, and the position to go on from. A batch that is there
 * already is refused by its primary key.
 */
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
    db.prepare('INSERT INTO batch (run, ordinal, sha256) VALUES (?, ?, ?)').run(run, batch.ordinal, batchDigest(batch.results));
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

/** SHA-256 over what a batch adds to the record; numbers as their shortest decimal text, vectors as little-endian float32. */
function batchDigest(results: readonly StepResult[]): Buffer {
  const hash = createHash('sha256');
  for (const result of results) {
    for (const s of result.sightings) {
      hash.update(JSON.stringify([s.track, String(s.ticks), s.box, s.detectionScore, s.landmarks, s.quality, s.unsearchable]));
      hash.update('\n');
    }
    for (const e of result.embeddings) {
      hash.update(JSON.stringify([e.track, String(e.ticks)]));
      hash.update(vectorBytes(e.vector));
      hash.update('\n');
    }
  }
  return hash.digest();
}

/** SHA-256 (hex) over the digests of all batches in order: the digest of the run. */
export function runDigest(db: Database, run: number): string {
  const hash = createHash('sha256');
  for (const row of db.prepare<[number], { sha256: Buffer }>('SELECT sha256 FROM batch WHERE run = ? ORDER BY ordinal').iterate(run)) hash.update(row.sha256);
  return hash.digest('hex');
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
