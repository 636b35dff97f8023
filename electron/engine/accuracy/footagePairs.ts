/**
 * @file Known pairs of a footage, from the record: tracks that one frame shows together are different people (core/sameFrame.ts), and a track is
 * itself. What they score is what chance and sameness look like under this camera.
 *
 * [Note: Score of a pair]
 * A search compares one picture with every stored sighting of a track and takes the best (exactSearch.ts). So a pair is scored as two
 * searches: the best stored sighting of one track by quality as the picture, against every stored sighting of the other, and the other way
 * round. Both count, in the band of the worse of the two. They are not independent of each other, nor of other pairs of the same tracks:
 * intervals go by tracks, never by pairs (core/distribution.ts).
 *
 * A genuine pair is a track's first stored sighting against its stored sightings at least `farApartSeconds` later: one walk, one light, one
 * coat, and the tracker has joined them because they look alike, which makes its error rate optimistic; but the first picture of a track can be its
 * smallest, which makes it the opposite; on drawn footage it was too high. So it bounds nothing: it is told with both reasons, and nothing uses it.
 */
import type { Database } from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import { trackId, splitTrack } from '../../core/ids.ts';
import type { RunId, TrackId } from '../../core/ids.ts';
import type { Aside } from '../../core/sameFrame.ts';
import { bestScore } from '../../core/search.ts';
import type { Metric } from '../../core/search.ts';
import { parseTimeBase, ticksToMicroseconds } from '../../core/time.ts';
import type { Case } from '../caseFolder.ts';
import { entriesOf, findFootage } from '../records.ts';
import { findRun } from '../runs.ts';
import type { RunRow } from '../runs.ts';
import { runTogether } from '../sameFrames.ts';
import { takeTurns } from '../turns.ts';
import type { Turn } from '../turns.ts';
import { vectorOf } from '../vectorBytes.ts';

/** Seconds between the two sightings of a genuine pair. A walk past a camera takes some ten. */
const farApartSeconds = 3;

/** A track by its best stored sighting. */
export interface StoredTrack {
  readonly track: TrackId;
  readonly widthPx: number;
  readonly quality: number;
}

/** Two tracks that are certainly two people, with what each scores when the other is searched for. */
export interface KnownPair {
  readonly tracks: readonly [TrackId, TrackId];
  /** Of the second when the first is searched for, of the first when the second is. */
  readonly scores: readonly [ofSecond: number, ofFirst: number];
}

/** A pair that a person took out, and what it scores. */
interface TakenOut extends KnownPair {
  readonly by: string;
  readonly reason: string;
  /** Index of the ledger’s entry. */
  readonly entry: number;
}

/** What one indexing knows of pairs. */
export interface RunPairs {
  readonly tracks: ReadonlyMap<TrackId, StoredTrack>;
  readonly pairs: readonly KnownPair[];
  readonly aside: Readonly<Record<Aside, number>>;
  readonly takenOut: readonly TakenOut[];
  readonly genuine: readonly { readonly track: TrackId; readonly score: number }[];
}

interface Stored extends StoredTrack {
  readonly best: Float32Array;
  readonly vectors: readonly Float32Array[];
  readonly genuine: number | null;
}

