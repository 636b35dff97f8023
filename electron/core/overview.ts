/** @file Overview: a case at a glance, as windows and the command line show it. Ids, never paths. */
import type { WallTime } from './clock.ts';
import type { Completeness } from './completeness.ts';
import type { Finding } from './failure.ts';

/** One indexing of one footage. */
export interface RunSummary {
  readonly id: string;
  readonly state: 'running' | 'stopped' | 'finished';
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
  /** A fraction of a second, “1/90000”. */
  readonly timeBase: string;
  /** Of the first frame, decimal; null where the container states none. */
  readonly startTicks: string | null;
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
