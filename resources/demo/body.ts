/** @file The rest of a drawn person: coat, legs, neck, a hand before the face. Simply drawn, from simple shapes. */
import type { Shade } from './canvas.ts';
import { ellipse, fill, plain } from './canvas.ts';
import type { Canvas } from './drawHead.ts';
import type { Person } from './person.ts';
import { mix } from './person.ts';

export interface BodyPose {
  /** The eyes, pixels. */
  readonly x: number;
  readonly y: number;
  /** Pixels per millimetre. */
  readonly scale: number;
  /** Where the chest points, radians, 0 = to the camera. */
  readonly turn: number;
  /** Phase of the steps, radians; standing people keep theirs. */
  readonly stride: number;
  readonly walking: boolean;
  /** How light it is, 1 = full. */
  readonly light: number;
}

/** Everything below the chin; drawn before the head. */
export function drawBody(canvas: Canvas, person: Person, pose: BodyPose): void {
  const { x, y, scale: s } = pose;
  const at = (dx: number, dy: number): readonly [number, number] => [x + dx * s, y + dy * s];
  const broad = Math.abs(Math.cos(pose.turn)) * 205 + Math.abs(Math.sin(pose.turn)) * 125;
  const shade = (from: number): Shade => ({
    across: (px) => pose.light * (1.06 - 0.5 * Math.min(1.4, Math.abs((px - x) / (broad * s + 1))) ** 1.6),
    down: (py) => 1 - 0.1 * Math.sin(py / (38 * s) + from),
  });
  const foot = person.stature * 1000 - 118;
  const swing = pose.walking ? Math.sin(pose.stride) : 0.15;
  for (const side of [-1, 1]) {
    const knee = side * swing * 60;
    const lift = pose.walking ? Math.max(0, side * Math.cos(pose.stride)) * 70 : 0;
    fill(canvas, [at(side * broad * 0.1, foot * 0.42), at(side * broad * 0.72, foot * 0.42), at(side * broad * 0.55 + knee * 0.5, foot * 0.74), at(side * broad * 0.5 + knee, foot - lift), at(side * broad * 0.12 + knee, foot - lift), at(side * broad * 0.05 + knee * 0.4, foot * 0.74)], person.trousers, shade(side));
    fill(canvas, ellipse(...at(side * broad * 0.32 + knee, foot - lift), 62 * s, 34 * s), [30, 28, 28], plain(pose.light));
  }
  const neck = mix(person.skin, [60, 30, 20], 0.25);
  const nape = person.head.width * 0.68;
  fill(canvas, [at(-nape, 50), at(nape, 50), at(nape * 0.94, 125), at(nape * 1.25, 178), at(-nape * 1.25, 178), at(-nape * 0.94, 125)], neck, { across: (px) => pose.light * (0.84 - 0.25 * Math.abs((px - x) / (nape * s))), down: (py) => 1 - 0.14 * Math.min(1, Math.max(0, 1 - (py - y - 95 * s) / (40 * s))) });
  fill(canvas, [at(-66, 148), at(66, 148), at(broad * 0.55, 168), at(broad * 0.86, 186), at(broad, 230), at(broad * 0.96, foot * 0.48), at(-broad * 0.96, foot * 0.48), at(-broad, 230), at(-broad * 0.86, 186), at(-broad * 0.55, 168)], person.coat, shade(0));
  fill(canvas, [at(-44, 146), at(44, 146), at(0, 230)], mix(person.coat, [235, 232, 226], 0.7), plain(pose.light * 0.9));
  for (const side of [-1, 1]) {
    const reach = side * swing * 45;
    fill(canvas, [at(side * broad * 0.86, 205), at(side * broad * 1.12, 240), at(side * broad * 1.14 - reach * 0.4, 500), at(side * broad * 1.06 - reach, 700), at(side * broad * 0.8 - reach, 690), at(side * broad * 0.84, 480)], mix(person.coat, [0, 0, 0], 0.12), shade(side * 2));
    fill(canvas, ellipse(...at(side * broad * 0.94 - reach, 730), 38 * s, 52 * s), person.skin, plain(pose.light * 0.9));
  }
}

/** A hand held before mouth and nose; drawn after the head. */
export function drawHand(canvas: Canvas, person: Person, pose: BodyPose, faceX: number, faceY: number): void {
  const s = pose.scale;
  fill(canvas, [[faceX + 30 * s, faceY + 70 * s], [faceX + 100 * s, faceY + 60 * s], [pose.x + 210 * s, pose.y + 420 * s], [pose.x + 110 * s, pose.y + 440 * s]], mix(person.coat, [0, 0, 0], 0.15), plain(pose.light));
  fill(canvas, ellipse(faceX + 22 * s, faceY + 48 * s, 46 * s, 40 * s, -0.5), mix(person.skin, [90, 40, 30], 0.12), plain(pose.light * 0.95));
  for (let k = 0; k < 4; k++) fill(canvas, ellipse(faceX - 12 * s - k * 2 * s, faceY + (24 + k * 16) * s, 40 * s, 9 * s, 0.18), mix(person.skin, [70, 30, 20], 0.1 + k * 0.04), plain(pose.light * 0.92));
}
