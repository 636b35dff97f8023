/** @file The tracks of lanes within a stretch of time, for a close look. Reads only. */
import { trackId } from '../../core/ids.ts';
import type { LaneTrack, LaneTracks } from '../../core/timeline.ts';
import type { Case } from '../caseFolder.ts';
import { placedFootage } from './lanes.ts';

/** Tracks and sightings that one question may read, so that the host is held for a few milliseconds only. */
const mostTracks = 600, mostSightings = 30_000;

interface TracksRequest {
  readonly lanes: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Also each sighting in it. */
  readonly frames: boolean;
}

interface TrackRow {
  readonly ordinal: number;
  readonly first_ticks: number;
  readonly last_ticks: number;
  readonly sightings: number;
}

/** In the order of the lanes asked for; a lane that the case does not have has no tracks. */
export function tracksOf(opened: Case, { lanes, fromMs, toMs, frames }: TracksRequest): LaneTracks[] {
  const { db } = opened;
  const within = db.prepare<[number, number, number, number], TrackRow>('SELECT ordinal, first_ticks, last_ticks, sightings FROM track WHERE run = ? AND first_ticks <= ? AND last_ticks >= ? ORDER BY first_ticks LIMIT ?');
  const best = db.prepare<[number, number], [ticks: number, text: string, quality: number]>('SELECT ticks, CAST(ticks AS TEXT), quality FROM sighting WHERE run = ? AND track = ? ORDER BY quality DESC, sighting.ticks LIMIT 1').raw(true);
  const each = db.prepare<[number, number, number, number], [ticks: number, text: string]>('SELECT ticks, CAST(ticks AS TEXT) FROM sighting WHERE run = ? AND track = ? AND sighting.ticks BETWEEN ? AND ? ORDER BY sighting.ticks').raw(true);
  let tracksLeft = mostTracks, sightingsLeft = mostSightings;
  const placed = Map.groupBy(placedFootage(opened).filter(({ stretch }) => stretch.fromMs <= toMs && stretch.toMs >= fromMs), ({ lane }) => lane);
  return lanes.map((lane) => {
    const tracks: LaneTrack[] = [];
    let more = false;
    for (const { run, stretch, msOf, ticksOf } of placed.get(lane) ?? []) {
      if (run === null) continue;
      const first = Math.floor(ticksOf(fromMs)), last = Math.ceil(ticksOf(toMs));
      for (const { ordinal, first_ticks, last_ticks, sightings } of within.all(run.number, last, first, tracksLeft + 1)) {
        tracksLeft -= 1;
        sightingsLeft -= sightings;
        if (tracksLeft < 0 || sightingsLeft < 0) {
          more = true;
          break;
        }
        const [bestTicks, text, quality] = best.get(run.number, ordinal)!;
        tracks.push({
          trackId: trackId(run.id, ordinal), footageId: stretch.footageId, fromMs: msOf(first_ticks), toMs: msOf(last_ticks), bestMs: msOf(bestTicks), bestTicks: text, quality, sightings,
          frames: frames ? each.all(run.number, ordinal, first, last).map(([ticks, exact]) => ({ ms: msOf(ticks), ticks: exact })) : [],
        });
      }
    }
    return { lane, tracks, more };
  });
}
