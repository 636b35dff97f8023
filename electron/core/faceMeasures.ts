/** @file Named measures of one face picture, after ISO/IEC 29794-5 where it applies: each with its unit, formula and source. Pure; computed from pixels when asked for, never stored. */
import type { Picture, Point } from './picture.ts';
import type { AnalysedFace, Quality } from './sighting.ts';

/*
 * [Note: Measures after ISO/IEC 29794-5]
 * Read from OFIQ, the reference implementation of ISO/IEC 29794-5:2025 (github.com/BSI-OFIQ/OFIQ-Project, OFIQlib/modules/measures), of
 * which the ranges of under- and over-exposure and the entropy are taken. What differs, so that these figures are not its scores: the region is a
 * circle from five landmarks and not the hull of its 98; luminance is BT.601 luma of the pixels as decoded; nothing is mapped to 0..100.
 * OFIQ's distance between the eyes is divided by the cosine of the yaw; no yaw is measured here, so it is as seen. Its sharpness, pose and
 * occlusion are networks and forests of its own; the ones here are plain geometry and plain variance. What any of them does to an error rate
 * says test/evaluate/README.md, for what was measured there and for nothing else.
 */
export interface FacePictureMeasures {
  /** Distance between the eye centres as seen, pixels. */
  readonly eyesPx: number;
  /** 0 (blurred) to 1: d / (d + .06), d = variance of the Laplacian over variance of the grey values (Pech-Pacheco et al. 2000), face upright at 64 px: quality.ts. */
  readonly sharpness: number;
  /** Share of the face's pixels with luma 0 to 25 (OFIQ UnderExposurePrevention), 0 to 1. */
  readonly underExposed: number;
  /** Share of the face's pixels with luma 247 to 255 (OFIQ OverExposurePrevention), 0 to 1. */
  readonly overExposed: number;
  /** Entropy of the face's luma histogram of 256 values, bits: -sum p log2 p (OFIQ DynamicRange), 0 to 8. */
  readonly dynamicRangeBits: number;
  /** Yaw proxy: place of the nose tip along the line of the eyes, 2 t - 1 with t from 0 (right eye) to 1: 0 from the front, beyond -1 or 1 in profile; positive towards the picture's right. */
  readonly sideways: number;
  /** Pitch proxy: height of the nose tip between eyes (0) and mouth (1), less the .53 of dlib's mean face: 0 from the front, negative looking up. */
  readonly nod: number;
  /** Roll: how far the line of the eyes is from level, degrees, positive clockwise. */
  readonly rollDegrees: number;
  /** Occlusion proxy, 0 to 1: how well detector and landmark network agree on eyes and nose (quality.ts). Covering lowers it, and so do blur and profile. */
  readonly landmarkFit: number;
}

const DARK = 25; // OFIQ UnderExposurePrevention: luminance 0..25
const LIGHT = 247; // OFIQ OverExposurePrevention: luminance 247..255
/** Half the width of dlib's mean face over the distance of its eyes (.5 / .529: native/faces/align.ts). */
const RADIUS = 0.945;
/** Distance of eyes over distance from eyes to mouth on that face (.529 / .564): what is left to go by when the head is turned. */
const EYES_TO_MOUTH = 0.94;

/** Measures the face in the picture that it was found in. Null where it has no landmarks, or their circle lies outside of the picture. */
export function measureFace(picture: Picture, landmarks: AnalysedFace['landmarks'], quality: Pick<Quality, 'sharpness' | 'landmarkFit'>): FacePictureMeasures | null {
  if (landmarks === null) return null;
  const [right, left, nose, mouthRight, mouthLeft] = landmarks;
  const [ex, ey] = [left[0] - right[0], left[1] - right[1]];
  const eyesPx = Math.hypot(ex, ey);
  if (!(eyesPx > 0)) return null;
  const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const eyes = middle(right, left), mouth = middle(mouthRight, mouthLeft);
  const histogram = lumaOfCircle(picture, middle(eyes, mouth), RADIUS * Math.max(eyesPx, EYES_TO_MOUTH * Math.hypot(mouth[0] - eyes[0], mouth[1] - eyes[1])));
  if (histogram === null) return null;
  const across = (p: Point) => ((p[1] - eyes[1]) * ex - (p[0] - eyes[0]) * ey) / eyesPx;
  const along = ((nose[0] - right[0]) * ex + (nose[1] - right[1]) * ey) / (eyesPx * eyesPx);
  const sum = (from: number, to: number) => histogram.slice(from, to + 1).reduce((total, share) => total + share, 0);
  return {
    eyesPx, sharpness: quality.sharpness, underExposed: sum(0, DARK), overExposed: sum(LIGHT, 255),
    dynamicRangeBits: histogram.reduce((bits, share) => (share > 0 ? bits - share * Math.log2(share) : bits), 0),
    sideways: 2 * along - 1, nod: across(mouth) > 0 ? across(nose) / across(mouth) - 0.53 : 1,
    rollDegrees: (Math.atan2(ey, ex) * 180) / Math.PI, landmarkFit: quality.landmarkFit,
  };
}

/** Shares of each luma value (ITU-R BT.601, rounded) within the circle; null where no pixel lies in it. */
function lumaOfCircle({ width, height, rgb }: Picture, [cx, cy]: Point, radius: number): number[] | null {
  const counts = Array.from({ length: 256 }, () => 0);
  let pixels = 0;
  for (let y = Math.max(0, Math.ceil(cy - radius)); y <= Math.min(height - 1, cy + radius); y++) {
    const half = Math.sqrt(radius * radius - (y - cy) ** 2);
    for (let x = Math.max(0, Math.ceil(cx - half)); x <= Math.min(width - 1, cx + half); x++) {
      const at = (y * width + x) * 3;
      const luma = Math.round(0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!);
      counts[luma] = counts[luma]! + 1;
      pixels++;
    }
  }
  return pixels === 0 ? null : counts.map((count) => count / pixels);
}
