/** @file The transcripts in test/cli/transcripts, each run against the real command in a folder with footage and pictures of drawn people. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { copyPlace, newPlace, retrace } from '../support/cli.ts';
import type { Place } from '../support/cli.ts';
import { writeGroupClip } from '../support/disclosedCase.ts';
import { lightenKeys } from '../support/lightKeys.ts';
import { writePortraitClip } from '../support/portraitClip.ts';
import { compare, filledIn, readTranscript } from '../support/transcript.ts';

const folder = join(import.meta.dirname, 'transcripts');
const files = newPlace();
const places: Place[] = [files];
/** Parts of one story are named `story-1.txt`, `story-2.txt` and run one after the other in one folder. */
const stories = Map.groupBy(readdirSync(folder).toSorted(), (name) => name.replace(/(-\d+)?\.txt$/, ''));

beforeAll(async () => {
  await writePortraitClip(join(files.folder, 'a.mp4'), [1, 2]);
  await writePortraitClip(join(files.folder, 'b.avi'), [3]);
  const [face, other] = [await drawProbe(1), await drawProbe(2)];
  await sharp(face).toFile(join(files.folder, 'face.png'));
  await sharp({ create: { width: 960, height: 560, channels: 3, background: 'grey' } }).composite([{ input: Buffer.from(face), left: 0, top: 0 }, { input: Buffer.from(other), left: 480, top: 0 }]).png().toFile(join(files.folder, 'two.png'));
  await sharp({ create: { width: 320, height: 240, channels: 3, background: 'grey' } }).png().toFile(join(files.folder, 'grey.png'));
  // Person 3 is searched for, stands among others at the entrance and passes by; persons 2 and 60 are nowhere.
  mkdirSync(join(files.folder, 'footage'));
  await writeGroupClip(join(files.folder, 'footage/entrance.mp4'), [3, 20, 11, 31, 42, 8, 25, 17]);
  await writePortraitClip(join(files.folder, 'footage/passage.ts'), [3, 50]);
  const sought = await drawProbe(3);
  await sharp(sought).modulate({ brightness: 0.6 }).png().toFile(join(files.folder, 'dark.png'));
  await sharp(sought).png().toFile(join(files.folder, 'sought.png'));
  await sharp(await drawProbe(60)).png().toFile(join(files.folder, 'missing.png'));
});

afterAll(() => places.forEach((place) => place.remove()));

for (const [story, parts] of stories) {
  test(`the command does what ${parts.join(' and ')} ${parts.length === 1 ? 'says' : 'say'}`, { timeout: 400_000 }, async () => {
    const place = copyPlace(files);
    places.push(place);
    const values = new Map<string, string>();
    const problems: string[] = [];
    let steps = 0;
    for (const part of parts) {
      for (const step of readTranscript(readFileSync(join(folder, part), 'utf8'))) {
        steps += 1;
        problems.push(...compare(step, await retrace(place, filledIn(step, values), step.environment), place.folder, values).map((problem) => `${part} ${problem}`));
        // The story of the case and its keys has them as they were made.
        if (story !== 'case') await lightenKeys(place, step.environment['RETRACE_PASSPHRASE'] ?? 'correct horse');
      }
    }
    expect(problems).toEqual([]);
    console.log(`${story}: ${steps} commands`);
  });
}
