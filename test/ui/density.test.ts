/** @file What the timeline shows of a lane's faces, against counting them one by one: in any view, and beyond both ends. */
import { expect, test } from 'vitest';
import { countWithin, makeDensity, nextFace, partsIn } from '../../renderer/timeline/density.ts';
import { randomFrom } from '../../resources/demo/random.ts';

const bins = 4096, span = { fromMs: 1_000_000, toMs: 1_000_000 + bins * 250 };

/** Counts and best qualities of bins, as the host sends them. */
function drawn(seed: number) {
  const random = randomFrom(seed);
  const counts = Uint32Array.from({ length: bins }, () => (random() < 0.3 ? Math.floor(random() * 40) : 0));
  const best = Uint8Array.from(counts, (count) => (count === 0 ? 0 : 1 + Math.floor(random() * 255)));
  const bytes = new Uint8Array(bins * 5);
  bytes.set(new Uint8Array(counts.buffer));
  bytes.set(best, bins * 4);
  return { random, counts, best, density: makeDensity(bytes.buffer, span) };
}

test('the parts of a view cover it without a gap, are seen, and hold what their bins hold, in the same places wherever it begins', () => {
  const { random, counts, best, density } = drawn(4);
  for (let n = 0; n < 300; n++) {
    const width = 1 + Math.floor(random() * 900), length = n % 10 === 0 ? width : (0.02 + 1.6 * random()) * bins, start = (random() * 1.6 - 0.5) * bins;
    const at = (bin: number): number => ((bin - start) / length) * width;
    const parts = partsIn(density, { fromMs: span.fromMs + start * 250, toMs: span.fromMs + (start + length) * 250 }, width), each = parts.ms / 250;
    expect(parts.px).toBeGreaterThan(1 - 1e-9);
    expect(each === 1 || parts.px < 2).toBe(true);
    expect(parts.left).toBeCloseTo(at(0), 6);
    // From the first bin of which something is in view to the last.
    const [from, to] = [Math.max(0, Math.floor(start)), Math.min(bins, Math.ceil(start + length))];
    const inView = (first: number, end: number): number[] => (first < end ? [first, end] : []);
    expect(inView(parts.first, parts.end)).toEqual(from < to ? [Math.floor(from / each), Math.ceil(to / each)] : []);
    const wrong: number[] = [];
    for (let i = parts.first; i < parts.end; i++) {
      const held = (of: Uint32Array | Uint8Array): number[] => [...of.subarray(i * each, (i + 1) * each)];
      const sum = held(counts).reduce((all, count) => all + count, 0);
      if (parts.sums[i + 1]! - parts.sums[i]! !== sum || parts.best[i] !== Math.max(...held(best))) wrong.push(i);
    }
    expect(wrong).toEqual([]);
  }
});

test('a stretch holds what its bins hold, and the next face is the next bin with one, in both directions', () => {
  const { random, counts, density } = drawn(5);
  for (let n = 0; n < 300; n++) {
    const bin = Math.floor(random() * bins), to = Math.min(bins - 1, bin + Math.floor(random() * 50)), ms = (at: number): number => span.fromMs + (at + 0.5) * 250;
    expect(countWithin(density, { fromMs: ms(bin), toMs: ms(to) })).toBe(counts.subarray(bin, to + 1).reduce((sum, count) => sum + count, 0));
    const [after, before] = [counts.findIndex((count, i) => i > bin && count > 0), counts.findLastIndex((count, i) => i < bin && count > 0)];
    expect([nextFace(density, ms(bin), 1), nextFace(density, ms(bin), -1)]).toEqual([after, before].map((found) => (found < 0 ? null : ms(found))));
  }
});
