/** @file Clips and stills for disclosure: every frame once under its own time, everybody else hidden, the same bytes each time, nothing half-made. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Box, Picture } from '../../electron/core/picture.ts';
import { discloseClip, usualClip } from '../../electron/engine/disclose/clips.ts';
import type { ClipFacts } from '../../electron/engine/disclose/clips.ts';
import type { Natives } from '../../electron/engine/natives.ts';
import { discloseStill, redactionLimits } from '../../electron/engine/disclose/pixels.ts';
import { headAround } from '../../electron/engine/disclose/redaction.ts';
import { loadPack } from '../../electron/engine/models.ts';
import { momentOfTicks, momentOfTrack } from '../../electron/engine/stills.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { drawFootage } from '../../resources/demo/footage.ts';
import type { DrawnFootage } from '../../resources/demo/footage.ts';
import { identityAt } from '../../resources/demo/truth.ts';
import { clipFolder, readAll } from '../decoder/clips.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { openFakeAnalyser, paintFace } from '../support/fakeAnalyser.ts';
import { fakeDecoder } from '../support/fakeDecoder.ts';
import { runDrawn } from '../evaluate/runDrawn.ts';
import { caseWith, trackOf } from './pixelsCase.ts';

const decoder = openNodeAvDecoder();
/** Thirty frames a second with a time base that MP4 cannot have, one frame missing, odd sizes; person 10 goes right, 200 stands. */
const width = 161, height = 121, step = 1n;
const ticks = Array.from({ length: 60 }, (_, i) => 1000n + BigInt(i) * step).filter((at) => at !== 1031n);
const walking = (at: bigint): Box => [8 + Number(at - 1000n), 50, 24, 24];
const standing: Box = [110, 20, 24, 24];
const painted = fakeDecoder({
  width, height, timeBase: { num: 1001, den: 30_000 }, ticks,
  paint: (at) => {
    const picture: Picture = { width, height, rgb: new Uint8Array(width * height * 3).fill(90) };
    paintFace(picture, walking(at), 10);
    paintFace(picture, standing, 200);
    return picture.rgb;
  },
});
const indexed = ticks.filter((_, i) => i % 6 === 0);
const paintedCase = (with_: Decoder = painted) => caseWith(with_, '/painted', indexed.flatMap((at) => [{ track: 0, ticks: at, box: walking(at) }, { track: 1, ticks: at, box: standing }]));
const usual = { blur: true, ...usualClip };

/** Mean of a channel in a box. */
function mean({ width: w, rgb }: Picture, [x, y, boxWidth, boxHeight]: Box, channel: number): number {
  let sum = 0;
  for (let row = y; row < y + boxHeight; row++) for (let column = x; column < x + boxWidth; column++) sum += rgb[(row * w + column) * 3 + channel]!;
  return sum / (boxWidth * boxHeight);
}

test('each frame of the range is in the clip once, at its own distance from the first, and shows the person and nobody else', async () => {
  const { opened, natives, folder } = await paintedCase();
  const file = join(folder, 'clip.mp4');
  const progress: string[] = [];
  const facts = await discloseClip(opened, trackOf(0), usual, natives, openFakeAnalyser(), file, { onProgress: ({ stage, done, total }) => progress.push(`${stage} ${done}/${total}`) });
  expect(facts).toMatchObject({ container: 'mp4', codec: 'h264', width: 162, height: 122, timeBase: '1/30000', sourceTimeBase: '1001/30000', facesFound: ticks.length * 2 });
  expect(facts.frames.map((frame) => [frame.sourceTicks, frame.clipTicks])).toEqual(ticks.map((at) => [String(at), String((at - 1000n) * 1001n)]));
  const other = { box: standing, from: 'look' };
  // After the last sighting nothing says that this is still the person.
  expect(facts.frames.map(({ person, blurred }) => [person, blurred])).toEqual(ticks.map((at) => (at <= indexed.at(-1)! ? [walking(at), [other]] : [null, [other, { box: walking(at), from: 'look' }]])));
  expect(facts.notes).toContain(redactionLimits);
  expect([progress[0], progress.at(-1)]).toEqual(['looking for faces 1/null', 'writing the clip 59/59']);
  const { taken, report } = await readAll(decoder, file, { framesPerSecond: 'every' });
  expect(taken.map(({ frame }) => [frame.ticks, frame.width, frame.height])).toEqual(facts.frames.map(({ clipTicks }) => [BigInt(clipTicks), 162, 122]));
  expect([report.failed, report.messages]).toEqual([0, []]);
  // Green is 10 in the person's face, 200 in the other's, 90 around them; the other's head is mixed with what is around it.
  const shown = taken[20]!.frame, place = walking(ticks[20]!);
  expect(mean(shown, place, 1)).toBeLessThan(40);
  expect(mean(shown, place, 0)).toBeGreaterThan(220);
  const whole = await natives.decoder.still('/painted', 0, ticks[20]!);
  expect(Math.abs(mean(whole, [standing[0], standing[1], 4, 4], 1) - mean(shown, [standing[0], standing[1], 4, 4], 1))).toBeGreaterThan(10);
  const again = join(folder, 'again.mp4');
  expect(await discloseClip(opened, trackOf(0), usual, natives, openFakeAnalyser(), again, {})).toEqual(facts);
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
}, 60_000);

