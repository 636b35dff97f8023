/** @file The one way in which packets become frames with ticks: used for runs, for stills and for looking. Runs in the decoder's worker thread. */
import { Frame as AvFrame, Packet } from 'node-av/lib';
import type { CodecContext, FormatContext, Stream } from 'node-av/lib';
import { AVDISCARD_ALL, AVERROR_EAGAIN, AVERROR_EOF, AV_NOPTS_VALUE, AV_PKT_DATA_ENCRYPTION_INFO } from 'node-av/constants';
import { Failure } from '../../electron/core/failure.ts';
import { fraction, timeBaseOf } from './avInput.ts';
import { failureFinder } from './failures.ts';
import type { FailureFinder } from './failures.ts';
import { tickNamer } from './ticks.ts';

// libavutil/frame.h and libavcodec/packet.h; the binding has no names for them.
const AV_FRAME_FLAG_CORRUPT = 1, AV_FRAME_FLAG_INTERLACED = 8;
export const AV_PKT_FLAG_DISCARD = 4;

export interface Decoded {
  /** Valid until the generator is asked for the next one. */
  readonly frame: AvFrame;
  readonly ticks: bigint;
  readonly damaged: boolean;
}

/** Counters of one decoding; filled while it runs. */
export interface Tally {
  packets: number;
  decoded: number;
  damaged: number;
  /** Packets the decoder refused, and frames it reported an error for. */
  errors: number;
  /** Packets the container itself marks as not to be shown (edit lists). */
  hidden: number;
  interlaced: boolean;
  readonly failures: FailureFinder;
}

export function emptyTally(): Tally {
  return { packets: 0, decoded: 0, damaged: 0, errors: 0, hidden: 0, interlaced: false, failures: failureFinder() };
}

/**
 * Coded pictures without an intact frame. Interlaced streams may carry the two fields of a frame in packets of their own, so there a
 * packet without a frame proves nothing and only errors and marked frames count.
 */
export function failedPictures(tally: Tally): number {
  const silent = tally.interlaced ? 0 : Math.max(0, tally.packets - tally.hidden - tally.decoded - tally.errors);
  return tally.damaged + tally.errors + silent;
}

/** An opened stream, ready to be decoded. */
export interface Source {
  readonly path: string;
  readonly input: FormatContext;
  readonly stream: Stream;
  readonly codec: CodecContext;
}

/** `stopped` is asked before every packet; `fromKey` passes over what comes before the first key picture (after a jump). */
export interface DecodeOptions {
  readonly stopped?: () => boolean;
  readonly fromKey?: boolean;
}

/**
 * Frames in presentation order from where the input stands to the end of the file. The generator's value is what had to be done to time
 * stamps. @throws Failure 'footage-encrypted'
 */
export function* decode({ path, input, stream, codec }: Source, tally: Tally, options: DecodeOptions = {}): Generator<Decoded, string[]> {
  // The demuxer need not hand over sound and other streams.
  for (const other of input.streams) if (other.index !== stream.index) other.discard = AVDISCARD_ALL;
  let begun = !options.fromKey;
  const packet = new Packet(), frame = new AvFrame();
  packet.alloc();
  frame.alloc();
  const names = tickNamer(timeBaseOf(stream), fraction(stream.avgFrameRate) ?? fraction(stream.rFrameRate));
  function* receive(): Generator<Decoded> {
    for (let errors = 0; ; ) {
      const received = codec.receiveFrameSync(frame);
      if (received === AVERROR_EAGAIN || received === AVERROR_EOF) return;
      if (received < 0) {
        tally.errors += 1;
        // An error is about one picture and the next call goes on; a decoder that only repeats itself is left.
        if ((errors += 1) > 100) return;
        continue;
      }
      tally.decoded += 1;
      tally.interlaced ||= (frame.flags & AV_FRAME_FLAG_INTERLACED) !== 0;
      const damaged = (frame.flags & AV_FRAME_FLAG_CORRUPT) !== 0 || frame.decodeErrorFlags !== 0;
      if (damaged) tally.damaged += 1;
      const stated = frame.bestEffortTimestamp, time = stated === AV_NOPTS_VALUE ? null : stated;
      const ticks = names.next(time, frame.duration);
      tally.failures.came(ticks, tally.interlaced ? null : time, damaged);
      yield { frame, ticks, damaged };
      frame.unref();
    }
  }
  try {
    while (!options.stopped?.() && input.readFrameSync(packet) >= 0) {
      begun ||= packet.streamIndex === stream.index && packet.isKeyframe;
      if (packet.streamIndex === stream.index && begun) {
        if (packet.getSideData(AV_PKT_DATA_ENCRYPTION_INFO)) throw new Failure('footage-encrypted', { path });
        tally.packets += 1;
        if ((packet.flags & AV_PKT_FLAG_DISCARD) !== 0) tally.hidden += 1;
        else if (packet.pts !== AV_NOPTS_VALUE) tally.failures.sent(packet.pts);
        let sent = codec.sendPacketSync(packet);
        if (sent === AVERROR_EAGAIN) {
          yield* receive();
          sent = codec.sendPacketSync(packet);
        }
        if (sent < 0) tally.errors += 1;
        yield* receive();
      }
      packet.unref();
    }
    codec.sendPacketSync(null);
    yield* receive();
    return names.remarks();
  } finally {
    packet.free();
    frame.free();
  }
}
