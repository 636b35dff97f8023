/** @file Two independent decoders see the same: node-av and an installed ffmpeg. Without one the comparison is left out, aloud. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFfmpegDecoder } from '../../native/decoder/ffmpegCli.ts';
import { findFfmpeg } from '../../native/decoder/findFfmpeg.ts';
import { frameArguments, messageOf, ticksOfLine } from '../../native/decoder/ffmpegArguments.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { clipFolder, damagedCopy, makeClips, numberShown, readAll } from './clips.ts';

const tools = await findFfmpeg();
const reason = tools ? '' : ' (left out: neither RETRACE_FFMPEG and RETRACE_FFPROBE nor an ffmpeg on PATH)';
if (!tools) console.warn(`the second decoder is not compared${reason}`);
const first = openNodeAvDecoder();
const folder = clipFolder();
let clips: Awaited<ReturnType<typeof makeClips>>;
beforeAll(async () => { clips = await makeClips(folder); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The greatest difference of a channel, in levels. */
function difference(a: Uint8Array, b: Uint8Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i += 1) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

test.skipIf(!tools)(`both decoders give the same ticks and nearly the same pixels in every container${reason}`, async () => {
  const second = openFfmpegDecoder(tools!);
  for (const [name, clip] of Object.entries(clips)) {
    for (const plan of [{ framesPerSecond: 'every' as const }, { framesPerSecond: 5 }, { framesPerSecond: 10, skipTaken: 4 }]) {
      const a = await readAll(first, clip.path, plan), b = await readAll(second, clip.path, plan);
      expect(b.taken.map((t) => [t.frame.ticks, t.decoded, t.frame.width, t.frame.height]), name).toEqual(a.taken.map((t) => [t.frame.ticks, t.decoded, t.frame.width, t.frame.height]));
      // Where frames failed only the first decoder tells; here none did.
      expect(a.report.failedAt).toEqual([]);
      const { messages: _a, failedAt: _at, ...countedA } = a.report, { messages: _b, ...countedB } = b.report;
      expect(countedB, name).toEqual(countedA);
      // The same bytes with FFmpeg 5.1 beside 8.1; versions of swscale may round differently.
      const most = Math.max(...b.taken.map(({ frame }, i) => difference(a.taken[i]!.frame.rgb, frame.rgb)));
      expect(most, name).toBeLessThanOrEqual(3);
    }
  }
}, 180_000);

test.skipIf(!tools)(`both decoders tell the same facts${reason}`, async () => {
  const second = openFfmpegDecoder(tools!);
  for (const [name, clip] of Object.entries(clips)) {
    const a = (await first.probe(clip.path)).videoStreams[0]!, b = (await second.probe(clip.path)).videoStreams[0]!;
    const told = ({ index, codec, width, height, timeBase, startTicks, rotation, variableRate, averageRate }: typeof a) => ({ index, codec, width, height, timeBase, startTicks, rotation, variableRate, averageRate });
    expect(told(b), name).toEqual(told(a));
  }
}, 120_000);

test.skipIf(!tools)(`the second decoder gives stills, tells damage, refuses what it must and stops${reason}`, async () => {
  const second = openFfmpegDecoder(tools!);
  const { taken } = await readAll(second, clips.ts.path, { framesPerSecond: 5 });
  expect(await second.still(clips.ts.path, 0, taken[3]!.frame.ticks)).toEqual(taken[3]!.frame);
  await expect(second.still(clips.ts.path, 0, 1n)).rejects.toMatchObject({ code: 'footage-no-such-frame' });
  const damaged = await readAll(second, damagedCopy(clips.mp4, join(folder, 'damaged'), 3, 'flipped'), { framesPerSecond: 'every' });
  expect(damaged.report.messages.length).toBeGreaterThan(0);
  await expect(second.probe(join(folder, 'missing'))).rejects.toMatchObject({ code: 'footage-unreadable' });
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    for await (const _ of second.frames(clips.mp4.path, 0, { framesPerSecond: 'every' }, { signal: stop.signal })) stop.abort();
  };
  await expect(run()).rejects.toMatchObject({ code: 'stopped' });
}, 60_000);

