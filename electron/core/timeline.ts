/**
 * @file Timeline: where in time the footage of each camera lies, what of it was looked at, and the tracks in it. Moments are milliseconds: since
 * 1970 on an axis of wall time, since the first frame on an axis of a footage's own.
 */

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One footage on its lane. */
export interface Stretch extends Span {
  readonly footageId: string;
  /** Reference as the force writes it, and the file's own name. */
  readonly exhibit: string;
  readonly name: string;
  /** Ticks of the moment `fromMs`, decimal; with `msPerTick` every moment of the stretch is found in the footage. */
  readonly startTicks: string;
  readonly msPerTick: number;
  /** How far wall time can be trusted at both ends, milliseconds; null where the recorder's clock was never checked, or none was stated. */
  readonly uncertaintyMs: readonly [atStart: number, atEnd: number] | null;
  /** Null: not indexed at all. */
  readonly run: StretchRun | null;
}

/** What the run that searches compare did of the footage. */
export interface StretchRun {
  readonly state: 'running' | 'stopped' | 'finished';
  /** What it worked through; null before its first batch. */
  readonly covered: Span | null;
  readonly gaps: readonly Span[];
  /** Coded pictures that gave no frame or a damaged one, and where those of them were whose time is recorded. Null until it is finished. */
  readonly framesFailed: number | null;
  readonly failedAt: readonly FailedSpan[];
}

/** Frames that failed one after the other. */
export interface FailedSpan extends Span {
  readonly frames: number;
}

/** A camera, or a footage whose recorder's time was never stated and that has an axis of its own. */
export interface Lane {
  /** “camera:Yard”, “exhibit:<id>” where the camera is not named, “footage:<id>” on its own time. */
  readonly id: string;
  readonly camera: string | null;
  readonly axis: 'wall' | 'own';
  /** Another one whenever its sightings or their moments may be others. */
  readonly version: string;
  /** In order of their beginning. */
  readonly stretches: readonly Stretch[];
}

/** A track within a stretch of time. */
export interface LaneTrack extends Span {
  readonly trackId: string;
  readonly footageId: string;
  /** The sighting of best quality: its moment, its ticks (decimal) and its quality, 0 to 1. */
  readonly bestMs: number;
  readonly bestTicks: string;
  readonly quality: number;
  readonly sightings: number;
  /** Moment and ticks of each sighting within what was asked for; empty unless frames were asked for. */
  readonly frames: readonly { readonly ms: number; readonly ticks: string }[];
}

export interface LaneTracks {
  readonly lane: string;
  readonly tracks: readonly LaneTrack[];
  /** There are more than are told. */
  readonly more: boolean;
}

/** What reviewers concluded about a track that was in a line-up. */
export interface DecidedTrack {
  readonly trackId: string;
  readonly footageId: string;
  /** Decimal ticks of the sighting that the search gave. */
  readonly ticks: string;
  readonly decision: string;
  readonly reviewer: string;
  /** The conclusion in its words. */
  readonly conclusion: string;
  readonly search: string;
  readonly rank: number;
}
