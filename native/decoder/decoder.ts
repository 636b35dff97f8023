/** @file SEAM 1: what the product asks of a video decoder. Real: nodeAv.ts (default), ffmpegCli.ts (second, independent). Fake: test/support. */
import type { Frame } from '../../electron/core/picture.ts';
import type { TimeBase } from '../../electron/core/time.ts';
import type { Job } from '../../electron/core/job.ts';

/** Which program decoded; part of every run and search record. */
export interface DecoderIdentity {
  readonly name: string;
  readonly version: string;
  /** e.g. { libavcodec: "62.11.100" } */
  readonly libraries: Readonly<Record<string, string>>;
}

/** One video stream as its container describes it. Nothing here is trusted: it is what the file says of itself. */
export interface StreamFacts {
  /** Index in the container, counting streams of every kind. */
  readonly index: number;
  readonly codec: string;
  readonly profile: string | null;
  /** Coded size in pixels, before rotation. */
  readonly width: number;
  readonly height: number;
  readonly timeBase: TimeBase;
  /** First presentation time the container states, in ticks; null where it states none. */
  readonly startTicks: bigint | null;
  readonly durationTicks: bigint | null;
  /** Frames per second as a fraction; null where unknown. */
  readonly averageRate: TimeBase | null;
  readonly nominalRate: TimeBase | null;
  /** Number of frames the container states; null where it states none. */
  readonly statedFrames: number | null;
  /** Clockwise turn that makes the picture upright: 0, 90, 180 or 270. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly interlaced: 'progressive' | 'interlaced' | 'unknown';
  /** Whether packet times of the first seconds are unevenly spaced. */
  readonly variableRate: boolean;
  readonly pixelFormat: string | null;
}

export interface ContainerFacts {
  readonly format: string;
  /** Whole container, microseconds; null where unknown. */
  readonly durationUs: bigint | null;
  readonly videoStreams: readonly StreamFacts[];
  readonly otherStreams: readonly { readonly index: number; readonly kind: string; readonly codec: string }[];
  /** What the demuxer and decoder said while probing, each message once. */
  readonly messages: readonly string[];
}

/** Presentation times from one to the other, both included. */
export interface TickRange {
  readonly fromTicks: bigint;
  readonly toTicks: bigint;
}

/** Which frames to hand over: of the whole footage, or every frame of a range. */
export type FramePlan = SampledPlan | RangePlan;

/**
 * Every frame whose ticks lie in the range, each the same bytes as in a run over the whole footage. The decoder may jump to a key picture
 * before it where that is proven to give the same; the report then counts only what was decoded for the range.
 */
export interface RangePlan {
  readonly framesPerSecond: 'every';
  readonly range: TickRange;
  readonly skipTaken?: undefined;
  /**
   * For looking in passing: pictures `most` pixels wide and high at the most and at least `apart` ticks from each other, shrunk in whatever way is
   * quickest, after a jump without the proof, which costs more than the decoding. A decoder may hand over larger and more of them.
   */
  readonly passing?: { readonly most: number; readonly apart: bigint };
}

export interface SampledPlan {
  /**
   * At most this many frames for each second of presentation time; `'every'` for all. A frame is taken when its time enters a
   * slot of the grid `first frame + k / framesPerSecond` that no earlier frame was taken for. Frames are never invented.
   */
  readonly framesPerSecond: number | 'every';
  /** Number of taken frames to pass over without converting them: an interrupted run's next frame is the same as an undisturbed one's. */
  readonly skipTaken?: number;
  readonly range?: undefined;
  readonly passing?: undefined;
}

/** A stretch of presentation time longer than expected between two decoded frames. */
export interface Gap {
  readonly fromTicks: bigint;
  readonly toTicks: bigint;
}

/** Pictures that failed one after the other: from the time of the first to that of the next whole frame, or of the last that failed where none follows. */
export interface FailedStretch extends TickRange {
  readonly frames: number;
}

/** What the decoder really covered; the raw material of completeness. Counted from the first packet, also after skipTaken. */
export interface DecodeReport {
  /** Coded pictures found in the stream. */
  readonly packets: number;
  readonly decoded: number;
  /** Coded pictures that gave no frame, or one the decoder marked as damaged. */
  readonly failed: number;
  /** Where they were; fewer than `failed` where the time of some is not known. Absent from a decoder that cannot tell. See [Note: Where pictures failed]. */
  readonly failedAt?: readonly FailedStretch[];
  readonly taken: number;
  readonly firstTicks: bigint | null;
  readonly lastTicks: bigint | null;
  readonly gaps: readonly Gap[];
  /** Decoder's own messages, each text once with its count, in order of first appearance. */
  readonly messages: readonly { readonly text: string; readonly count: number }[];
}

/** A frame that was taken, with the counters at this moment. */
export interface TakenFrame {
  readonly frame: Frame;
  /** Frames decoded so far, this one included. */
  readonly decoded: number;
  /** Whether the decoder marked it as damaged. A decoder that does not tell says false. */
  readonly damaged: boolean;
}

/**
 * All paths are absolute. Footage is opened read-only and is hostile: only local files, only listed container formats.
 * Expected failures are `Failure`s with codes that begin with `footage-`.
 */
export interface Decoder {
  /** Failure 'decoder-missing' where there is none: no run can be recorded then. */
  identity(): Promise<DecoderIdentity>;
  probe(path: string): Promise<ContainerFacts>;
  /** Frames in presentation order; the generator's return value is the report. Ends early and cleanly when job.signal is aborted (throws Failure 'stopped'). */
  frames(path: string, streamIndex: number, plan: FramePlan, job?: Job): AsyncGenerator<TakenFrame, DecodeReport>;
  /** The one frame with exactly these ticks, upright. */
  still(path: string, streamIndex: number, ticks: bigint): Promise<Frame>;
  /**
   * Ticks of the frames in the range, in order. Where time stamps run straight they are read without decoding: then a damaged picture is among them
   * although it may give no frame. May end early when job.signal is aborted (Failure 'stopped').
   */
  times(path: string, streamIndex: number, range: TickRange, job?: Job): Promise<bigint[]>;
}
