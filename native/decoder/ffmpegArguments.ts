/** @file Argument lists for ffmpeg and ffprobe, and the reading of what they print. Pure. */
import type { TimeBase } from '../../electron/core/time.ts';
import type { FramePlan } from './decoder.ts';
import { acceptedFormats, maximumPixels } from './formats.ts';

/** Options that every opening of footage gets, before the input: see formats.ts for why both lists. */
export const inputOptions: readonly string[] = ['-protocol_whitelist', 'file', '-format_whitelist', acceptedFormats.join(',')];

/**
 * Raw RGB of the taken frames on fd 1, ticks of all decoded frames on fd 3 (a 2 x 2 corner of each, as framecrc). `passthrough` and
 * `copyts` keep ffmpeg from inventing frames and from shifting times.
 */
export function frameArguments(path: string, streamIndex: number, base: TimeBase, plan: FramePlan): string[] {
  const taken = plan.range ? `gte(pts,${plan.range.fromTicks})*lte(pts,${plan.range.toTicks})` : gridExpression(plan.framesPerSecond, base);
  const skip = plan.skipTaken ? `,select='gte(n,${plan.skipTaken})'` : '';
  const select = `select='${taken}'${skip}`;
  const graph = `[0:${streamIndex}]split[all][some];[some]${select},${toRgb}[pictures];[all]crop=2:2:0:0[times]`;
  return [
    ...openingArguments(path), '-filter_complex', graph,
    '-map', '[pictures]', ...untouched, '-f', 'rawvideo', 'pipe:1',
    // Each line at once: the reader waits for a picture's line before it asks for the picture after the next.
    '-map', '[times]', ...untouched, '-flush_packets', '1', '-f', 'framecrc', 'pipe:3',
  ];
}

/** Only the picture with these ticks, on fd 1. */
export function stillArguments(path: string, streamIndex: number, ticks: bigint): string[] {
  return [...openingArguments(path), '-filter_complex', `[0:${streamIndex}]select='eq(pts,${ticks})',${toRgb}[pictures]`, '-map', '[pictures]', ...untouched, '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'];
}

/** The flags of swscale's fast path, which node-av's conversion takes too. */
const toRgb = 'scale=flags=bicubic,format=rgb24';
const untouched = ['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-c:v', 'rawvideo'];

function openingArguments(path: string): string[] {
  const quiet = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+warning'];
  return [...quiet, '-copyts', '-threads', '1', '-max_pixels', String(maximumPixels), ...inputOptions, '-i', `file:${path}`];
}

/** The grid of `sampler` as an expression: quotients of integers below 2^53, so that floor never meets a rounded one. */
function gridExpression(framesPerSecond: FramePlan['framesPerSecond'], base: TimeBase): string {
  if (framesPerSecond === 'every') return '1';
  const slot = (time: string): string => `floor((${time}-start_pts)*${Math.round(framesPerSecond * 1000) * base.num}/${1000 * base.den})`;
  return `if(isnan(prev_selected_pts),1,gt(${slot('pts')},${slot('prev_selected_pts')}))`;
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
