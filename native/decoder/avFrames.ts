/** @file A run over a footage's frames, in the decoder's worker thread: decodes ahead of the consumer by a few frames and no more. */
import { setImmediate } from 'node:timers/promises';
import { AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { ticksToMicroseconds } from '../../electron/core/time.ts';
import { decode, emptyTally, failedPictures } from './avDecode.ts';
import { fraction, openCodec, openInput, rotationOf, timeBaseOf, videoStream } from './avInput.ts';
import type { DecodeReport } from './decoder.ts';
import { openConverter } from './rgb.ts';
import { gapFinder, sampler, sparseUs } from './sampling.ts';
import { control } from './worker.ts';
import type { Answer, FramesRequest } from './worker.ts';

/** Frames decoded ahead: at 1080p each is 6.2 MB. Enough to bridge an inference that takes as long as a second of footage to decode. */
const ahead = 4;
/** Milliseconds between two notes of progress. */
const progressEvery = 200;

/** Posts each taken frame, progress, and at the end the report. Stops within a picture's time when asked. */
export async function runFrames(request: FramesRequest, post: (answer: Answer, transfer?: ArrayBuffer[]) => void): Promise<void> {
  const { path, streamIndex, plan, seekTo } = request;
  const { range } = plan;
  const shared = new Int32Array(request.control);
  const stopped = (): boolean => Atomics.load(shared, control.stop) === 1;
  const input = openInput(path);
  try {
    const stream = videoStream(input, path, streamIndex);
    const codec = openCodec(stream, path);
    const converter = openConverter(rotationOf(stream), plan.passing?.most);
    try {
      const base = timeBaseOf(stream);
      let passed: bigint | null = null;
      const apart = plan.passing?.apart ?? 0n;
      // What no other picture leans on need not be decoded where most are passed over anyway.
      if (ticksToMicroseconds(apart, base) >= sparseUs) codec.setOption('skip_frame', 'noref');
      const takes = range ? (ticks: bigint) => ticks >= range.fromTicks && (passed === null || ticks - passed >= apart) : sampler(plan.framesPerSecond, base);
      const spacing = gapFinder(base, fraction(stream.avgFrameRate) ?? fraction(stream.rFrameRate));
      const skip = plan.skipTaken ?? 0;
      const tally = emptyTally();
      let taken = 0, sent = 0, first: bigint | null = null, last: bigint | null = null, lastNote = performance.now();
      // That this jump gives the frames of a whole decoding was proven before: see avRange.ts.
      if (seekTo !== null) input.seekFrameSync(streamIndex, seekTo, AVSEEK_FLAG_BACKWARD);
      const frames = decode({ path, input, stream, codec }, tally, { stopped, fromKey: seekTo !== null });
      let step = frames.next();
      for (; !step.done; step = frames.next()) {
        const { frame, ticks, damaged } = step.value;
        if (range && ticks > range.toTicks) {
          step = frames.return([]);
          break;
        }
        first ??= ticks;
        last = ticks;
        spacing.next(ticks);
        if (takes(ticks) && (taken += 1) > skip) {
          passed = ticks;
          const picture = converter.picture(frame);
          sent += 1;
          post({ kind: 'frame', taken: { frame: { ...picture, ticks }, decoded: tally.decoded, damaged } }, [picture.rgb.buffer as ArrayBuffer]);
          waitForRoom(shared, sent);
          // The binding gives what it holds of pictures free in turns of the event loop.
          await setImmediate();
        }
        if (performance.now() - lastNote >= progressEvery) {
          lastNote = performance.now();
          post({ kind: 'progress', doneUs: ticksToMicroseconds(ticks - first, base), totalUs: input.duration > 0n ? input.duration : null });
        }
      }
      const remarks = step.done ? step.value : [];
      if (stopped()) return post({ kind: 'stopped' });
      if (tally.hidden > 0) remarks.push(`${tally.hidden} coded pictures are marked by the container as not to be shown`);
      const report: Omit<DecodeReport, 'messages'> = {
        packets: tally.packets, decoded: tally.decoded,
        // Where decoding ends before the footage does, coded pictures are still on their way and no sign of failure.
        failed: range ? tally.damaged + tally.errors : failedPictures(tally), failedAt: tally.failures.found(), taken,
        firstTicks: first, lastTicks: last, gaps: spacing.gaps,
      };
      post({ kind: 'done', value: { report, remarks } });
    } finally {
      converter.close();
      codec.freeContext();
    }
  } finally {
    input.closeInputSync();
  }
}

/** Waits while the consumer has `ahead` frames before it. */
function waitForRoom(shared: Int32Array, sent: number): void {
  for (;;) {
    const consumed = Atomics.load(shared, control.consumed);
    if (sent - consumed < ahead || Atomics.load(shared, control.stop) === 1) return;
    Atomics.wait(shared, control.consumed, consumed, 1000);
  }
}
