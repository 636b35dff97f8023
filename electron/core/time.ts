/** @file Footage time: integer ticks and the time base that gives them a length. Never float seconds, never frame numbers. */

/** One tick lasts `num / den` seconds; both are positive integers. */
export interface TimeBase {
  readonly num: number;
  readonly den: number;
}

/** `"1/90000"`. */
export function formatTimeBase(base: TimeBase): string {
  return `${base.num}/${base.den}`;
}

/** The reverse of formatTimeBase; the text was validated where it entered. */
export function parseTimeBase(text: string): TimeBase {
  const [num, den] = text.split('/').map(Number);
  if (!num || !den) throw new TypeError(`not a time base: ${text}`);
  return { num, den };
}

/** Ticks as microseconds, rounded towards negative infinity. Exact in integers. */
export function ticksToMicroseconds(ticks: bigint, base: TimeBase): bigint {
  const scaled = ticks * BigInt(base.num) * 1_000_000n;
  const den = BigInt(base.den);
  const quotient = scaled / den;
  return scaled % den < 0n ? quotient - 1n : quotient;
}

/** The first tick at or after this many microseconds. */
export function microsecondsToTicks(us: bigint, base: TimeBase): bigint {
  const scaled = us * BigInt(base.den);
  const den = BigInt(base.num) * 1_000_000n;
  const quotient = scaled / den;
  return scaled % den > 0n ? quotient + 1n : quotient;
}
