/** @file The host's end of an indexer process: sends the plan, acknowledges each batch once it is committed, and waits for the exit. */
import { Failure, sentences } from '../core/failure.ts';
import type { FailureCode, FailureData } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { Batch, FailedThere, FromIndexer, IndexerProcess, IndexPlan } from './indexPlan.ts';

/** A detector may be in the middle of a frame (about 0.2 s at 1080p, seconds with `thorough`); after this it is not waited for. */
const STOP_PATIENCE_MS = 10_000;

/**
 * Runs one plan to its end. `commit` writes a batch and may throw; then the process is killed. Resolves when the last batch is
 * committed and the process has exited. Failures: whatever the indexer failed with, 'indexer-died', 'stopped'.
 */
export async function runIndexer(indexer: IndexerProcess, plan: IndexPlan, commit: (batch: Batch) => void, job: Job): Promise<void> {
  let complete = false;
  let failure: unknown = null;
  let patience: NodeJS.Timeout | undefined;
  const exited = new Promise<string>((resolve) => indexer.onExit(resolve));

  indexer.onMessage((message: FromIndexer) => {
    if (failure !== null) return;
    switch (message.kind) {
      case 'batch':
        try {
          commit(message.batch);
        } catch (error) {
          failure = error;
          indexer.kill();
          return;
        }
        complete = message.batch.report !== null;
        indexer.post({ kind: 'acknowledged', ordinal: message.batch.ordinal });
        return;
      case 'failed':
        failure = asError(message);
        return;
      default:
        message satisfies never;
    }
  });
  const stop = (): void => {
    indexer.post({ kind: 'stop' });
    patience = setTimeout(() => indexer.kill(), STOP_PATIENCE_MS);
  };
  if (job.signal?.aborted) stop();
  else job.signal?.addEventListener('abort', stop, { once: true });

  indexer.post({ kind: 'plan', plan });
  const detail = await exited;
  clearTimeout(patience);
  job.signal?.removeEventListener('abort', stop);
  if (complete && failure === null) return;
  if (job.signal?.aborted) throw new Failure('stopped', { kept: 'What was acknowledged is kept; the same command goes on from there.' });
  throw failure ?? new Failure('indexer-died', { detail });
}

/** What is said to the host of something that was thrown; the other end of asError. */
export function asFailedThere(error: unknown): FailedThere {
  if (error instanceof Failure) return { code: error.code, data: error.data, message: error.message };
  return { code: null, data: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** What failed in another process, with its type restored; anything that is not an expected failure stays a bug. */
export function asError(message: FailedThere): Error {
  if (message.code !== null && message.code in sentences) return new Failure(message.code as FailureCode, message.data as FailureData<FailureCode>);
  return new Error(`in another process: ${message.message}`);
}
