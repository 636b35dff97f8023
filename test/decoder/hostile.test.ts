/** @file Damaged and hostile footage: counted or refused with a sentence, the same each time, and never a crash. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Failure } from '../../electron/core/failure.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { clipFolder, damagedCopy, makeClips, readAll } from './clips.ts';

const decoder = openNodeAvDecoder();
const folder = clipFolder();
let clips: Awaited<ReturnType<typeof makeClips>>;
beforeAll(async () => { clips = await makeClips(folder); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const digest = (rgb: Uint8Array): string => createHash('sha256').update(rgb).digest('hex');
const codeOf = (error: unknown): string => (error instanceof Failure ? error.code : `a bug: ${String(error)}`);

/** What a run gives, in a form that can be compared; a refusal is its code. */
async function outcome(path: string) {
  try {
    const { taken, report } = await readAll(decoder, path, { framesPerSecond: 'every' });
    return { refused: null, frames: taken.map((t) => [t.frame.ticks, digest(t.frame.rgb), t.damaged] as const), report };
  } catch (error) {
    return { refused: codeOf(error), frames: [], report: null };
  }
}

test('twenty-four damaged copies decode the same twice, with damage told, ticks rising and stills equal', async () => {
  const told: string[] = [], wrong: string[] = [];
  let placed = 0, counted = 0;
  for (const [n, name] of (['mp4', 'ts', 'mkv', 'mpeg4', 'hevc', 'ps'] as const).entries()) {
    for (let seed = 1; seed <= 4; seed += 1) {
      const how = seed % 2 ? 'flipped' : 'cut';
      const path = damagedCopy(clips[name], join(folder, `damaged-${name}-${seed}`), n * 10 + seed, how);
      const first = await outcome(path), second = await outcome(path);
      expect(second, path).toEqual(first);
      const { refused, report, frames } = first;
      const failed = report?.failed ?? 0, messages = report?.messages.length ?? 0;
      told.push(`${name} ${how}: ${refused ?? `${failed} failed, ${messages} messages, ${frames.length} frames`}`);
      if (refused !== null && !refused.startsWith('footage-')) wrong.push(`${path}: ${refused}`);
      if (frames.some(([ticks], i) => i > 0 && ticks <= frames[i - 1]![0])) wrong.push(`${path}: ticks do not rise`);
      const at = report?.failedAt ?? [], inside = (ticks: bigint): boolean => at.some(({ fromTicks, toTicks }) => fromTicks === ticks || (fromTicks < ticks && ticks < toTicks));
      placed += at.reduce((sum, stretch) => sum + stretch.frames, 0);
      counted += failed;
      // A stretch ends where the next whole frame begins, and at the end of the footage with its last.
      if (frames.slice(0, -1).some(([ticks, , damaged]) => damaged !== inside(ticks))) wrong.push(`${path}: where frames failed is not where they did`);
      if (at.some(({ fromTicks, toTicks }, i) => fromTicks > toTicks || (i > 0 && fromTicks <= at[i - 1]!.toTicks))) wrong.push(`${path}: stretches of failed frames are not in order`);
      // HEVC's decoder accepts most flipped bits in picture data without a word; nothing here can tell them.
      if (how === 'flipped' && name !== 'hevc' && refused === null && failed + messages === 0) wrong.push(`${path}: damage is not told`);
      const middle = frames[frames.length >> 1];
      if (middle && digest((await decoder.still(path, 0, middle[0])).rgb) !== middle[1]) wrong.push(`${path}: the still differs`);
    }
  }
  expect(wrong).toEqual([]);
  // One failure has no place: an error of the decoder that cost no picture.
  expect(counted).toBeGreaterThan(200);
  expect(counted - placed).toBe(1);
  expect(told.filter((line) => line.endsWith('frames')).length, told.join('\n')).toBeGreaterThan(12);
}, 120_000);

