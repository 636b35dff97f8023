/** @file Argument lists for ffmpeg and ffprobe, and the reading of what they print. Pure. */
import { ticksToMicroseconds } from '../../electron/core/time.ts';
import type { TimeBase } from '../../electron/core/time.ts';
import type { FramePlan, RangePlan } from './decoder.ts';
import { acceptedFormats, maximumPixels } from './formats.ts';
import { sparseUs } from './sampling.ts';

/** Options that every opening of footage gets, before the input: see formats.ts for why both lists. */
export const inputOptions: readonly string[] = ['-protocol_whitelist', 'file', '-format_whitelist', acceptedFormats.join(',')];

/** How pictures for looking in passing come: of which size, and where decoding begins (null: at the beginning). */
interface Passing {
  readonly size: { readonly width: number; readonly height: number };
  readonly jump: bigint | null;
}

/** Where decoding begins: the input's options for a jump to these ticks; none for null. */
function jumpTo(ticks: bigint | null, base: TimeBase): string[] {
  // Rounded up: a microsecond before a key picture is the stretch of the one before it.
  return ticks === null ? [] : ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', `${-(ticksToMicroseconds(-ticks, base))}us`];
}

/**
 * Raw RGB of the taken frames on fd 1, ticks of all decoded frames on fd 3 (a 2 x 2 corner of each, as framecrc). `passthrough` and
 * `copyts` keep ffmpeg from inventing frames and from shifting times. `passing`: for a plan with it.
 */
export function frameArguments(path: string, streamIndex: number, base: TimeBase, plan: FramePlan, passing: Passing | null = null): string[] {
  const skip = plan.skipTaken ? `,select='gte(n,${plan.skipTaken})'` : '';
  const select = `select='${plan.range ? rangeExpression(plan) : gridExpression(plan.framesPerSecond, base)}'${skip}`;
  // Shrunk before it is made RGB: 0.7 ms for a 720p picture against 1.9 in one step.
  const convert = passing ? `scale=${passing.size.width}:${passing.size.height}:flags=bilinear,format=yuv420p,${toRgb}` : toRgb;
  const graph = `[0:${streamIndex}]split[all][some];[some]${select},${convert}[pictures];[all]${corner}[times]`;
  const sparse = plan.passing && ticksToMicroseconds(plan.passing.apart, base) >= sparseUs;
  return [
    ...openingArguments(path, [...jumpTo(passing?.jump ?? null, base), ...(sparse ? ['-skip_frame', 'noref'] : [])]), '-filter_complex', graph,
    '-map', '[pictures]', ...untouched, '-f', 'rawvideo', 'pipe:1', ...toTimes,
  ];
}

/** Only the ticks of all decoded frames, on fd 3. */
export function timesArguments(path: string, streamIndex: number): string[] {
  return [...openingArguments(path), '-filter_complex', `[0:${streamIndex}]${corner}[times]`, ...toTimes];
}

/** Only the picture with these ticks, on fd 1. */
export function stillArguments(path: string, streamIndex: number, ticks: bigint): string[] {
  return [...openingArguments(path), '-filter_complex', `[0:${streamIndex}]select='eq(pts,${ticks})',${toRgb}[pictures]`, '-map', '[pictures]', ...untouched, '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'];
}

/** The flags of swscale's fast path, which node-av's conversion takes too. */
const toRgb = 'scale=flags=bicubic,format=rgb24';
const untouched = ['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-c:v', 'rawvideo'];

/** What a frame's line of ticks is made of. */
const corner = 'crop=2:2:0:0';
// Each line at once: the reader waits for a picture's line before it asks for the picture after the next.
const toTimes = ['-map', '[times]', ...untouched, '-flush_packets', '1', '-f', 'framecrc', 'pipe:3'];

/** `input`: further options of the input. */
function openingArguments(path: string, input: readonly string[] = []): string[] {
  const quiet = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+warning'];
  return [...quiet, '-copyts', '-threads', '1', '-max_pixels', String(maximumPixels), ...input, ...inputOptions, '-i', `file:${path}`];
}

/** The grid of `sampler` as an expression: quotients of integers below 2^53, so that floor never meets a rounded one. */
function gridExpression(framesPerSecond: FramePlan['framesPerSecond'], base: TimeBase): string {
  if (framesPerSecond === 'every') return '1';
  const slot = (time: string): string => `floor((${time}-start_pts)*${Math.round(framesPerSecond * 1000) * base.num}/${1000 * base.den})`;
  return `if(isnan(prev_selected_pts),1,gt(${slot('pts')},${slot('prev_selected_pts')}))`;
}

function rangeExpression({ range, passing }: RangePlan): string {
  const within = `gte(pts,${range.fromTicks})*lte(pts,${range.toTicks})`;
  return passing ? `${within}*if(isnan(prev_selected_pts),1,gte(pts-prev_selected_pts,${passing.apart}))` : within;
}

/** A line of ffprobe's packets (`pts,dts,flags`); null for anything else. */
export function packetOfLine(line: string): { readonly pts: bigint | null; readonly dts: bigint | null; readonly key: boolean; readonly discarded: boolean } | null {
  const [, pts, dts, key, discard] = /^(-?\d+|N\/A),(-?\d+|N\/A),([K_])([D_])/.exec(line) ?? [];
  const time = (text: string | undefined): bigint | null => (text === undefined || text === 'N/A' ? null : BigInt(text));
  return key === undefined ? null : { pts: time(pts), dts: time(dts), key: key === 'K', discarded: discard === 'D' };
}

/** Ticks of a framecrc line (`stream, dts, pts, duration, size, checksum`); null for comments. */
export function ticksOfLine(line: string): bigint | null {
  const pts = /^\d+,\s*-?\d+,\s*(-?\d+),/.exec(line)?.[1];
  return pts === undefined ? null : BigInt(pts);
}

/** A message without the address of the part that spoke: `[h264 @ 0x55d0] [error] text` is `h264: text`. */
export function messageOf(line: string): string {
  return line.replace(/^\[([^\]@]+) @ 0x[0-9a-f]+\] /, '$1: ').replace(/\[(?:warning|error|fatal|panic)\] /, '').trim();
}
