/** @file Where in time pictures failed: those that came damaged, and those that were sent to the decoder and never came. Pure. */
import type { FailedStretch } from './decoder.ts';

/** Stretches that are kept apart; footage with more has neighbours told as one, so that a record stays readable however broken the file. */
const most = 500;

export interface FailureFinder {
  /** A coded picture with this presentation time was given to the decoder. */
  sent(time: bigint): void;
  /** The next frame in presentation order. `time`: what the file says, null where it says nothing or where pictures without a frame are ordinary. */
  came(ticks: bigint, time: bigint | null, damaged: boolean): void;
  /** In order, at the end of the footage; asked once. */
  found(): readonly FailedStretch[];
}

/**
 * [Note: Where pictures failed] Frames come in the order of their times, so a picture whose time lies before that of a frame that came will not
 * come any more. That holds as long as every frame's ticks are the time of a picture that was sent: from the first frame on where they are not
 * (times missing, going back or guessed), a picture that never came has no place, and only those that came damaged do.
 */
export function failureFinder(): FailureFinder {
  const found: FailedStretch[] = [];
  const under = new Set<bigint>();
  let sure = true, open = false;
  function failed(ticks: bigint): void {
    const last = found.at(-1);
    if (open && last) found[found.length - 1] = { ...last, toTicks: ticks, frames: last.frames + 1 };
    else found.push({ fromTicks: ticks, toTicks: ticks, frames: 1 });
    open = true;
    if (found.length <= most) return;
    for (let i = 0; i + 1 < found.length; i++) {
      const [first, second] = found.splice(i, 2);
      found.splice(i, 0, { fromTicks: first!.fromTicks, toTicks: second!.toTicks, frames: first!.frames + second!.frames });
    }
  }
  function lost(before: bigint | null): void {
    const gone = [...under].filter((time) => before === null || time < before).sort((a, b) => (a < b ? -1 : 1));
    for (const time of gone) {
      under.delete(time);
      failed(time);
    }
  }
  return {
    sent(time) {
      if (sure) under.add(time);
    },
    came(ticks, time, damaged) {
      sure &&= time === ticks && under.delete(time);
      if (sure) lost(ticks);
      else under.clear();
      if (damaged) return failed(ticks);
      if (open) found[found.length - 1] = { ...found.at(-1)!, toTicks: ticks };
      open = false;
    },
    found() {
      lost(null);
      return found;
    },
  };
}
