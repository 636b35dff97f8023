/** @file The pace of an indexing: footage seconds behind it, speed as a multiple of real time, time left. */
import type { Footage } from '../core/exhibit.ts';
import type { Job } from '../core/job.ts';
import { parseTimeBase, ticksToMicroseconds } from '../core/time.ts';

/** Seconds of presentation time that the container states for a footage; 0 where it states none. */
export function statedSeconds(footage: Footage): number {
  return footage.durationTicks === null ? 0 : Number(ticksToMicroseconds(BigInt(footage.durationTicks), parseTimeBase(footage.timeBase))) / 1e6;
}

/**
 * Reports the progress of several footages together. `of(footage)` gives the function that takes the seconds reached in that footage
 * (infinity: all of it). What lay behind a run before it was resumed counts as done but not towards the speed.
 */
export function footagePace(all: readonly Footage[], job: Job): { of(footage: Footage): (seconds: number) => void } {
  const stated = new Map(all.map((footage) => [footage.id, statedSeconds(footage)]));
  const total = [...stated.values()].reduce((sum, seconds) => sum + seconds, 0);
  const done = new Map<string, number>();
  const first = new Map<string, number>();
  const since = performance.now();
  return {
    of: (footage) => (seconds) => {
      const end = stated.get(footage.id) ?? 0;
      const reached = Number.isFinite(seconds) ? seconds : Math.max(end, done.get(footage.id) ?? 0);
      if (!first.has(footage.id)) first.set(footage.id, Math.max(0, reached - 2));
      done.set(footage.id, reached);
      const behind = [...done.values()].reduce((sum, each) => sum + each, 0);
      const before = [...first.values()].reduce((sum, each) => sum + each, 0);
      const realTimeFactor = (behind - before) / ((performance.now() - since) / 1000);
      job.onProgress?.({
        stage: 'Indexing', done: behind, total: total > 0 ? total : null, unit: 'seconds', realTimeFactor,
        ...(total > behind && realTimeFactor > 0 ? { secondsLeft: (total - behind) / realTimeFactor } : {}),
      });
    },
  };
}
