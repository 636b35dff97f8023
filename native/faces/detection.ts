/** @file A face as a detector reports it, and how reports of the same face become one. Pure. */
import type { Box, Point } from '../../electron/core/picture.ts';
import { overlap } from '../../electron/core/picture.ts';

/** In pixels of the picture that was analysed. */
export interface DetectedFace {
  readonly box: Box;
  /** 0 to 1. */
  readonly score: number;
  /** Right eye (left in the picture), left eye, nose tip, and where the detector gives them the mouth's corners; empty where it gives none. */
  readonly points: readonly Point[];
}

/** Best score first; equal scores from the top left, so that the order never depends on the input's. */
function byScore(a: DetectedFace, b: DetectedFace): number {
  return b.score - a.score || a.box[1] - b.box[1] || a.box[0] - b.box[0];
}

/**
 * Greedy non-maximum suppression: of faces that overlap more than `limit` (intersection over union) only the best stays. `kept` are
 * faces that stay whatever their score: those of a detector that gives points are preferred to those of one that does not.
 */
export function oneForEach(faces: readonly DetectedFace[], limit: number, kept: readonly DetectedFace[] = []): DetectedFace[] {
  const result = [...kept];
  for (const face of faces.toSorted(byScore)) {
    if (result.every((other) => overlap(face.box, other.box) <= limit)) result.push(face);
  }
  return result;
}

/** From a detector's pixels to the picture's: multiplied by `factor`, then moved by `x`, `y`. */
export function placed(face: DetectedFace, factor: number, x: number, y: number): DetectedFace {
  const [left, top, width, height] = face.box;
  return {
    box: [left * factor + x, top * factor + y, width * factor, height * factor],
    score: face.score,
    points: face.points.map(([px, py]) => [px * factor + x, py * factor + y] as const),
  };
}

/** The box scaled about its centre. */
export function scaledBox([x, y, width, height]: Box, factor: number): Box {
  return [x + (width * (1 - factor)) / 2, y + (height * (1 - factor)) / 2, width * factor, height * factor];
}
