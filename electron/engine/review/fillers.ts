/** @file Fillers from the record: who was seen together with whom, how large and how clear, and whose vectors are how far apart. */
import type { Database } from 'better-sqlite3';
import { distance } from '../../core/appearance.ts';
import type { AppearanceScale } from '../../core/appearance.ts';
import { Failure } from '../../core/failure.ts';
import { trackId } from '../../core/ids.ts';
import type { RunId } from '../../core/ids.ts';
import { chooseFillers, shuffled } from '../../core/lineup.ts';
import type { Chosen, Relation, Shown } from '../../core/lineup.ts';
import { overlap } from '../../core/picture.ts';
import type { Box } from '../../core/picture.ts';
import { someoneElse } from '../../core/track.ts';
import { splitTrack } from '../searching.ts';
import { vectorOf } from '../vectorBytes.ts';
import { evenNumbers } from './order.ts';

/**
 * Fillers for the candidate's track from its own run, in an order that only the seed decides where several would do equally. `excluded`: tracks
 * that are none. See [Note: Who may be a filler]. Failures 'lineup-too-few', 'track-unknown'.
 */
export function findFillers(
  db: Database, track: string, excluded: ReadonlySet<string>, wanted: number, allowUncertain: boolean, seed: string, scale: AppearanceScale,
): Chosen {
  const [runId] = splitTrack(track);
  const run = db.prepare<[string], { number: number }>('SELECT number FROM run WHERE id = ?').get(runId)?.number;
  const shown = run === undefined ? [] : shownTracks(db, run, runId as RunId);
  const candidate = shown.find((each) => each.track === track);
  if (run === undefined || candidate === undefined) throw new Failure('track-unknown', { track });
  const relation = relations(db, run, scale);
  const others = shown.filter((other) => other.track !== track && !excluded.has(other.track));
  const chosen = chooseFillers(candidate, shuffled(others, evenNumbers(seed, 'fillers')), wanted, allowUncertain, relation);
  if ('certain' in chosen) throw new Failure('lineup-too-few', { wanted, ...chosen });
  return chosen;
}

/** Tracks of a run that were searched, by the sighting that is shown of them, in order of their ordinals. */
function shownTracks(db: Database, run: number, runId: RunId): Shown[] {
  const rows = db.prepare<[number], { track: number; eyesPx: number; quality: number }>(
    // SQLite takes the other columns from the row that has the maximum.
    `SELECT track, eyes_px AS eyesPx, max(quality) AS quality FROM sighting s
     WHERE run = ? GROUP BY track HAVING EXISTS (SELECT 1 FROM embedding e WHERE e.run = s.run AND e.track = s.track) ORDER BY track`,
  ).all(run);
  return rows.map(({ track, eyesPx, quality }) => ({ track: trackId(runId, track), eyesPx, quality }));
}

/** Tracks that a frame shows together with this one -> whether that was always in places that share no pixel. */
function seenTogether(db: Database, run: number, ordinal: number): ReadonlyMap<number, boolean> {
  type Row = [track: number, ax: number, ay: number, aw: number, ah: number, bx: number, by: number, bw: number, bh: number];
  const rows = db.prepare<{ run: number; ordinal: number }, Row>(
    `SELECT b.track, a.x, a.y, a.width, a.height, b.x, b.y, b.width, b.height
     FROM track own JOIN track other ON other.run = own.run AND other.ordinal <> own.ordinal AND other.first_ticks <= own.last_ticks AND other.last_ticks >= own.first_ticks
     JOIN sighting b ON b.run = other.run AND b.track = other.ordinal AND b.ticks BETWEEN own.first_ticks AND own.last_ticks
     JOIN sighting a ON a.run = own.run AND a.track = own.ordinal AND a.ticks = b.ticks
     WHERE own.run = @run AND own.ordinal = @ordinal`,
  ).raw().iterate({ run, ordinal });
  const together = new Map<number, boolean>();
  for (const [track, ax, ay, aw, ah, ...b] of rows as IterableIterator<[number, number, number, number, number, ...Box]>) {
    together.set(track, (together.get(track) ?? true) && overlap([ax, ay, aw, ah], b) === 0);
  }
  return together;
}

/** What two tracks of the run are to each other; each is read once. */
function relations(db: Database, run: number, scale: AppearanceScale): (a: string, b: string) => Relation {
  const together = new Map<number, ReadonlyMap<number, boolean>>();
  const vectors = new Map<number, Float32Array[]>();
  const readVectors = db.prepare<[number, number], { vector: Buffer }>('SELECT vector FROM embedding WHERE run = ? AND track = ? ORDER BY ticks');
  const vectorsOf = (ordinal: number): Float32Array[] => {
    const known = vectors.get(ordinal) ?? readVectors.all(run, ordinal).map(({ vector }) => vectorOf(vector));
    vectors.set(ordinal, known);
    return known;
  };
  return (a, b) => {
    const one = splitTrack(a)[1], other = splitTrack(b)[1];
    const seen = together.get(one) ?? seenTogether(db, run, one);
    together.set(one, seen);
    const apart = seen.get(other);
    if (apart !== undefined) return apart ? 'apart' : 'alike';
    const nearest = Math.min(...vectorsOf(one).flatMap((v) => vectorsOf(other).map((w) => distance(v, w, scale))));
    return nearest > someoneElse * scale.samePersonDistance ? 'unknown' : 'alike';
  };
}