/** All pairs of the run’s tracks that are searchable. Takes turns: a crowd has many. */
export async function pairsOfRun(db: Database, run: RunRow, metric: Metric, turn: Turn = takeTurns({}, '')): Promise<RunPairs> {
  const stored = storedTracks(db, run, metric);
  const judged = judgements(db);
  const pairs: KnownPair[] = [], takenOut: TakenOut[] = [];
  const aside: Record<Aside, number> = { overlapping: 0, 'same-motion': 0, 'mirrored-motion': 0, motionless: 0 };
  for (const { a, b, aside: why } of runTogether(db, run.number)) {
    const one = stored.get(a), other = stored.get(b);
    if (!one || !other) continue;
    if (why !== null) {
      aside[why] += 1;
      continue;
    }
    await turn();
    const pair: KnownPair = { tracks: [one.track, other.track], scores: [bestScore(one.best, other.vectors, metric), bestScore(other.best, one.vectors, metric)] };
    const out = judged.get(pairKey(one.track, other.track));
    if (out === undefined || out.counted) pairs.push(pair);
    else takenOut.push({ ...pair, by: out.by, reason: out.reason, entry: out.entry });
  }
  const tracks = new Map([...stored.values()].map(({ track, widthPx, quality }) => [track, { track, widthPx, quality }]));
  return { tracks, pairs, aside, takenOut, genuine: [...stored.values()].flatMap(({ track, genuine }) => (genuine === null ? [] : [{ track, score: genuine }])) };
}

/** The searchable tracks of the run, by their ordinals. */
export function storedTracks(db: Database, run: RunRow, metric: Metric): Map<number, Stored> {
  const timeBase = parseTimeBase(findFootage(db, run.footage_id)!.timeBase);
  type Row = { readonly track: bigint; readonly ticks: bigint; readonly width: number; readonly quality: number; readonly vector: Buffer };
  const rows = db.prepare<[number], Row>(
    'SELECT e.track, e.ticks, s.width, s.quality, e.vector FROM embedding e JOIN sighting s ON s.run = e.run AND s.track = e.track AND s.ticks = e.ticks WHERE e.run = ? ORDER BY e.track, e.ticks',
  ).safeIntegers(true).iterate(run.number);
  const seen = new Map<number, (Omit<Row, 'vector'> & { readonly vector: Float32Array })[]>();
  for (const row of rows) {
    const own = seen.get(Number(row.track)) ?? [];
    own.push({ ...row, vector: vectorOf(row.vector) });
    seen.set(Number(row.track), own);
  }
  return new Map([...seen].map(([ordinal, own]) => {
    const best = own.reduce((a, b) => (b.quality > a.quality ? b : a)), first = own[0]!;
    const later = own.filter(({ ticks }) => Number(ticksToMicroseconds(ticks - first.ticks, timeBase)) >= farApartSeconds * 1e6).map(({ vector }) => vector);
    return [ordinal, {
      track: trackId(run.id, ordinal), widthPx: best.width, quality: best.quality, best: best.vector, vectors: own.map(({ vector }) => vector),
      genuine: later.length === 0 ? null : bestScore(first.vector, later, metric),
    }];
  }));
}

/** What people said of pairs: the last word on each stands. */
function judgements(db: Database): Map<string, { readonly counted: boolean; readonly reason: string; readonly by: string; readonly entry: number }> {
  return new Map(entriesOf(db, 'pair-judged').map(({ body: { pair, counted, reason }, actor, index }) => [
    pairKey(pair[0], pair[1]), { counted, reason, by: 'operator' in actor ? actor.operator : '', entry: index },
  ]));
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/**
 * Takes a pair of tracks that a frame shows together out of what is measured on the footage, or in again (`counted`), for a reason: an entry; the
 * last one on a pair stands. Failures 'pair-unknown', 'reason-missing', 'role-missing'.
 */
export function judgePair(opened: Case, [a, b]: readonly [string, string], counted: boolean, reason: string): void {
  opened.demand('pair-judged');
  if (reason.trim() === '') throw new Failure('reason-missing', { what: counted ? 'counting a pair again' : 'taking a pair out' });
  const [[runA, one], [runB, other]] = [splitTrack(a), splitTrack(b)];
  const run = findRun(opened.db, runA as RunId);
  const low = Math.min(one, other), high = Math.max(one, other);
  if (!run || runA !== runB || !runTogether(opened.db, run.number).some((pair) => pair.a === low && pair.b === high)) throw new Failure('pair-unknown', { pair: [a, b] });
  opened.write('operator', (append) => append('pair-judged', { pair: [trackId(run.id, low), trackId(run.id, high)], counted, reason }));
}
