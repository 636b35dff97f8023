/** @file The contract: every call that a window can make, what it takes (checked where it enters) and what it gives. Ids, never paths. */
import { z } from 'zod';
import type { Completeness } from '../core/completeness.ts';
import type { Finding } from '../core/failure.ts';
import type { MachineFact } from '../core/machineFact.ts';
import type { WallTime } from '../core/search.ts';

/** What this program is and which way it was started. */
export interface About {
  readonly version: string;
  /** 'window': in Electron. 'browser': the same interface in an ordinary browser on this machine. */
  readonly host: 'window' | 'browser';
  readonly node: string;
  readonly platform: string;
}

/** One indexing of one footage. */
export interface RunSummary {
  readonly id: string;
  readonly state: 'running' | 'stopped' | 'finished' | 'failed';
  /** Name and version of the model pack. */
  readonly pack: string;
  /** Footage seconds per second of wall time; null before it is known. */
  readonly realTimeFactor: number | null;
  /** Null until the run has one. */
  readonly completeness: Completeness | null;
}

/** One video stream of an exhibit. */
export interface FootageSummary {
  readonly id: string;
  readonly codec: string;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** Microseconds, decimal; null where the container states none. */
  readonly durationUs: string | null;
  /** Wall time of the first frame; null where no recorder time was stated. */
  readonly startsAt: WallTime | null;
  readonly runs: readonly RunSummary[];
}

export interface ExhibitSummary {
  readonly id: string;
  /** What the force writes on the bag. */
  readonly reference: string;
  /** The file's own name, without its folder. */
  readonly name: string;
  readonly camera: string | null;
  readonly sha256: string;
  readonly bytes: number;
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
  /** Whether the file is still what was received, as far as was looked. */
  readonly integrity: 'as-received' | 'changed' | 'missing' | 'not-checked';
  readonly findings: readonly Finding[];
  readonly footage: readonly FootageSummary[];
}

/** A case at a glance. */
export interface Overview {
  readonly case: { readonly id: string; readonly name: string; readonly reference: string };
  readonly ledgerEntries: number;
  readonly exhibits: readonly ExhibitSummary[];
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
