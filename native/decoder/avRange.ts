/** @file Where decoding for a range of ticks may begin so that its frames are those of a whole decoding. Runs in the decoder's worker thread. */
import { createHash } from 'node:crypto';
import { Packet } from 'node-av/lib';
import type { FormatContext, Stream } from 'node-av/lib';
import { AVSEEK_FLAG_BACKWARD, AV_NOPTS_VALUE, AV_PICTURE_TYPE_I } from 'node-av/constants';
import { microsecondsToTicks } from '../../electron/core/time.ts';
import { decode, emptyTally } from './avDecode.ts';
import { openCodec, openInput, timeBaseOf, videoStream } from './avInput.ts';
import type { TickRange } from './decoder.ts';
import { straightSoFar } from './sampling.ts';
import type { RangeRequest } from './worker.ts';

/** `seekTo`: jump with these ticks; null: decode from the beginning. `straight`: to be remembered for the next time. */
export interface RangeStart {
  readonly seekTo: bigint | null;
  readonly straight: boolean;
}

/** Jumping in containers without an index lands near the time asked for; then it is tried again this many seconds earlier. */
export const earlier = [0n, 2n, 10n];

/**
 * [Note: Ranges by jumping] Frames that were handed over cannot be taken back, so the range is decoded beforehand, without converting
 * it: from the key picture at or before it, under the rules of [Note: Stills by seeking], and once more from the key picture before that one. Only
 * where both give the same pixels does the first jump count. The second look is for decoders that accept damage in silence: in a damaged
 * HEVC file a frame leant on one before its key picture, and came out differently with no word said.
 */
export function rangeStart({ path, streamIndex, range, straight: known, proven }: RangeRequest): RangeStart {
  const straight = known ?? opensStraight(path, streamIndex);
  const nowhere = { seekTo: null, straight };
  if (!straight) return nowhere;
  // Only that a whole picture lies where the jump lands.
  if (!proven) return { seekTo: jump(path, streamIndex, range.fromTicks, { fromTicks: range.fromTicks, toTicks: -(2n ** 63n) })?.seekTo ?? null, straight };
  const near = jump(path, streamIndex, range.fromTicks, range);
  const far = near && jump(path, streamIndex, near.landed - 1n, range);
  return far && far.landed < near.landed && far.digest === near.digest ? { seekTo: near.seekTo, straight } : nowhere;
}

interface Jump {
  readonly seekTo: bigint;
  /** Ticks of the first frame after it. */
  readonly landed: bigint;
  /** Of the pixels of the range's frames. */
  readonly digest: string;
}

/** A jump to a whole picture at or before `target` after which the range decodes without complaint. */
function jump(path: string, streamIndex: number, target: bigint, range: TickRange): Jump | null {
  for (const seconds of earlier) {
    // Opened anew each time, as for the decoding that follows: what was read before can change where a jump lands.
    const input = openInput(path);
    try {
      const stream = videoStream(input, path, streamIndex);
      const seekTo = target - microsecondsToTicks(seconds * 1_000_000n, timeBaseOf(stream));
      if (input.seekFrameSync(streamIndex, seekTo, AVSEEK_FLAG_BACKWARD) < 0) return null;
      const codec = openCodec(stream, path);
      try {
        const found = clean({ path, input, stream, codec }, target, range);
        if (found) return { seekTo, ...found };
      } finally {
        codec.freeContext();
      }
    } finally {
      input.closeInputSync();
    }
  }
  return null;
}

function clean(source: Parameters<typeof decode>[0], target: bigint, { fromTicks, toTicks }: TickRange): Omit<Jump, 'seekTo'> | null {
  const tally = emptyTally();
  const digest = createHash('sha256');
  let landed: bigint | null = null;
  for (const { frame, ticks, damaged } of decode(source, tally, { fromKey: true })) {
    if (damaged || tally.errors > 0) return null;
    if (landed === null && (frame.pictType !== AV_PICTURE_TYPE_I || ticks > target)) return null;
    landed ??= ticks;
    if (ticks > toTicks) break;
    if (ticks >= fromTicks) digest.update(frame.toBuffer());
  }
  return landed === null || tally.errors > 0 ? null : { landed, digest: digest.digest('hex') };
}

/** Whether time stamps run straight, of a file that is opened for it. */
export function opensStraight(path: string, streamIndex: number): boolean {
  const input = openInput(path);
  try {
    return timesRunStraight(input, videoStream(input, path, streamIndex));
  } finally {
    input.closeInputSync();
  }
}

/** Whether time stamps run straight, as in sampling.ts. Reads the whole file, decodes nothing. */
export function timesRunStraight(input: FormatContext, stream: Stream): boolean {
  const packet = new Packet();
  packet.alloc();
  try {
    const straight = straightSoFar(), known = (time: bigint): bigint | null => (time === AV_NOPTS_VALUE ? null : time);
    while (input.readFrameSync(packet) >= 0) {
      if (packet.streamIndex === stream.index && !straight({ pts: known(packet.pts), dts: known(packet.dts) })) return false;
      packet.unref();
    }
    return true;
  } finally {
    packet.free();
  }
}
