/** @file Fillers from the record: who was seen together with whom, how large and how clear, and whose vectors are how far apart. */
import type { Database } from 'better-sqlite3';
import { distance } from '../../core/appearance.ts';
import type { AppearanceScale } from '../../core/appearance.ts';
import { Failure } from '../../core/failure.ts';
import { trackId, splitTrack } from '../../core/ids.ts';
import type { RunId } from '../../core/ids.ts';
import { chooseFillers, shuffled } from '../../core/lineup.ts';
import type { Chosen, Relation, Shown } from '../../core/lineup.ts';
import { someoneElse } from '../../core/track.ts';
import { runTogether } from '../sameFrames.ts';
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

/** What two tracks of the run are to each other. A face that does not move is somebody else all the same. */
function relations(db: Database, run: number, scale: AppearanceScale): (a: string, b: string) => Relation {
  const together = new Map(runTogether(db, run).map(({ a, b, aside }) => [`${a} ${b}`, aside === null || aside === 'motionless']));
  const vectors = new Map<number, Float32Array[]>();
  const readVectors = db.prepare<[number, number], { vector: Buffer }>('SELECT vector FROM embedding WHERE run = ? AND track = ? ORDER BY ticks');
  const vectorsOf = (ordinal: number): Float32Array[] => {
    const known = vectors.get(ordinal) ?? readVectors.all(run, ordinal).map(({ vector }) => vectorOf(vector));
    vectors.set(ordinal, known);
    return known;
  };
  return (a, b) => {
    const one = splitTrack(a)[1], other = splitTrack(b)[1];
    const apart = together.get(one < other ? `${one} ${other}` : `${other} ${one}`);
    if (apart !== undefined) return apart ? 'apart' : 'alike';
    const nearest = Math.min(...vectorsOf(one).flatMap((v) => vectorsOf(other).map((w) => distance(v, w, scale))));
    return nearest > someoneElse * scale.samePersonDistance ? 'unknown' : 'alike';
  };
}
