/** @file Turns: how a long loop lets the host go on with everything else, and notices that it is to stop. */
import { setImmediate } from 'node:timers/promises';
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';

/** The longest stretch without a turn, in milliseconds; a caller's own step comes on top of it. */
const STRETCH_MS = 15;

/** To be awaited at every step of a loop. */
export type Turn = () => Promise<void>;

/** Turns of a job; where it is stopped they throw Failure 'stopped' with these words about what is kept. */
export function takeTurns(job: Job, kept: string): Turn {
  let since = performance.now();
  return async () => {
    if (job.signal?.aborted) throw new Failure('stopped', { kept });
    if (performance.now() - since < STRETCH_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
