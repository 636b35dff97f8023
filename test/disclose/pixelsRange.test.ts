/** @file Every frame of a range of ticks: the same bytes as in a run over the whole footage, by both decoders, also where a jump cannot be trusted. */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Decoder, TakenFrame } from '../../native/decoder/decoder.ts';
import { openFfmpegDecoder } from '../../native/decoder/ffmpegCli.ts';
import { findFfmpeg } from '../../native/decoder/findFfmpeg.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { clipFolder, damagedCopy, encodeClip, evenly, makeClips, readAll } from '../decoder/clips.ts';

const tools = await findFfmpeg();
const reason = tools ? '' : ' (left out: no ffmpeg)';
const folder = clipFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shape = ({ frame, damaged }: TakenFrame) => [frame.ticks, frame.width, frame.height, damaged, createHash('sha256').update(frame.rgb).digest('hex')];

/** Ranges at the beginning, in the middle and beyond the end, and a still; how many frames were compared, and how many decodings were spared by jumping. */
async function compare(decoder: Decoder, path: string, middle = 29): Promise<{ frames: number; spared: number }> {
  const { taken } = await readAll(decoder, path, { framesPerSecond: 'every' });
  const at = (n: number): bigint => taken[Math.min(n, taken.length - 1)]!.frame.ticks;
  const last = taken.length - 1;
  let frames = 0, spared = 0;
  for (const [fromTicks, toTicks] of [[at(0) - 5n, at(3)], [at(middle), at(middle + 18)], [at(last - 18), at(last) + 1000n]] as const) {
    const part = await readAll(decoder, path, { framesPerSecond: 'every', range: { fromTicks, toTicks } });
    const expected = taken.filter(({ frame }) => frame.ticks >= fromTicks && frame.ticks <= toTicks);
    expect(part.taken.map(shape), `${path} ${fromTicks} to ${toTicks}`).toEqual(expected.map(shape));
    expect(part.report.taken).toBe(expected.length);
    frames += expected.length;
    if (expected.length > 0 && part.taken[0]!.decoded < expected[0]!.decoded) spared += 1;
  }
  const still = taken[Math.min(41, last)]!;
  expect(shape({ ...still, frame: await decoder.still(path, 0, still.frame.ticks) }), `${path}: still`).toEqual(shape(still));
  return { frames, spared };
}

test('the frames of a range are those of the whole footage, in every container and by both decoders', async () => {
  const decoders = [openNodeAvDecoder(), ...(tools ? [openFfmpegDecoder(tools)] : [])];
  if (!tools) console.warn('ranges are not compared by a second decoder: there is no ffmpeg');
  const jumps: { name: string; frames: number; spared: number }[] = [];
  const { mp4, ts, mkv, mjpeg, hevc, turned, raw } = await makeClips(folder);
  for (const [name, clip] of Object.entries({ mp4, ts, mkv, mjpeg, hevc, turned, raw })) {
    for (const decoder of ['ts', 'turned'].includes(name) ? decoders : [decoders[0]!]) {
      const { frames, spared } = await compare(decoder, clip.path);
      if (decoder === decoders[0]) jumps.push({ name, frames, spared });
    }
  }
  // A jump in a transport stream lands seconds early, further than the clips above are long.
  const long = await encodeClip(join(folder, 'long.ts'), { container: 'mpegts', codec: 'libx264', timeBase: { num: 1, den: 90_000 } }, evenly(300, 3600n, 8_100_000n));
  jumps.push({ name: 'long.ts', ...(await compare(decoders[0]!, long.path, 200)) });
  console.log(`ranges equal to a whole decoding: ${jumps.map(({ name, frames, spared }) => `${name} ${frames} frames, ${spared} jumps`).join('; ')}`);
  expect(jumps.filter(({ name, spared }) => spared > 0 || ['ts', 'turned', 'raw'].includes(name)).length).toBe(jumps.length);
}, 180_000);

test.skipIf(!tools)(`pictures that lean on later ones and groups that lean on the one before come out the same${reason}`, async () => {
  const decoder = openNodeAvDecoder();
  const told: string[] = [];
  for (const [name, ...codec] of [
    ['open.mp4', '-c:v', 'libx264', '-x264-params', 'keyint=20:bframes=3:open-gop=1:scenecut=0'],
    ['refresh.mp4', '-c:v', 'libx264', '-x264-params', 'keyint=20:intra-refresh=1'],
    ['open.mkv', '-c:v', 'libx265', '-x265-params', 'keyint=20:bframes=3:open-gop=1:log-level=error'],
    ['mpeg2.mpg', '-c:v', 'mpeg2video', '-g', '15', '-bf', '2'],
  ] as const) {
    const path = join(folder, name);
    execFileSync(tools!.ffmpeg, ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=192x128:rate=25:duration=3', ...codec, '-threads', '1', path]);
    const { frames, spared } = await compare(decoder, path);
    told.push(`${name} ${frames} frames, ${spared} jumps`);
  }
  console.log(told.join('; '));
  expect(told.length).toBe(4);
}, 180_000);

test('damaged footage gives the same frames in a range as in a whole decoding', async () => {
  const clips = await makeClips(folder);
  const decoder = openNodeAvDecoder();
  let compared = 0;
  // The first of HEVC is one in which a frame leans on one before its key picture and the decoder says nothing.
  for (const [name, first] of [['hevc', 41], ['mp4', 1], ['mpeg4', 31]] as const) {
    for (const seed of [first, first + 1]) {
      const path = damagedCopy(clips[name], join(folder, `damaged-${name}-${seed}`), seed, seed === first ? 'flipped' : 'cut');
      try {
        await decoder.probe(path);
      } catch {
        continue;
      }
      compared += (await compare(decoder, path)).frames;
    }
  }
  console.log(`${compared} frames of damaged footage compared`);
  expect(compared).toBeGreaterThan(100);
}, 180_000);
