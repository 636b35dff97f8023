/**
 * @file Disclosure: everything that a bundle says about searches, gathered from the record: what `report` prints, what the files of the
 * bundle hold, what replay starts from. Plain JSON. Paths are relative to the bundle's `data/` folder.
 */
import type { Authority } from './authorityState.ts';
import type { Calibration } from './calibration.ts';
import type { Completeness } from './completeness.ts';
import type { Body } from './entry.ts';
import type { Exhibit, Footage } from './exhibit.ts';
import type { PackDescription } from './modelPack.ts';
import type { Box } from './picture.ts';
import type { Policy } from './policy.ts';
import type { Probe } from './probe.ts';
import type { Conclusion, FaceComponent, Picked, Strength } from './review.ts';
import type { Member } from './role.ts';
import type { SearchResult } from './search.ts';

/** A file of the bundle and its SHA-256 (hex). */
export interface BundleFile {
  readonly path: string;
  readonly sha256: string;
}

export interface Disclosure {
  readonly format: 'retrace-bundle/1';
  readonly bundle: string;
  readonly made: {
    readonly at: string;
    readonly by: Pick<Member, 'name' | 'publicKey' | 'roles'>;
    readonly software: string;
    readonly recipients: readonly string[];
    /** null: the whole case. */
    readonly searches: readonly string[] | null;
    readonly faces: 'bystanders-blurred' | 'nobody-blurred';
    readonly whyNotBlurred: string | null;
    /** Pictures were made of so many of the first candidates of each search at the most, and clips where `clips` says so. */
    readonly pictures: number;
    readonly clips: boolean;
  };
  readonly case: { readonly id: string; readonly name: string; readonly reference: string; readonly publicKey: string; readonly createdAt: string };
  readonly members: readonly Member[];
  readonly policy: Policy;
  readonly exhibits: readonly DisclosedExhibit[];
  /** With `made.searches` null: all of the case. */
  readonly searches: readonly DisclosedSearch[];
  readonly schedule: readonly ScheduledSearch[];
  /** Every check of the case: one face against the faces of a list, with no footage in it. */
  readonly checks: readonly ScheduledCheck[];
  readonly undermining: readonly Doubt[];
  readonly notDone: readonly string[];
  readonly bundlesBefore: readonly { readonly bundle: string; readonly at: string; readonly recipients: readonly string[] }[];
  readonly reviewers: readonly ReviewerRecord[];
  /** Every calibration that a rate of these searches comes from. */
  readonly calibrations: readonly DisclosedCalibration[];
  /** What was asked for under the authorities of these searches, or under none, and refused. */
  readonly refusals: readonly { readonly at: string; readonly by: string; readonly what: string; readonly authority: string | null; readonly reason: string }[];
  /** Entries of the ledger at the moment of gathering, and how many of them are disclosed. */
  readonly entries: { readonly total: number; readonly disclosed: number };
}

/** What a disclosure takes from the record, before anything is concluded from it. */
export type DisclosedRecord = Omit<Disclosure, 'undermining' | 'notDone' | 'entries'>;

export interface DisclosedExhibit {
  readonly exhibit: Exhibit;
  readonly receivedBy: Pick<Member, 'name' | 'publicKey'>;
  /** The file when this bundle was made: hashed again, or not to be found. */
  readonly now: 'as-received' | 'changed' | 'missing';
  readonly footage: readonly {
    readonly footage: Footage;
    /** Clocks stated before the present one, oldest first, with who and why. */
    readonly earlierClocks: readonly { readonly at: string; readonly by: string; readonly reason: string | null; readonly clock: Footage['clock'] }[];
    readonly runs: readonly {
      readonly run: string;
      readonly state: 'running' | 'stopped' | 'finished';
      readonly pack: { readonly id: string; readonly digest: string };
      readonly decoder: unknown;
      readonly settings: unknown;
      /** What it was made on, and what the indexer was shut in by. */
      readonly machine: unknown;
      readonly selfTest: SelfTestRecord;
      readonly digest: string | null;
      readonly completeness: Completeness | null;
    }[];
  }[];
}

export interface DisclosedSearch {
  readonly id: string;
  readonly requestedAt: string;
  readonly requestedBy: Pick<Member, 'name' | 'publicKey' | 'roles'>;
  readonly request: Body<'search-requested'>;
  readonly answered: { readonly at: string; readonly body: Body<'search-answered'> } | null;
  readonly stopped: { readonly at: string; readonly reason: string } | null;
  /** null where it was stopped. */
  readonly result: SearchResult | null;
  readonly authority: Authority;
  readonly probes: readonly DisclosedProbe[];
  readonly pack: PackDescription;
  readonly vectors: VectorFiles;
  /** Pictures of disclosed candidates, by rank of the first answer. */
  readonly pictures: readonly CandidatePictures[];
  /** Candidates that should have pictures and have none, and why. */
  readonly withoutPictures: readonly { readonly rank: number; readonly reason: string }[];
  readonly lineups: readonly DisclosedLineup[];
  readonly leads: readonly DisclosedLead[];
  /** Other searches of this case with one of the same probes. */
  readonly sameProbe: readonly string[];
}

