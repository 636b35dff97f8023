/** @file Clock: how footage ticks relate to wall time, who claims it, and how uncertain it is. Integer microseconds throughout. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { microsecondsToTicks, parseTimeBase, ticksToMicroseconds } from './time.ts';
import type { TimeBase } from './time.ts';

/** One comparison of the recorder's clock with a reference. RFC 3339 times with zone; the digits of their seconds state their resolution. */
export interface ClockCheck {
  readonly recorder: string;
  readonly reference: string;
}

/** What is claimed of a recorder's clock. `offset` or `checks`, not both; neither: never checked against a reference. */
export interface ClockClaim {
  /** The recorder's own time at the first frame, RFC 3339 with zone. */
  readonly startsAt: string;
  /** Reference minus recorder in decimal seconds, e.g. "-61.5". */
  readonly offset?: string;
  /** One check gives an offset; of several the first and the last by recorder time give offset and drift. */
  readonly checks?: readonly ClockCheck[];
  /** Decimal seconds by which the comparison may be wrong, where that is more than its last digits say. */
  readonly uncertainty?: string;
  readonly checkedBy?: string;
  readonly method?: string;
}

const us = z.string().regex(/^-?(0|[1-9][0-9]*)$/);

/**
 * A clock as it is recorded; `Us` are decimal microseconds, times since 1970-01-01T00:00:00Z. Each check: reference minus
 * recorder is `offsetUs` at recorder time `recorderUs` (null: at every time), known to plus or minus `uncertaintyUs`.
 */
export const clockSchema = z.strictObject({
  startsAtUs: us,
  startsAtUncertaintyUs: us,
  checks: z.array(z.strictObject({ recorderUs: us.nullable(), offsetUs: us, uncertaintyUs: us })).max(2),
  claim: z.strictObject({
    startsAt: z.string(),
    offset: z.string().nullable(),
    checks: z.array(z.strictObject({ recorder: z.string(), reference: z.string() })),
    uncertainty: z.string().nullable(),
    checkedBy: z.string().nullable(),
    method: z.string().nullable(),
  }),
});

export type Clock = Readonly<z.infer<typeof clockSchema>>;

/** A moment of wall time. `uncertaintyMs` is null where the recorder's clock was never checked against a reference. */
export interface WallTime {
  /** RFC 3339, UTC, milliseconds. */
  readonly utc: string;
  readonly uncertaintyMs: number | null;
}

/** What a footage's wall time depends on. */
interface Timed {
  readonly timeBase: string;
  readonly startTicks: string | null;
  readonly clock: Clock | null;
}

/**
 * [Note: Clock uncertainty]
 * A displayed time is the last whole unit that has passed, so it is early by 0 to one unit. The difference of two such readings is
 * within plus or minus the coarser unit; a start time read from a display adds its own unit. Between and beyond two checks the
 * offset is the straight line through them and the uncertainty follows it: |1-x| u1 + |x| u2 with x = 0 and 1 at the checks, so it
 * grows outside of them. With one check, or an offset without a time, the recorder's drift is unknown and not included.
 */
export function makeClock(claim: ClockClaim): Clock {
  const start = readTime(claim.startsAt);
  const { offset, checks: pairs = [] } = claim;
  if (offset !== undefined && pairs.length > 0) throw new Failure('clock-malformed', { text: offset, expected: 'an offset or checks, not both' });
  if (claim.uncertainty !== undefined && offset === undefined && pairs.length === 0) throw new Failure('clock-malformed', { text: claim.uncertainty, expected: 'an offset or a check that this is the uncertainty of' });
  const leastUs = claim.uncertainty === undefined ? 0n : statedUncertainty(claim.uncertainty);
  const all = pairs
    .map(({ recorder, reference }) => {
      const [rec, ref] = [readTime(recorder), readTime(reference)];
      return { recorderUs: rec.us, offsetUs: ref.us - rec.us, uncertaintyUs: largest(rec.resolutionUs, ref.resolutionUs, leastUs) };
    })
    .sort((a, b) => (a.recorderUs < b.recorderUs ? -1 : a.recorderUs > b.recorderUs ? 1 : 0));
  const ends = all.length < 2 || all[0]!.recorderUs === all.at(-1)!.recorderUs ? all.slice(0, 1) : [all[0]!, all.at(-1)!];
  return {
    startsAtUs: String(start.us),
    startsAtUncertaintyUs: String(start.resolutionUs),
    checks:
      offset === undefined
        ? ends.map((check) => ({ recorderUs: String(check.recorderUs), offsetUs: String(check.offsetUs), uncertaintyUs: String(check.uncertaintyUs) }))
        : [statedOffset(offset, leastUs)],
    claim: {
      startsAt: claim.startsAt,
      offset: offset ?? null,
      checks: pairs.map(({ recorder, reference }) => ({ recorder, reference })),
      uncertainty: claim.uncertainty ?? null,
      checkedBy: claim.checkedBy ?? null,
      method: claim.method ?? null,
    },
  };
}

