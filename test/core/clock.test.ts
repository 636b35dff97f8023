/** @file Recorder clocks: wall time from ticks, its uncertainty, and windows of wall time back to ticks. */
import { expect, test } from 'vitest';
import { clockSummary, makeClock, ticksWithin, wallTime } from '../../electron/core/clock.ts';
import type { ClockClaim } from '../../electron/core/clock.ts';

const footage = (claim: ClockClaim | null, startTicks: string | null = '0', timeBase = '1/90000') => ({ timeBase, startTicks, clock: claim && makeClock(claim) });
const startsAt = '2026-03-01T14:00:00Z';

test('without a clock there is no wall time, and an unchecked one has no uncertainty', () => {
  expect(wallTime(90_000n, footage(null))).toBeNull();
  expect(ticksWithin(startsAt, null, footage(null), 'widened')).toBeNull();
  expect(wallTime(90_000n, footage({ startsAt }))).toEqual({ utc: '2026-03-01T14:00:01.000Z', uncertaintyMs: null });
});

test('an offset is reference minus recorder, exact to the microsecond, uncertain by its last digit and that of the start', () => {
  expect(wallTime(0n, footage({ startsAt, offset: '-61.5' }))).toEqual({ utc: '2026-03-01T13:58:58.500Z', uncertaintyMs: 1100 });
  expect(wallTime(0n, footage({ startsAt: '2026-03-01T14:00:00.000Z', offset: '+0.000001' }))).toEqual({ utc: '2026-03-01T14:00:00.000Z', uncertaintyMs: 2 });
  expect(wallTime(0n, footage({ startsAt, offset: '3600' }))).toEqual({ utc: '2026-03-01T15:00:00.000Z', uncertaintyMs: 2000 });
});

test('a stated uncertainty counts where it is larger than what the last digits say, and needs a comparison to belong to', () => {
  expect(wallTime(0n, footage({ startsAt, offset: '-61.5', uncertainty: '30' }))?.uncertaintyMs).toBe(31_000);
  expect(wallTime(0n, footage({ startsAt, offset: '-61.5', uncertainty: '0.01' }))?.uncertaintyMs).toBe(1100);
  expect(wallTime(0n, footage({ startsAt, checks: [{ recorder: startsAt, reference: '2026-03-01T14:01:00Z' }], uncertainty: '2.5' }))?.uncertaintyMs).toBe(3500);
  expect(() => makeClock({ startsAt, uncertainty: '30' })).toThrow('clock');
  expect(() => makeClock({ startsAt, offset: '1', uncertainty: '-3' })).toThrow('clock');
});

test('ticks count from the first frame, wherever the container starts, also below zero and in fractions', () => {
  const utc = (ticks: bigint, start: string | null, base?: string) => wallTime(ticks, footage({ startsAt }, start, base))?.utc;
  expect(utc(126_000n + 45_000n, '126000')).toBe('2026-03-01T14:00:00.500Z');
  expect(utc(-3003n, '-6006', '1/30000')).toBe('2026-03-01T14:00:00.100Z');
  expect(utc(-1n, '0')).toBe('2026-03-01T13:59:59.999Z');
  expect(utc(30n, null, '1001/30000')).toBe('2026-03-01T14:00:01.001Z');
  expect(utc(8_589_934_592n, '8589844592')).toBe('2026-03-01T14:00:01.000Z');
});

test('zones are honoured, so summer time plays no part', () => {
  const at = (text: string) => wallTime(0n, footage({ startsAt: text }))?.utc;
  expect(at('2026-03-29T00:59:59+00:00')).toBe('2026-03-29T00:59:59.000Z');
  expect(at('2026-03-29T02:00:00+01:00')).toBe('2026-03-29T01:00:00.000Z');
  expect(at('2026-10-25T01:30:00+01:00')).toBe('2026-10-25T00:30:00.000Z');
  expect(at('2024-02-29T12:00:00.25-05:30')).toBe('2024-02-29T17:30:00.250Z');
});

/** The recorder loses 2 s in 10 h: 60 s behind at the first check, 62 s at the second. */
const drifting: ClockClaim = {
  startsAt,
  checks: [
    { recorder: '2026-03-01T20:00:00Z', reference: '2026-03-01T20:01:02Z' },
    { recorder: '2026-03-01T10:00:00.0Z', reference: '2026-03-01T10:01:00.0Z' },
  ],
};

