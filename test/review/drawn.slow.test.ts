/** @file A line-up of drawn people through the real engines: every filler is truly somebody else, and each picture is the face whose turn it is. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { distance } from '../../electron/core/appearance.ts';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import { orderFor } from '../../electron/engine/review/order.ts';
import { findLineup } from '../../electron/engine/review/reviewed.ts';
import { vectorOf } from '../../electron/engine/vectorBytes.ts';
import { momentOfTrack } from '../../electron/engine/stills.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { as } from '../support/grantedCase.ts';
import { disclosedCopy } from '../support/disclosedCase.ts';
import type { DisclosedCase } from '../support/disclosedCase.ts';
import { scale } from './steps.ts';

let root: string, scene: DisclosedCase;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-lineup-'));
  scene = await disclosedCopy(root);
}, 120_000);
afterAll(() => {
  scene.opened.close();
  rmSync(root, { recursive: true, force: true });
});

/** Who stands there in the group: everybody keeps to their own column and row. */
function standing(track: string): number {
  const [x, y, width, height] = momentOfTrack(scene.opened, track).box!;
  return Math.floor((x + width / 2) / 140) + 4 * Math.floor((y + height / 2) / 165);
}

test('the line-up of somebody in a group holds five others, all of them certain', async () => {
  const { opened } = scene;
  const { created: { body } } = findLineup(opened.db, 'V-1');
  const people = [body.track, ...body.fillers].map(standing);
  expect([new Set(people).size, body.uncertain, body.unproven]).toEqual([6, [], 0]);
  console.log(`line-up of 6 drawn people, band widened ${body.band.widened} times`);
  await as(opened, 'reviewer');
  const lineup = 'V-1', handed = join(root, 'reviewer-V-1');
  // The same networks see in each picture the person whose turn it is: nearer to their own track than to anybody else's.
  const natives = nodeNatives();
  const analyser = await natives.openAnalyser(await loadPack(defaultPack, scene.home, {}));
  const order = orderFor(findLineup(opened.db, lineup), opened.operator!);
  const vectors = opened.db.prepare<[string, string], Buffer>(`SELECT vector FROM embedding JOIN run ON run.number = embedding.run WHERE run.id = ? AND track = CAST(? AS INTEGER)`).pluck();
  const stored = order.map((track) => vectors.all(...(track.split('-') as [string, string])).map(vectorOf));
  const seen: number[] = [];
  for (let i = 0; i < order.length; i++) {
    const picture = await natives.readPicture(readFileSync(join(handed, `${i + 1}.png`)), '');
    const [face] = (await analyser.analyse(picture, 'everywhere', 'default')).toSorted((a, b) => b.box[2] - a.box[2]);
    const distances = stored.map((each) => Math.min(...each.map((vector) => distance(vector, face!.embedding!, scale))));
    seen.push(distances.indexOf(Math.min(...distances)));
  }
  await analyser.close();
  expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
});
