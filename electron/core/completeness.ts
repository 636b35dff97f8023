/** @file Completeness: what of a footage a run really covered, and what it could not. */
import type { Unsearchable } from './sighting.ts';

export interface Completeness {
  /** Frames that the container states, or else the coded pictures found. */
  readonly framesExpected: number;
  readonly framesExpectedFrom: 'container' | 'packets';
  readonly framesDecoded: number;
  /** Frames taken by the sampling rule and looked at. */
  readonly framesAnalysed: number;
  /** Coded pictures that gave no frame or a damaged one. */
  readonly framesFailed: number;
  /**
   * Where they were: `frames` that failed one after the other, from the time of the first to that of the next whole frame. Fewer than `framesFailed`
   * where the time of some is not known. Absent where the decoder cannot tell, and from records that were made before this was recorded.
   */
  readonly failedAt?: readonly { readonly fromTicks: string; readonly toTicks: string; readonly frames: number }[];
  readonly firstTicks: string | null;
  readonly lastTicks: string | null;
  readonly timeBase: string;
  /** Stretches of presentation time without frames. */
  readonly gaps: readonly { readonly fromTicks: string; readonly toTicks: string }[];
  readonly decoderMessages: readonly { readonly text: string; readonly count: number }[];
  readonly looked: {
    readonly wholeFrames: number;
    readonly partialFrames: number;
    /** Share of all pixels of the analysed frames that the detector was shown, 0 to 1. */
    readonly pixelShare: number;
  };
  /** Sightings: one face in one frame each. */
  readonly faces: number;
  readonly searchable: number;
  readonly unsearchable: Readonly<Partial<Record<Unsearchable, number>>>;
  readonly tracks: number;
  /** Tracks with at least one stored embedding: those that a search compares. */
  readonly searchableTracks: number;
}

/** How many frames failed without its being recorded where. */
export function failedAnywhere(framesFailed: number, failedAt: readonly { readonly frames: number }[] = []): number {
  return Math.max(0, framesFailed - failedAt.reduce((sum, { frames }) => sum + frames, 0));
}

/** “24 failed”, and of how many it is not recorded where. `number` writes numbers. */
export function failedWords({ framesFailed, failedAt }: Pick<Completeness, 'framesFailed' | 'failedAt'>, number: (n: number) => string = String): string {
  const anywhere = failedAnywhere(framesFailed, failedAt);
  return `${number(framesFailed)} failed${anywhere === 0 ? '' : ` (where ${anywhere === framesFailed ? 'is' : `${number(anywhere)} of them were is`} not recorded)`}`;
}

/** The reasons in words, for reports and the command line. */
export const unsearchableWords: Readonly<Record<Unsearchable, string>> = {
  'too-small': 'too small',
  'too-blurred': 'too blurred',
  'turned-away': 'turned away',
  'no-landmarks': 'eyes, nose and mouth not found',
  'at-the-edge': 'cut off by the edge of the picture',
  'bad-vector': 'the embedder gave no usable vector',
};
