/** @file The typed client: what the window calls. Knows the contract and nothing of how a call travels. */
import type { Job } from '../core/job.ts';
import type { Answer, CallName, Input, Output } from './contract.ts';

/** How a call travels: over Electron's bridge or over loopback. */
export type Transport = (name: CallName, input: unknown, job: Job) => Promise<Answer<unknown>>;

/** What a call that did not succeed throws in the window; `message` is the sentence to show. */
class CallFailed extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CallFailed';
    this.code = code;
  }
}

export type Client = <N extends CallName>(name: N, input: Input<N>, job?: Job) => Promise<Output<N>>;

export function openClient(transport: Transport): Client {
  return async <N extends CallName>(name: N, input: Input<N>, job: Job = {}) => {
    const answer = await transport(name, input, job);
    if (!answer.ok) throw new CallFailed(answer.error.code, answer.error.message);
    return answer.value as Output<N>;
  };
}
