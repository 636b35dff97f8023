/** @file SEAM 3: what the product asks of a vector index. Real: lanceIndex.ts. Fake: test/support. The index can always be made again from SQLite. */

/** One stored embedding. */
export interface VectorRow {
  /** Row id of the embedding in SQLite; unique. */
  readonly key: number;
  readonly ticks: bigint;
  /** Overall quality of the sighting, 0 to 1. */
  readonly quality: number;
  readonly vector: Float32Array;
}

/** Rows of these runs (row numbers in SQLite), each within its ticks (inclusive), of at least this quality. No runs: no rows. */
export interface VectorScope {
  readonly runs: readonly { readonly run: number; readonly fromTicks: bigint | null; readonly toTicks: bigint | null }[];
  readonly minimumQuality: number;
}

export interface Neighbour {
  readonly key: number;
  /** Squared Euclidean distance in float32 arithmetic: for choosing what to score again, never for a record. */
  readonly squaredDistance: number;
}

export interface VectorIndex {
  /** Makes the rows of one run exactly these. Nothing durable is promised: the truth is in SQLite. */
  replaceRun(run: number, rows: Iterable<VectorRow>): Promise<void>;
  /** The `count` nearest rows in scope, nearest first. Exact (flat); the scope is applied before, not after, the comparison. */
  search(query: Float32Array, count: number, scope: VectorScope): Promise<Neighbour[]>;
  count(scope: VectorScope): Promise<number>;
  /** SHA-256 (hex) over the rows of a run in order of key, each as rowBytes gives it: tells whether the index still holds what SQLite holds. */
  digest(run: number): Promise<string>;
  close(): Promise<void>;
}

/** The bytes by which rows are compared: key and ticks as little-endian 64-bit integers, then the vector as little-endian float32. */
export function rowBytes(row: Pick<VectorRow, 'key' | 'ticks' | 'vector'>): Uint8Array {
  const bytes = new Uint8Array(16 + row.vector.length * 4);
  const view = new DataView(bytes.buffer);
  view.setBigInt64(0, BigInt(row.key), true);
  view.setBigInt64(8, row.ticks, true);
  for (let i = 0; i < row.vector.length; i++) view.setFloat32(16 + i * 4, row.vector[i]!, true);
  return bytes;
}