/** Wall time of a frame; null where the footage has no clock. */
export function wallTime(ticks: bigint, footage: Timed): WallTime | null {
  if (footage.clock === null) return null;
  const { referenceUs, uncertaintyUs } = toReference(recorderTime(ticks, footage, footage.clock), footage.clock);
  return {
    utc: new Date(Number(floorDivide(referenceUs, 1000n))).toISOString(),
    uncertaintyMs: uncertaintyUs === null ? null : Number(-floorDivide(-uncertaintyUs, 1000n)),
  };
}

/** Wall time as a line, for drawing: milliseconds since 1970 at the first frame, and what each tick adds. A moment that is named to people is wallTime's. Null where the footage has no clock. */
export function wallLine({ timeBase, clock }: Timed): { readonly startMs: number; readonly msPerTick: number } | null {
  if (clock === null) return null;
  const { num, den } = parseTimeBase(timeBase);
  return { startMs: Number(toReference(BigInt(clock.startsAtUs), clock).referenceUs) / 1000, msPerTick: ((num * 1000) / den) * (1 + (driftOf(clock) ?? 0)) };
}

/**
 * The ticks whose wall time lies within a window (RFC 3339 with zone, both ends included); null where the footage has no clock. An end
 * that is null is open. 'widened': by the clock's uncertainty, so that nothing that may lie in the window is left out. 'stated': only
 * what the clock's best reading puts there, as a permission is read.
 */
export function ticksWithin(from: string | null, to: string | null, footage: Timed, edges: 'widened' | 'stated'): { readonly fromTicks: bigint | null; readonly toTicks: bigint | null } | null {
  const { clock } = footage;
  if (clock === null) return null;
  const edge = (text: string | null, sign: bigint): bigint | null => {
    if (text === null) return null;
    const wanted = readTime(text).us;
    const recorder = fromReference(wanted, clock);
    const { base, sinceZero } = sinceZeroTicks(recorder, footage, clock);
    // The last tick that begins within a microsecond of the end is the one before the first that does not.
    if (edges === 'stated') return sign < 0n ? microsecondsToTicks(sinceZero, base) : microsecondsToTicks(sinceZero + 1n, base) - 1n;
    // The line's slope is 1 to within a recorder's drift, so uncertainty in reference time is uncertainty in recorder time; 1 µs covers the rounding.
    return microsecondsToTicks(sinceZero + sign * ((toReference(recorder, clock).uncertaintyUs ?? 0n) + 1n), base);
  };
  return { fromTicks: edge(from, -1n), toTicks: edge(to, 1n) };
}

/** Reference minus recorder at the first frame, and how fast it grows; null where never checked. For people, not for arithmetic. */
export function clockSummary(clock: Clock): { readonly offsetSeconds: number; readonly driftSecondsPerDay: number | null } | null {
  if (clock.checks.length === 0) return null;
  const start = BigInt(clock.startsAtUs), drift = driftOf(clock);
  return { offsetSeconds: Number(toReference(start, clock).referenceUs - start) / 1e6, driftSecondsPerDay: drift === null ? null : drift * 86_400 };
}

/** How fast the offset grows, seconds a second; null where it was not checked twice. */
function driftOf({ checks: [first, second] }: Clock): number | null {
  return second ? Number(BigInt(second.offsetUs) - BigInt(first!.offsetUs)) / Number(BigInt(second.recorderUs!) - BigInt(first!.recorderUs!)) : null;
}

/** Wall time of a frame in microseconds since 1970; null where the footage has no clock. */
export function wallUs(ticks: bigint, footage: Timed): bigint | null {
  return footage.clock && toReference(recorderTime(ticks, footage, footage.clock), footage.clock).referenceUs;
}

/** The ticks at this wall time, to within a microsecond; null where the footage has no clock. */
export function ticksAtWallUs(us: bigint, footage: Timed): bigint | null {
  if (footage.clock === null) return null;
  const { base, sinceZero } = sinceZeroTicks(fromReference(us, footage.clock), footage, footage.clock);
  return microsecondsToTicks(sinceZero, base);
}

