/** @file A decoder without video: frames are computed from their ticks, so a test knows every byte and can break what it likes. */
import { Failure } from '../../electron/core/failure.ts';
import type { Frame } from '../../electron/core/picture.ts';
import type { TimeBase } from '../../electron/core/time.ts';
import type { ContainerFacts, DecodeReport, Decoder, DecoderIdentity } from '../../native/decoder/decoder.ts';
import { gapFinder, sampler } from '../../native/decoder/sampling.ts';

/** What the fake plays, for every path and for stream 0. */
export interface FakeFootage {
  readonly width: number;
  readonly height: number;
  readonly timeBase: TimeBase;
  /** Presentation times in order. */
  readonly ticks: readonly bigint[];
  /** Paints the frame at these ticks; grey of `ticks % 256` where left out. */
  readonly paint?: (ticks: bigint) => Uint8Array;
  /** Ticks of coded pictures that give no frame. */
  readonly failing?: readonly bigint[];
  readonly messages?: DecodeReport['messages'];
}

const identity = async (): Promise<DecoderIdentity> => ({ name: 'fake', version: '1', libraries: {} });

export function fakeDecoder(footage: FakeFootage): Decoder {
  const { width, height, timeBase, ticks: all } = footage;
  const good = all.filter((ticks) => !footage.failing?.includes(ticks));
  const rate = all.length > 1 ? { num: timeBase.den * (all.length - 1), den: timeBase.num * Number(all.at(-1)! - all[0]!) } : null;
  const paint = (ticks: bigint): Frame => ({
    width, height, ticks, rgb: footage.paint?.(ticks) ?? new Uint8Array(width * height * 3).fill(Number(((ticks % 256n) + 256n) % 256n)),
  });
  return {
    identity,
    async probe(): Promise<ContainerFacts> {
      return {
        format: 'fake', durationUs: null, otherStreams: [], messages: [],
        videoStreams: [{
          index: 0, codec: 'fake', profile: null, width, height, timeBase, startTicks: all[0] ?? null,
          durationTicks: all.length > 1 ? all.at(-1)! - all[0]! : null, averageRate: rate, nominalRate: rate, statedFrames: all.length,
          rotation: 0, interlaced: 'progressive', variableRate: false, pixelFormat: 'rgb24',
        }],
      };
    },
    async *frames(_path, _stream, plan, job) {
      const { range } = plan;
      const takes = range ? (ticks: bigint) => ticks >= range.fromTicks && ticks <= range.toTicks : sampler(plan.framesPerSecond, timeBase);
      const spacing = gapFinder(timeBase, rate);
      let decoded = 0, taken = 0;
      for (const ticks of good) {
        if (job?.signal?.aborted) throw new Failure('stopped', { kept: '' });
        decoded += 1;
        spacing.next(ticks);
        if (takes(ticks) && (taken += 1) > (plan.skipTaken ?? 0)) yield { frame: paint(ticks), decoded, damaged: false };
      }
      return {
        packets: all.length, decoded, failed: all.length - good.length, taken, firstTicks: good[0] ?? null, lastTicks: good.at(-1) ?? null,
        gaps: spacing.gaps, messages: footage.messages ?? [],
      };
    },
    times: async (_path, _stream, { fromTicks, toTicks }) => good.filter((ticks) => ticks >= fromTicks && ticks <= toTicks),
    async still(path, _stream, ticks) {
      if (!good.includes(ticks)) throw new Failure('footage-no-such-frame', { path, ticks: ticks.toString() });
      return paint(ticks);
    },
  };
}

/** Each path is played by the decoder that `of` names for it. */
export function decoderByPath(of: (path: string) => Decoder): Decoder {
  return {
    identity,
    probe: (path, ...rest) => of(path).probe(path, ...rest),
    frames: (path, ...rest) => of(path).frames(path, ...rest),
    still: (path, ...rest) => of(path).still(path, ...rest),
    times: (path, ...rest) => of(path).times(path, ...rest),
  };
}
