/** @file SEAM 2: what the product asks of a face engine. Real: onnxFaceAnalyser.ts. Fake: test/support. */
import type { Box, Picture } from '../../electron/core/picture.ts';
import type { AnalysedFace } from '../../electron/core/sighting.ts';

/** What a score must name: the pack that made it. */
export interface PackIdentity {
  readonly id: string;
  readonly version: string;
  /** SHA-256 (hex) of the pack's canonical description with all file hashes. */
  readonly digest: string;
  /** Length of its vectors. */
  readonly dimension: number;
  /** 'l2': score = -|a-b|. 'cosine': vectors are of unit length, score = a.b. */
  readonly metric: 'l2' | 'cosine';
}

/**
 * fast: whole frame shrunk to 640 pixels wide (small faces are lost). default: native resolution. thorough: every detector of the
 * pack at every scale (many times the cost).
 */
export type Detection = 'fast' | 'default' | 'thorough';

/** 'everywhere', or only these parts of the frame (pixels; a part may overlap another or stick out: it is clipped). */
export type Look = 'everywhere' | readonly Box[];

export interface SelfTest {
  readonly passed: boolean;
  readonly problems: readonly string[];
  /** Scores of the pack's own known pairs on this machine. */
  readonly scores: readonly { readonly pair: string; readonly expected: number; readonly got: number }[];
}

export interface FaceAnalyser {
  readonly pack: PackIdentity;
  /** Every face found, in a fixed order (top to bottom, then left to right, of box corners); detected, measured, aligned and embedded. */
  analyse(picture: Picture, look: Look, detection: Detection): Promise<AnalysedFace[]>;
  /** Known faces through the whole chain; run at load, a pack that fails is refused with Failure 'pack-nonsense'. */
  selfTest(): Promise<SelfTest>;
  close(): Promise<void>;
}