test('without blurring nothing is looked for and everybody is shown, and the clip says so', async () => {
  const { opened, natives, folder } = await paintedCase();
  const analyser = openFakeAnalyser();
  const facts = await discloseClip(opened, trackOf(0), { ...usual, blur: false }, natives, analyser, join(folder, 'clip.mp4'), {});
  expect([analyser.shown.calls, facts.facesFound, facts.frames.flatMap(({ blurred }) => blurred)]).toEqual([0, null, []]);
  expect(facts.notes).toContain('Nothing is blurred in this clip.');
  const { taken } = await readAll(decoder, join(folder, 'clip.mp4'), { framesPerSecond: 'every' });
  expect(mean(taken[20]!.frame, standing, 1)).toBeGreaterThan(180);
}, 60_000);

test('a long track is cut around its best sighting, with a note; margins are kept otherwise', async () => {
  const { opened, natives, folder } = await paintedCase();
  const short = await discloseClip(opened, trackOf(0), { ...usual, longestSeconds: 0.5 }, natives, openFakeAnalyser(), join(folder, 'short.mp4'), {});
  expect(short.frames.length).toBe(15);
  expect(short.notes[0]).toBe('The track and its surroundings are longer than a clip may be (0.5 s): shown is the part around its best sighting; the track is seen from 1000 to 1055 ticks.');
  const bare = await discloseClip(opened, trackOf(0), { ...usual, secondsBefore: 0, secondsAfter: 0 }, natives, openFakeAnalyser(), join(folder, 'bare.mp4'), {});
  expect([bare.frames[0]!.sourceTicks, bare.frames.at(-1)!.sourceTicks]).toEqual([String(indexed[0]), String(indexed.at(-1))]);
}, 60_000);

test('damage and messages of the decoder are told; a frame of another size is fitted', async () => {
  const odd: Decoder = {
    ...painted,
    async *frames(...args) {
      const inner = painted.frames(...args);
      for (let n = 0; ; n++) {
        const { done, value } = await inner.next();
        if (done) return { ...value, messages: [{ text: 'error while decoding', count: 3 }] };
        const small = { width: 150, height: 100, rgb: new Uint8Array(150 * 100 * 3).fill(40), ticks: value.frame.ticks };
        yield n === 5 ? { ...value, damaged: true } : n === 7 ? { ...value, frame: small } : value;
      }
    },
  };
  const { opened, natives, folder } = await paintedCase(odd);
  const { notes, frames } = await discloseClip(opened, trackOf(0), usual, natives, openFakeAnalyser(), join(folder, 'clip.mp4'), {});
  expect(frames.length).toBe(ticks.length);
  expect(notes).toEqual(expect.arrayContaining(['Frames that the decoder marked as damaged, shown as it gave them: 1.', 'The decoder said 3 times: error while decoding']));
  expect(notes.some((note) => /^Frames of another size than the first.*: 1\.$/.test(note))).toBe(true);
  expect(notes).toContain('The exhibit’s pictures are 161 x 121 pixels; a clip’s sizes are even, so the last column or row is there twice.');
}, 60_000);

