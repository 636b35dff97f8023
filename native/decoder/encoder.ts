/** @file Writes video: pictures with exact presentation times into a container. Made for clips, proxies and drawn footage; never for originals. */
import { open, rename, rm } from 'node:fs/promises';
import { AVCOL_RANGE_JPEG, AVCOL_RANGE_MPEG, AVCOL_SPC_SMPTE170M, AVERROR_EAGAIN, AVERROR_EOF, AVFMT_FLAG_BITEXACT, AVFMT_GLOBALHEADER, AV_CODEC_FLAG_BITEXACT, AV_CODEC_FLAG_GLOBAL_HEADER, AV_CODEC_FLAG_QSCALE, AV_LOG_WARNING, AV_PIX_FMT_RGB24, AV_PIX_FMT_YUV420P, AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants';
import type { FFEncoderCodec } from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Frame, Log, Packet, Rational, SoftwareScaleContext } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import type { TimeBase } from '../../electron/core/time.ts';

/** What is written. Sizes are of the coded picture and must be even. */
export interface EncoderSettings {
  readonly container: 'mp4' | 'matroska' | 'avi' | 'mpegts';
  readonly codec: 'libx264' | 'libx265' | 'mjpeg' | 'mpeg4';
  readonly width: number;
  readonly height: number;
  /** Must be what the container keeps: mpegts 1/90000, matroska 1/1000, avi one frame, mp4 anything. */
  readonly timeBase: TimeBase;
  /** Nominal pictures per second, for the container's header and the codec's rate control. */
  readonly framesPerSecond: number;
  /** Pictures from one key picture to the next. */
  readonly keyEvery: number;
  /** mjpeg, mpeg4: 2 (fine) to 31 (coarse). libx264, libx265: constant rate factor, 0 to 51. */
  readonly quality: number;
  /** Clockwise turn that makes the picture upright, written as a display matrix (mp4 only). */
  readonly rotation?: 0 | 90 | 180 | 270;
  /** Say in the file by which matrix and range colours were converted (BT.601, limited): players guess BT.709 for large pictures. */
  readonly namesColours?: boolean;
  /** Keep every packet in memory, so that `again` can write it anew. */
  readonly keep?: boolean;
}

export interface Encoder {
  /** One picture, R G B, width x height x 3 bytes; `ticks` must grow. The bytes are read until this resolves; wait for one write before the next. */
  write(rgb: Uint8Array, ticks: bigint): Promise<void>;
  /** Writes the packets whose ticks are from `from` (a key picture) to before `to` once more, `shift` ticks later, without encoding. */
  again(from: bigint, to: bigint, shift: bigint): Promise<void>;
  /** Ends the file and gives it its name. */
  close(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

// One thread and no clocks or build names in the file: the same pictures give the same bytes.
const codecOptions: Readonly<Record<EncoderSettings['codec'], Readonly<Record<string, string>>>> = {
  libx264: { preset: 'superfast', tune: 'zerolatency', 'x264-params': 'scenecut=0:threads=1:rc-lookahead=0:log=-1' },
  libx265: { preset: 'ultrafast', tune: 'zerolatency', 'x265-params': 'pools=none:frame-threads=1:scenecut=0:log-level=none' },
  mjpeg: {},
  mpeg4: {},
};

/** lambda units per step of qscale (libavutil FF_QP2LAMBDA). */
const qscaleUnit = 118;

/** 16.16 fixed-point rows of the display matrix that turns clockwise (ISO 14496-12, 8.3.2.3). */
const turns: Readonly<Record<90 | 180 | 270, readonly number[]>> = {
  90: [0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30],
  180: [-65536, 0, 0, 0, -65536, 0, 0, 0, 1 << 30],
  270: [0, -65536, 0, 65536, 0, 0, 0, 0, 1 << 30],
};

/** Opens a file for writing under a temporary name beside `path`. Throws FFmpegError when the codec or the place refuses. */
export async function openEncoder(path: string, settings: EncoderSettings): Promise<Encoder> {
  // libx264 tells its version and options at every start.
  if (Log.getLevel() > AV_LOG_WARNING) Log.setLevel(AV_LOG_WARNING);
  const temporary = `${path}.part`;
  const { width, height } = settings;
  const timeBase = new Rational(settings.timeBase.num, settings.timeBase.den);
  const format = new FormatContext();
  FFmpegError.throwIfError(format.allocOutputContext2(null, settings.container, temporary));
  format.setFlags(AVFMT_FLAG_BITEXACT);
  const codec = openCodec(settings, timeBase, format.oformat?.hasFlags(AVFMT_GLOBALHEADER) ?? false);
  FFmpegError.throwIfError(await codec.open2(null, Dictionary.fromObject(optionsOf(settings))));
  const stream = format.newStream(null);
  FFmpegError.throwIfError(codec.parametersFromContext(stream.codecpar));
  stream.timeBase = timeBase;
  stream.avgFrameRate = codec.framerate;
  if (settings.rotation) stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, matrixOf(settings.rotation));
  FFmpegError.throwIfError(await format.openOutput());
  const muxing = settings.container === 'mp4' ? { video_track_timescale: String(settings.timeBase.den), use_editlist: '0' } : {};
  FFmpegError.throwIfError(await format.writeHeader(Dictionary.fromObject(muxing)));
  if (stream.timeBase.num * settings.timeBase.den !== stream.timeBase.den * settings.timeBase.num) {
    throw new RangeError(`${settings.container} keeps a time base of ${stream.timeBase.num}/${stream.timeBase.den}`);
  }

  const from = new Frame();
  from.alloc();
  const to = blank(codec, width, height);
  const scaler = new SoftwareScaleContext();
  scaler.allocContext();
  const packet = new Packet();
  packet.alloc();
  const kept: Packet[] = [];

  const drain = async (): Promise<void> => {
    for (;;) {
      const got = await codec.receivePacket(packet);
      if (got === AVERROR_EAGAIN || got === AVERROR_EOF) return;
      FFmpegError.throwIfError(got);
      const copy = settings.keep ? packet.clone() : null;
      if (copy) kept.push(copy);
      await mux(format, stream, packet, timeBase, 0n);
    }
  };
  let freed = false;
  const free = (): void => {
    freed = true;
    for (const thing of [from, to, packet, ...kept]) thing.free();
    scaler.freeContext();
    codec.freeContext();
  };
  return {
    async write(rgb, ticks) {
      const picture = Frame.fromVideoBuffer(Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength), { width, height, format: AV_PIX_FMT_RGB24 });
      FFmpegError.throwIfError(to.makeWritable());
      FFmpegError.throwIfError(await scaler.scaleFrame(to, picture));
      picture.free();
      to.pts = ticks;
      if (codec.hasFlags(AV_CODEC_FLAG_QSCALE)) to.quality = settings.quality * qscaleUnit;
      FFmpegError.throwIfError(await codec.sendFrame(to));
      await drain();
    },
    async again(fromTicks, toTicks, shift) {
      for (const one of kept) {
        if (one.pts < fromTicks || one.pts >= toTicks) continue;
        const copy = one.clone();
        if (!copy) throw new Error('out of memory');
        await mux(format, stream, copy, timeBase, shift);
        copy.free();
      }
    },
    async close() {
      FFmpegError.throwIfError(await codec.sendFrame(null));
      await drain();
      FFmpegError.throwIfError(await format.writeTrailer());
      await format.closeOutput();
      free();
      format.freeContext();
      const written = await open(temporary, 'r+');
      await written.sync().finally(() => written.close());
      await rename(temporary, path);
    },
    async discard() {
      // Where the file was whole but could not be synced or renamed, there is nothing left to free.
      if (!freed) {
        await format.closeOutput();
        free();
        format.freeContext();
      }
      await rm(temporary, { force: true });
    },
  };
}

