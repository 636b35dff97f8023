/** @file The default decoder on intact clips: exact ticks, sampling, resumption, stills, turning, gaps, stopping, memory. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { openEncoder } from '../../native/decoder/encoder.ts';
import { clipFolder, encodeClip, evenly, makeClips, numberShown, readAll, unevenTimes } from './clips.ts';

const decoder = openNodeAvDecoder();
const folder = clipFolder();
let clips: Awaited<ReturnType<typeof makeClips>>;
beforeAll(async () => { clips = await makeClips(folder); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const digest = (rgb: Uint8Array): string => createHash('sha256').update(rgb).digest('hex');

test('every frame of every container comes in order under exactly its ticks', async () => {
  for (const [name, clip] of Object.entries(clips)) {
    const { taken, report } = await readAll(decoder, clip.path, { framesPerSecond: 'every' });
    expect(taken.map((t) => t.frame.ticks), name).toEqual(clip.ticks);
    const numbers = name === 'turned' ? clip.ticks.map((_, n) => n) : taken.map((t) => numberShown(t.frame));
    expect(numbers, name).toEqual(clip.ticks.map((_, n) => n));
    expect(report, name).toMatchObject({
      packets: clip.ticks.length, decoded: clip.ticks.length, failed: 0, taken: clip.ticks.length,
      firstTicks: clip.ticks[0], lastTicks: clip.ticks.at(-1),
    });
  }
});

test('a raw stream, which has no time stamps, says so and counts pictures', async () => {
  const { report } = await readAll(decoder, clips.raw.path, { framesPerSecond: 1 });
  expect(report.messages.map((m) => m.text)).toContain('60 frames carry no time stamp; their ticks are counted at the nominal rate');
});

test('sampling takes the first frame of each slot of the grid and invents none in a pause', async () => {
  const { taken, report } = await readAll(decoder, clips.mkv.path, { framesPerSecond: 5 });
  const expected: bigint[] = [];
  let lastSlot = -1n;
  for (const ticks of unevenTimes) {
    const slot = (ticks * 5n) / 1000n;
    if (slot > lastSlot) { expected.push(ticks); lastSlot = slot; }
  }
  expect(taken.map((t) => t.frame.ticks)).toEqual(expected);
  expect(report.gaps).toEqual([{ fromTicks: unevenTimes[29], toTicks: unevenTimes[30] }]);
  expect(taken.at(-1)!.decoded).toBeLessThanOrEqual(60);
  const every = await readAll(decoder, clips.mkv.path, { framesPerSecond: 1000 });
  expect(every.taken).toHaveLength(60);
});

test('an interrupted run goes on with the same bytes and ends with the same report', async () => {
  for (const clip of [clips.mp4, clips.ts, clips.mjpeg]) {
    const whole = await readAll(decoder, clip.path, { framesPerSecond: 10 });
    const rest = await readAll(decoder, clip.path, { framesPerSecond: 10, skipTaken: 9 });
    expect(rest.taken.map((t) => [t.frame.ticks, t.decoded, digest(t.frame.rgb)])).toEqual(whole.taken.slice(9).map((t) => [t.frame.ticks, t.decoded, digest(t.frame.rgb)]));
    expect(rest.report).toEqual(whole.report);
  }
});

test('a still is the frame that the run saw, byte for byte, in every container', async () => {
  for (const [name, clip] of Object.entries(clips)) {
    const { taken } = await readAll(decoder, clip.path, { framesPerSecond: 'every' });
    for (const { frame } of [taken[0]!, taken[17]!, taken.at(-1)!]) {
      const still = await decoder.still(clip.path, 0, frame.ticks);
      expect([still.ticks, still.width, still.height, digest(still.rgb)], name).toEqual([frame.ticks, frame.width, frame.height, digest(frame.rgb)]);
    }
  }
  await expect(decoder.still(clips.mp4.path, 0, 513n)).rejects.toMatchObject({ code: 'footage-no-such-frame' });
}, 120_000);

test('a turned recording comes upright', async () => {
  const { taken } = await readAll(decoder, clips.turned.path, { framesPerSecond: 1 });
  const plain = await decoder.still(clips.mp4.path, 0, 0n);
  const frame = taken[0]!.frame;
  expect([frame.width, frame.height]).toEqual([plain.height, plain.width]);
  // Turned clockwise, the top left corner of the coded picture is at the top right.
  let difference = 0;
  for (let y = 0; y < plain.height; y += 1) {
    for (let x = 0; x < plain.width; x += 1) {
      const at = (x * frame.width + (frame.width - 1 - y)) * 3;
      difference = Math.max(difference, Math.abs(plain.rgb[(y * plain.width + x) * 3]! - frame.rgb[at]!));
    }
  }
  expect(difference).toBeLessThan(24);
  expect((await decoder.probe(clips.turned.path)).videoStreams[0]).toMatchObject({ rotation: 90, width: plain.width, height: plain.height });
});

test('facts are what the container says', async () => {
  const facts = await decoder.probe(clips.ts.path);
  expect(facts).toMatchObject({ format: 'mpegts', otherStreams: [], messages: [] });
  expect(facts.videoStreams).toHaveLength(1);
  expect(facts.videoStreams[0]).toMatchObject({
    index: 0, codec: 'h264', width: 192, height: 128, timeBase: { num: 1, den: 90_000 }, startTicks: clips.ts.ticks[0], averageRate: { num: 25, den: 1 },
    statedFrames: null, interlaced: 'progressive', variableRate: false, pixelFormat: 'yuv420p', rotation: 0,
  });
  expect((await decoder.probe(clips.mkv.path)).videoStreams[0]).toMatchObject({ variableRate: true, timeBase: { num: 1, den: 1000 } });
  expect((await decoder.probe(clips.hevc.path)).videoStreams[0]).toMatchObject({ codec: 'hevc', statedFrames: 60, durationTicks: 60n * 512n });
});

test('colours keep their range: black and white squares are near 0 and 235 in limited and in full range', async () => {
  for (const clip of [clips.mp4, clips.mjpeg, clips.hevc, clips.mpeg4]) {
    const { rgb, width } = await decoder.still(clip.path, 0, clip.ticks[1]!);
    const at = (x: number): number => rgb[(12 * width + x) * 3 + 1]!;
    expect(at(12), clip.path).toBeGreaterThan(228);
    expect(at(12), clip.path).toBeLessThan(242);
    expect(at(84), clip.path).toBeLessThan(7);
  }
});

test('stopping ends a run soon, with the failure that says so', async () => {
  const long = await encodeClip(join(folder, 'long.mp4'), { container: 'mp4', codec: 'libx264', timeBase: { num: 1, den: 12_800 } }, evenly(250, 512n));
  const stop = new AbortController();
  const begun = performance.now();
  const run = async (): Promise<number> => {
    let n = 0;
    for await (const _ of decoder.frames(long.path, 0, { framesPerSecond: 'every' }, { signal: stop.signal })) if ((n += 1) === 3) stop.abort();
    return n;
  };
  await expect(run()).rejects.toMatchObject({ code: 'stopped' });
  expect(performance.now() - begun).toBeLessThan(3000);
  await expect(run()).rejects.toMatchObject({ code: 'stopped' });
  for await (const { frame } of decoder.frames(long.path, 0, { framesPerSecond: 'every' })) {
    expect(frame.ticks).toBe(0n);
    break;
  }
});

test('memory does not grow with the number of frames', async () => {
  const size = { width: 960, height: 544 };
  const path = join(folder, 'flat.avi');
  const encoder = await openEncoder(path, { ...size, container: 'avi', codec: 'mjpeg', timeBase: { num: 1, den: 25 }, framesPerSecond: 25, keyEvery: 1, quality: 10, keep: true });
  const grey = new Uint8Array(size.width * size.height * 3).fill(90);
  for (let n = 0; n < 10; n += 1) await encoder.write(grey.fill(60 + n * 10), BigInt(n));
  for (let n = 10n; n < 500n; n += 10n) await encoder.again(0n, 10n, n);
  await encoder.close();
  let frames = 0, early = 0, most = 0;
  for await (const { frame } of decoder.frames(path, 0, { framesPerSecond: 'every' })) {
    expect(frame.rgb.length).toBe(grey.length);
    frames += 1;
    const { rss } = process.memoryUsage();
    if (frames <= 150) early = Math.max(early, rss);
    most = Math.max(most, rss);
  }
  expect(frames).toBe(500);
  // 350 frames of 1.6 MB passed after the first 150: 548 MB if they were kept.
  expect(most - early).toBeLessThan(120e6);
});

test('the frames of a stretch are listed under the ticks that decoding gives them, and looking at it shows those frames', async () => {
  for (const name of ['mp4', 'ts', 'mkv', 'mpeg4', 'raw'] as const) {
    const { path, ticks } = clips[name];
    expect(await decoder.times(path, 0, { fromTicks: -(2n ** 40n), toTicks: 2n ** 40n }), name).toEqual(ticks);
    const range = { fromTicks: ticks[7]! + 1n, toTicks: ticks[18]! };
    expect(await decoder.times(path, 0, range), name).toEqual(ticks.slice(8, 19));
    const { taken } = await readAll(decoder, path, { framesPerSecond: 'every', range, passing: { most: 96, apart: 0n } });
    expect(Math.max(taken[0]!.frame.width, taken[0]!.frame.height), name).toBe(96);
    expect(taken.map(({ frame }) => frame.ticks), name).toEqual(ticks.slice(8, 19));
  }
});
