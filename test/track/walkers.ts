/** @file People as moving boxes with noisy looks: footage for the tracker without pictures. Deterministic from a seed. */
import { noTracks, endTracks, follow, type ClosedTrack } from '../../electron/core/track.ts';
import type { Box } from '../../electron/core/picture.ts';
import type { AnalysedFace } from '../../electron/core/sighting.ts';
import { faceVector } from '../support/fakeAnalyser.ts';
import { evaluate, type Figures, type FoundFace, type TrueFace } from '../evaluate/tracking.ts';

export interface Walker {
  readonly who: number;
  /** The box at `t` seconds, or null when out of the picture; 'hidden' when nobody could see it. */
  readonly at: (t: number) => { readonly box: Box; readonly hidden?: boolean } | null;
}

export interface Camera {
  readonly framesPerSecond: number;
  readonly seconds: number;
  readonly seed: number;
  /** Share of faces that the detector misses. */
  readonly misses?: number;
  /** Standard deviation of the box centre, in face widths. */
  readonly boxNoise?: number;
  /** Length of the noise on unit vectors; two frames of one person are about 1.4 times that apart. */
  readonly lookNoise?: number;
  /** Overall quality, by face width; below `searchableFromPx` there is no vector. */
  readonly searchableFromPx?: number;
  /** Frame times in seconds instead of an even rate. */
  readonly times?: readonly number[];
}

const timeBase = { num: 1, den: 90_000 };

/** mulberry32: seeded, 32 bits, the same everywhere. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Filmed {
  readonly figures: Figures;
  readonly found: readonly FoundFace[];
  readonly truth: readonly TrueFace[];
  readonly closed: readonly ClosedTrack[];
}

/** Films the walkers and follows them with the real tracker. */
export function film(walkers: readonly Walker[], camera: Camera): Filmed {
  const next = random(camera.seed);
  // Sum of four uniforms: near enough to a normal distribution, standard deviation 1.
  const noise = () => (next() + next() + next() + next() - 2) * Math.sqrt(3);
  const times = camera.times ?? Array.from({ length: Math.floor(camera.seconds * camera.framesPerSecond) }, (_, i) => i / camera.framesPerSecond);
  const truth: TrueFace[] = [];
  const found: FoundFace[] = [];
  const closed: ClosedTrack[] = [];
  const analysed: bigint[] = [];
  let tracks = noTracks;
  for (const t of times) {
    const ticks = BigInt(Math.round(t * timeBase.den)) + 126_000n;
    analysed.push(ticks);
    const faces: AnalysedFace[] = [];
    for (const { who, at } of walkers) {
      const place = at(t);
      if (place === null) continue;
      const { box, hidden = false } = place;
      truth.push({ who: String(who), ticks, box, hidden });
      if (hidden || next() < (camera.misses ?? 0)) continue;
      faces.push(seenFace(box, who, camera, noise));
    }
    faces.sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
    const followed = follow(tracks, faces, ticks, timeBase, { metric: 'l2', samePersonDistance: 0.6 });
    tracks = followed.tracks;
    closed.push(...followed.closed);
    faces.forEach(({ box }, i) => found.push({ track: followed.ordinals[i]!, ticks, box }));
  }
  closed.push(...endTracks(tracks).closed);
  return { figures: evaluate(truth, found, analysed, timeBase), found, truth, closed };
}

function seenFace([x, y, width, height]: Box, who: number, camera: Camera, noise: () => number): AnalysedFace {
  const shake = (camera.boxNoise ?? 0.04) * width;
  const grow = 1 + 0.05 * noise();
  const box: Box = [x + shake * noise() - (width * (grow - 1)) / 2, y + shake * noise() - (height * (grow - 1)) / 2, width * grow, height * grow];
  const vector = faceVector(who);
  const length = (camera.lookNoise ?? 0.2) / Math.sqrt(vector.length);
  const searchable = width >= (camera.searchableFromPx ?? 16);
  return {
    box, detectionScore: 0.8, landmarks: null,
    quality: { widthPx: box[2], eyesPx: box[2] / 1.9, sharpness: 1, frontality: 1, landmarkFit: 1, overall: Math.min(1, width / 64) },
    embedding: searchable ? vector.map((v) => v + length * noise()) : null,
    unsearchable: searchable ? null : 'too-small',
  };
}

/** Walks from (x, y) by (dx, dy) pixels a second between `from` and `to` seconds, the face `width` pixels wide. */
export function straight(who: number, from: number, to: number, [x, y]: readonly [number, number], [dx, dy]: readonly [number, number], width: number): Walker {
  return {
    who,
    at: (t) => (t < from || t > to ? null : { box: [x + dx * (t - from) - width / 2, y + dy * (t - from) - width / 2, width, width] }),
  };
}

/** The same walk, unseen while `hidden(t)`. */
export function behind(walker: Walker, hidden: (t: number) => boolean): Walker {
  return {
    who: walker.who,
    at: (t) => {
      const place = walker.at(t);
      return place && { box: place.box, hidden: hidden(t) };
    },
  };
}
