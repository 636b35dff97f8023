/** @file Clock: how footage ticks relate to wall time, who claims it, and how uncertain it is. */

/** One comparison of the recorder's clock with a reference. RFC 3339 times with zone. */
export interface ClockCheck {
  readonly recorder: string;
  readonly reference: string;
}
