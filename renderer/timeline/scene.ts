/** @file Scene: what there is to draw, as the host told it, with nothing of what is in view. */
import type { DecidedTrack, Lane, LaneTrack, Span } from '../../electron/core/timeline.ts';
import type { Density } from './density.ts';

/** A candidate or a decision at its moment on a lane. */
export interface Mark {
  readonly kind: 'candidate' | 'decision';
  readonly lane: string;
  readonly ms: number;
  readonly trackId: string;
  readonly footageId: string;
  /** Decimal ticks of the moment. */
  readonly ticks: string;
  /** What stands on it: a rank, “2·1” for the first of the second of several answers, or the number of a decision. */
  readonly label: string;
  /** Of a candidate. */
  readonly rank: number | null;
  /** Which of several answers has the candidate, from 1; null: there is only one. */
  readonly answer: number | null;
  readonly decided: DecidedTrack | null;
}

export interface Seen {
  /** Of the whole axis. */
  readonly whole: Density | null;
  /** Finer, of a stretch around what is in view. */
  readonly close: Density | null;
}

/** Tracks that were told of a stretch; all of those within it unless `more`. */
export interface CloseTracks extends Span {
  readonly tracks: readonly LaneTrack[];
  readonly places: readonly number[];
  readonly rows: number;
  readonly more: boolean;
}

export interface Scene {
  readonly lanes: readonly Lane[];
  readonly wholes: Readonly<Partial<Record<Lane['axis'], Span>>>;
  readonly seen: ReadonlyMap<string, Seen>;
  readonly tracks: ReadonlyMap<string, CloseTracks>;
  /** By lane, in order of time. */
  readonly marks: ReadonlyMap<string, readonly Mark[]>;
  /** The track that somebody chose. */
  readonly chosen: string | null;
}
