/** @file Where footage and gaps of a lane stand in a view, against drawing each of them: none is lost, and nothing stands where there is none. */
import { expect, test } from 'vitest';
import type { Lane, Span } from '../../electron/core/timeline.ts';
import { bareOf, gapsOf, joined, outlineOf, placesIn, stretchesIn } from '../../renderer/timeline/outline.ts';
import { randomFrom } from '../../resources/demo/random.ts';

/** Files one after the other, from a second to ten hours long, some of which follow at once and some much later. */
function drawn(seed: number) {
  const random = randomFrom(seed);
  let ms = 1_000_000;
  const stretches = Array.from({ length: 600 }, (_, n) => {
    const fromMs = ms + (random() < 0.5 ? 0 : random() * 3_600_000), toMs = fromMs + 1000 * 36_000 ** random();
    ms = toMs;
    const middle = (fromMs + toMs) / 2;
    const run = n % 3 === 0 ? null : { state: 'finished', covered: { fromMs, toMs: n % 3 === 1 ? toMs : middle }, gaps: n % 2 === 0 ? [] : [{ fromMs, toMs: middle }], framesFailed: 0, failedAt: [] };
    return { footageId: `${n}`, exhibit: 'B/1', name: 'a', startTicks: '0', msPerTick: 1, fromMs, toMs, uncertaintyMs: n % 4 === 0 ? null : [1, 1], run };
  });
  const lane = { id: 'camera:Yard', camera: 'Yard', axis: 'wall', version: '1', stretches } as unknown as Lane;
  return { random, lane, wholeMs: ms - 1_000_000 };
}

test('in any view the pixels are those of drawing each file, with no more places than pixels', () => {
  const { random, lane, wholeMs } = drawn(8);
  const outline = outlineOf(lane), firm = lane.stretches.filter(({ uncertaintyMs }) => uncertaintyMs !== null);
  expect([outline.firm.length, outline.unchecked.length, outline.gaps.length]).toEqual([900, 300, 400]);
  // Not indexed at all: 200; from the middle on: those of 200 whose second half is longer than half a second, which all are.
  expect(outline.bare.length).toBe(800);
  for (let n = 0; n < 200; n++) {
    const width = 300 + Math.floor(random() * 1500), length = wholeMs * 0.001 ** random(), fromMs = 1_000_000 + (random() * 1.2 - 0.1) * (wholeMs - length);
    const view = { fromMs, toMs: fromMs + length }, place = (ms: number): number => ((ms - fromMs) / length) * width;
    const painted = (edges: readonly number[]): Set<number> => {
      const pixels = new Set<number>();
      for (let i = 0; i < edges.length; i += 2) for (let x = Math.round(edges[i]!); x < Math.max(Math.round(edges[i]! + 1), Math.round(edges[i + 1]!)); x++) pixels.add(x);
      return pixels;
    };
    const edgesOf = (files: readonly Span[]): number[] => files.flatMap((file) => (file.fromMs > view.toMs || file.toMs < view.fromMs ? [] : [Math.max(-1, place(file.fromMs)), Math.min(width + 1, place(file.toMs))]));
    const inView = (pixels: Set<number>): number[] => [...pixels].filter((x) => x >= 0 && x < width).toSorted((a, b) => a - b);
    for (const [ends, spans] of [[outline.firm, firm], [outline.gaps, lane.stretches.flatMap(gapsOf)], [outline.bare, lane.stretches.flatMap(bareOf)]] as const) {
      const places = placesIn(ends, view, width), each = inView(painted(edgesOf(spans)));
      expect(inView(painted(places))).toEqual(each);
      expect(inView(painted(joined(places)))).toEqual(each);
      // However many there are.
      expect(places.length / 2).toBeLessThanOrEqual(width + 1);
    }
    const told = stretchesIn(lane, view, width);
    expect(told.length).toBeLessThanOrEqual(width + 1);
    expect(inView(painted(edgesOf(told)))).toEqual(inView(painted([...placesIn(outline.firm, view, width), ...placesIn(outline.unchecked, view, width)])));
  }
});
