/** @file Pictures of a still camera with sensor noise, and painted faces that walk through it: footage for the fake analyser. */
import type { Box, Frame } from '../../electron/core/picture.ts';
import { paintFace } from '../support/fakeAnalyser.ts';
import { random } from './walkers.ts';

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** Grey levels of noise on every pixel, at most this. */
  readonly noise: number;
  /** Added to every pixel of frame `i`: exposure, flicker. */
  readonly light?: (i: number) => number;
}

export interface Painted {
  readonly identity: number;
  /** Box in frame `i`, or null. */
  readonly at: (i: number) => Box | null;
}

const perSecond = 5n;
const ticksPerSecond = 90_000n;

/** Frame `i` (from 0) at 5 a second in a time base of 1/90000. Every frame can be made alone. */
export function filmFrame(scene: Scene, people: readonly Painted[], i: number): Frame {
  const { width, height, noise } = scene;
  const rgb = new Uint8Array(width * height * 3);
  const next = random(scene.seed * 1000 + i);
  const light = scene.light?.(i) ?? 0;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const grey = 90 + ((x >> 4) * 7 + (y >> 4) * 13) % 60 + light + Math.round(noise * (2 * next() - 1));
      rgb[at] = grey;
      rgb[at + 1] = grey + 4;
      rgb[at + 2] = grey - 6;
    }
  }
  const frame = { width, height, rgb, ticks: 7_000n + (BigInt(i) * ticksPerSecond) / perSecond };
  for (const { identity, at } of people) {
    const box = at(i);
    if (box) paintFace(frame, box, identity);
  }
  return frame;
}
