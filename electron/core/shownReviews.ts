/** @file Reviews as one person who works on the case may see them, and what making a line-up gave. */
import type { DisclosedLead, DisclosedLineup, DisclosedReview, ReviewerRecord } from './disclosure.ts';

/** Whom a reviewer picked, and whether they were blind, is not told to reviewers. */
export type ShownReview = Omit<DisclosedReview, 'decisions'> & { readonly decisions: readonly Omit<DisclosedReview['decisions'][number], 'picked' | 'blind'>[] };

/** What a reviewer sees. `others` null: withheld until they have decided. */
export interface ReviewerView {
  readonly lineup: string;
  readonly pictures: number;
  readonly faceShownAt: string | null;
  readonly own: ShownReview | null;
  /** Places that the reviewer chose, decision by decision; null: nobody. */
  readonly ownPicks: readonly (number | null)[];
  readonly others: readonly ShownReview[] | null;
}

export type WholeLineup = DisclosedLineup & { readonly search: string };

export type LineupView = { readonly forReviewer: ReviewerView } | { readonly whole: WholeLineup };

export type ShownLead = DisclosedLead & { readonly search: string };

/** Null: withheld from the reviewers of a case, who could tell from it whom they picked, or what else is known. */
export interface ShownReviews {
  readonly lineups: readonly LineupView[];
  readonly records: readonly ReviewerRecord[] | null;
  readonly leads: readonly ShownLead[] | null;
}

/** A line-up that was made: how many others stand in it, how many of them are not certain, and how often the band was widened. */
export interface MadeLineup {
  readonly lineup: string;
  readonly fillers: number;
  readonly uncertain: number;
  readonly unproven: number;
  readonly widened: number;
}

/** A frame around the one that a picture is cut from, in which the same face was followed. `step` counts sightings from it, -1: the one before. `seconds`: after it, or before it where negative. */
export interface Neighbour {
  readonly step: number;
  readonly seconds: number;
}