test('a clip that is stopped, finds no room or whose frames change between the two decodings leaves nothing behind', async () => {
  let run = 0;
  const shifting: Decoder = {
    ...painted,
    async *frames(...args) {
      run += 1;
      const shift = run === 2 ? 1n : 0n;
      const inner = painted.frames(...args);
      for (;;) {
        const { done, value } = await inner.next();
        if (done) return value;
        yield value.frame.ticks > 1020n ? { ...value, frame: { ...value.frame, ticks: value.frame.ticks + shift } } : value;
      }
    },
  };
  const { opened, natives, folder } = await paintedCase(shifting);
  const before = readdirSync(folder);
  await expect(discloseClip(opened, trackOf(0), usual, natives, openFakeAnalyser(), join(folder, 'clip.mp4'), {})).rejects.toThrow('the second decoding gave a frame at 1022');
  const stop = new AbortController();
  const job = { signal: stop.signal, onProgress: ({ stage, done }: { stage: string; done: number }) => { if (stage === 'writing the clip' && done === 9) stop.abort(); } };
  await expect(discloseClip(opened, trackOf(0), usual, natives, openFakeAnalyser(), join(folder, 'clip.mp4'), job)).rejects.toMatchObject({ code: 'stopped' });
  await expect(discloseClip(opened, trackOf(9), usual, natives, openFakeAnalyser(), join(folder, 'clip.mp4'), {})).rejects.toMatchObject({ code: 'track-unknown' });
  let discarded = 0;
  const full: Natives = {
    ...natives, decoder: painted,
    openClip: async () => ({ write: () => Promise.reject(new Error('No space left on device')), close: async () => undefined, discard: async () => void (discarded += 1) }),
  };
  await expect(discloseClip(opened, trackOf(0), usual, full, openFakeAnalyser(), join(folder, 'clip.mp4'), {})).rejects.toMatchObject({ code: 'disk-full' });
  expect([discarded, readdirSync(folder)]).toEqual([1, before]);
}, 60_000);

test('a still shows the whole frame and the person’s face, with everybody else hidden; a moment of nobody hides everybody', async () => {
  const { opened, natives } = await paintedCase();
  const moment = momentOfTrack(opened, trackOf(0));
  const still = await discloseStill(opened, moment, { blur: true }, natives, openFakeAnalyser(), {});
  expect(still).toMatchObject({ ticks: '1000', box: walking(1000n), facesFound: 2, blurred: [{ box: standing, from: 'look' }], notes: [redactionLimits] });
  const whole = await natives.readPicture(still.png, 'still'), crop = await natives.readPicture(still.crop!, 'crop');
  expect([whole.width, whole.height, crop.width, crop.height]).toEqual([width, height, 47, 68]);
  expect([mean(whole, walking(1000n), 1), mean(crop, [8, 22, 24, 24], 1)]).toEqual([10, 10]);
  expect(mean(whole, [standing[0], standing[1], 2, 2], 1)).not.toBe(200);
  expect(Buffer.from((await discloseStill(opened, moment, { blur: true }, natives, openFakeAnalyser(), {})).png).equals(Buffer.from(still.png))).toBe(true);
  const nobody = await discloseStill(opened, momentOfTicks(opened, moment.footage.id, 1003n), { blur: true }, natives, openFakeAnalyser(), {});
  expect([nobody.crop, nobody.blurred.length]).toEqual([null, 2]);
  const all = await discloseStill(opened, moment, { blur: false }, natives, openFakeAnalyser(), {});
  expect([all.blurred, all.facesFound, all.notes]).toEqual([[], null, ['Nothing is blurred in this picture.']]);
});

test('a numbered sheet has a cell for each picture and draws its own digits', async () => {
  const { natives } = await paintedCase();
  const colours = Array.from({ length: 11 }, (_, i) => i * 20);
  const pictures = await Promise.all(colours.map((grey, i) => natives.encodePng({ width: 20 + i, height: 30, rgb: new Uint8Array((20 + i) * 30 * 3).fill(grey) })));
  const sheet = await natives.numberedSheet(pictures, 4);
  expect(Buffer.from(await natives.numberedSheet(pictures, 4)).equals(Buffer.from(sheet))).toBe(true);
  const { data, info } = await sharp(sheet).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([12 + 4 * 236, 12 + 3 * 276]);
  const cell = (i: number): readonly [number, number] => [12 + (i % 4) * 236, 12 + Math.floor(i / 4) * 276];
  const value = (x: number, y: number): number => data[(y * info.width + x) * info.channels]!;
  expect(colours.map((_, i) => value(cell(i)[0] + 112, cell(i)[1] + 112))).toEqual(colours);
  const ink = colours.map((_, i) => {
    const [left, top] = cell(i);
    let dots = 0;
    for (let y = top + 224; y < top + 264; y++) for (let x = left; x < left + 224; x++) if (value(x, y) === 0) dots += 1;
    return dots / 16;
  });
  // Dots of the digits 1 to 9, 10 and 11 as they are drawn.
  expect(ink).toEqual([10, 14, 14, 14, 17, 15, 11, 17, 15, 29, 20]);
});

