/** @file Playing: which footage there is to play, its frames by ticks, in sequence where a browser cannot play the original, and what the index saw in them. Nothing is taken out, so nothing is recorded. */
import type { Completeness } from '../core/completeness.ts';
import { uprightSize } from '../core/exhibit.ts';
import { Failure } from '../core/failure.ts';
import { splitTrack } from '../core/ids.ts';
import type { Job } from '../core/job.ts';
import type { FaceSeen, PlayedFootage, TrackSeen } from '../core/playing.ts';
import { microsecondsToTicks, parseTimeBase } from '../core/time.ts';
import type { TickRange } from '../../native/decoder/decoder.ts';
import type { Case } from './caseFolder.ts';
import type { Natives } from './natives.ts';
import { framesOnward } from './onward.ts';
import { listExhibits, listFootage } from './records.ts';
import { listRuns } from './runs.ts';
import { newestRun } from './searchScope.ts';
import { momentOfTicks, momentOfTrack } from './stills.ts';
import { checkOnce, whyUnplayable } from './viewing.ts';

/** As many sightings as a person goes through one by one. */
const mostSightings = 1000;

/** Frames of one sequence at the most: some seconds. */
const mostFrames = 240;

/** A frame of a sequence, as JPEG. */
interface Passing {
  readonly ticks: bigint;
  readonly jpeg: Uint8Array;
}

/** Failures 'footage-unknown', 'exhibit-changed', 'exhibit-missing' and those of the decoder. */
export interface Playing {
  /** Ticks of the original's frames in the range, in order. */
  times(opened: Case, footage: string, range: TickRange, job: Job): Promise<bigint[]>;
  /**
   * Frames of the range, at least `apart` ticks from each other, shrunk and compressed: to be looked at in passing. Ends at the most that one answer
   * holds. The decoder jumps without proof, so what is judged is a still.
   */
  sequence(opened: Case, footage: string, range: TickRange, apart: bigint, width: number, job: Job): Promise<Passing[]>;
}

export function openPlaying({ decoder, encodePassing }: Pick<Natives, 'decoder' | 'encodePassing'>): Playing {
  return {
    async times(opened, id, range, job) {
      const { exhibit, footage } = momentOfTicks(opened, id, 0n);
      await checkOnce(exhibit, job);
      return decoder.times(exhibit.path, footage.stream, range, job);
    },
    async sequence(opened, id, range, apart, width, job) {
      const { exhibit, footage } = momentOfTicks(opened, id, 0n);
      await checkOnce(exhibit, job);
      const made: Promise<Passing>[] = [];
      let last: bigint | null = null;
      for await (const frame of framesOnward(decoder, exhibit.path, footage.stream, range, { most: width, apart }, job.signal)) {
        if (last !== null && frame.ticks - last < apart) continue;
        last = frame.ticks;
        made.push(encodePassing(frame, width).then((jpeg) => ({ ticks: frame.ticks, jpeg })));
        // A picture is compressed while the next one is decoded, and no more than a few wait.
        if (made.length >= 4) await made[made.length - 4];
        if (made.length >= mostFrames) break;
      }
      return Promise.all(made);
    },
  };
}

/** Every footage of the case, in order of receipt. */
export function playedFootage({ db }: Case): PlayedFootage[] {
  const every = listRuns(db);
  return listExhibits(db).flatMap((exhibit) => {
    const all = listFootage(db, exhibit.id);
    return all.map((footage): PlayedFootage => {
      const { id, codec, timeBase, startTicks, durationTicks, clock } = footage;
      const runs = every.filter(({ footage_id }) => footage_id === id);
      const seen = runs.findLast(({ completeness }) => completeness !== null)?.completeness;
      const last = seen ? (JSON.parse(seen) as Completeness).lastTicks : null;
      const stated = durationTicks !== null ? BigInt(durationTicks) : exhibit.container.durationUs !== null ? microsecondsToTicks(BigInt(exhibit.container.durationUs), parseTimeBase(timeBase)) : null;
      return {
        footageId: id, exhibit: exhibit.reference, camera: exhibit.camera, codec, ...uprightSize(footage), timeBase, startTicks, clock,
        endTicks: last ?? (stated === null ? null : String(BigInt(startTicks ?? '0') + stated)), notPlayed: whyUnplayable(exhibit, footage, all), indexed: runs.some(({ state }) => state === 'finished'),
      };
    });
  });
}

/** What the run that searches compare saw in this range, in order of time. */
export function facesSeen({ db }: Case, footage: string, { fromTicks, toTicks }: TickRange): FaceSeen[] {
  const run = newestRun(listRuns(db, footage), footage);
  if (!run) return [];
  const rows = db.prepare<[number, bigint, bigint, bigint, bigint], { track: bigint; ticks: bigint; x: number; y: number; width: number; height: number }>(
    `SELECT s.track, s.ticks, s.x, s.y, s.width, s.height FROM track t JOIN sighting s ON s.run = t.run AND s.track = t.ordinal
     WHERE t.run = ? AND t.first_ticks <= ? AND t.last_ticks >= ? AND s.ticks BETWEEN ? AND ? ORDER BY s.ticks, s.track`,
  ).safeIntegers(true).all(run.number, toTicks, fromTicks, fromTicks, toTicks);
  return rows.map(({ track, ticks, x, y, width, height }) => ({ trackId: `${run.id}-${track}`, ticks: String(ticks), box: [x, y, width, height] }));
}

/** Failure 'track-unknown'. */
export function trackSeen(opened: Case, trackId: string): TrackSeen {
  const { footage, ticks: best } = momentOfTrack(opened, trackId);
  const [run, ordinal] = splitTrack(trackId);
  const whole = opened.db.prepare<[string, number], { run: number; first: string; last: string; count: number; searchable: number }>(
    `SELECT run.number AS run, CAST(t.first_ticks AS TEXT) AS first, CAST(t.last_ticks AS TEXT) AS last, t.sightings AS count,
       (SELECT count(*) FROM sighting s WHERE s.run = t.run AND s.track = t.ordinal AND s.unsearchable IS NULL) AS searchable
     FROM track t JOIN run ON run.number = t.run WHERE run.id = ? AND t.ordinal = ?`,
  ).get(run, ordinal);
  if (!whole) throw new Failure('track-unknown', { track: trackId });
  const sightings = opened.db.prepare<[number, number, number], { ticks: string; quality: number; unsearchable: string | null }>(
    'SELECT CAST(ticks AS TEXT) AS ticks, quality, unsearchable FROM sighting WHERE run = ? AND track = ? ORDER BY sighting.ticks LIMIT ?',
  ).all(whole.run, ordinal, mostSightings);
  return {
    trackId, footageId: footage.id, firstTicks: whole.first, lastTicks: whole.last, bestTicks: String(best), count: whole.count, searchable: whole.searchable,
    sightings: sightings.map(({ ticks, quality, unsearchable }) => ({ ticks, quality, searchable: unsearchable === null })),
  };
}
