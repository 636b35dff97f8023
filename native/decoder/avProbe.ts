/** @file Facts of a container and its streams with node-av. Runs in the decoder's worker thread. */
import { Codec, Packet, avGetCodecName, avGetPixFmtName } from 'node-av/lib';
import type { FormatContext, Stream } from 'node-av/lib';
import { AVMEDIA_TYPE_ATTACHMENT, AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_DATA, AVMEDIA_TYPE_SUBTITLE, AV_NOPTS_VALUE, AV_PROFILE_UNKNOWN } from 'node-av/constants';
import { Failure } from '../../electron/core/failure.ts';
import { decode, emptyTally } from './avDecode.ts';
import { fraction, openCodec, openInput, rotationOf, timeBaseOf, videoStreams } from './avInput.ts';
import type { ContainerFacts, StreamFacts } from './decoder.ts';
import { unevenlySpaced } from './sampling.ts';

/** How far into each stream is looked: enough packets for ten seconds at 25 frames per second, and a few decoded frames. */
const packetsLookedAt = 250, framesLookedAt = 5;

const kinds = new Map<number, string>([
  [AVMEDIA_TYPE_AUDIO, 'audio'], [AVMEDIA_TYPE_SUBTITLE, 'subtitle'], [AVMEDIA_TYPE_DATA, 'data'], [AVMEDIA_TYPE_ATTACHMENT, 'attachment'],
]);

/** @throws Failure `footage-...`, also where the file holds no video, is encrypted or needs a decoder that is not there */
export function probeFile(path: string): Omit<ContainerFacts, 'messages'> {
  const input = openInput(path);
  try {
    const videos = videoStreams(input);
    if (videos.length === 0) throw new Failure('footage-no-video', { path });
    const indexes = new Set(videos.map((s) => s.index));
    const format = input.iformat?.name ?? 'unknown';
    const durationUs = input.duration > 0n ? input.duration : null;
    const otherStreams = input.streams.filter((s) => !indexes.has(s.index)).map((s) => ({
      index: s.index, kind: kinds.get(s.codecpar.codecType) ?? 'other', codec: avGetCodecName(s.codecpar.codecId) ?? 'unknown',
    }));
    const variable = unevenStreams(input, indexes);
    return { format, durationUs, otherStreams, videoStreams: videos.map((s) => streamFacts(s, path, variable.has(s.index))) };
  } finally {
    input.closeInputSync();
  }
}

function streamFacts(stream: Stream, path: string, variableRate: boolean): StreamFacts {
  const { codecId, profile, format, width, height } = stream.codecpar;
  return {
    index: stream.index,
    codec: avGetCodecName(codecId) ?? 'unknown',
    profile: profile === AV_PROFILE_UNKNOWN ? null : (Codec.findDecoder(codecId)?.profiles?.find((p) => p.profile === profile)?.name ?? `number ${profile}`),
    width,
    height,
    timeBase: timeBaseOf(stream),
    startTicks: stream.startTime === AV_NOPTS_VALUE ? null : stream.startTime,
    durationTicks: stream.duration > 0n ? stream.duration : null,
    averageRate: fraction(stream.avgFrameRate),
    nominalRate: fraction(stream.rFrameRate),
    statedFrames: stream.nbFrames > 0n ? Number(stream.nbFrames) : null,
    rotation: rotationOf(stream),
    interlaced: interlacing(path, stream.index),
    variableRate,
    pixelFormat: format >= 0 ? avGetPixFmtName(format as Parameters<typeof avGetPixFmtName>[0]) : null,
  };
}

/** Decodes the first frames, in an opening of its own so that several streams do not disturb each other. */
function interlacing(path: string, index: number): StreamFacts['interlaced'] {
  const input = openInput(path);
  try {
    const stream = input.streams[index]!;
    const codec = openCodec(stream, path);
    const tally = emptyTally();
    try {
      for (const _ of decode({ path, input, stream, codec }, tally)) if (tally.decoded >= framesLookedAt) break;
    } finally {
      codec.freeContext();
    }
    return tally.decoded === 0 ? 'unknown' : tally.interlaced ? 'interlaced' : 'progressive';
  } finally {
    input.closeInputSync();
  }
}

function unevenStreams(input: FormatContext, indexes: ReadonlySet<number>): Set<number> {
  const times = new Map<number, bigint[]>([...indexes].map((index) => [index, []]));
  const packet = new Packet();
  packet.alloc();
  for (let read = 0; read < packetsLookedAt * 4 && input.readFrameSync(packet) >= 0; read += 1) {
    const seen = times.get(packet.streamIndex);
    const time = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
    if (seen && time !== AV_NOPTS_VALUE && seen.length < packetsLookedAt) seen.push(time);
    packet.unref();
  }
  packet.free();
  // The last few times may lack neighbours that are shown earlier and come later in the file.
  return new Set([...times].filter(([, seen]) => unevenlySpaced(settled(seen))).map(([index]) => index));
}

/** Times of frames whose earlier-shown neighbours have been read: 16 pictures is the longest reordering that H.264 and HEVC allow. */
function settled(times: readonly bigint[]): bigint[] {
  const sorted = [...times].sort((a, b) => (a < b ? -1 : 1));
  return times.length < packetsLookedAt ? sorted : sorted.slice(0, -16);
}
