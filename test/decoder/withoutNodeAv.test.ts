/** @file A copy without node-av, as installers make it: the program starts; an installed ffmpeg decodes the same frames and is named in the record; without one, or with one that is too old, it says what to do. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Completeness } from '../../electron/core/completeness.ts';
import type { MachineFact } from '../../electron/core/machineFact.ts';
import { findFfmpeg } from '../../native/decoder/findFfmpeg.ts';
import { openDecoder, openSecondDecoder } from '../../native/decoder/openDecoder.ts';
import { copyPlace, newGrantedCase, newPlace, retrace, type Place, type Said } from '../support/cli.ts';
import { writePortraitClip } from '../support/portraitClip.ts';

const tools = await findFfmpeg();
const reason = tools ? '' : ' (SKIPPED: neither RETRACE_FFMPEG and RETRACE_FFPROBE nor an ffmpeg on PATH)';
const places: Place[] = [];
let place: Place;
/** node-av cannot be found in any process that the command starts. */
let without: { readonly NODE_OPTIONS: string };

beforeAll(async () => {
  place = newPlace();
  places.push(place);
  const hook = join(place.folder, 'withoutNodeAv.mjs');
  writeFileSync(hook, `import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) { if (name.startsWith('node-av')) throw new Error('node-av: its binary is of another platform'); return next(name, context); } });`);
  without = { NODE_OPTIONS: `--import=${hook}` };
  await newGrantedCase(place);
  await writePortraitClip(join(place.folder, 'a.mp4'), [1, 2]);
  await writePortraitClip(join(place.folder, 'b.ts'), [3]);
});
afterAll(() => places.forEach((each) => each.remove()));

const receive = ['exhibit', 'receive', 'case', 'a.mp4', 'b.ts', '--reference', 'JB/1', '--camera', 'Gate'];

/** What was decoded of each footage by which decoder, and whether faces were found. Their boxes follow pixels, which may differ by a level. */
function recorded({ folder }: Place) {
  const db = new Database(join(folder, 'case/case.sqlite'), { readonly: true });
  const runs = db.prepare<[], { decoder: string; completeness: string }>('SELECT decoder, completeness FROM run ORDER BY footage_id').all();
  db.close();
  const frames = runs.map((run) => {
    const { timeBase, framesExpected, framesDecoded, framesAnalysed, framesFailed, firstTicks, lastTicks, gaps, faces } = JSON.parse(run.completeness) as Completeness;
    return { timeBase, framesExpected, framesDecoded, framesAnalysed, framesFailed, firstTicks, lastTicks, gaps, found: faces > 0 };
  });
  return { frames, decoders: runs.map(({ decoder }) => (JSON.parse(decoder) as { name: string }).name) };
}

test.skipIf(!tools)(`where node-av is not installed, an ffmpeg gives the same frames and the record names it${reason}`, async () => {
  const other = copyPlace(place);
  places.push(other);
  const both = [{ at: place, environment: {} }, { at: other, environment: without }];
  for (const { at, environment } of both) {
    for (const words of [receive, ['index', 'case', '--fps', '3', '--fast']]) expect(await retrace(at, words, environment)).toMatchObject({ exit: 0 });
  }
  const [first, second] = [recorded(place), recorded(other)];
  expect(second.frames).toEqual(first.frames);
  expect(first.frames.map(({ found }) => found)).toEqual([true, true]);
  expect([first.decoders, second.decoders]).toEqual([['node-av', 'node-av'], ['ffmpeg', 'ffmpeg']]);
  const { facts } = JSON.parse((await retrace(other, ['doctor', '--json'], without)).out) as { facts: MachineFact[] };
  const sentence = `ffmpeg ${tools!.version} of this machine, as node-av does not load (Error: node-av: its binary is of another platform).`;
  expect(facts.find(({ what }) => what === 'Decoder')).toMatchObject({ state: 'works', sentence: expect.stringContaining(sentence) as string });
}, 120_000);

test('without any decoder the program starts, says so and what to do, and records nothing', async () => {
  const none = copyPlace(place);
  places.push(none);
  const environment = { ...without, PATH: none.folder, RETRACE_FFMPEG: undefined, RETRACE_FFPROBE: undefined };
  const entries = async (): Promise<Said> => retrace(none, ['ledger', 'verify', 'case'], environment);
  const before = await entries();
  expect(before.exit).toBe(0);
  expect(await retrace(none, receive, environment)).toMatchObject({ exit: 3, error: expect.stringMatching(/There is no video decoder.*Install ffmpeg/) as string });
  expect(await entries()).toEqual(before);
  const facts = (await retrace(none, ['doctor'], environment)).out;
  expect(facts).toMatch(/There is no video decoder on this machine.*its binary is of another platform/);
}, 60_000);

test('an ffmpeg that is too old decodes neither first nor second, and the doctor says so', async () => {
  const old = copyPlace(place);
  places.push(old);
  for (const name of ['ffmpeg', 'ffprobe']) writeFileSync(join(old.folder, name), `#!/bin/sh\necho '${name} version 4.4.2-old'\necho 'libavcodec     58.134.100 / 58.134.100'\n`, { mode: 0o755 });
  const environment = { PATH: old.folder, RETRACE_FFMPEG: undefined, RETRACE_FFPROBE: undefined };
  expect(await retrace(old, receive, { ...without, ...environment })).toMatchObject({ exit: 3, error: expect.stringMatching(/There is no video decoder.*5\.1 or later/) as string });
  const { facts } = JSON.parse((await retrace(old, ['doctor', '--json'], environment)).out) as { facts: MachineFact[] };
  expect(facts.find(({ what }) => what === 'Second decoder')).toMatchObject({ state: 'missing', sentence: expect.stringContaining('4.4.2-old is too old') as string });

  Object.entries(environment).forEach(([name, value]) => vi.stubEnv(name, value));
  try {
    expect(await openSecondDecoder(await openDecoder())).toBe(null);
  } finally {
    vi.unstubAllEnvs();
  }
}, 60_000);
