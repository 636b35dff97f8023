/** @file Probe list: several probes that one authority allows to be searched for together. Forces call it a watch-list. */
import type { ProbeId } from './ids.ts';

/** People who are sought, or people who are missing or vulnerable: never both in one list. */
export const listKinds = ['sought', 'missing-or-vulnerable'] as const;
export type ListKind = (typeof listKinds)[number];

/** One probe of a list. `reason`: why this person is on it. `basis`: by what right; a list with an entry that has none is not searched for. */
export interface ListEntry {
  readonly probe: ProbeId;
  readonly reason: string;
  readonly basis: string | null;
  /** Calendar date after which the list is not searched for until the entry was looked at again. */
  readonly reviewOn: string;
}

/** A list as the entries of the ledger leave it. */
export interface ProbeList {
  readonly list: string;
  readonly name: string;
  readonly kind: ListKind;
  /** The one authority that it belongs to and ends with. */
  readonly authority: string;
  readonly entries: readonly ListEntry[];
  /** Number of the erasure that ended it; then it has no entries. */
  readonly erasure: string | null;
}
