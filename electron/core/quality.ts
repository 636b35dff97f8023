/** @file How good a face picture is for searching: measured, explained, not learned. Floors under which a face is counted but not searched. */
import type { Box, Point } from './picture.ts';
import type { Quality, Unsearchable } from './sighting.ts';

/** What quality is made of. */
export interface FaceMeasures {
  readonly box: Box;
  /** Right eye, left eye, nose tip, right and left mouth corner, in pixels of the picture. */
  readonly points: readonly [Point, Point, Point, Point, Point];
  /** Detail of the face shown upright at a fixed size: see detail(). */
  readonly detail: number;
  /** Mean distance between the detector's own eyes and nose and the landmarks', in pixels; null where the detector gives none. */
  readonly disagreement: number | null;
}

/*
 * [Note: What a face's width is worth]
 * Share of pairs of one person found at one false acceptance in a thousand with the dlib embedder, JPEG quality 30, as measured on web
 * photographs: 85 % for originals, 80 / 74 / 56 / 29 / 3 % when the face was 64 / 48 / 32 / 24 / 16 px wide. Divided by 85 %, straight
 * lines between. A face of 16 px tells almost nothing; one of 24 px is good for a long list of candidates only.
 */
const WORTH: readonly (readonly [widthPx: number, worth: number])[] = [[12, 0], [16, 0.04], [24, 0.34], [32, 0.66], [48, 0.87], [64, 0.94], [100, 1]];

/** 0 to 1 for the width of a face. */
function worthOfWidth(widthPx: number): number {
  const above = WORTH.findIndex(([width]) => width > widthPx);
  if (above === 0) return 0;
  if (above === -1) return 1;
  const [w0, v0] = WORTH[above - 1]!;
  const [w1, v1] = WORTH[above]!;
  return v0 + ((v1 - v0) * (widthPx - w0)) / (w1 - w0);
}

/**
 * Variance of the Laplacian (Pech-Pacheco et al. 2000) over the variance of the grey values, of a square picture of an upright face:
 * how much of its contrast is fine. It does not change with brightness or contrast. 0 for a picture without contrast.
 */
export function detail(grey: Float32Array, size: number): number {
  let sum = 0;
  let squares = 0;
  let laplacians = 0;
  let laplacianSquares = 0;
  const inner = (size - 2) ** 2;
  for (let y = 1; y < size - 1; y++) {
    for (let x = 1; x < size - 1; x++) {
      const at = y * size + x;
      const v = grey[at]!;
      const l = grey[at - 1]! + grey[at + 1]! + grey[at - size]! + grey[at + size]! - 4 * v;
      sum += v;
      squares += v * v;
      laplacians += l;
      laplacianSquares += l * l;
    }
  }
  const variance = squares / inner - (sum / inner) ** 2;
  if (variance < 1) return 0;
  return (laplacianSquares / inner - (laplacians / inner) ** 2) / variance;
}

/** Detail at which sharpness is one half; see [Note: Sharpness]. */
const HALF_SHARP = 0.06;

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const clamp = (v: number) => (v > 0 ? Math.min(1, v) : 0);

/**
 * 1 where the nose is half way between the eyes, 0 where it stands under an eye or beyond (profile): the nose's place along the line of
 * the eyes; times the same for its height between eyes and mouth, which a nod changes (on dlib's mean face it is .53 of the way).
 */
function frontality([right, left, nose, mouthRight, mouthLeft]: FaceMeasures['points']): number {
  const ex = left[0] - right[0];
  const ey = left[1] - right[1];
  const length = ex * ex + ey * ey;
  const along = ((nose[0] - right[0]) * ex + (nose[1] - right[1]) * ey) / length;
  const across = (p: Point) => ((p[1] - right[1]) * ex - (p[0] - right[0]) * ey) / length;
  const mouth = (across(mouthRight) + across(mouthLeft)) / 2;
  const sideways = 1 - 2 * Math.abs(along - 0.5);
  const nod = mouth > 0 ? 1 - Math.abs(across(nose) / mouth - 0.53) / 0.53 : 0;
  return clamp(sideways) * clamp(nod);
}

/** The quality of one face. `overall` is the worth of its width times the geometric mean of the other three. */
export function qualityOf({ box, points, detail: fine, disagreement }: FaceMeasures): Quality {
  const eyesPx = distance(points[0], points[1]);
  const sharpness = fine / (fine + HALF_SHARP);
  const front = eyesPx > 0 ? frontality(points) : 0;
  // Two networks that see the same eyes and nose within a tenth of the face's width are right; half the eyes' distance apart, one is not.
  const landmarkFit = disagreement === null ? 1 : clamp(1 - disagreement / (0.26 * box[2]));
  const overall = worthOfWidth(box[2]) * Math.cbrt(sharpness * front * landmarkFit);
  return { widthPx: box[2], eyesPx, sharpness, frontality: front, landmarkFit, overall };
}

/*
 * [Note: Floors]
 * 16 px: see [Note: What a face's width is worth]; between 16 and 24 px a face is searchable but `overall` stays under .34, so a search can
 * leave it out. Detectors also take the backs of heads for faces; there the two networks do not agree where eyes and nose are. Of the
 * photographs of lfw10, shrunk to faces of 18 px and more and saved at JPEG quality 30, 98 % had a fit of .46 and eyes .32 of the
 * width apart, or more (.75 and .38 at 66 px); of 419 backs and sides of heads filmed at a table, seen from behind and above, 95 %
 * had a fit of .29 and eyes .30 apart, or less. Eyes a fifth of the width apart are those of a head turned by more than 60 degrees.
 * The floors of frontality and sharpness only take out what is no usable face at all: a nose beyond an eye, almost no detail.
 */
const LEAST_WIDTH_PX = 16;
const LEAST_SHARPNESS = 0.03;
const LEAST_FRONTALITY = 0.02;
const LEAST_EYES = 0.2;
const LEAST_FIT = 0.3;

/** Why this face cannot be searched for, before any vector is made; null where it can. `width` and `height` are the picture's. */
export function unsearchable(quality: Quality, { points }: Pick<FaceMeasures, 'points'>, width: number, height: number): Unsearchable | null {
  if (quality.widthPx < LEAST_WIDTH_PX) return 'too-small';
  if (points.some(([x, y]) => x < 0 || y < 0 || x > width || y > height)) return 'at-the-edge';
  if (quality.landmarkFit < LEAST_FIT) return 'no-landmarks';
  if (quality.frontality < LEAST_FRONTALITY || quality.eyesPx < LEAST_EYES * quality.widthPx) return 'turned-away';
  if (quality.sharpness < LEAST_SHARPNESS) return 'too-blurred';
  return null;
}
