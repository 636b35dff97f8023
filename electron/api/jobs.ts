/** @file Long work that the host keeps: it goes on when a page is loaded again, and its state and answer are found here until they are forgotten. */
import { randomUUID } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { CallsOf } from './callContract.ts';
import { contract, type Answer } from './contract.ts';
import type { hostContract, JobState } from './hostContract.ts';

/** Ended work that is kept at the most; the oldest is forgotten first. */
const keptEnded = 50;

interface Kept {
  state: JobState;
  readonly caseId: string | null;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export interface Jobs {
  readonly calls: Pick<CallsOf<typeof hostContract>, 'beginJob' | 'jobs' | 'stopJob' | 'forgetJob'>;
  running(): readonly JobState[];
  close(): Promise<void>;
}

/**
 * `call` makes the call and never throws. What was asked in a case, and answered, is shown to that person alone while at work: a reviewer who sits down after the analyst
 * is not told what a search gave. Of what is done without a case, what somebody asked who was at work is shown while anybody is.
 */
export function openJobs(call: (name: string, input: unknown, job: Job) => Promise<Answer<unknown>>, whoIsIn: (caseId: string | null) => string | null): Jobs {
  const all = new Map<string, Kept>();
  const find = (jobId: string): Kept => {
    const kept = all.get(jobId);
    if (!kept) throw new Failure('job-unknown', {});
    return kept;
  };
  const under = (): JobState[] => [...all.values()].map(({ state }) => state).filter(({ state }) => state === 'running' || state === 'stopping');

  function begin(name: string, input: unknown): string {
    const jobId = randomUUID();
    const stop = new AbortController();
    const ended = call(name, input, {
      signal: stop.signal,
      onProgress(progress) {
        const kept = all.get(jobId);
        if (kept) kept.state = { ...kept.state, progress };
      },
    }).then((answer) => {
      const kept = all.get(jobId);
      if (!kept) return;
      const left = answer.ok ? { state: 'done' as const, value: answer.value } : { state: answer.error.code === 'stopped' ? ('stopped' as const) : ('failed' as const), sentence: answer.error.message };
      kept.state = { ...kept.state, ...left, endedAt: new Date().toISOString() };
    });
    const caseId = typeof input === 'object' && input !== null && 'caseId' in input ? String(input.caseId) : null;
    const state: JobState = { jobId, call: name, input, startedAt: new Date().toISOString(), endedAt: null, by: whoIsIn(caseId), progress: null, state: 'running', value: null, sentence: null };
    all.set(jobId, { state, caseId, stop, ended });
    const old = [...all.values()].filter((kept) => kept.state.state !== 'running' && kept.state.state !== 'stopping');
    for (const { state } of old.slice(0, Math.max(0, old.length - keptEnded))) all.delete(state.jobId);
    return jobId;
  }

  return {
    calls: {
      async beginJob({ call: name, input }) {
        if (!Object.hasOwn(contract, name)) throw new Failure('call-unknown', { call: name });
        return { jobId: begin(name, input) };
      },
      async jobs({ caseId }) {
        const who = whoIsIn(caseId), states = [...all.values()].filter((kept) => kept.caseId === caseId).map(({ state }) => state);
        const seen = ({ by }: JobState): boolean => (caseId === null ? by === null || who !== null : by !== null && by === who);
        return states.map((state) => (seen(state) ? state : { ...state, by: null, input: null, value: null, sentence: null }));
      },
      async stopJob({ jobId }) {
        const kept = find(jobId);
        if (kept.state.state === 'running') kept.state = { ...kept.state, state: 'stopping' };
        kept.stop.abort();
        return null;
      },
      async forgetJob({ jobId }) {
        find(jobId).stop.abort();
        all.delete(jobId);
        return null;
      },
    },
    running: under,
    async close() {
      for (const { stop } of all.values()) stop.abort();
      await Promise.all([...all.values()].map(({ ended }) => ended));
      all.clear();
    },
  };
}
