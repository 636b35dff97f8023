/** @file The transcripts in test/cli/transcripts, each run against the real command in a folder with two clips and three pictures. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { copyPlace, newPlace, retrace } from '../support/cli.ts';
import type { Place } from '../support/cli.ts';
import { writePortraitClip } from '../support/portraitClip.ts';
import { compare, filledIn, readTranscript } from '../support/transcript.ts';

const folder = join(import.meta.dirname, 'transcripts');
const files = newPlace();
const places: Place[] = [files];

beforeAll(async () => {
  await writePortraitClip(join(files.folder, 'a.mp4'), [1, 2]);
  await writePortraitClip(join(files.folder, 'b.avi'), [3]);
  const [face, other] = [await drawProbe(1), await drawProbe(2)];
  await sharp(face).toFile(join(files.folder, 'face.png'));
  await sharp({ create: { width: 960, height: 560, channels: 3, background: 'grey' } }).composite([{ input: Buffer.from(face), left: 0, top: 0 }, { input: Buffer.from(other), left: 480, top: 0 }]).png().toFile(join(files.folder, 'two.png'));
  await sharp({ create: { width: 320, height: 240, channels: 3, background: 'grey' } }).png().toFile(join(files.folder, 'grey.png'));
});

afterAll(() => places.forEach((place) => place.remove()));

for (const name of readdirSync(folder)) {
  test(`the command does what ${name} says`, { timeout: 240_000 }, async () => {
    const place = copyPlace(files);
    places.push(place);
    const values = new Map<string, string>();
    const problems: string[] = [];
    for (const step of readTranscript(readFileSync(join(folder, name), 'utf8'))) {
      problems.push(...compare(step, await retrace(place, filledIn(step, values), step.environment), place.folder, values));
    }
    expect(problems).toEqual([]);
  });
}
