/** @file Footage as it is played, and what the index saw in it. */
import type { Clock } from './clock.ts';
import type { Box } from './picture.ts';

/** Footage as a player needs it. Ticks are decimal. */
export interface PlayedFootage {
  readonly footageId: string;
  readonly exhibit: string;
  readonly camera: string | null;
  readonly codec: string;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly timeBase: string;
  readonly startTicks: string | null;
  /** Of the last frame, or what the container states; null where neither is known. */
  readonly endTicks: string | null;
  readonly clock: Clock | null;
  /** Why no browser plays the original; null: one may, and says itself whether it does. */
  readonly notPlayed: string | null;
  readonly indexed: boolean;
}

/** A clip that was written. */
export interface ClipTaken {
  /** Of its first and last frame. */
  readonly fromTicks: string;
  readonly toTicks: string;
  readonly frames: number;
  readonly sha256: string;
  /** What a reader has to know of it, in sentences. */
  readonly notes: readonly string[];
}

/** One face of the index in one frame. */
export interface FaceSeen {
  readonly trackId: string;
  readonly ticks: string;
  readonly box: Box;
}

/** A track and where it was seen; `sightings` in order of time, the first thousand of them. */
export interface TrackSeen {
  readonly trackId: string;
  readonly footageId: string;
  readonly firstTicks: string;
  readonly lastTicks: string;
  readonly bestTicks: string;
  readonly count: number;
  readonly searchable: number;
  readonly sightings: readonly { readonly ticks: string; readonly quality: number; readonly searchable: boolean }[];
}
