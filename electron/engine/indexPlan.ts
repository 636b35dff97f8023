/** @file What goes between the host and an indexer process: one plan, then batches and acknowledgements. Structured-clone data only. */
import type { TimeBase } from '../core/time.ts';
import type { FailureCode } from '../core/failure.ts';
import type { DecodeReport } from '../../native/decoder/decoder.ts';
import type { AnalysisSettings, AnalysisState, StepResult } from './analyse.ts';

/** Everything that decides which numbers a run produces. Part of the run's id. */
export interface RunSettings {
  readonly framesPerSecond: number | 'every';
  readonly analysis: AnalysisSettings;
}

/** Where a run stands after its last acknowledged batch: enough to go on as if nothing had happened. */
export interface RunPosition {
  readonly batches: number;
  /** Frames taken and analysed so far. */
  readonly taken: number;
  readonly analysis: AnalysisState;
  readonly looked: Looked;
}

export interface Looked {
  readonly wholeFrames: number;
  readonly partialFrames: number;
  /** Sum over the frames of the share of pixels that the detector was shown. */
  readonly pixelShares: number;
}

export interface IndexPlan {
  readonly path: string;
  readonly streamIndex: number;
  readonly timeBase: TimeBase;
  /** Upright size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pack by id, looked up in the user's data folder `home`; refused unless its digest is this. */
  readonly pack: string;
  readonly packDigest: string;
  readonly home: string;
  /** Of each inference; changes no number, see [Note: Threads of inference]. */
  readonly threads: number;
  readonly settings: RunSettings;
  readonly resume: RunPosition | null;
}

/** The results of a fixed number of frames; committed in one transaction. */
export interface Batch {
  readonly ordinal: number;
  readonly results: readonly StepResult[];
  readonly position: RunPosition;
  /** Presentation time reached. */
  readonly lastTicks: bigint;
  readonly decoded: number;
  /** Present in the last batch only. */
  readonly report: DecodeReport | null;
}

export type ToIndexer = { readonly kind: 'plan'; readonly plan: IndexPlan } | { readonly kind: 'acknowledged'; readonly ordinal: number } | { readonly kind: 'stop' };

export type FromIndexer =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | ({ readonly kind: 'failed' } & FailedThere);

/** What went wrong in another process: an expected failure by its code, anything else by its stack. */
export interface FailedThere {
  readonly code: FailureCode | null;
  readonly data: unknown;
  readonly message: string;
}

/** A process that its host made: child_process in Node, utilityProcess in Electron. */
export interface Child<To, From> {
  post(message: To): void;
  onMessage(listener: (message: From) => void): void;
  /** Called once, when the process is gone; `detail` is its exit code or signal. */
  onExit(listener: (detail: string) => void): void;
  kill(): void;
}

export type IndexerProcess = Child<ToIndexer, FromIndexer>;

/**
 * Frames in one batch: two seconds of footage, so that a killed process loses no more, counted in frames so that an interrupted run
 * makes the same batches as an undisturbed one.
 */
export function batchFrames(settings: RunSettings): number {
  return settings.framesPerSecond === 'every' ? 25 : Math.max(1, Math.round(settings.framesPerSecond * 2));
}
