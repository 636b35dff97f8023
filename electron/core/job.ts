/** @file The last argument of everything that takes long. */

/** How far a job has come. `done` of `total` in `unit`; total is null where it cannot be known. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: 'bytes' | 'frames' | 'seconds' | 'files' | 'rows';
  /** Footage seconds worked through per second of wall time, where that has a meaning. */
  readonly realTimeFactor?: number;
  readonly secondsLeft?: number;
}

export interface Job {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}
