/**
 * @file Decoding onward: where a stretch has been decoded, the decoder stays where it is for some seconds, so that the stretch that follows needs neither a jump
 * nor what lies between a key picture and its first frame. In memory of one process only.
 */
import type { Frame } from '../core/picture.ts';
import type { Decoder, RangePlan, TickRange } from '../../native/decoder/decoder.ts';

/** Milliseconds that a decoder waits for the next stretch, and how many may wait: as many as cameras are watched at once. */
const patience = 10_000, mostWaiting = 4;

type Passing = NonNullable<RangePlan['passing']>;

/** A decoder that waits; `held` is the first frame beyond what was asked of it. */
interface Waiting {
  readonly frames: ReturnType<Decoder['frames']>;
  readonly stop: AbortController;
  held: Frame | null;
  lapse: NodeJS.Timeout | null;
}

const waiting = new Map<string, Waiting>();

/** Frames of the range for looking in passing, as RangePlan.passing has it. Failures of the decoder, 'stopped'. */
export async function* framesOnward(decoder: Decoder, path: string, stream: number, { fromTicks, toTicks }: TickRange, passing: Passing, signal: AbortSignal | undefined): AsyncGenerator<Frame> {
  const keyAt = (ticks: bigint): string => [stream, passing.most, passing.apart, ticks, path].join(' ');
  const one = take(keyAt(fromTicks)) ?? begin(decoder, path, stream, fromTicks, passing);
  const stop = (): void => one.stop.abort();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  let goesOn = false;
  try {
    for (;;) {
      const step = one.held ? { done: false, value: { frame: one.held } } as const : await one.frames.next();
      one.held = null;
      if (step.done) return;
      const { frame } = step.value;
      if (frame.ticks > toTicks) {
        one.held = frame;
        goesOn = true;
        return;
      }
      yield frame;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    if (goesOn) keep(keyAt(toTicks + 1n), one);
    else end(one);
  }
}

function begin(decoder: Decoder, path: string, stream: number, fromTicks: bigint, passing: Passing): Waiting {
  const stop = new AbortController();
  const range = { fromTicks, toTicks: 2n ** 62n };
  return { frames: decoder.frames(path, stream, { framesPerSecond: 'every', range, passing }, { signal: stop.signal }), stop, held: null, lapse: null };
}

function take(key: string): Waiting | null {
  const one = waiting.get(key) ?? null;
  waiting.delete(key);
  if (one?.lapse) clearTimeout(one.lapse);
  return one;
}

function keep(key: string, one: Waiting): void {
  const before = take(key);
  if (before) end(before);
  const [oldest] = waiting.size >= mostWaiting ? waiting.keys() : [];
  if (oldest !== undefined) end(take(oldest)!);
  one.lapse = setTimeout(() => {
    if (waiting.get(key) === one) end(take(key)!);
  }, patience);
  waiting.set(key, one);
}

/** What it says in ending is about frames that nobody asked for. */
function end({ frames, stop }: Waiting): void {
  stop.abort();
  void frames.return({} as never).catch(() => undefined);
}