test.skipIf(!tools)(`the second decoder lists the frames of a stretch and shows them in passing as the first does, after a jump too${reason}`, async () => {
  const second = openFfmpegDecoder(tools!);
  for (const [name, { path, ticks }] of Object.entries(clips).filter(([name]) => name !== 'gif')) {
    expect(await second.times(path, 0, { fromTicks: -(2n ** 40n), toTicks: 2n ** 40n }), name).toEqual(ticks);
    // In the third stretch from one key picture to the next, where there are so many.
    for (const [from, to] of [[7, 18], [Math.min(47, ticks.length - 3), ticks.length - 1]] as const) {
      const range = { fromTicks: ticks[from]! + 1n, toTicks: ticks[to]! };
      const expected = ticks.slice(from + 1, to + 1);
      expect(await second.times(path, 0, range), name).toEqual(expected);
      const passing = { most: 96, apart: 0n }, plan = { framesPerSecond: 'every' as const, range, passing };
      const a = await readAll(first, path, plan), b = await readAll(second, path, plan);
      expect(b.taken.map(({ frame }) => [frame.ticks, frame.width, frame.height]), name).toEqual(a.taken.map(({ frame }) => [frame.ticks, frame.width, frame.height]));
      expect(b.taken.map(({ frame }) => frame.ticks), name).toEqual(expected);
      const numbers = expected.map((at) => ticks.indexOf(at));
      expect(name === 'turned' ? numbers : b.taken.map(({ frame }) => numberShown(frame)), name).toEqual(numbers);
      // Shrunk in ways of their own.
      const off = b.taken.map(({ frame: { rgb } }, i) => rgb.reduce((sum, level, at) => sum + Math.abs(level - a.taken[i]!.frame.rgb[at]!), 0) / rgb.length);
      expect(Math.max(...off), name).toBeLessThan(8);
      const apart = 3n * (ticks[1]! - ticks[0]!);
      const sparse = (await readAll(second, path, { ...plan, passing: { most: 96, apart } })).taken.map(({ frame }) => frame.ticks);
      expect(sparse.length, name).toBeLessThanOrEqual(expected.length / 2);
      expect(sparse.slice(1).every((at, i) => at - sparse[i]! >= apart), name).toBe(true);
    }
  }
  const stop = AbortSignal.abort();
  await expect(second.times(clips.ps.path, 0, { fromTicks: 0n, toTicks: 2n ** 40n }, { signal: stop })).rejects.toMatchObject({ code: 'stopped' });
  const raw = openFfmpegDecoder(tools!).times(clips.raw.path, 0, { fromTicks: 0n, toTicks: 2n ** 40n }, { signal: stop });
  await expect(raw).rejects.toMatchObject({ code: 'stopped' });
}, 120_000);

test.skipIf(!tools)(`an encrypted video is refused as such by both decoders${reason}`, async () => {
  const path = join(folder, 'encrypted.mp4');
  const scheme = ['-encryption_scheme', 'cenc-aes-ctr', '-encryption_key', '76a6c65c5ea762046bd749a2e632ccbb', '-encryption_kid', 'a7e61c373e219033c21091fa607bf3b8'];
  execFileSync(tools!.ffmpeg, ['-v', 'error', '-i', clips.mp4.path, '-c', 'copy', ...scheme, path]);
  for (const decoder of [first, openFfmpegDecoder(tools!)]) {
    await expect(decoder.probe(path)).rejects.toMatchObject({ code: 'footage-encrypted' });
    await expect(readAll(decoder, path, { framesPerSecond: 5 })).rejects.toMatchObject({ code: 'footage-encrypted' });
  }
});

test('arguments are lists in which a path is one whole element, and lines are read exactly', () => {
  const path = `/footage/-i "x"; rm -rf $HOME\n.mp4`;
  const args = frameArguments(path, 2, { num: 1, den: 90_000 }, { framesPerSecond: 2.5, skipTaken: 7 });
  expect(args.filter((arg) => arg.includes('rm -rf'))).toEqual([`file:${path}`]);
  expect(args[args.indexOf('-filter_complex') + 1]).toContain("floor((pts-start_pts)*2500/90000000)");
  expect(ticksOfLine('0,     8103600,    8103600,     3600,        4, 0x0a0b0c0d')).toBe(8_103_600n);
  expect(ticksOfLine('0,        -512,       -512,      512,        4, 0x0a0b0c0d')).toBe(-512n);
  expect(ticksOfLine('#tb 0: 1/90000')).toBeNull();
  expect(messageOf('[h264 @ 0x55d0c8a0] [error] concealing 120 DC errors')).toBe('h264: concealing 120 DC errors');
});
