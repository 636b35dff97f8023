/** @file The contract: every call that a window can make, what it takes (checked where it enters) and what it gives. Ids, never paths. */
import { z } from 'zod';
import type { MachineFact } from '../core/machineFact.ts';
import type { Overview } from '../core/overview.ts';

/** What this program is and which way it was started. */
export interface About {
  readonly version: string;
  /** 'window': in Electron. 'browser': the same interface in an ordinary browser on this machine. */
  readonly host: 'window' | 'browser';
  readonly node: string;
  readonly platform: string;
}

/** What every call takes and gives. */
interface Call<In, Out> {
  readonly input: z.ZodType<In>;
  /** Never set: carries the type of the answer. */
  readonly output?: Out;
}

function call<Out>() {
  return <In>(input: z.ZodType<In>): Call<In, Out> => ({ input });
}

const nothing = z.strictObject({});
const inCase = z.strictObject({ caseId: z.string().min(1).max(64) });

export const contract = {
  about: call<About>()(nothing),
  doctor: call<readonly MachineFact[]>()(nothing),
  /** The host asks for a folder; null where the person chose none. */
  openCase: call<{ readonly caseId: string } | null>()(nothing),
  overview: call<Overview>()(inCase),
} as const;

export type CallName = keyof typeof contract;
export type Input<N extends CallName> = (typeof contract)[N] extends Call<infer In, unknown> ? In : never;
export type Output<N extends CallName> = NonNullable<(typeof contract)[N]['output']> | Extract<(typeof contract)[N]['output'], null>;

/** What comes back over any transport. `code` 'bug' is a fault of the program; every other code is an expected failure. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };
