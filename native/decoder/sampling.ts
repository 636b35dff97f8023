/** @file Which frames are taken and how large, and where presentation time has gaps or goes back. Pure. */
import type { TimeBase } from '../../electron/core/time.ts';
import type { FramePlan, Gap } from './decoder.ts';

/**
 * Says of each frame, in presentation order, whether it is taken. Slot k begins at `first frame + k / framesPerSecond`; the rate is kept
 * to a thousandth of a frame per second. A frame is taken when its slot is later than that of every frame taken before.
 */
export function sampler(framesPerSecond: FramePlan['framesPerSecond'], base: TimeBase): (ticks: bigint) => boolean {
  if (framesPerSecond === 'every') return () => true;
  const milli = BigInt(Math.round(framesPerSecond * 1000));
  if (milli <= 0n) throw new RangeError(`framesPerSecond must be at least 0.001, not ${framesPerSecond}`);
  const scale = milli * BigInt(base.num), unit = 1000n * BigInt(base.den);
  let first: bigint | null = null, lastSlot = -1n;
  return (ticks) => {
    first ??= ticks;
    const slot = ((ticks - first) * scale) / unit;
    if (slot <= lastSlot) return false;
    lastSlot = slot;
    return true;
  };
}

/**
 * Asked of each packet of a stream in the order of the file (null: it has no such time): whether time stamps run straight up to it. They do while every
 * packet has a time, none is used twice and decoding order never goes back.
 */
export function straightSoFar(): (packet: { readonly pts: bigint | null; readonly dts: bigint | null }) => boolean {
  const recent: bigint[] = [];
  let lastDts: bigint | null = null, straight = true;
  return ({ pts, dts }) => {
    const time = pts ?? dts;
    if (time === null || recent.includes(time) || (dts !== null && lastDts !== null && dts <= lastDts)) straight = false;
    else {
      lastDts = dts ?? lastDts;
      // Twins further apart than the longest reordering (16 pictures, H.264 and HEVC) would need decoding times that go back.
      recent.push(time);
      if (recent.length > 32) recent.shift();
    }
    return straight;
  };
}

/** A picture's size shrunk to `most` pixels wide and high at the most, never enlarged. */
export function shrunk(width: number, height: number, most: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Where pictures are taken at least so many microseconds apart, most of any recording is left out. */
export const sparseUs = 100_000n;

/** A gap is longer than twice the expected spacing, and at least this long: shorter irregularities are ordinary jitter of recorders. */
const leastGapMilliseconds = 500n;

/** Notes gaps between consecutive frames. `rate` is the stream's stated average rate (frames per second), null where it states none. */
export function gapFinder(base: TimeBase, rate: TimeBase | null): { readonly gaps: Gap[]; next(ticks: bigint): void } {
  const perSecond = BigInt(base.den), num = BigInt(base.num);
  const least = (leastGapMilliseconds * perSecond) / (1000n * num);
  const twice = rate === null ? 0n : (2n * BigInt(rate.den) * perSecond) / (BigInt(rate.num) * num);
  const longest = twice > least ? twice : least;
  const gaps: Gap[] = [];
  let last: bigint | null = null;
  return {
    gaps,
    next(ticks) {
      if (last !== null && ticks - last > longest) gaps.push({ fromTicks: last, toTicks: ticks });
      last = ticks;
    },
  };
}

/** Whether these packet times (any order) are unevenly spaced: by more than 2 ticks (rounding of the time base) and a tenth of the median. */
export function unevenlySpaced(times: readonly bigint[]): boolean {
  const sorted = [...times].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const steps = sorted.slice(1).map((time, i) => time - sorted[i]!).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (steps.length < 2) return false;
  const spread = steps.at(-1)! - steps[0]!, median = steps[steps.length >> 1]!;
  return spread > 2n && spread * 10n > median;
}
