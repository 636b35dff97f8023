/** @file What a call of the window is: its checked input, the type of its answer, and where it runs. Each area of the window has a contract file of its own. */
import { z } from 'zod';
import type { Job } from '../core/job.ts';

/**
 * Where a call runs. 'host': in the host itself; it must not hold the thread for more than a few milliseconds. 'process': long, blocking or
 * dangerous work (decoding, inference, export, replay), in a process of the host's pool that opens the case with the keys it is lent.
 */
type Lane = 'host' | 'process';

/** What every call takes and gives. */
export interface Call<In, Out> {
  readonly input: z.ZodType<In>;
  readonly lane: Lane;
  /** Never set: carries the type of the answer. */
  readonly output?: Out;
}

export function call<Out>(lane: Lane = 'host') {
  return <In>(input: z.ZodType<In>): Call<In, Out> => ({ input, lane });
}

export type InputOf<C> = C extends Call<infer In, unknown> ? In : never;
export type OutputOf<C> = C extends { readonly output?: infer Out } ? Exclude<Out, undefined> : never;

/** What answers the calls of a contract. */
export type CallsOf<C> = { readonly [N in keyof C]: (input: InputOf<C[N]>, job: Job) => Promise<OutputOf<C[N]>> };

/** An id as the window knows it. */
export const id = z.string().min(1).max(200);
/** Decimal ticks of a footage. */
export const ticks = z.string().regex(/^-?\d{1,19}$/);
/** What a person typed: trimmed, not empty, of a length that a record can hold. */
export const typed = z.string().trim().min(1).max(4000);
export const nothing = z.strictObject({});
export const inCase = z.strictObject({ caseId: id });
