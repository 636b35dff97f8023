/** @file Named measures of a face on painted pictures whose answer can be worked out on paper. */
import { expect, test } from 'vitest';
import { measureFace } from '../../electron/core/faceMeasures.ts';
import type { Point } from '../../electron/core/picture.ts';

const side = 200;
const own = { sharpness: 0.7, landmarkFit: 0.9 };
/** dlib's mean face: eyes 52.9 apart, mouth 56.4 below, nose .531 of the way down; the circle has a radius of 50 about (100, 100). */
const frontal: readonly [Point, Point, Point, Point, Point] = [[73.55, 71.8], [126.45, 71.8], [100, 71.8 + 0.53 * 56.4], [76.4, 128.2], [123.6, 128.2]];

function painted(luma: (x: number, y: number) => number): { readonly width: number; readonly height: number; readonly rgb: Uint8Array } {
  const rgb = new Uint8Array(side * side * 3);
  for (let i = 0; i < side * side; i++) rgb.fill(luma(i % side, Math.floor(i / side)), i * 3, i * 3 + 3);
  return { width: side, height: side, rgb };
}

test('a face from the front, half of it black and half of it white, is under- and over-exposed by half and has one bit of grey values', () => {
  const measures = measureFace(painted((x) => (x < 100 ? 20 : 250)), frontal, own)!;
  expect(measures.eyesPx).toBeCloseTo(52.9, 5);
  expect([measures.underExposed, measures.overExposed]).toEqual([expect.closeTo(0.5, 1), expect.closeTo(0.5, 1)]);
  expect(measures.underExposed + measures.overExposed).toBeCloseTo(1, 12);
  expect(measures.dynamicRangeBits).toBeCloseTo(1, 2);
  expect([measures.sideways, measures.nod, measures.rollDegrees]).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9), expect.closeTo(0, 9)]);
  expect(measures).toMatchObject(own);
});

test('what lies outside of the face counts nothing: the same face before black and before white measures the same', () => {
  const face = (x: number, y: number): boolean => Math.hypot(x - 100, y - 100) <= 53;
  const [black, white] = [0, 255].map((behind) => measureFace(painted((x, y) => (face(x, y) ? 100 + (x % 16) : behind)), frontal, own));
  expect(black).toEqual(white);
  expect([black!.underExposed, black!.overExposed]).toEqual([0, 0]);
  expect(black!.dynamicRangeBits).toBeCloseTo(4, 1); // sixteen values, each as often
});

test('turning the picture by 30 degrees changes the roll and neither of the pose proxies; a nose under an eye is 1 sideways', () => {
  const turned = frontal.map(([x, y]): Point => {
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    return [100 + cos * (x - 100) - sin * (y - 100), 100 + sin * (x - 100) + cos * (y - 100)];
  }) as unknown as typeof frontal;
  const level = measureFace(painted(() => 120), frontal, own)!;
  const rolled = measureFace(painted(() => 120), turned, own)!;
  expect(rolled.rollDegrees).toBeCloseTo(30, 9);
  expect([rolled.sideways, rolled.nod, rolled.eyesPx]).toEqual([expect.closeTo(level.sideways, 9), expect.closeTo(level.nod, 9), expect.closeTo(level.eyesPx, 9)]);
  const aside = measureFace(painted(() => 120), [frontal[0], frontal[1], [126.45, frontal[2][1]], frontal[3], frontal[4]], own)!;
  expect(aside.sideways).toBeCloseTo(1, 9);
});

test('a face without landmarks, or beyond the picture, is not measured', () => {
  expect(measureFace(painted(() => 120), null, own)).toBeNull();
  expect(measureFace(painted(() => 120), frontal.map(([x, y]): Point => [x + 1000, y]) as unknown as typeof frontal, own)).toBeNull();
});