let analyser: FaceAnalyser, drawn: DrawnFootage[];
const folder = clipFolder();
beforeAll(async () => {
  analyser = await openFaceAnalyser(await loadPack('blazeface-dlib', '/nowhere'));
  drawn = await drawFootage(folder, { seed: 3, scenario: 'small' });
}, 120_000);
afterAll(() => analyser.close());

/** How much of a face lies under the head around one blurred place. */
function covered([x, y, w, h]: Box, facts: ClipFacts['frames'][number]): number {
  return Math.max(0, ...facts.blurred.map(({ box }) => {
    const [left, top, headWidth, headHeight] = headAround(box);
    const across = Math.min(x + w, left + headWidth) - Math.max(x, left), down = Math.min(y + h, top + headHeight) - Math.max(y, top);
    return across > 0 && down > 0 ? (across * down) / (w * h) : 0;
  }));
}

test('on drawn footage nobody else is ever left for the person, and of the faces of others that a person could know hardly one is seen', async () => {
  let kept = 0, wrong = 0, nobody = 0, inTrack = 0, others = 0, hidden = 0, frames = 0, seconds = 0;
  const missed: string[] = [];
  for (const film of drawn) {
    const { truth } = film;
    const { found } = await runDrawn(film, decoder, analyser, { detection: 'default', look: 'changed', samePersonDistance: 0.6 }, 5);
    const { opened, natives } = await caseWith(decoder, film.path, found);
    const byTrack = Map.groupBy(found, ({ track }) => track);
    const longest = [...byTrack].toSorted((a, b) => b[1].length - a[1].length || a[0] - b[0]).slice(0, 1);
    for (const [track, sightings] of longest) {
      const begun = performance.now();
      const facts = await discloseClip(opened, trackOf(track), { blur: true, secondsBefore: 1, secondsAfter: 1, longestSeconds: 60 }, natives, analyser, join(temporaryFolder(), 'clip.mp4'), {});
      seconds += (performance.now() - begun) / 1000;
      const names = sightings.map((sighting) => identityAt(truth, String(sighting.ticks), sighting.box));
      const person = names.toSorted((a, b) => names.filter((n) => n === b).length - names.filter((n) => n === a).length)[0];
      for (const frame of facts.frames) {
        frames += 1;
        const at = BigInt(frame.sourceTicks);
        if (at >= sightings[0]!.ticks && at <= sightings.at(-1)!.ticks) inTrack += 1;
        if (frame.person) {
          kept += 1;
          const who = identityAt(truth, frame.sourceTicks, frame.person);
          if (who === null) nobody += 1;
          else if (who !== person) wrong += 1;
        }
        for (const face of truth.faces.filter((one) => one.ticks === frame.sourceTicks && one.identity !== person && !one.occluded && one.widthPx >= 20 && Math.abs(one.yaw) <= 60)) {
          others += 1;
          if (covered(face.box, frame) >= 0.8) hidden += 1;
          else missed.push(`${truth.file} ${frame.sourceTicks}: ${Math.round(face.widthPx)} px, yaw ${Math.round(face.yaw)}`);
        }
      }
    }
  }
  console.log(`${frames} frames at ${(frames / seconds).toFixed(1)} a second; the person is shown in ${kept} of ${inTrack} frames of their tracks, somebody else in ${wrong}, what is no face in ${nobody}; of ${others} faces of others 20 px and wider ${hidden} are hidden${missed.length > 0 ? `; not: ${missed.join('; ')}` : ''}`);
  expect([wrong, others > 60]).toEqual([0, true]);
  expect(kept / inTrack).toBeGreaterThan(0.8);
  expect(hidden / others).toBeGreaterThan(0.99);
}, 300_000);
