/** @file The one frame with given ticks. Runs in the decoder's worker thread. */
import type { FormatContext, Stream } from 'node-av/lib';
import { AVSEEK_FLAG_BACKWARD, AV_CODEC_ID_HEVC, AV_PICTURE_TYPE_I } from 'node-av/constants';
import { Failure } from '../../electron/core/failure.ts';
import type { Frame } from '../../electron/core/picture.ts';
import { microsecondsToTicks } from '../../electron/core/time.ts';
import { decode, emptyTally } from './avDecode.ts';
import { openCodec, openInput, rotationOf, timeBaseOf, videoStream } from './avInput.ts';
import { earlier, rangeStart, timesRunStraight } from './avRange.ts';
import { openConverter } from './rgb.ts';
import type { StillRequest } from './worker.ts';

/** A jump: the frame where it can be had so, and whether the stream's time stamps run straight (to be remembered for the next one). */
export interface Sought {
  readonly frame: Frame | null;
  readonly straight: boolean;
}

/**
 * [Note: Stills by seeking] A still must be what a run saw, byte for byte. Decoding from the key frame before gives that only where time
 * stamps run straight (else the same ticks may name two frames), the first frame after the jump is a whole picture, and nothing is damaged
 * on the way. `frame` is null where any of that fails (the caller also looks at the decoder's messages), and decoding starts again at
 * the beginning, which is slow and always right. HEVC's decoder accepts most damage without a word, so there the jump is also compared with an
 * earlier one (avRange.ts).
 */
export function stillBySeeking({ path, streamIndex, ticks, straight }: StillRequest): Sought {
  const input = openInput(path);
  try {
    const stream = videoStream(input, path, streamIndex);
    if (!(straight ?? timesRunStraight(input, stream))) return { frame: null, straight: false };
    for (const seconds of earlier) {
      const target = ticks - microsecondsToTicks(seconds * 1_000_000n, timeBaseOf(stream));
      if (input.seekFrameSync(streamIndex, target, AVSEEK_FLAG_BACKWARD) < 0) break;
      const frame = find(input, stream, path, ticks, true);
      if (!frame) continue;
      const silent = stream.codecpar.codecId === AV_CODEC_ID_HEVC;
      const proven = !silent || rangeStart({ kind: 'range', path, streamIndex, range: { fromTicks: ticks, toTicks: ticks }, straight: true, proven: true }).seekTo !== null;
      return { frame: proven ? frame : null, straight: true };
    }
    return { frame: null, straight: true };
  } finally {
    input.closeInputSync();
  }
}

/** @throws Failure 'footage-no-such-frame' */
export function stillFromStart({ path, streamIndex, ticks }: StillRequest): Frame {
  const input = openInput(path);
  try {
    const found = find(input, videoStream(input, path, streamIndex), path, ticks, false);
    if (!found) throw new Failure('footage-no-such-frame', { path, ticks: ticks.toString() });
    return found;
  } finally {
    input.closeInputSync();
  }
}

function find(input: FormatContext, stream: Stream, path: string, ticks: bigint, jumped: boolean): Frame | null {
  const codec = openCodec(stream, path);
  const tally = emptyTally();
  try {
    for (const { frame, ticks: now, damaged } of decode({ path, input, stream, codec }, tally, { fromKey: jumped })) {
      if (jumped && (damaged || tally.errors > 0 || (tally.decoded === 1 && frame.pictType !== AV_PICTURE_TYPE_I))) return null;
      if (now > ticks) return null;
      if (now < ticks) continue;
      const converter = openConverter(rotationOf(stream));
      try {
        return { ...converter.picture(frame), ticks };
      } finally {
        converter.close();
      }
    }
    return null;
  } finally {
    codec.freeContext();
  }
}
