/** @file What goes between the host and a process of its pool: one order at a time, then progress and one answer. Structured-clone data only. */
import type { Progress } from './core/job.ts';
import type { LentKeys } from './engine/caseFolder.ts';
import type { FailedThere, FromIndexer, ToIndexer } from './engine/indexPlan.ts';

export type CallKind = 'call' | 'media';

/** One call, with what it needs and nothing more: the keys of whoever made it, and the paths of the files that it names. */
export interface Order {
  readonly kind: CallKind;
  readonly name: string;
  /** Checked by the host. */
  readonly input: unknown;
  readonly home: string;
  readonly lent: { readonly caseId: string; readonly folder: string; readonly keys: LentKeys } | null;
  readonly files: ReadonlyMap<string, string>;
  /** Originals that are known to be as received. See [Note: Checked once for looking]. */
  readonly unchanged: readonly string[];
}

export type ToWorker =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'stop' }
  /** Of an indexer that the host started for this process, by its number. */
  | { readonly kind: 'from-indexer'; readonly indexer: number; readonly message: FromIndexer }
  | { readonly kind: 'indexer-exited'; readonly indexer: number; readonly detail: string };

export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly value: unknown; readonly unchanged: readonly string[] }
  | ({ readonly kind: 'failed' } & FailedThere)
  /** Asks the host for an indexer, where this process cannot start one. */
  | { readonly kind: 'start-indexer'; readonly indexer: number }
  | { readonly kind: 'to-indexer'; readonly indexer: number; readonly message: ToIndexer }
  | { readonly kind: 'kill-indexer'; readonly indexer: number };