/** Microseconds from the moment of zero ticks to this recorder time. */
function sinceZeroTicks(recorder: bigint, footage: Timed, clock: Clock): { readonly base: TimeBase; readonly sinceZero: bigint } {
  const base = parseTimeBase(footage.timeBase);
  return { base, sinceZero: recorder - BigInt(clock.startsAtUs) + ticksToMicroseconds(BigInt(footage.startTicks ?? '0'), base) };
}

function recorderTime(ticks: bigint, footage: Timed, clock: Clock): bigint {
  const base = parseTimeBase(footage.timeBase);
  return BigInt(clock.startsAtUs) + ticksToMicroseconds(ticks - BigInt(footage.startTicks ?? '0'), base);
}

/** Recorder time as reference time. With checks (r1, o1), (r2, o2): r + o1 + (r - r1)(o2 - o1) / (r2 - r1). */
function toReference(recorder: bigint, clock: Clock): { readonly referenceUs: bigint; readonly uncertaintyUs: bigint | null } {
  const [first, second] = clock.checks;
  if (!first) return { referenceUs: recorder, uncertaintyUs: null };
  const start = BigInt(clock.startsAtUncertaintyUs);
  const [o1, u1] = [BigInt(first.offsetUs), BigInt(first.uncertaintyUs)];
  if (!second) return { referenceUs: recorder + o1, uncertaintyUs: u1 + start };
  const [r1, r2] = [BigInt(first.recorderUs!), BigInt(second.recorderUs!)];
  const [o2, u2] = [BigInt(second.offsetUs), BigInt(second.uncertaintyUs)];
  const span = r2 - r1;
  const spread = absolute(r2 - recorder) * u1 + absolute(recorder - r1) * u2;
  return {
    referenceUs: recorder + o1 + floorDivide((recorder - r1) * (o2 - o1), span),
    uncertaintyUs: -floorDivide(-spread, span) + start,
  };
}

/** The recorder time that toReference takes to this reference time, to within a microsecond. */
function fromReference(reference: bigint, clock: Clock): bigint {
  const [first, second] = clock.checks;
  if (!first) return reference;
  const o1 = BigInt(first.offsetUs);
  if (!second) return reference - o1;
  const r1 = BigInt(first.recorderUs!);
  const span = BigInt(second.recorderUs!) - r1;
  return r1 + floorDivide((reference - r1 - o1) * span, span + BigInt(second.offsetUs) - o1);
}

/** An offset in decimal seconds; its last digit is its resolution. */
function statedOffset(text: string, leastUs: bigint): Clock['checks'][number] {
  const parts = /^([+-]?)(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text);
  if (!parts) throw new Failure('clock-malformed', { text, expected: 'seconds such as -61.5' });
  const value = BigInt(parts[2]!) * 1_000_000n + BigInt((parts[3] ?? '').padEnd(6, '0'));
  return { recorderUs: null, offsetUs: String(parts[1] === '-' ? -value : value), uncertaintyUs: String(largest(10n ** BigInt(6 - (parts[3]?.length ?? 0)), leastUs)) };
}

function statedUncertainty(text: string): bigint {
  const parts = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text);
  if (!parts) throw new Failure('clock-malformed', { text, expected: 'seconds such as 2.5' });
  return BigInt(parts[1]!) * 1_000_000n + BigInt((parts[2] ?? '').padEnd(6, '0'));
}

function largest(...values: readonly bigint[]): bigint {
  return values.reduce((most, value) => (value > most ? value : most));
}

/** RFC 3339 with zone, seconds to at most six digits; the last digit is the resolution. */
function readTime(text: string): { readonly us: bigint; readonly resolutionUs: bigint } {
  const parts = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?([Zz]|[+-]\d\d:\d\d)$/.exec(text);
  const ms = parts ? Date.parse(`${parts[1]}T${parts[2]}${parts[4]!.toUpperCase()}`) : Number.NaN;
  const day = parts ? new Date(`${parts[1]}T00:00:00Z`) : null;
  // Date.parse takes 30 February for 1 March.
  if (!parts || Number.isNaN(ms) || Number.isNaN(day!.getTime()) || !day!.toISOString().startsWith(parts[1]!)) {
    throw new Failure('clock-malformed', { text, expected: 'a time with its zone, such as 2026-03-01T14:05:09Z or 2026-03-01T14:05:09+01:00' });
  }
  const fraction = parts[3] ?? '';
  return { us: BigInt(ms) * 1000n + BigInt(fraction.padEnd(6, '0')), resolutionUs: 10n ** BigInt(6 - fraction.length) };
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
