/** @file Dispatch: from a call's name and unchecked input to an answer. The only place that catches everything. Runs in the host. */
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { MachineFact } from '../core/machineFact.ts';
import { contract, type About, type Answer, type CallName, type Input, type Output } from './contract.ts';
import type { Overview } from '../core/overview.ts';

/** A case as the hosts need it. */
export interface OpenedCase {
  readonly id: string;
  overview(): Overview | Promise<Overview>;
  close(): void | Promise<void>;
}

/** What a host brings: the engine's verbs and its own ways of asking a person. */
export interface Parts {
  readonly about: About;
  doctor(job: Job): Promise<readonly MachineFact[]>;
  /** Asks for a folder; null where none was chosen. */
  chooseFolder(): Promise<string | null>;
  openCase(folder: string): Promise<OpenedCase>;
  /** Hears of every fault of the program, with its stack: for the host's own log, never for the window. */
  onBug(call: string, error: unknown): void;
}

type Calls = { readonly [N in CallName]: (input: Input<N>, job: Job) => Promise<Output<N>> };

export interface Dispatch {
  /** Never throws. `name` and `input` come from outside and are checked here. */
  call(name: string, input: unknown, job?: Job): Promise<Answer<unknown>>;
  close(): Promise<void>;
}

export function openDispatch(parts: Parts): Dispatch {
  const open = new Map<string, OpenedCase>();
  const opened = (id: string): OpenedCase => {
    const found = open.get(id);
    if (!found) throw new Failure('case-not-open', undefined);
    return found;
  };
  const calls: Calls = {
    about: async () => parts.about,
    doctor: (_input, job) => parts.doctor(job),
    openCase: async () => {
      const folder = await parts.chooseFolder();
      if (folder === null) return null;
      const next = await parts.openCase(folder);
      const before = open.get(next.id);
      open.set(next.id, next);
      await before?.close();
      return { caseId: next.id };
    },
    overview: async ({ caseId }) => opened(caseId).overview(),
  };

  async function answer(name: string, input: unknown, job: Job): Promise<unknown> {
    if (!Object.hasOwn(contract, name)) throw new Failure('call-unknown', { call: name });
    const checked = contract[name as CallName].input.safeParse(input);
    if (!checked.success) throw new Failure('call-malformed', { problems: checked.error.issues.map((issue) => [...issue.path, issue.message].join(': ')) });
    return (calls[name as CallName] as (input: unknown, job: Job) => Promise<unknown>)(checked.data, job);
  }

  return {
    async call(name, input, job = {}) {
      try {
        return { ok: true, value: await answer(name, input, job) };
      } catch (error) {
        if (error instanceof Failure) return { ok: false, error: { code: error.code, message: error.message } };
        parts.onBug(name, error);
        return { ok: false, error: { code: 'bug', message: bugSentence } };
      }
    },
    async close() {
      for (const one of open.values()) await one.close();
      open.clear();
    },
  };
}

const bugSentence = 'Something went wrong inside the program. This is a fault of the program, not of yours; what was recorded before is safe.';
