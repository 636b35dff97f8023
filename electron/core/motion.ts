/** @file Where a face will be next: a constant-velocity Kalman filter over the box centre, and the last width. Pure. */
import type { Box } from './picture.ts';

/**
 * A moving face. Positions in pixels of the decoded frame, speeds in pixels a second. The two axes are independent and share one
 * covariance [pp pv; pv vv], since nothing tells them apart.
 */
export interface Motion {
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  readonly width: number;
  readonly height: number;
  readonly pp: number;
  readonly pv: number;
  readonly vv: number;
}

/**
 * [Note: Motion in face widths]
 * A detector's face box is about 1.9 eye distances, 0.12 m, wide. So all noise is given in face widths and holds for near and far
 * faces alike. Walking is 1.5 m/s, 12 widths a second; 8 as the standard deviation of an unknown speed lets a runner (25) through at
 * three of them. Between sightings the speed drifts as a random walk of 5.5 widths a second in each second, whatever the frame rate
 * (continuous white-noise acceleration; Bar-Shalom, Li, Kirubarajan 2001, 6.2.2). Who turns on the spot or passes close by the camera changes
 * speed at once: see `turned`. Box centres of one still face move by about 0.05 of a width on good pictures; 0.12 leaves room for compression.
 */
const placeNoise = 0.12;
const unknownSpeed = 8;
const speedDrift = 5.5;
/** Share of a newly measured size that is believed. */
const sizeGain = 0.6;

export function startMotion([x, y, width, height]: Box): Motion {
  return {
    x: x + width / 2, y: y + height / 2, vx: 0, vy: 0, width, height,
    pp: (placeNoise * width) ** 2, pv: 0, vv: (unknownSpeed * width) ** 2,
  };
}

/** The same face `seconds` later (0 or more), unseen meanwhile. */
export function predict(motion: Motion, seconds: number): Motion {
  const { pp, pv, vv } = motion;
  const q = (speedDrift * motion.width) ** 2;
  return {
    ...motion,
    x: motion.x + motion.vx * seconds,
    y: motion.y + motion.vy * seconds,
    pp: pp + 2 * seconds * pv + seconds ** 2 * vv + (q * seconds ** 3) / 3,
    pv: pv + seconds * vv + (q * seconds ** 2) / 2,
    vv: vv + q * seconds,
  };
}

/** The same face if its speed has just changed, nobody knows how. */
export function turned(motion: Motion): Motion {
  return { ...motion, vv: motion.vv + (unknownSpeed * motion.width) ** 2 };
}

/** A predicted face, corrected by the box in which it was seen. */
export function correct(predicted: Motion, [x, y, width, height]: Box): Motion {
  const { pp, pv, vv } = predicted;
  const s = pp + (placeNoise * width) ** 2;
  const dx = x + width / 2 - predicted.x;
  const dy = y + height / 2 - predicted.y;
  return {
    x: predicted.x + (pp / s) * dx,
    y: predicted.y + (pp / s) * dy,
    vx: predicted.vx + (pv / s) * dx,
    vy: predicted.vy + (pv / s) * dy,
    width: predicted.width + sizeGain * (width - predicted.width),
    height: predicted.height + sizeGain * (height - predicted.height),
    pp: pp - (pp * pp) / s,
    pv: pv - (pp * pv) / s,
    vv: vv - (pv * pv) / s,
  };
}

export function predictedBox({ x, y, width, height }: Motion): Box {
  return [x - width / 2, y - height / 2, width, height];
}

/**
 * How badly a box fits a predicted face, as -2 ln of the Gaussian likelihood of its centre, up to a constant: 0 where it is exactly
 * where a well-known face should be. The vaguer the prediction, the higher the cost even at the expected place, so a face
 * that was lost for long does not draw others to it. Plus the square of the size error, whose standard deviation grows with time unseen.
 */
export function misfit(predicted: Motion, [x, y, width, height]: Box, secondsUnseen: number): number {
  const r = (placeNoise * Math.max(width, predicted.width)) ** 2;
  const s = predicted.pp + r;
  const squaredDistance = (x + width / 2 - predicted.x) ** 2 + (y + height / 2 - predicted.y) ** 2;
  const ratio = width > predicted.width ? width / predicted.width : predicted.width / width;
  return squaredDistance / s + 2 * Math.log(s / r) + ((ratio - 1) / (0.2 + 0.5 * secondsUnseen)) ** 2;
}
