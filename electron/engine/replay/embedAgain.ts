/** @file A face of a picture found and embedded again, and how far its vector lies from a recorded one. */
import { overlap } from '../../core/picture.ts';
import type { Box, Picture } from '../../core/picture.ts';
import type { Detection, FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';

export interface FoundAgain {
  /** Intersection over union with the recorded box; exactly 1 where it is that box. */
  readonly overlap: number;
  readonly vector: Float32Array | null;
}

/** Faces that overlap the recorded box less than this are others. */
const LEAST_OVERLAP = 0.3;

/** The face of the whole picture that lies most where the record has it; null where none does. */
export async function faceAt(analyser: FaceAnalyser, picture: Picture, box: Box, detection: Detection): Promise<FoundAgain | null> {
  const faces = await analyser.analyse(picture, 'everywhere', detection);
  const shared = (other: Box): number => (other.every((value, i) => value === box[i]) ? 1 : overlap(other, box));
  const found = faces.map((face) => ({ overlap: shared(face.box), vector: face.embedding })).toSorted((a, b) => b.overlap - a.overlap)[0];
  return found && found.overlap >= LEAST_OVERLAP ? found : null;
}

/**
 * Euclidean distance of two vectors, in float64; null where there is none to compare. In either metric it is the most by which a score
 * with a third vector can change: of distances by the triangle inequality, of inner products with a vector of unit length by that of Cauchy and Schwarz.
 */
export function vectorDistance(a: Float32Array | null | undefined, b: Float32Array | null | undefined): number | null {
  if (!a || !b || a.length !== b.length) return null;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