test('two checks give a straight line: offset and uncertainty between and beyond them', () => {
  const hours = (n: number) => wallTime(BigInt(n * 3600) * 90_000n, footage(drifting));
  // x = 0.4 at 14:00: 60.8 s; 0.6 x 0.1 s + 0.4 x 1 s + 1 s of the start.
  expect(hours(0)).toEqual({ utc: '2026-03-01T14:01:00.800Z', uncertaintyMs: 1460 });
  expect(hours(-4)).toEqual({ utc: '2026-03-01T10:01:00.000Z', uncertaintyMs: 1100 });
  expect(hours(6)).toEqual({ utc: '2026-03-01T20:01:02.000Z', uncertaintyMs: 2000 });
  // x = 2 at 06:00 the next day: |1 - 2| x 0.1 s + 2 x 1 s + 1 s.
  expect(hours(16)).toEqual({ utc: '2026-03-02T06:01:04.000Z', uncertaintyMs: 3100 });
  const summary = clockSummary(makeClock(drifting))!;
  expect(summary.offsetSeconds).toBe(60.8);
  expect(summary.driftSecondsPerDay).toBeCloseTo(4.8, 9);
});

test('one check, two at the same moment, and none: no drift is claimed', () => {
  const one = drifting.checks!.slice(0, 1);
  expect(clockSummary(makeClock({ startsAt, checks: one }))).toEqual({ offsetSeconds: 62, driftSecondsPerDay: null });
  expect(clockSummary(makeClock({ startsAt, checks: [...one, ...one] }))).toEqual({ offsetSeconds: 62, driftSecondsPerDay: null });
  expect(clockSummary(makeClock({ startsAt }))).toBeNull();
});

test('a window holds every tick whose wall time may lie in it, and reaches no further than the uncertainty', () => {
  for (const claim of [{ startsAt }, { startsAt, offset: '-61.5' }, drifting]) {
    for (const [start, base, second] of [['126000', '1/90000', 90_000n], ['0', '1/25', 25n], ['-6006', '1001/30000', 30n]] as const) {
      const subject = footage(claim, start, base);
      for (const ticks of [0n, 1n, 12_345n, 7n * second * 3600n, -second]) {
        const { utc, uncertaintyMs } = wallTime(ticks, subject)!;
        const within = ticksWithin(utc, utc, subject, 'widened')!;
        const reach = (BigInt((uncertaintyMs ?? 0) + 2) * second) / 1000n + 2n;
        expect([within.fromTicks! <= ticks, ticks <= within.toTicks! + (second / 1000n + 1n), ticks - within.fromTicks! <= reach, within.toTicks! - ticks <= reach]).toEqual([true, true, true, true]);
      }
    }
  }
  expect(ticksWithin(null, startsAt, footage({ startsAt }), 'widened')).toEqual({ fromTicks: null, toTicks: 1n });
});

test('a window as it is stated holds exactly the ticks whose wall time lies in it', () => {
  for (const claim of [{ startsAt }, { startsAt, offset: '-61.5' }]) {
    for (const [start, base] of [['126000', '1/90000'], ['0', '1/25'], ['-6006', '1001/30000']] as const) {
      const subject = footage(claim, start, base);
      const moment = (ticks: bigint): number => Date.parse(wallTime(ticks, subject)!.utc);
      for (const ticks of [0n, 1n, 777n, 12_345n]) {
        const { fromTicks, toTicks } = ticksWithin(wallTime(ticks, subject)!.utc, new Date(moment(ticks) + 500).toISOString(), subject, 'stated')!;
        expect([moment(fromTicks! - 1n) < moment(ticks), moment(fromTicks!) >= moment(ticks), moment(toTicks!) <= moment(ticks) + 500, moment(toTicks! + 1n) >= moment(ticks) + 500]).toEqual([true, true, true, true]);
      }
    }
  }
  expect(ticksWithin(startsAt, startsAt, footage({ startsAt }), 'stated')).toEqual({ fromTicks: 0n, toTicks: 0n });
  expect(ticksWithin(startsAt, null, footage(null), 'stated')).toBeNull();
});

test('times and offsets in any other form are refused', () => {
  for (const wrong of ['2026-03-01T14:00:00', '2026-03-01', '01/03/2026 14:00', '2026-02-30T14:00:00Z', '2026-03-01T25:00:00Z', '2026-03-01T14:00:00.1234567Z', '']) {
    expect(() => makeClock({ startsAt: wrong })).toThrow(expect.objectContaining({ code: 'clock-malformed' }));
  }
  for (const wrong of ['1e3', '1,5', '', '--1', '1.2345678', 'one', '.5']) expect(() => makeClock({ startsAt, offset: wrong })).toThrow(expect.objectContaining({ code: 'clock-malformed' }));
  expect(() => makeClock({ ...drifting, offset: '1' })).toThrow(expect.objectContaining({ code: 'clock-malformed' }));
});
