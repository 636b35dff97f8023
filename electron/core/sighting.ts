/** @file A sighting: one face in one frame. */
import type { Box, Point } from './picture.ts';

/** Why a face that was seen cannot be searched for. */
export type Unsearchable =
  | 'too-small'
  | 'too-blurred'
  | 'turned-away'
  | 'no-landmarks'
  | 'at-the-edge'
  | 'bad-vector';

/** Measured properties of one face picture. Units and sources: see quality.ts. */
export interface Quality {
  /** Width of the face box in pixels. */
  readonly widthPx: number;
  /** Distance between the eye centres in pixels. */
  readonly eyesPx: number;
  /** 0 (blurred) to 1 (sharp), see quality.ts. */
  readonly sharpness: number;
  /** 0 (profile) to 1 (frontal), from the five points. */
  readonly frontality: number;
  /** 0 (points do not fit a face) to 1. */
  readonly landmarkFit: number;
  /** 0 to 1: the one figure by which the best frame of a track is chosen. Not a probability. */
  readonly overall: number;
}

/** A face as the analyser sees it in one picture. */
export interface AnalysedFace {
  readonly box: Box;
  /** Detector's score, 0 to 1. Not a probability of anything. */
  readonly detectionScore: number;
  /** Right eye (left in the picture), left eye, nose tip, right mouth corner, left mouth corner. */
  readonly landmarks: readonly [Point, Point, Point, Point, Point] | null;
  readonly quality: Quality;
  /** The pack's vector, in the pack's own scale; null exactly where `unsearchable` says why. */
  readonly embedding: Float32Array | null;
  readonly unsearchable: Unsearchable | null;
}