test('texts that point at other files are refused, whatever their name, and nothing beside them is opened', async () => {
  copyFileSync(clips.mp4.path, join(folder, 'neighbour.mp4'));
  copyFileSync(clips.ts.path, join(folder, 'neighbour.ts'));
  const texts: Record<string, string> = {
    'concat.mp4': 'ffconcat version 1.0\nfile neighbour.mp4\n',
    'hls.mp4': '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:2,\nneighbour.ts\n#EXT-X-ENDLIST\n',
    'hls.m3u8': '\n\n#EXTM3U\n#EXTINF:2,\nneighbour.ts\n',
    'dash.mp4': '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period/></MPD>',
    'session.mp4': 'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n',
    'subtitle.mp4': '1\n00:00:00,000 --> 00:00:02,000\nhello\n',
    'list.mp4': "file 'neighbour.mp4'\n",
  };
  for (const [name, text] of Object.entries(texts)) {
    const path = join(folder, name);
    writeFileSync(path, text);
    await expect(decoder.probe(path).catch((error: unknown) => Promise.reject(new Error(codeOf(error)))), name).rejects.toThrow(/^footage-(?:refers-elsewhere|not-video)$/);
    expect((await outcome(path)).refused, name).toMatch(/^footage-(?:refers-elsewhere|not-video)$/);
  }
});

test('what is not footage is refused by name, each with its own sentence', async () => {
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('empty.mp4'), '');
  writeFileSync(at('noise.mp4'), Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 255)));
  copyFileSync(clips.mp4.path, at('no-index.mp4'));
  truncateSync(at('no-index.mp4'), 20_000);
  mkdirSync(at('folder.mp4'));
  symlinkSync(at('nowhere'), at('dangling.mp4'));
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC', 'base64');
  writeFileSync(at('picture.mp4'), png);
  const expected: Record<string, string> = {
    'empty.mp4': 'footage-empty', 'noise.mp4': 'footage-not-video', 'no-index.mp4': 'footage-not-video', 'folder.mp4': 'footage-not-a-file',
    'dangling.mp4': 'footage-unreadable', 'missing.mp4': 'footage-unreadable', 'picture.mp4': 'footage-not-video',
  };
  for (const [name, code] of Object.entries(expected)) {
    const refused = await decoder.probe(at(name)).then(() => null, (error: unknown) => error);
    expect(codeOf(refused), name).toBe(code);
    expect((refused as Failure).message).toContain(name);
    expect((await outcome(at(name))).refused, name).toBe(code);
  }
  expect((await decoder.still(clips.mp4.path, 5, 0n).catch(codeOf))).toBe('footage-no-such-stream');
});

test('odd names are only names', async () => {
  const names = ['-i.mp4', 'a\nb.mp4', `it's "quoted".mp4`, 'http:x.mp4', '%03d.mp4', 'a|b.mp4', 'Überwachung 中.mp4', 'spaces  in it.mp4', `${'n'.repeat(240)}.mp4`];
  const deep = join(folder, 'd'.repeat(200), 'e'.repeat(200));
  mkdirSync(deep, { recursive: true });
  for (const path of [...names.map((name) => join(folder, name)), join(deep, `${'f'.repeat(200)}.mp4`)]) {
    copyFileSync(clips.mp4.path, path);
    const { taken } = await readAll(decoder, path, { framesPerSecond: 5 });
    expect(taken.length, path).toBe(12);
  }
}, 60_000);

test('time stamps that start again are named in the messages, no frame is lost and none shares its ticks', async () => {
  const path = join(folder, 'joined.ts');
  const bytes = readFileSync(clips.ts.path);
  writeFileSync(path, Buffer.concat([bytes, bytes]));
  const { taken, report } = await readAll(decoder, path, { framesPerSecond: 'every' });
  const ticks = taken.map((t) => t.frame.ticks);
  expect(ticks).toHaveLength(120);
  expect(new Set(ticks).size).toBe(120);
  expect(ticks.slice(60).map((t, i) => t - ticks[i]!)).toEqual(Array.from({ length: 60 }, () => 60n * 3600n));
  expect(report.messages.some((m) => m.text.includes('is not later than the frame before'))).toBe(true);
  const { frame } = taken[75]!;
  expect(digest((await decoder.still(path, 0, frame.ticks)).rgb)).toBe(digest(frame.rgb));
});
