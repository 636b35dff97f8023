/** @file How many faces were seen in each of many equal parts of a stretch of time on a lane, and how good the best picture among them is. Reads only. */
import type { Job } from '../../core/job.ts';
import type { Case } from '../caseFolder.ts';
import { takeTurns } from '../turns.ts';
import { footageOfLane } from './lanes.ts';

/** Rows between looks at whether somebody still waits: a few milliseconds. */
const rowsBetween = 4096;

interface DensityRequest {
  readonly lane: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly bins: number;
}

/**
 * Counts as `bins` little-endian uint32, then as many bytes of best quality: 0 where no face was seen, 1 for the poorest picture, 255 for the best.
 * A sighting belongs to the part in which its moment lies, the start included. Failures 'footage-unknown', 'stopped'.
 */
export async function densityOf(opened: Case, { lane, fromMs, toMs, bins }: DensityRequest, job: Job): Promise<Uint8Array> {
  const counts = new Uint32Array(bins), best = new Uint8Array(bins);
  const perMs = bins / (toMs - fromMs);
  // Only tracks that reach into it are read: a close look at a long footage is as quick as one at a short one.
  const read = opened.db.prepare<[number, number, number, number, number], [ticks: number, quality: number]>(
    `SELECT sighting.ticks, quality FROM track JOIN sighting ON sighting.run = track.run AND sighting.track = track.ordinal
     WHERE track.run = ? AND first_ticks <= ? AND last_ticks >= ? AND sighting.ticks BETWEEN ? AND ?`,
  ).raw(true);
  const turn = takeTurns(job, '');
  let rows = 0;
  for (const { run, msOf, ticksOf } of footageOfLane(opened, lane)) {
    if (run === null) continue;
    // A tick more on both sides: which part a sighting belongs to is decided below.
    const first = Math.floor(ticksOf(fromMs)) - 1, last = Math.ceil(ticksOf(toMs)) + 1;
    for (const [ticks, quality] of read.iterate(run.number, last, first, first, last)) {
      if (++rows % rowsBetween === 0) await turn();
      const bin = Math.floor((msOf(ticks) - fromMs) * perMs);
      if (bin < 0 || bin >= bins) continue;
      counts[bin]! += 1;
      best[bin] = Math.max(best[bin]!, 1 + Math.round(quality * 254));
    }
  }
  const bytes = new Uint8Array(bins * 5);
  bytes.set(new Uint8Array(counts.buffer));
  bytes.set(best, bins * 4);
  return bytes;
}
