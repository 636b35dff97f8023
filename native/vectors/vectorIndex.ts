/** @file SEAM 3: what the product asks of a vector index. Real: lanceIndex.ts. Fake: test/support. The index can always be rebuilt from SQLite. */

/** One stored embedding. */
export interface VectorRow {
  /** Row id of the embedding in SQLite; unique. */
  readonly key: number;
  /** Row number of the run in SQLite. */
  readonly run: number;
  readonly ticks: bigint;
  /** Overall quality of the sighting, 0 to 1. */
  readonly quality: number;
  readonly vector: Float32Array;
}

/** Rows of these runs, each within its ticks (inclusive), of at least this quality. An empty list of runs selects nothing. */
export interface VectorScope {
  readonly runs: readonly { readonly run: number; readonly fromTicks: bigint | null; readonly toTicks: bigint | null }[];
  readonly minimumQuality: number;
}

export interface Neighbour {
  readonly key: number;
  /** Squared Euclidean distance, float32 arithmetic: for choosing what to score again, never for a record. */
  readonly squaredDistance: number;
}

export interface VectorIndex {
  /** Durable order is not promised; the caller keeps the truth in SQLite. Adding a key twice replaces it. */
  add(rows: readonly VectorRow[]): Promise<void>;
  /** The `count` nearest rows in scope, nearest first; exact (flat) and pre-filtered. */
  search(query: Float32Array, count: number, scope: VectorScope): Promise<Neighbour[]>;
  remove(scope: VectorScope): Promise<void>;
  count(scope: VectorScope): Promise<number>;
  close(): Promise<void>;
}
