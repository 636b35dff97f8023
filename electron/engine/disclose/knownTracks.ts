/** @file The tracks of a run around a moment, as the index has them. */
import { splitTrack } from '../../core/ids.ts';
import type { Database } from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import type { KnownTrack } from './redactionPlan.ts';

export interface Known {
  /** Sightings of the disclosed track, all of them. */
  readonly person: KnownTrack;
  /** Every other track of the same run that has a sighting in the range or on both sides of it. */
  readonly others: readonly KnownTrack[];
}

/** Failure 'track-unknown'. */
export function knownTracks(db: Database, track: string, fromTicks: bigint, toTicks: bigint): Known {
  const { run, ordinal } = find(db, track);
  const tracks = tracksOf(db, run, fromTicks, toTicks);
  return { person: tracks.get(ordinal) ?? [], others: [...tracks].flatMap(([other, sightings]) => (other === ordinal ? [] : [sightings])) };
}

/** Every track of every run of the footage that reaches into the range. */
export function tracksAt(db: Database, footage: string, fromTicks: bigint, toTicks: bigint): KnownTrack[] {
  const runs = db.prepare<[string], { number: number }>('SELECT number FROM run WHERE footage_id = ? ORDER BY number').all(footage);
  return runs.flatMap(({ number }) => [...tracksOf(db, number, fromTicks, toTicks).values()]);
}

/** First and last ticks of a track. Failure 'track-unknown'. */
export function spanOf(db: Database, track: string): { readonly firstTicks: bigint; readonly lastTicks: bigint } {
  return find(db, track);
}

function find(db: Database, track: string): { run: number; ordinal: number; firstTicks: bigint; lastTicks: bigint } {
  const [id, ordinal] = splitTrack(track);
  const row = db.prepare<[string, number], { run: bigint; firstTicks: bigint; lastTicks: bigint }>(
    'SELECT run.number AS run, t.first_ticks AS firstTicks, t.last_ticks AS lastTicks FROM track t JOIN run ON run.number = t.run WHERE run.id = ? AND t.ordinal = ?',
  ).safeIntegers(true).get(id, Number.isInteger(ordinal) ? ordinal : -1);
  if (!row) throw new Failure('track-unknown', { track });
  return { ...row, run: Number(row.run), ordinal };
}

/** Whole tracks that reach into the range, by ordinal. */
function tracksOf(db: Database, run: number, fromTicks: bigint, toTicks: bigint): Map<number, { ticks: bigint; box: KnownTrack[number]['box'] }[]> {
  const rows = db.prepare<[number, bigint, bigint], { track: bigint; ticks: bigint; x: number; y: number; width: number; height: number }>(
    `SELECT s.track, s.ticks, s.x, s.y, s.width, s.height FROM track t JOIN sighting s ON s.run = t.run AND s.track = t.ordinal
     WHERE t.run = ? AND t.last_ticks >= ? AND t.first_ticks <= ? ORDER BY s.track, s.ticks`,
  ).safeIntegers(true);
  const tracks = new Map<number, { ticks: bigint; box: KnownTrack[number]['box'] }[]>();
  for (const { track, ticks, x, y, width, height } of rows.iterate(run, fromTicks, toTicks)) {
    const ordinal = Number(track);
    if (!tracks.has(ordinal)) tracks.set(ordinal, []);
    tracks.get(ordinal)!.push({ ticks, box: [x, y, width, height] });
  }
  return tracks;
}
