/** @file Checking what the payload says of searches against the entries that recorded them. */
import type { Note } from './findings.ts';
import type { CheckedLedger, DisclosedEntry } from './ledgerCheck.ts';
import type { TextReader } from './textRead.ts';

export interface BundleContent extends TextReader {
  /** Path from the top of the bundle -> SHA-256 of the file as it is. */
  readonly sums: ReadonlyMap<string, string>;
  readonly sizes: ReadonlyMap<string, number>;
  readonly ledger: CheckedLedger;
  /** The entry that records this bundle. */
  readonly record: DisclosedEntry | null;
}

export async function checkContent(_content: BundleContent, _note: Note): Promise<void> {}
