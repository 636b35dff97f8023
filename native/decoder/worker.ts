/** @file The main thread's side of a decoder worker: start one request, receive its answers in order, end it. */
import { Worker } from 'node:worker_threads';
import { Failure } from '../../electron/core/failure.ts';
import type { FailureCode, FailureData } from '../../electron/core/failure.ts';
import type { FramePlan, TakenFrame, TickRange } from './decoder.ts';

/** Places in the shared control words: set to 1 to stop; how many frames the consumer has taken over. */
export const control = { stop: 0, consumed: 1 } as const;

export interface FramesRequest {
  readonly kind: 'frames';
  readonly path: string;
  readonly streamIndex: number;
  readonly plan: FramePlan;
  /** Where to jump before decoding; null: the footage's beginning. */
  readonly seekTo: bigint | null;
  readonly control: SharedArrayBuffer;
}

export interface StillRequest {
  readonly kind: 'still';
  readonly path: string;
  readonly streamIndex: number;
  readonly ticks: bigint;
  /** Jump to the key frame before (the answer is a `Sought`), or decode from the start (the answer is a `Frame`). */
  readonly seek: boolean;
  /** Whether time stamps run straight, if that is known already. */
  readonly straight: boolean | null;
}

/** Where decoding for the range may begin; the answer is a `RangeStart`. */
export interface RangeRequest {
  readonly kind: 'range';
  readonly path: string;
  readonly streamIndex: number;
  readonly range: TickRange;
  readonly straight: boolean | null;
  /** Whether the frames after the jump have to be proven to be those of a whole decoding. */
  readonly proven: boolean;
}

/** The answer is a `Listed`. */
export interface TimesRequest {
  readonly kind: 'times';
  readonly path: string;
  readonly streamIndex: number;
  readonly range: TickRange;
  readonly straight: boolean | null;
}

export type Request =
  | { readonly kind: 'probe'; readonly path: string }
  | StillRequest
  | RangeRequest
  | TimesRequest
  | FramesRequest;

export type Answer =
  | { readonly kind: 'frame'; readonly taken: TakenFrame }
  | { readonly kind: 'progress'; readonly doneUs: bigint; readonly totalUs: bigint | null }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly data: unknown }
  | { readonly kind: 'bug'; readonly error: unknown };

/**
 * Milliseconds that a worker gets to end by itself. A library call that hangs on hostile input cannot be interrupted from within its
 * process: the thread is left behind, and the process that the indexer is can be killed.
 */
const patience = 2000;

function wait(milliseconds: number): Promise<false> {
  return new Promise((resolve) => { setTimeout(() => resolve(false), milliseconds).unref(); });
}

/** Runs a request; the answers come through `next`. Call `end` in every case. */
export function startWorker(request: Request): { next(): Promise<Answer>; end(): Promise<void> } {
  // Beside this file under its own name, also where both have been built.
  const entry = import.meta.url.endsWith('.ts') ? './avWorker.ts' : './avWorker.js';
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: request });
  const arrived: Answer[] = [];
  let wake: (() => void) | null = null;
  const deliver = (answer: Answer): void => {
    arrived.push(answer);
    wake?.();
  };
  worker.on('message', deliver);
  worker.on('error', (error) => deliver({ kind: 'bug', error }));
  const exited = new Promise<void>((resolve) => worker.on('exit', () => {
    deliver({ kind: 'bug', error: new Error('the decoder’s thread ended without an answer') });
    resolve();
  }));
  return {
    async next() {
      while (arrived.length === 0) await new Promise<void>((resolve) => { wake = resolve; });
      const answer = arrived.shift()!;
      if (answer.kind === 'failed') throw new Failure(answer.code, answer.data as FailureData<FailureCode>);
      if (answer.kind === 'bug') throw answer.error;
      return answer;
    },
    async end() {
      const ended = await Promise.race([exited.then(() => true), wait(patience)]);
      if (ended) return;
      worker.unref();
      void worker.terminate();
    },
  };
}
