/** @file The cameras of the player on one line of time: microseconds since 1970 where a clock was stated. Pure. */
import { ticksAtWallUs, wallUs } from '../../electron/core/clock.ts';
import type { PlayedFootage } from '../../electron/core/playing.ts';
import { microsecondsToTicks, parseTimeBase, ticksToMicroseconds, type TimeBase } from '../../electron/core/time.ts';

/** As many as a person can watch at once. */
export const mostCameras = 4;

/** A footage on the line. `Us`: microseconds on the line. */
export interface Camera extends PlayedFootage {
  readonly base: TimeBase;
  readonly start: bigint;
  readonly startUs: number;
  /** Null where nobody knows where it ends. */
  readonly endUs: number | null;
  /** 'checked': its clock was compared with a reference. 'stated': by the recorder's own time. 'none': no clock was stated, it only runs along. */
  readonly step: 'checked' | 'stated' | 'none';
  usOf(ticks: bigint): number;
  ticksAt(us: number): bigint;
}

/** A footage without a clock begins where the first one that has one begins. */
export function camerasOf(footage: readonly PlayedFootage[]): Camera[] {
  const clocked = footage.find(({ clock }) => clock !== null);
  const origin = clocked ? Number(wallUs(BigInt(clocked.startTicks ?? '0'), clocked)) : 0;
  return footage.map((each) => {
    const base = parseTimeBase(each.timeBase), start = BigInt(each.startTicks ?? '0');
    const usOf = (ticks: bigint): number => Number(wallUs(ticks, each) ?? ticksToMicroseconds(ticks - start, base) + BigInt(origin));
    const ticksAt = (us: number): bigint => ticksAtWallUs(BigInt(Math.floor(us)), each) ?? start + microsecondsToTicks(BigInt(Math.floor(us) - origin), base);
    return {
      ...each, base, start, usOf, ticksAt, startUs: usOf(start), endUs: each.endTicks === null ? null : usOf(BigInt(each.endTicks)),
      step: each.clock === null ? 'none' : each.clock.checks.length > 0 ? 'checked' : 'stated',
    };
  });
}

/** Length that is given to a footage of which nobody knows where it ends, microseconds: an hour. Indexing finds the end. */
const unknownUs = 3_600_000_000;

/** From the first frame of any camera to the last one. */
export function spanOf(cameras: readonly Camera[]): { readonly fromUs: number; readonly toUs: number } {
  const fromUs = Math.min(...cameras.map(({ startUs }) => startUs));
  return { fromUs, toUs: Math.max(fromUs + 1_000_000, ...cameras.map(({ endUs, startUs }) => endUs ?? startUs + unknownUs)) };
}

/** Whether the camera has footage here; a frame is shown for some time, so a second after the last one still counts. */
export function covers({ startUs, endUs }: Camera, us: number): boolean {
  return us >= startUs && (endUs === null || us <= endUs + 1_000_000);
}
