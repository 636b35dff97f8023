/** @file The tracker on moving boxes: crossings, misses, occlusions, changes of person, rates. */
import { expect, test } from 'vitest';
import { behind, film, random, straight, type Walker } from './walkers.ts';

/** Persons 6 and 29 of the fake pack are 0.87 apart, as two strangers typically are for dlib; frames of one person are 0.2 to 0.3 apart. */
const perfect = { switches: 0, breaks: 0, fragments: 1, purity: 1 };

test.each([1, 2, 5, 10, 25])('a face that stands still keeps one track at %d frames a second', (framesPerSecond) => {
  const { figures } = film([straight(1, 0, 20, [300, 200], [0, 0], 40)], { framesPerSecond, seconds: 20, seed: 1 });
  expect(figures).toMatchObject({ ...perfect, tracks: 1, walksFound: 1 });
});

test.each([5, 10, 25])('a runner (25 face widths a second) keeps one track at %d frames a second', (framesPerSecond) => {
  const { figures } = film([straight(1, 0, 2, [0, 200], [25 * 32, 0], 32)], { framesPerSecond, seconds: 2, seed: 2 });
  expect(figures).toMatchObject({ ...perfect, tracks: 1 });
});

test('a walker whose face is too small to search keeps one track at 5 frames a second', () => {
  const { figures } = film([straight(1, 0, 4, [0, 200], [12 * 14, 3 * 14], 14)], { framesPerSecond: 5, seconds: 4, seed: 3 });
  expect(figures).toMatchObject({ ...perfect, tracks: 1 });
});

test('two people who cross keep their tracks, at any phase of the frames', () => {
  for (let seed = 0; seed < 40; seed++) {
    const phase = random(seed)() / 5;
    const walkers = [straight(1, 0, 6, [100 - phase * 300, 200], [12 * 25, 0], 40), straight(2, 0, 6, [1900, 204], [-12 * 25, 0], 42)];
    const { figures } = film(walkers, { framesPerSecond: 5, seconds: 6, seed });
    expect({ seed, ...figures }).toMatchObject({ seed, ...perfect, tracks: 2 });
  }
});

test('two people who cross with faces too small to search keep their tracks by their motion', () => {
  for (let seed = 0; seed < 40; seed++) {
    const phase = random(seed)() / 5;
    const walkers = [straight(1, 0, 6, [100 - phase * 150, 200], [150, 0], 14), straight(2, 0, 6, [1000, 203], [-150, 0], 15)];
    const { figures } = film(walkers, { framesPerSecond: 10, seconds: 6, seed });
    expect({ seed, ...figures }).toMatchObject({ seed, ...perfect, tracks: 2 });
  }
});

test('a crossing in which the nearer face hides the farther for half a second keeps both tracks', () => {
  for (let seed = 0; seed < 40; seed++) {
    const near = straight(1, 0, 8, [100, 200], [120, 0], 44);
    const far = behind(straight(2, 0, 8, [900, 205], [-90, 0], 36), (t) => Math.abs(t - 3.8) < 0.25);
    const { figures } = film([near, far], { framesPerSecond: 5, seconds: 8, seed });
    expect({ seed, ...figures }).toMatchObject({ seed, ...perfect, tracks: 2 });
  }
});

test('two people who meet and turn back keep their tracks by their looks, where their motion speaks for a crossing', () => {
  const turning = (who: number, from: number, speed: number): Walker => ({
    who, at: (t) => ({ box: [from + speed * (t < 3 ? t : 6 - t), 200, 40, 40] }),
  });
  for (let seed = 0; seed < 40; seed++) {
    const { figures } = film([turning(6, 100, 160), turning(29, 1085, -160)], { framesPerSecond: 5, seconds: 6, seed });
    expect({ seed, ...figures }).toMatchObject({ seed, ...perfect, tracks: 2 });
  }
});

test('missed frames, one in four at random, do not break tracks', () => {
  for (let seed = 0; seed < 20; seed++) {
    const walkers = [straight(1, 0, 10, [100, 200], [60, 5], 32), straight(2, 0, 10, [900, 420], [-50, 0], 30), straight(3, 2, 9, [500, 100], [0, 40], 24)];
    const { figures } = film(walkers, { framesPerSecond: 5, seconds: 10, seed, misses: 0.25 });
    expect({ seed, ...figures }).toMatchObject({ seed, ...perfect, tracks: 3 });
  }
});

