/** @file Opens footage with node-av as hostile input: only local files, only listed containers, bounded pictures. Runs in the decoder's worker thread. */
import { Codec, CodecContext, Dictionary, FFmpegError, FormatContext, avGetCodecName } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import { AVMEDIA_TYPE_VIDEO, AV_DISPOSITION_ATTACHED_PIC, AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants';
import { Failure } from '../../electron/core/failure.ts';
import type { TimeBase } from '../../electron/core/time.ts';
import { checkFile } from './checkFile.ts';
import { acceptedFormats, maximumPixels } from './formats.ts';
import type { Rotation } from './rgb.ts';

/** The file, opened and looked through. Close it. @throws Failure `footage-...` */
export function openInput(path: string): FormatContext {
  checkFile(path);
  const input = new FormatContext();
  // `file:` keeps names with colons or leading dashes from being read as addresses or options.
  const options = Dictionary.fromObject({ protocol_whitelist: 'file', format_whitelist: acceptedFormats.join(',') });
  const opened = input.openInputSync(`file:${path}`, null, options);
  if (opened < 0) throw new Failure('footage-not-video', { path, reason: FFmpegError.strerror(opened) });
  const looked = input.findStreamInfoSync();
  if (looked < 0) {
    input.closeInputSync();
    throw new Failure('footage-not-video', { path, reason: FFmpegError.strerror(looked) });
  }
  return input;
}

/** The video streams; cover pictures are not footage. */
export function videoStreams(input: FormatContext): Stream[] {
  return input.streams.filter((s) => s.codecpar.codecType === AVMEDIA_TYPE_VIDEO && (s.disposition & AV_DISPOSITION_ATTACHED_PIC) === 0);
}

/** The video stream with this index. */
export function videoStream(input: FormatContext, path: string, index: number): Stream {
  const streams = videoStreams(input);
  if (streams.length === 0) throw new Failure('footage-no-video', { path });
  const stream = streams.find((s) => s.index === index);
  if (!stream) throw new Failure('footage-no-such-stream', { path, index });
  return stream;
}

/**
 * An opened software decoder for the stream, with one thread.
 *
 * [Note: One decoder thread] Damaged MPEG-4 decoded by two threads gave other pixels each time (4 of 4 files), and damaged H.264 and HEVC
 * other pixels than by one; by one thread every repetition was equal. One thread also costs a fifth less processor time; the other
 * cores belong to inference and to other footages.
 */
export function openCodec(stream: Stream, path: string): CodecContext {
  const { codecId, width, height } = stream.codecpar;
  const codec = Codec.findDecoder(codecId);
  if (!codec) throw new Failure('footage-codec-unsupported', { path, codec: avGetCodecName(codecId) ?? `number ${codecId}` });
  if (width * height > maximumPixels) throw new Failure('footage-too-large', { path, width, height });
  const context = new CodecContext();
  context.allocContext3(codec);
  context.parametersToContext(stream.codecpar);
  context.pktTimebase = stream.timeBase;
  context.threadCount = 1;
  // Set here and not through a dictionary: the binding frees a dictionary twice that open2 has used up.
  FFmpegError.throwIfError(context.setOption('max_pixels', maximumPixels), 'bound on picture size');
  const opened = context.open2Sync(codec);
  if (opened < 0) {
    context.freeContext();
    throw new Failure('footage-codec-unsupported', { path, codec: `${codec.name} (${FFmpegError.strerror(opened)})` });
  }
  return context;
}

/** ffmpeg's rational as a positive fraction, null where it stands for unknown. */
export function fraction(value: { readonly num: number; readonly den: number }): TimeBase | null {
  return value.num > 0 && value.den > 0 ? { num: value.num, den: value.den } : null;
}

/** Time base of a stream; demuxers always set one. */
export function timeBaseOf(stream: Stream): TimeBase {
  return fraction(stream.timeBase) ?? { num: 1, den: 90_000 };
}

/**
 * The clockwise turn that the container's display matrix asks for. The matrix is 3 x 3, 16.16 fixed point, row by row (ISO/IEC 14496-12
 * 8.5.2); its first column and row give the angle as in ffmpeg's av_display_rotation_get. Angles that are not right ones count as 0.
 */
export function rotationOf(stream: Stream): Rotation {
  const matrix = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
  if (!matrix || matrix.length < 36) return 0;
  const at = (i: number): number => matrix.readInt32LE(i * 4);
  const angle = Math.round((Math.atan2(at(1), at(0)) * 180) / Math.PI);
  const turn = ((angle % 360) + 360) % 360;
  return turn === 90 || turn === 180 || turn === 270 ? turn : 0;
}
