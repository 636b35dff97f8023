/** @file Replay and counter-search as they are told: how each stage came out, and how a list changes when it is made otherwise. */
import type { Finding } from './failure.ts';
import type { WallTime } from './clock.ts';

/** What was compared, in the order of a search; the cross-check by another decoder, which no search makes, is last. */
export const stages = ['bytes', 'frames', 'crops', 'vectors', 'scores', 'order', 'second-decoder'] as const;
export type Stage = (typeof stages)[number];

export type StageState = 'same' | 'within-tolerance' | 'different' | 'not-tried';

export interface StageResult {
  readonly stage: Stage;
  /** null: the whole bundle. */
  readonly search: string | null;
  /** What was compared, as a sentence would name it. */
  readonly about: 'files' | 'candidates in the footage' | 'probes' | 'listed scores' | 'places of the list';
  readonly state: StageState;
  readonly amount: Amount;
  readonly sentence: string;
}

/** How much was compared, how much of it differs, and the largest difference in `unit`; null where it is no measure. */
export interface Amount {
  readonly compared: number;
  /** Equal in every bit. */
  readonly exact: number;
  readonly different: number;
  readonly largest: number | null;
  readonly unit: string | null;
  /** Up to which difference it counts as within tolerance. */
  readonly tolerance: number | null;
}

/** How every stage came out, the first that differs, and everything that was noticed about the bundle. */
export interface ReplayReport {
  readonly stages: readonly StageResult[];
  readonly firstDifference: StageResult | null;
  readonly findings: readonly Finding[];
}

/** How far two rankings of the same tracks agree. */
export interface Agreement {
  /** How many of the first `of` of one list are among the first `of` of the other. */
  readonly shared: number;
  readonly of: number;
  /**
   * 0 (nothing shared at any depth) to 1 (the same order): the share in common of the first 1, first 2 ... first `depth`, averaged, so that the
   * top counts most. R. Fagin, R. Kumar, D. Sivakumar, Comparing top k lists, SIAM J. Discrete Math. 17 (2003); called average
   * overlap in W. Webber, A. Moffat, J. Zobel, A similarity measure for indefinite rankings, ACM TOIS 28 (2010).
   */
  readonly averageOverlap: number;
  readonly depth: number;
}

export interface CounterReport {
  readonly answers: readonly CounterAnswer[];
  readonly findings: readonly Finding[];
}

/** One list of a search beside the list that the other search gives. */
export interface CounterAnswer {
  readonly search: string;
  readonly probe: string;
  /** Tracks that were ranked both ways, and which: all of the scope, or of the list those that the other pack could embed. */
  readonly tracks: number;
  readonly scope: 'whole' | 'candidates-and-nearest';
  /** Candidates. */
  readonly before: number;
  readonly after: number;
  /** Of both rankings. */
  readonly agreement: Agreement | null;
  /** The candidates that were answered. */
  readonly candidates: readonly CounterTrack[];
  readonly droppedOut: readonly CounterTrack[];
  readonly cameIn: readonly CounterTrack[];
  /** Tracks that rank above the first of the candidates that were answered, and did not: they fit better now. */
  readonly above: readonly CounterTrack[];
}

export interface CounterTrack {
  readonly track: string;
  readonly exhibit: string;
  readonly camera: string;
  /** Decimal ticks of its best sighting, by the score it had. */
  readonly ticks: string;
  readonly timeBase: string;
  readonly wallTime: WallTime | null;
  readonly before: { readonly rank: number; readonly score: number };
  readonly after: { readonly rank: number; readonly score: number };
}
