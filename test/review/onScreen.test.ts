/** @file Pictures of a line-up on the screen: none before its step, none for anybody else, and the very bytes that the entries name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../electron/engine/hash.ts';
import { recall } from '../../electron/engine/kept.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { neighboursOnScreen, pictureOnScreen } from '../../electron/engine/review/onScreen.ts';
import { describeFace, openLineup, showFace } from '../../electron/engine/review/reviewing.ts';
import { people } from '../support/grantedCase.ts';
import { crowdCase, type CrowdCase } from './crowdCase.ts';
import { features, lineupOf } from './steps.ts';

let root: string, scene: CrowdCase;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-screen-'));
  scene = await crowdCase(root);
});
afterAll(() => {
  scene.opened.close();
  rmSync(root, { recursive: true, force: true });
});

test('each picture can be seen from its step on, by its reviewer only, and is what the entry says was shown', async () => {
  const { opened, natives } = scene;
  const lineup = lineupOf(scene);
  const picture = (place: number, step = 0): Promise<Uint8Array> => pictureOnScreen(opened, lineup, place, step, natives, {});
  const refused = async (code: string, ...places: number[]): Promise<void> => {
    for (const place of places) {
      await expect(picture(place)).rejects.toMatchObject({ code });
      expect(() => neighboursOnScreen(opened, lineup, place)).toThrow(expect.objectContaining({ code }));
    }
  };
  await refused('role-missing', 0, 1);
  await scene.as(people.reviewer.name);
  await refused('review-order', 0, 1);
  await showFace(opened, lineup, null, natives);
  expect(sha256(await picture(0))).toBe(entriesOf(opened.db, 'face-shown')[0]!.body.sha256);
  expect(neighboursOnScreen(opened, lineup, 0)).toEqual([]);
  await refused('review-order', 1);
  describeFace(opened, lineup, { features });
  await refused('review-order', 1);
  await openLineup(opened, lineup, null, natives, {});
  const { files } = recall(opened.db, entriesOf(opened.db, 'lineup-opened')[0]!.body.pictures)!.body as { files: { name: string; sha256: string }[] };
  const shown = await Promise.all([0, 1, 2, 3, 4, 5, 6].map(async (place) => ({ name: place === 0 ? 'questioned.png' : `${place}.png`, sha256: sha256(await picture(place)) })));
  expect(shown).toEqual(files);
  await refused('picture-unknown', 7);
  // Neighbours are other frames of the same face, told by how far away they are and by nothing else.
  const around = neighboursOnScreen(opened, lineup, 1);
  expect(around.length).toBeGreaterThan(0);
  for (const { step, seconds } of around) expect([Math.sign(seconds), (await picture(1, step)).length > 0]).toEqual([Math.sign(step), true]);
  await expect(picture(1, 4)).rejects.toMatchObject({ code: 'picture-unknown' });
  await scene.as(people.second.name);
  await refused('review-order', 0, 1);
});