function openCodec(settings: EncoderSettings, timeBase: Rational, globalHeader: boolean): CodecContext {
  const found = Codec.findEncoderByName(settings.codec as FFEncoderCodec);
  if (!found) throw new Error(`this FFmpeg has no encoder ${settings.codec}`);
  const codec = new CodecContext();
  codec.allocContext3(found);
  codec.width = settings.width;
  codec.height = settings.height;
  codec.timeBase = timeBase;
  codec.framerate = new Rational(Math.round(settings.framesPerSecond * 1000), 1000);
  codec.pixelFormat = AV_PIX_FMT_YUV420P;
  if (settings.codec === 'mjpeg') codec.colorRange = AVCOL_RANGE_JPEG;
  if (settings.namesColours) {
    codec.colorSpace = AVCOL_SPC_SMPTE170M;
    codec.colorRange = AVCOL_RANGE_MPEG;
  }
  codec.gopSize = settings.keyEvery;
  codec.maxBFrames = 0;
  codec.threadCount = 1;
  codec.setFlags(AV_CODEC_FLAG_BITEXACT);
  if (globalHeader) codec.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  if (settings.codec === 'mjpeg' || settings.codec === 'mpeg4') {
    codec.setFlags(AV_CODEC_FLAG_QSCALE);
    codec.globalQuality = settings.quality * qscaleUnit;
  }
  return codec;
}

function optionsOf(settings: EncoderSettings): Record<string, string> {
  const rate = settings.codec === 'libx264' || settings.codec === 'libx265' ? { crf: String(settings.quality) } : {};
  return { ...codecOptions[settings.codec], ...rate };
}

function blank(codec: CodecContext, width: number, height: number): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = width;
  frame.height = height;
  frame.format = codec.pixelFormat;
  frame.colorRange = codec.colorRange;
  frame.colorSpace = codec.colorSpace;
  FFmpegError.throwIfError(frame.getBuffer());
  return frame;
}

function matrixOf(rotation: 90 | 180 | 270): Buffer {
  return Buffer.from(Int32Array.from(turns[rotation]).buffer);
}

async function mux(format: FormatContext, stream: Stream, packet: Packet, timeBase: Rational, shift: bigint): Promise<void> {
  packet.pts += shift;
  packet.dts += shift;
  packet.streamIndex = stream.index;
  packet.rescaleTs(timeBase, stream.timeBase);
  FFmpegError.throwIfError(await format.interleavedWriteFrame(packet));
}
