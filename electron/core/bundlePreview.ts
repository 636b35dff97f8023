/** @file What a bundle would be, before it is made, and what one says of itself. */
import type { Doubt, ScheduledCheck, ScheduledSearch } from './disclosure.ts';

/** Every search and check of the case, why searches were stopped, what was refused, and what was handed out before. */
export interface WholeSchedule {
  readonly searches: readonly (ScheduledSearch & { readonly stoppedBecause: string | null })[];
  readonly checks: readonly ScheduledCheck[];
  readonly refusals: readonly { readonly entry: number; readonly at: string; readonly by: string; readonly what: string; readonly authority: string | null; readonly reason: string }[];
  readonly bundles: readonly { readonly bundle: string; readonly entry: number; readonly at: string; readonly by: string; readonly recipients: readonly string[]; readonly searches: readonly string[] | null; readonly manifest: string }[];
}

/** `bytes` and `files`: at the most. */
export interface BundlePreview {
  readonly bytes: number;
  readonly files: number;
  readonly entries: { readonly disclosed: number; readonly total: number };
  readonly exhibits: number;
  readonly candidates: number;
  /** Candidates whose face is shown in pictures. */
  readonly pictured: number;
  /** Faces that were searched for, whose pictures go in as they were added. */
  readonly probes: number;
  /** Of them those whose picture shows several faces: nobody in it is blurred. */
  readonly crowded: number;
  readonly undermining: readonly Doubt[];
  readonly notDone: readonly string[];
}

/** A bundle that was written. `folder` and `zip`: where, or for a window only their names. */
export interface WrittenBundle {
  readonly bundle: string;
  readonly folder: string;
  readonly zip: string | null;
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 (hex) of manifest-sha256.txt, as the ledger’s entry states it: what is read out and compared. */
  readonly manifest: string;
  readonly entry: number;
}

/** What a bundle says of itself: nothing here is proved by being read. */
export interface BundleFacts {
  readonly bundle: string;
  readonly at: string;
  readonly by: string;
  readonly recipients: readonly string[];
  readonly case: { readonly name: string; readonly reference: string };
  readonly faces: 'bystanders-blurred' | 'nobody-blurred';
  readonly whyNotBlurred: string | null;
  readonly searches: readonly { readonly id: string; readonly answered: boolean; readonly threshold: number | null }[];
  /** Searches of the case that the bundle lists and does not hold. */
  readonly notHeld: readonly string[];
  readonly undermining: readonly string[];
  readonly notDone: readonly string[];
}
