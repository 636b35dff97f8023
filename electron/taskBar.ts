/** @file What the task bar shows of long work: how much of it is done, and nothing of what it is. Pure. */
import type { JobState } from './api/hostContract.ts';

/** For Electron's setProgressBar: 0 to 1, 2 where nobody knows how long it takes, -1 where nothing is under way. The least of several. */
export function taskBarProgress(running: readonly Pick<JobState, 'progress'>[]): number {
  if (running.length === 0) return -1;
  return Math.min(...running.map(({ progress }) => (progress?.total ? Math.min(1, progress.done / progress.total) : 2)));
}
