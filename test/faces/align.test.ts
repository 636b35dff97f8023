/** @file Known answers of the geometry that every vector rests on. */
import { expect, test } from 'vitest';
import type { Picture, Point } from '../../electron/core/picture.ts';
import { applied, inverse, similarity, templatePoints, warp } from '../../native/faces/align.ts';
import { decodeSsd } from '../../native/faces/decode.ts';
import { boxShrunk, fillPlanes, pixelTable, resized } from '../../native/faces/pixels.ts';
import { cropsFor, inPieces } from '../../native/faces/regions.ts';

const near = (values: readonly number[]) => values.map((v) => expect.closeTo(v, 6) as number);
/** Red is x, green is y, blue is their sum, all times `step`. */
const ramp = (width: number, height: number, step: number): Picture => ({ width, height, rgb: Uint8Array.from({ length: width * height * 3 }, (_, i) => {
  const x = Math.floor(i / 3) % width;
  const y = Math.floor(i / 3 / width);
  return step * ([x, y, x + y][i % 3] ?? 0);
}) });

test('the similarity transform of turned, doubled and moved points is found exactly', () => {
  const to: Point[] = [[0, 0], [4, 1], [2, 5]];
  const from = to.map(([x, y]): Point => [10 - 2 * y, 20 + 2 * x]);
  const found = similarity(from, to);
  expect(from.flatMap((p) => applied(found, p))).toEqual(near(to.flat()));
  expect(to.flatMap((p) => applied(inverse(found), p))).toEqual(near(from.flat()));
});

test('the templates are those of dlib at 150 and InsightFace at 112 pixels', () => {
  expect(templatePoints('dlib', 150).flat().map((v) => Math.round(v * 1000) / 1000)).toEqual([47.549, 46.599, 100.476, 46.599, 74.013, 76.563, 50.415, 103.023, 97.61, 103.023]);
  expect(templatePoints('arcface', 112)[0]).toEqual(near([38.2946, 51.6963]));
});

test('a warp by whole pixels copies, and what lies outside is black', () => {
  const out = warp(ramp(20, 20, 5), [1, 0, 15, 0, 1, 3], 8);
  expect([...out.rgb.subarray(0, 6)]).toEqual([75, 15, 90, 80, 15, 95]);
  expect([...out.rgb.subarray(15, 18)]).toEqual([0, 0, 0]);
});

test('a warp that shrinks averages instead of skipping', () => {
  const stripes: Picture = { width: 64, height: 64, rgb: Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (Math.floor(i / 3) % 2 ? 200 : 0)) };
  expect(new Set(warp(stripes, [4, 0, 1.5, 0, 4, 1.5], 16).rgb)).toEqual(new Set([100]));
});

test('shrinking takes means, and resizing keeps a ramp a ramp', () => {
  expect([...boxShrunk(ramp(4, 2, 10), 2).rgb]).toEqual([5, 5, 10, 25, 5, 30]);
  expect([...resized(ramp(4, 1, 40), 2, 1).rgb].filter((_, i) => i % 3 === 0)).toEqual([20, 100]);
});

test('planes are in the order and scale of the recipe, black beyond the edge', () => {
  const planes = new Float32Array(12).fill(9);
  fillPlanes(planes, ramp(3, 2, 1), 2, 1, 2, 2, pixelTable({ name: 'x', layout: 'nchw', colour: 'bgr', mean: [1, 0, 0], std: [1, 1, 2] }));
  expect([...planes]).toEqual([2, -1, -1, -1, 1, 0, 0, 0, 1, 0, 0, 0]);
});

test('an ssd output of another length than its anchors is refused', () => {
  expect(() => decodeSsd(new Float32Array(10), new Float32Array(40), 192, 192, 0.5)).toThrow('10 scores for 738 anchors');
});

test('crops lie on the grid, cover the place with its margin, come in few sizes, and join where that is cheaper', () => {
  expect(cropsFor([[500, 300, 40, 40]], 1280, 720)).toEqual([{ x: 384, y: 192, width: 256, height: 256 }]);
  expect(cropsFor([[500, 300, 40, 40], [520, 310, 40, 40]], 1280, 720)).toEqual([{ x: 384, y: 192, width: 384, height: 256 }]);
  expect(cropsFor([[0, 0, 40, 40], [1200, 650, 80, 70]], 1280, 720)).toEqual([{ x: 0, y: 0, width: 256, height: 256 }, { x: 1024, y: 480, width: 256, height: 256 }]);
  expect(cropsFor([[0, 0, 640, 360]], 640, 360)).toEqual([{ x: 0, y: 0, width: 640, height: 384 }]);
});

test('pieces of a large view cover it once', () => {
  const pieces = inPieces(null, 3840, 2160);
  expect(pieces).toHaveLength(6);
  expect(pieces.flat().reduce((sum, place) => sum + place![2] * place![3], 0)).toBe(3840 * 2160);
  expect(inPieces([[1270, 10, 20, 20]], 3840, 2160)).toEqual([[[1270, 10, 10, 20]], [[1280, 10, 10, 20]]]);
  expect(inPieces(null, 1920, 1080)).toEqual([null]);
});
