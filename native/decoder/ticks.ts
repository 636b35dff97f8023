/** @file The name of a frame: its ticks, strictly increasing within a footage, also where the file's own times are missing or go back. Pure. */
import type { TimeBase } from '../../electron/core/time.ts';

export interface TickNamer {
  /** Ticks of the next frame in presentation order. `time` is what the file says (null: nothing), `duration` its own length in ticks (0: unknown). */
  next(time: bigint | null, duration: bigint): bigint;
  /** What was done to times that the file did not give straight, in words; empty where every frame has its own time. */
  remarks(): string[];
}

/**
 * [Note: Ticks of a frame] A frame is named by the presentation time that the file gives it (ffmpeg's best effort timestamp: the frame's
 * pts, or the packet's dts where the container stores no pts, as AVI does). Two departures, both counted and put into the report's
 * messages:
 * - no time at all (raw H.264 and HEVC streams): ticks continue from the frame before by that frame's duration, from 0. They count
 *   pictures at the nominal rate and say nothing about the recorder's clock.
 * - a time that is not later than the one before (a recorder that restarted its clock, joined or repeating streams): the frame follows the
 *   one before by its duration, and later frames keep their distance to it. No frame is dropped and no two share a name.
 */
export function tickNamer(base: TimeBase, rate: TimeBase | null): TickNamer {
  // Without a stated rate 25 frames per second: ffmpeg's own default for raw streams.
  const { num, den } = rate ?? { num: 25, den: 1 };
  const nominal = (BigInt(den) * BigInt(base.den)) / (BigInt(num) * BigInt(base.num)) || 1n;
  let last: bigint | null = null, lastDuration = 0n, shift = 0n, untimed = 0;
  const jumps: string[] = [];
  let jumpCount = 0;
  return {
    next(time, duration) {
      const following: bigint = last === null ? 0n : last + (lastDuration > 0n ? lastDuration : nominal);
      let ticks = following;
      if (time === null) untimed += 1;
      else {
        if (last !== null && time + shift <= last) {
          jumpCount += 1;
          shift = following - time;
          if (jumpCount <= 20) jumps.push(`time stamp ${time} is not later than the frame before; from here ticks are time stamps ${shift < 0n ? '-' : '+'} ${shift < 0n ? -shift : shift}`);
        }
        ticks = time + shift;
      }
      last = ticks;
      lastDuration = duration;
      return ticks;
    },
    remarks() {
      const missing = untimed === 0 ? [] : [`${untimed} frames carry no time stamp; their ticks are counted at the nominal rate`];
      const more = jumpCount > jumps.length ? [`${jumpCount - jumps.length} further time stamps are not later than the frame before`] : [];
      return [...missing, ...jumps, ...more];
    },
  };
}