test('a walker behind a pillar for a second and a half comes out in the same track; someone else does not', () => {
  const hidden = (t: number) => t > 2 && t < 3.5;
  const same = film([behind(straight(1, 0, 6, [100, 200], [150, 0], 36), hidden)], { framesPerSecond: 5, seconds: 6, seed: 5 });
  expect(same.figures).toMatchObject({ ...perfect, tracks: 1 });
  const other = film([straight(1, 0, 2, [100, 200], [150, 0], 36), straight(2, 3.5, 6, [625, 200], [150, 0], 36)], { framesPerSecond: 5, seconds: 6, seed: 5 });
  expect(other.figures).toMatchObject({ ...perfect, tracks: 2 });
});

test('a track is split when another person stands in the same place in the next frame', () => {
  const { figures, closed } = film([straight(6, 0, 4, [300, 200], [0, 0], 48), straight(29, 4.01, 8, [302, 201], [0, 0], 48)], { framesPerSecond: 5, seconds: 8, seed: 6 });
  expect(figures).toMatchObject({ ...perfect, tracks: 2 });
  expect(closed.map(({ track, sightings }) => ({ track, sightings }))).toEqual([{ track: 0, sightings: 21 }, { track: 1, sightings: 19 }]);
});

test('a walk towards the camera, from 12 to 120 px, is one track', () => {
  const towards: Walker = {
    who: 1,
    at: (t) => {
      if (t > 6) return null;
      // A pinhole camera: 10.5 m away at first, 1.5 m a second nearer, ending at 1.05 m.
      const width = 126 / (10.5 - 1.5 * t);
      return { box: [600 + 3 * width, 200 + width, width, width] };
    },
  };
  for (const framesPerSecond of [5, 10, 25]) {
    const { figures } = film([towards], { framesPerSecond, seconds: 6, seed: 7 });
    expect(figures).toMatchObject({ ...perfect, tracks: 1 });
  }
});

test('uneven frame times, with holes of up to two seconds, do not break the track of someone who stands', () => {
  const next = random(8);
  const times: number[] = [];
  for (let t = 0; t < 30; t += next() < 0.1 ? 2 * next() : 0.03 + 0.3 * next()) times.push(t);
  const { figures } = film([straight(1, 0, 30, [300, 200], [4, 0], 40)], { framesPerSecond: 5, seconds: 30, seed: 8, times });
  expect(figures).toMatchObject({ ...perfect, tracks: 1 });
});

test('a track ends three seconds after its last sighting; whoever then comes begins another', () => {
  const { closed } = film([straight(1, 0, 2, [300, 200], [0, 0], 40), straight(1, 6, 8, [300, 200], [0, 0], 40)], { framesPerSecond: 5, seconds: 12, seed: 9 });
  expect(closed.map(({ track, firstTicks, lastTicks, sightings, searchable }) => ({ track, firstTicks, lastTicks, sightings, searchable }))).toEqual([
    { track: 0, firstTicks: 126_000n, lastTicks: 306_000n, sightings: 11, searchable: 11 },
    { track: 1, firstTicks: 666_000n, lastTicks: 846_000n, sightings: 11, searchable: 11 },
  ]);
});

test('a crowd of twenty who walk in both directions: pure tracks, hardly any switches', () => {
  const next = random(10);
  const walkers = Array.from({ length: 20 }, (_, who) => {
    const width = 20 + 25 * next();
    const right = next() < 0.5;
    const speed = (right ? 1 : -1) * (6 + 6 * next()) * width;
    return straight(who, next() * 8, 30, [right ? 0 : 1900, 100 + 700 * next()], [speed, 0], width);
  });
  const inside = walkers.map(({ who, at }): Walker => ({ who, at: (t) => { const p = at(t); return p && p.box[0] > -50 && p.box[0] < 1950 ? p : null; } }));
  const { figures } = film(inside, { framesPerSecond: 5, seconds: 20, seed: 10, misses: 0.1, lookNoise: 0.3 });
  expect(figures.purity).toBeGreaterThan(0.99);
  expect(figures.switches).toBeLessThanOrEqual(2);
  expect(figures.fragments).toBeLessThan(1.2);
});
