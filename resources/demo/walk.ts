/** @file How a drawn person moves before a camera: where, which way the face points, what is held before it. Metres, seconds, radians. */
import type { Random } from './random.ts';
import { between } from './random.ts';
import type { Cover } from './worn.ts';

export type WalkKind = 'approach' | 'cross' | 'leave' | 'stand' | 'hide' | 'turn';

export interface Walk {
  readonly identity: number;
  readonly kind: WalkKind;
  /** Seconds after the camera's first frame. */
  readonly from: number;
  readonly to: number;
  readonly path: readonly { readonly t: number; readonly x: number; readonly z: number }[];
  readonly cover: Cover;
  readonly hat: boolean;
  /** 0 = looks where they go, 1 = looks into the camera. */
  readonly glance: number;
  readonly wander: number;
  readonly smile: number;
  readonly hand: readonly [from: number, to: number] | null;
}

/** Where a person is at a moment. */
export interface Step {
  readonly x: number;
  readonly z: number;
  /** Where the chest points: 0 = straight to the camera's plane, positive to the picture's right. */
  readonly chest: number;
  /** Where the face points, seen from the camera. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly walking: boolean;
  readonly hand: boolean;
}

/** A walk that begins at `from`. `near` is how close it comes: metres from the camera. */
export function planWalk(random: Random, identity: number, kind: WalkKind, from: number, near: number, extras: { readonly cover?: Cover; readonly hat?: boolean } = {}): Walk {
  const pace = between(random, 1.1, 1.6);
  const far = between(random, 8.5, 10.5);
  const lane = between(random, -0.9, 0.9);
  const path: { t: number; x: number; z: number }[] = [];
  let t = from;
  const go = (x: number, z: number, speed = pace) => {
    const last = path[path.length - 1];
    if (last) t += Math.hypot(x - last.x, z - last.z) / speed;
    path.push({ t, x, z });
  };
  const wait = (seconds: number) => {
    const last = path[path.length - 1]!;
    t += seconds;
    path.push({ ...last, t });
  };
  let hand: readonly [number, number] | null = null;
  switch (kind) {
    case 'approach':
    case 'hide':
      go(lane * 1.3, far);
      go(lane * 0.5, near);
      if (kind === 'hide') hand = [from + (t - from) * 0.55, from + (t - from) * 0.85];
      go(lane * 0.5 + Math.sign(lane || 1) * 1.4, near * 0.8);
      break;
    case 'cross': {
      const side = lane < 0 ? -1 : 1;
      const deep = near * between(random, 1.3, 1.9);
      go(side * (deep * 0.75 + 0.4), deep * 1.1);
      go(-side * (deep * 0.75 + 0.4), deep);
      break;
    }
    case 'stand':
      go(lane * 1.2, far * 0.7);
      go(lane * 0.6, near * 1.15);
      wait(between(random, 2.5, 4));
      go(lane * 0.6 + Math.sign(lane || 1) * 1.9, near * 1.1);
      break;
    case 'turn':
      go(lane, far * 0.8);
      go(lane * 0.8, near * 1.3);
      wait(0.8);
      go(lane, far * 0.8);
      break;
    case 'leave':
      go(lane + Math.sign(lane || 1) * 1.2, near);
      go(lane, near * 1.4);
      go(lane * 1.2, far);
      break;
    default:
      kind satisfies never;
  }
  return { identity, kind, from, to: t, path, cover: extras.cover ?? 'none', hat: extras.hat ?? false, glance: kind === 'cross' ? between(random, 0.35, 0.75) : between(random, 0.3, 0.9), wander: random() * 10, smile: random() < 0.5 ? 0 : 0.4, hand };
}

function place(walk: Walk, t: number): readonly [x: number, z: number] {
  const { path } = walk;
  let k = 0;
  while (k < path.length - 2 && t > path[k + 1]!.t) k++;
  const a = path[k]!;
  const b = path[k + 1]!;
  const share = b.t === a.t ? 0 : Math.min(1, Math.max(0, (t - a.t) / (b.t - a.t)));
  return [a.x + (b.x - a.x) * share, a.z + (b.z - a.z) * share];
}

const turned = (angle: number) => Math.atan2(Math.sin(angle), Math.cos(angle));

/** Where this person is at t, or null before and after the walk. `drop` is how far (metres) the eyes are below the camera. */
export function stepAt(walk: Walk, t: number, drop: number): Step | null {
  if (t < walk.from || t >= walk.to) return null;
  const [x, z] = place(walk, t);
  // Half a second either way: people turn corners, not points.
  const [xa, za] = place(walk, t - 0.35);
  const [xb, zb] = place(walk, t + 0.35);
  const moved = Math.hypot(xb - xa, zb - za);
  const walking = moved > 0.12;
  const toCamera = Math.atan2(-x, z);
  const chest = moved > 0.02 ? Math.atan2(xb - xa, za - zb) : toCamera;
  const off = turned(chest - toCamera);
  // A neck turns about 60 degrees: someone who walks away does not look back.
  const neck = Math.max(-1.05, Math.min(1.05, -off * walk.glance));
  const sway = Math.sin(t * 1.3 + walk.wander) * 0.1 + (walking ? 0 : Math.sin(t * 0.9 + walk.wander * 2) * 0.45);
  const yaw = turned(off + neck + sway);
  const from = Math.atan2(drop, Math.hypot(x, z));
  const pitch = -from * 0.85 + Math.sin(t * 0.8 + walk.wander * 3) * 0.06 - 0.03;
  const roll = Math.sin(t * 1.1 + walk.wander * 5) * 0.05 + (walking ? Math.sin(t * 7) * 0.015 : 0);
  return { x, z, chest: off, yaw, pitch, roll, walking, hand: walk.hand !== null && t >= walk.hand[0] && t < walk.hand[1] };
}
