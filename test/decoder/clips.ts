/** @file Small clips in the containers and codecs that recorders write, made in a temporary folder. Every frame shows its own number. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FormatContext, FFmpegError, Packet } from 'node-av/lib';
import sharp from 'sharp';
import { openEncoder } from '../../native/decoder/encoder.ts';
import type { EncoderSettings } from '../../native/decoder/encoder.ts';
import type { TakenFrame, DecodeReport, Decoder, FramePlan } from '../../native/decoder/decoder.ts';

export interface Clip {
  readonly path: string;
  readonly ticks: readonly bigint[];
}

const width = 192, height = 128;

/** Frame `n`: a gradient in three colours that moves by 3 pixels each frame, and n in eight black or white squares along the top. */
function drawn(n: number): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const bit = y < 24 ? ((n >> (x / 24)) & 1) * 235 : -1;
      rgb[at++] = bit >= 0 ? bit : ((x + n * 3) * 255) / 400;
      rgb[at++] = bit >= 0 ? bit : (y * 200) / height;
      rgb[at++] = bit >= 0 ? bit : ((x ^ y) & 16) * 8 + 40;
    }
  }
  return rgb;
}

/** The number that a decoded frame shows, of whatever size. `upright` frames only. */
export function numberShown(frame: { readonly width: number; readonly rgb: Uint8Array }): number {
  const square = frame.width / 8, middle = square / 2;
  let n = 0;
  for (let bit = 0; bit < 8; bit += 1) if (frame.rgb[(middle * frame.width + bit * square + middle) * 3]! > 128) n |= 1 << bit;
  return n;
}

export function clipFolder(): string {
  return mkdtempSync(join(tmpdir(), 'retrace-decoder-'));
}

type Making = Pick<EncoderSettings, 'container' | 'codec' | 'timeBase'> & Partial<EncoderSettings>;

/** Encodes `drawn(0)`, `drawn(1)` ... at the given ticks. */
export async function encodeClip(path: string, making: Making, ticks: readonly bigint[]): Promise<Clip> {
  const encoder = await openEncoder(path, { width, height, framesPerSecond: 25, keyEvery: 20, quality: making.codec.startsWith('lib') ? 20 : 4, ...making });
  for (const [n, at] of ticks.entries()) await encoder.write(drawn(n), at);
  await encoder.close();
  return { path, ticks };
}

/** `count` times, `step` ticks apart, from `first`. */
export function evenly(count: number, step: bigint, first = 0n): bigint[] {
  return Array.from({ length: count }, (_, i) => first + BigInt(i) * step);
}

/** Times of a recorder that stores more pictures while something moves, with a pause of three seconds in the middle; milliseconds. */
export const unevenTimes: readonly bigint[] = Array.from({ length: 60 }, (_, i) => BigInt(i * 40 + (i % 3) * 9 + (i >= 30 ? 3000 : 0)));

/** One clip for each container and codec. */
export async function makeClips(folder: string): Promise<Record<'mp4' | 'ts' | 'mkv' | 'mjpeg' | 'mpeg4' | 'hevc' | 'gif' | 'turned' | 'raw' | 'ps', Clip>> {
  const at = (name: string): string => join(folder, name);
  const mp4 = await encodeClip(at('h264.mp4'), { container: 'mp4', codec: 'libx264', timeBase: { num: 1, den: 12_800 } }, evenly(60, 512n));
  const ts = await encodeClip(at('offset.ts'), { container: 'mpegts', codec: 'libx264', timeBase: { num: 1, den: 90_000 } }, evenly(60, 3600n, 8_100_000n));
  return {
    mp4, ts,
    mkv: await encodeClip(at('uneven.mkv'), { container: 'matroska', codec: 'libx264', timeBase: { num: 1, den: 1000 } }, unevenTimes),
    mjpeg: await encodeClip(at('mjpeg.avi'), { container: 'avi', codec: 'mjpeg', timeBase: { num: 1, den: 25 } }, evenly(60, 1n)),
    mpeg4: await encodeClip(at('mpeg4.avi'), { container: 'avi', codec: 'mpeg4', timeBase: { num: 1, den: 25 } }, evenly(60, 1n)),
    hevc: await encodeClip(at('hevc.mp4'), { container: 'mp4', codec: 'libx265', timeBase: { num: 1, den: 12_800 } }, evenly(60, 512n)),
    turned: await encodeClip(at('turned.mp4'), { container: 'mp4', codec: 'libx264', timeBase: { num: 1, den: 12_800 }, rotation: 90 }, evenly(20, 512n)),
    gif: await gifClip(at('animated.gif')),
    raw: { path: await remux(ts.path, at('raw.h264'), 'h264'), ticks: evenly(60, 48_000n) },
    ps: { path: await remux(ts.path, at('program.mpg'), 'vob'), ticks: ts.ticks },
  };
}

async function gifClip(path: string): Promise<Clip> {
  const pages = Array.from({ length: 30 }, (_, n) => drawn(n));
  await sharp(Buffer.concat(pages), { raw: { width, height: height * pages.length, channels: 3, pageHeight: height } }).gif({ delay: pages.map(() => 100), dither: 0 }).toFile(path);
  return { path, ticks: evenly(30, 10n) };
}

/** Copies the packets of a file's first stream into another container. */
async function remux(from: string, to: string, format: string): Promise<string> {
  const input = new FormatContext(), output = new FormatContext(), packet = new Packet();
  FFmpegError.throwIfError(await input.openInput(from));
  FFmpegError.throwIfError(await input.findStreamInfo());
  FFmpegError.throwIfError(output.allocOutputContext2(null, format, to));
  const source = input.streams[0]!, target = output.newStream(null);
  source.codecpar.copy(target.codecpar);
  target.codecpar.codecTag = 0;
  target.timeBase = source.timeBase;
  FFmpegError.throwIfError(await output.openOutput());
  FFmpegError.throwIfError(await output.writeHeader());
  packet.alloc();
  while ((await input.readFrame(packet)) >= 0) {
    packet.rescaleTs(source.timeBase, target.timeBase);
    FFmpegError.throwIfError(await output.interleavedWriteFrame(packet));
  }
  FFmpegError.throwIfError(await output.writeTrailer());
  packet.free();
  await output.closeOutput();
  output.freeContext();
  await input.closeInput();
  return to;
}

/** A copy cut off or with `flips` bits turned over, both from `seed`; the first `spared` bytes stay. */
export function damagedCopy(clip: Clip, to: string, seed: number, how: 'cut' | 'flipped', spared = 3000): string {
  const bytes = Buffer.from(readFileSync(clip.path));
  let state = seed * 2_654_435_761;
  // The generator of Numerical Recipes (1992), chapter 7.1: enough for choosing places.
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const place = (): number => spared + Math.floor(random() * (bytes.length - spared));
  if (how === 'cut') {
    writeFileSync(to, bytes.subarray(0, place()));
    return to;
  }
  for (let i = 0; i < 30; i += 1) {
    const at = place();
    bytes[at] = bytes[at]! ^ (1 << Math.floor(random() * 8));
  }
  writeFileSync(to, bytes);
  return to;
}

/** All taken frames of stream 0 and the report. */
export async function readAll(decoder: Decoder, path: string, plan: FramePlan): Promise<{ taken: TakenFrame[]; report: DecodeReport }> {
  const taken: TakenFrame[] = [];
  const frames = decoder.frames(path, 0, plan);
  for (;;) {
    const step = await frames.next();
    if (step.done) return { taken, report: step.value };
    taken.push(step.value);
  }
}
