/** @file What the timeline shows of a lane's faces, against counting them one by one: in any view, and beyond both ends. */
import { expect, test } from 'vitest';
import { countWithin, lookUp, makeColumns, makeDensity, nextFace } from '../../renderer/timeline/density.ts';
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

test('each sighting in view is in exactly one column, and a column’s best picture is one of its neighbourhood’s', () => {
  const { random, counts, best, density } = drawn(4);
  for (let n = 0; n < 300; n++) {
    const width = 1 + Math.floor(random() * 900), length = n % 10 === 0 ? width : (0.02 + 1.6 * random()) * bins, start = (random() * 1.6 - 0.5) * bins;
    const found = makeColumns(width), columns = new Float32Array(width), quality = new Uint8Array(width);
    lookUp(density, { fromMs: span.fromMs + start * 250, toMs: span.fromMs + (start + length) * 250 }, width, found);
    for (let i = 0; i < found.length; i++) [columns[found.at[i]!], quality[found.at[i]!]] = [found.counts[i]! * found.share, found.quality[i]!];
    // Columns of many bins begin where a quarter to an eighth of a column does.
    const step = length / width, part = 2 ** Math.max(0, Math.floor(Math.log2(step)) - 2);
    const at = (x: number): number => Math.min(bins, Math.max(0, Math.floor((start + x * step) / part) * part));
    const most = (part: Uint8Array): number => part.reduce((found, each) => Math.max(found, each), 0);
    const wanted = Float32Array.from({ length: width }, (_, x) => (step < 1 ? (counts[Math.floor(start + (x + 0.5) * step)] ?? 0) * step : counts.subarray(at(x), at(x + 1)).reduce((sum, count) => sum + count, 0)));
    expect(columns).toEqual(wanted);
    // Tiles are no wider than a column, and reach no further than that on either side.
    const reach = 2 ** Math.floor(Math.log2(step));
    const wrong = quality.findIndex((found, x) => {
      if (step < 1) return found !== (best[Math.floor(start + (x + 0.5) * step)] ?? 0);
      return found < most(best.subarray(at(x), at(x + 1))) || found > (wanted[x] === 0 ? 0 : most(best.subarray(Math.max(0, at(x) - reach), at(x + 1) + reach)));
    });
    expect(wrong).toBe(-1);
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
