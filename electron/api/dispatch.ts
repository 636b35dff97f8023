/** @file Dispatch: from a call's name and unchecked input to an answer. The only place that catches everything. Runs in the host and in each process of its pool. */
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { Call, CallsOf } from './callContract.ts';
import { contract, type Answer } from './contract.ts';
import type { JobState } from './hostContract.ts';
import { openJobs } from './jobs.ts';
import { mediaContract, type Media } from './mediaContract.ts';
import { saidWithoutPaths, withoutPaths } from './withoutPaths.ts';

type JobCall = 'beginJob' | 'jobs' | 'stopJob' | 'forgetJob';
export type Calls = Omit<CallsOf<typeof contract>, JobCall>;
export type MediaCalls = CallsOf<typeof mediaContract>;

export interface Dispatch {
  /** Never throws. `name` and `input` come from outside and are checked here. */
  call(name: string, input: unknown, job?: Job): Promise<Answer<unknown>>;
  /** The same for pictures and video. */
  media(name: string, input: unknown, job?: Job): Promise<Answer<Media>>;
  /** Long work that is under way: a host asks before it ends. */
  running(): readonly JobState[];
  /** Stops long work and waits until it has ended. */
  close(): Promise<void>;
}

/** What a host brings besides the calls. */
export interface DispatchOptions {
  /** Hears of every fault of the program, with its stack: for the host's own log, never for the window. */
  onBug(call: string, error: unknown): void;
  /** The name of whoever is signed in to the case, or (null) to any that is open; null: nobody. */
  whoIsIn(caseId: string | null): string | null;
  /** Makes a call of the lane 'process' in a process of its own; where there is none, it is made here. */
  elsewhere?(kind: 'call' | 'media', name: string, input: unknown, job: Job): Promise<unknown>;
}

type Work = (input: unknown, job: Job) => Promise<unknown>;

/** `calls` may be some only, as in a process of the pool: the others are unknown there. */
export function openDispatch(calls: Partial<Calls>, media: Partial<MediaCalls>, { onBug, whoIsIn, elsewhere }: DispatchOptions): Dispatch {
  const jobs = openJobs((name, input, job) => guarded('call', name, input, job), whoIsIn);
  const known: Readonly<Record<string, Work>> = { ...calls, ...jobs.calls } as Record<string, Work>;
  const pictures = media as Readonly<Record<string, Work>>;

  async function answer(kind: 'call' | 'media', name: string, input: unknown, job: Job): Promise<unknown> {
    const described: Readonly<Record<string, Call<unknown, unknown>>> = kind === 'call' ? contract : mediaContract;
    const one = Object.hasOwn(described, name) ? described[name] : undefined;
    if (!one) throw new Failure('call-unknown', { call: name });
    const checked = one.input.safeParse(input);
    if (!checked.success) throw new Failure('call-malformed', { problems: checked.error.issues.map((issue) => [...issue.path, issue.message].join(': ')) });
    const work = one.lane === 'process' && elsewhere ? (input: unknown): Promise<unknown> => elsewhere(kind, name, input, job) : (kind === 'call' ? known : pictures)[name];
    if (!work) throw new Failure('call-unknown', { call: name });
    const value = await work(checked.data, job);
    // What handles files tells of them; what only reads the record is answered as it is.
    return kind === 'call' && one.lane === 'process' ? saidWithoutPaths(value) : value;
  }

  async function guarded(kind: 'call' | 'media', name: string, input: unknown, job: Job): Promise<Answer<unknown>> {
    try {
      return { ok: true, value: await answer(kind, name, input, job) };
    } catch (error) {
      if (error instanceof Failure) return { ok: false, error: { code: error.code, message: withoutPaths(error.message) } };
      onBug(name, error);
      return { ok: false, error: { code: 'bug', message: bugSentence } };
    }
  }

  return {
    call: (name, input, job = {}) => guarded('call', name, input, job),
    media: async (name, input, job = {}) => (await guarded('media', name, input, job)) as Answer<Media>,
    running: () => jobs.running(),
    close: () => jobs.close(),
  };
}

const bugSentence = 'Something went wrong inside the program. This is a fault of the program, not of yours; what was recorded before is safe.';
