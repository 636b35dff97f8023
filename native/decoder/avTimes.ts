/** @file Which frames a stretch of footage has, by their ticks. Runs in the decoder's worker thread. */
import { Packet } from 'node-av/lib';
import { AVSEEK_FLAG_BACKWARD, AV_NOPTS_VALUE } from 'node-av/constants';
import { microsecondsToTicks } from '../../electron/core/time.ts';
import { AV_PKT_FLAG_DISCARD, decode, emptyTally } from './avDecode.ts';
import { openCodec, openInput, timeBaseOf, videoStream } from './avInput.ts';
import { earlier, opensStraight } from './avRange.ts';
import type { TickRange } from './decoder.ts';
import type { TimesRequest } from './worker.ts';

/** `straight`: to be remembered for the next time. */
export interface Listed {
  readonly ticks: readonly bigint[];
  readonly straight: boolean;
}

/** Pictures read beyond the range before it counts as complete: twice the longest reordering that H.264 and HEVC allow. */
const beyond = 32;

export function listTimes({ path, streamIndex, range, straight: known }: TimesRequest): Listed {
  const straight = known ?? opensStraight(path, streamIndex);
  if (!straight) return { ticks: decoded(path, streamIndex, range), straight };
  for (const seconds of [...earlier, null]) {
    const ticks = read(path, streamIndex, range, seconds);
    if (ticks === 'unordered') break;
    if (ticks) return { ticks, straight };
  }
  return { ticks: decoded(path, streamIndex, range), straight };
}

/**
 * After a jump to so many seconds before the range (null: from the beginning); null where the jump landed too late. 'unordered': pictures are stored in another
 * order than they are shown and say only when they are decoded (B frames in AVI), so that a decoder has to name them.
 */
function read(path: string, streamIndex: number, { fromTicks, toTicks }: TickRange, seconds: bigint | null): bigint[] | 'unordered' | null {
  const input = openInput(path);
  const packet = new Packet();
  packet.alloc();
  try {
    const stream = videoStream(input, path, streamIndex);
    if (seconds !== null && input.seekFrameSync(streamIndex, fromTicks - microsecondsToTicks(seconds * 1_000_000n, timeBaseOf(stream)), AVSEEK_FLAG_BACKWARD) < 0) return null;
    const ticks: bigint[] = [];
    for (let seen = 0, past = 0; past < beyond && input.readFrameSync(packet) >= 0; packet.unref()) {
      if (packet.streamIndex !== streamIndex) continue;
      if (packet.pts === AV_NOPTS_VALUE && stream.codecpar.videoDelay > 0) return 'unordered';
      const time = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
      if (seconds !== null && seen === 0 && (time > fromTicks || !packet.isKeyframe)) return null;
      seen += 1;
      if (time > toTicks) past += 1;
      else if (time >= fromTicks && (packet.flags & AV_PKT_FLAG_DISCARD) === 0) ticks.push(time);
    }
    return ticks.sort((a, b) => (a < b ? -1 : 1));
  } finally {
    packet.free();
    input.closeInputSync();
  }
}

/** What the decoder itself names them, where the file's own times cannot be relied on: from the beginning. */
function decoded(path: string, streamIndex: number, { fromTicks, toTicks }: TickRange): bigint[] {
  const input = openInput(path);
  try {
    const stream = videoStream(input, path, streamIndex);
    const codec = openCodec(stream, path);
    try {
      const found: bigint[] = [];
      for (const { ticks } of decode({ path, input, stream, codec }, emptyTally())) {
        if (ticks > toTicks) break;
        if (ticks >= fromTicks) found.push(ticks);
      }
      return found;
    } finally {
      codec.freeContext();
    }
  } finally {
    input.closeInputSync();
  }
}