export type SelfTestRecord = Body<'search-requested'>['selfTest'];

export interface DisclosedProbe {
  /** null in its fields' place where it was erased. */
  readonly probe: Probe | null;
  readonly id: string;
  readonly addedAt: string;
  readonly addedBy: string;
  readonly image: BundleFile | null;
  /** The vector with which it was searched for: little-endian float32. */
  readonly vector: BundleFile | null;
}

/**
 * Every vector in scope: `values` holds `rows` x `dimension` little-endian float32; `index` is JSON Lines in the same order,
 * `{track, ticks, quality}` each, in order of footage run, track and ticks.
 */
export interface VectorFiles {
  readonly rows: number;
  readonly dimension: number;
  readonly values: BundleFile;
  readonly index: BundleFile;
}

export interface CandidatePictures {
  readonly rank: number;
  readonly track: string;
  readonly ticks: string;
  readonly still: BundleFile;
  readonly crop: BundleFile;
  /** SHA-256 (hex) of the whole decoded frame’s R G B bytes as the analyser saw it, before anything was blurred. */
  readonly frameSha256: string;
  readonly clip: (BundleFile & { readonly facts: BundleFile }) | null;
  /** Faces found in the still, null where nothing is blurred and so nobody looked; those that the detector did not find are not blurred. */
  readonly facesFound: number | null;
  readonly blurred: readonly Box[];
  /** What a reader has to know of these pictures, in sentences. */
  readonly notes: readonly string[];
}

export interface DisclosedLineup {
  readonly lineup: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly probe: string;
  readonly rank: number;
  readonly track: string;
  readonly fillers: readonly string[];
  /** Fillers that no frame shows together with the candidate: they may be the candidate’s person. */
  readonly uncertain: readonly string[];
  /** Pairs of fillers that no frame shows together: they may be one person. */
  readonly unproven: number;
  readonly seed: string;
  readonly band: Body<'lineup-created'>['band'];
  readonly reviews: readonly DisclosedReview[];
  /** Whether the decisions that stand differ in their conclusion or pick. */
  readonly disagreement: boolean;
}

export interface DisclosedReview {
  readonly reviewer: string;
  readonly describedAt: string | null;
  readonly description: readonly { readonly component: FaceComponent; readonly text: string }[];
  readonly openedAt: string | null;
  /** Oldest first; the last one stands. */
  readonly decisions: readonly {
    readonly decision: string;
    readonly at: string;
    readonly picked: Picked;
    readonly conclusion: Conclusion;
    readonly strength: Strength | null;
    readonly reasons: string | null;
    readonly features: readonly { readonly component: FaceComponent; readonly text: string }[];
    readonly viewing: string | null;
    readonly supersedes: string | null;
    /** Whether no other reviewer’s decision could be seen by this one when it was made. */
    readonly blind: boolean;
  }[];
}

export interface DisclosedLead {
  readonly probe: string;
  readonly rank: number;
  readonly track: string;
  readonly corroboration: readonly { readonly at: string; readonly by: string; readonly speaks: 'for' | 'against'; readonly text: string | null }[];
  readonly actioned: { readonly at: string; readonly by: string; readonly text: string | null } | null;
  readonly outcome: { readonly at: string; readonly by: string; readonly outcome: 'right' | 'wrong' | 'unverified'; readonly text: string | null } | null;
}

/** One search of the case, used or not. */
export interface ScheduledSearch {
  readonly search: string;
  /** Index of the ledger's entry that asked for it, so that its disclosure can be asked for by number. */
  readonly entry: number;
  readonly at: string;
  readonly by: string;
  readonly authority: string;
  readonly probes: number;
  readonly list: string | null;
  readonly state: 'answered' | 'stopped' | 'unanswered';
  readonly tracksCompared: number | null;
  readonly candidates: number | null;
  readonly threshold: number | null;
  readonly disclosed: boolean;
}

/** A calibration with the SHA-256 (hex) of its canonical JSON; `entry`: index of the entry about it. */
export interface DisclosedCalibration {
  readonly sha256: string;
  readonly entry: number;
  readonly calibration: Calibration;
}

/** One check of the case; `entry`: index of the ledger’s entry that asked for it. */
export interface ScheduledCheck {
  readonly check: string;
  readonly entry: number;
  readonly at: string;
  readonly by: string;
  readonly authority: string;
  readonly list: string;
  /** null where it was not answered. */
  readonly entriesCompared: number | null;
}

/** Something in the record that could undermine the reliability of the evidence. `where`: file of the bundle that holds it. */
export interface Doubt {
  readonly code: string;
  readonly sentence: string;
  readonly where: string;
}

/**
 * Whom a reviewer picked, counted over the first decision on each line-up: later ones may be less blind. `fillers`: people who are certainly
 * not the candidate; `uncertain`: fillers of whom that is not certain.
 */
export interface ReviewerRecord {
  readonly reviewer: string;
  readonly lineups: number;
  readonly candidates: number;
  readonly fillers: number;
  readonly uncertain: number;
  readonly nobody: number;
}

