/** @file Who is blurred: the rules by which one face of a frame is the disclosed person's and all others are hidden. */
import { expect, test } from 'vitest';
import type { Box } from '../../electron/core/picture.ts';
import { blurFaces, headAround } from '../../electron/engine/disclose/redaction.ts';
import { planRedaction } from '../../electron/engine/disclose/redactionPlan.ts';
import type { FrameLook, KnownTrack } from '../../electron/engine/disclose/redactionPlan.ts';

/** A tick is a hundredth of a second. */
const base = { num: 1, den: 100 };
const at = (x: number, width = 20): Box => [x, 50, width, width];
const look = (ticks: number, ...boxes: readonly Box[]): FrameLook => ({ ticks: BigInt(ticks), faces: boxes.map((box, track) => ({ box, track })) });
const track = (...sightings: readonly (readonly [ticks: number, x: number])[]): KnownTrack => sightings.map(([ticks, x]) => ({ ticks: BigInt(ticks), box: at(x) }));
const told = (looks: readonly FrameLook[], person: KnownTrack | null, others: readonly KnownTrack[] = []) =>
  planRedaction(looks, person, others, base).map(({ person: kept, doubtful, blurred }) => `${kept ? Math.round(kept[0]) : '-'}${doubtful ? '?' : ''}: ${blurred.map(({ box, from }) => `${from} ${Math.round(box[0])}`).join(', ')}`);

test('the face on the line between two sightings is the person’s and every other is hidden', () => {
  expect(told([look(0, at(0), at(100)), look(10, at(11), at(100)), look(20, at(20))], track([0, 0], [20, 20]))).toEqual(['0: look 100', '11: look 100', '20: between 100']);
});

test('before the first sighting, after the last, and between sightings too far apart nobody is taken for the person', () => {
  const person = track([20, 0], [40, 0], [180, 0], [200, 0]);
  expect(told([look(10, at(0)), look(30, at(0)), look(100, at(0)), look(190, at(0)), look(210, at(0))], person)).toEqual(['-: look 0', '0: ', '-: look 0', '0: ', '-: look 0']);
});

test('where two faces stand about equally near both are hidden, and it is said', () => {
  expect(told([look(0, at(-4), at(4))], track([0, 0]))).toEqual(['-?: look -4, look 4']);
  expect(told([look(0, at(-1), at(14))], track([0, 0]))).toEqual(['-1: look 14']);
});

test('where the index has another track about as near, the face is hidden', () => {
  expect(told([look(0, at(3))], track([0, 0]), [track([0, 5])])).toEqual(['-?: look 3']);
  expect(told([look(0, at(0))], track([0, 0]), [track([0, 14])])).toEqual(['0: index 14']);
});

test('a face of the index is hidden where this look did not find it, for three seconds between sightings and a fifth at the ends', () => {
  const other = track([100, 300], [380, 300], [700, 300]);
  expect(told([look(79), look(80), look(200), look(380), look(401), look(500), look(719), look(721)], null, [other]))
    .toEqual(['-: ', '-: index 300', '-: index 300', '-: index 300', '-: ', '-: ', '-: index 300', '-: ']);
  expect(told([look(100, [302, 51, 20, 20])], null, [other])).toEqual(['-: look 302']);
});

test('a face that is missed for some frames stays hidden in them, and just before it is first found and after it is last', () => {
  const looks = [look(0), look(10), look(30, at(100)), look(40), look(50, at(110)), look(60), look(80)];
  expect(told(looks, null)).toEqual(['-: ', '-: between 100', '-: look 100', '-: between 105', '-: look 110', '-: between 110', '-: ']);
});

test('the person’s own gaps are not hidden, unless one of their ends is not theirs', () => {
  const person = track([0, 0], [20, 0], [40, 0]);
  expect(told([look(0, at(0)), look(10), look(20, at(0))], person)).toEqual(['0: ', '-: ', '0: ']);
  expect(told([look(20, at(0)), look(40)], person)).toEqual(['0: ', '0: ']);
  expect(told([look(30, at(0)), look(45), look(60, at(0))], person)).toEqual(['0: ', '-: between 0', '-: look 0']);
});

test('a found face is hidden in any case; the surroundings of another leave the person’s face as it is, and a place without a found face their head', () => {
  const width = 200, height = 120;
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919) % 251);
  const picture = { width, height, rgb };
  const changed = (x: number, y: number, after: Uint8Array): boolean => [0, 1, 2].some((c) => after[(y * width + x) * 3 + c] !== rgb[(y * width + x) * 3 + c]);
  const share = ([x, y, w, h]: Box, after: Uint8Array): number => {
    let n = 0;
    for (let row = y; row < y + h; row++) for (let column = x; column < x + w; column++) n += changed(column, row, after) ? 1 : 0;
    return n / (w * h);
  };
  const person: Box = [60, 40, 40, 40], near: Box = [104, 40, 40, 40], over: Box = [90, 40, 40, 40];
  expect(share(person, blurFaces(picture, [{ box: near, from: 'look' }], person).rgb)).toBe(0);
  expect(share(person, blurFaces(picture, [{ box: over, from: 'index' }], person).rgb)).toBe(0);
  // 10 pixels to each side of the face belong to the head.
  expect(share([100, 40, 10, 40], blurFaces(picture, [{ box: over, from: 'index' }], person).rgb)).toBe(0);
  expect(share([110, 40, 20, 40], blurFaces(picture, [{ box: over, from: 'index' }], person).rgb)).toBeGreaterThan(0.95);
  expect(share([100, 40, 10, 40], blurFaces(picture, [{ box: over, from: 'look' }], person).rgb)).toBeGreaterThan(0.95);
  expect(share([90, 40, 10, 40], blurFaces(picture, [{ box: over, from: 'look' }], person).rgb)).toBeGreaterThan(0.95);
  expect(share(person, blurFaces(picture, [{ box: near, from: 'look' }], null).rgb)).toBeGreaterThan(0.1);
  expect(share(near, blurFaces(picture, [{ box: near, from: 'look' }], person).rgb)).toBeGreaterThan(0.95);
  expect(picture.rgb).toEqual(Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919) % 251));
});

test('a mosaic holds one colour for each block, none smaller than a quarter of the face, also at the picture’s edge', () => {
  const width = 90, height = 90;
  const picture = { width, height, rgb: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919) % 251) };
  for (const box of [[30, 40, 32, 32], [70, 40, 32, 32], [-9, -9, 32, 32]] as const) {
    const [x, y, w, h] = headAround(box);
    const { rgb } = blurFaces(picture, [{ box, from: 'look' }], null);
    const left = Math.max(0, Math.floor(x)), right = Math.min(width, Math.ceil(x + w)), top = Math.max(0, Math.floor(y)), bottom = Math.min(height, Math.ceil(y + h));
    const colours = new Map<string, number>();
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const colour = rgb.subarray((row * width + column) * 3, (row * width + column) * 3 + 3).join(' ');
        colours.set(colour, (colours.get(colour) ?? 0) + 1);
      }
    }
    expect(Math.min(...colours.values())).toBeGreaterThanOrEqual(8 * 8);
    expect(colours.size).toBeGreaterThan(1);
  }
});
