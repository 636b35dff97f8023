/** @file The case of the tour: two drawn cameras with clocks of their own and one before which a group stands, worked by four people up to a line-up that waits for its review. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Case } from '../../../electron/engine/caseFolder.ts';
import { openEngine } from '../../../electron/engine/engine.ts';
import { defaultPack } from '../../../electron/engine/models.ts';
import { nodeNatives } from '../../../electron/nodeNatives.ts';
import { drawFootage } from '../../../resources/demo/footage.ts';
import { drawProbe } from '../../../resources/demo/portrait.ts';
import { writeGroupClip } from '../../support/disclosedCase.ts';
import { as, grantedCase } from '../../support/grantedCase.ts';
import { reviewersPick } from '../../support/reviewersPick.ts';

/** Passes both cameras and stands in the group. */
const sought = 3;

/** Works it in the folder (about a minute); the caller closes it. */
export async function tourCase(root: string): Promise<{ readonly opened: Case }> {
  const home = join(root, 'home');
  const engine = openEngine(nodeNatives(), home);
  const opened = await grantedCase(join(root, 'case'), home);
  const drawn = await drawFootage(join(root, 'footage'), { seed: 7, scenario: 'small' });
  const queue = join(root, 'footage', 'queue.mp4');
  await writeGroupClip(queue, [sought, 20, 11, 31, 42, 8, 25, 17]);
  const recorders = [...drawn.map(({ path, truth: { camera, startsAt, clockOffsetSeconds } }) => ({ path, camera, startsAt, offset: clockOffsetSeconds })), { path: queue, camera: 'QUEUE', startsAt: '2026-03-14T18:04:07Z', offset: -94 }];
  for (const [i, { path, camera, startsAt, offset }] of recorders.entries()) {
    const clock = { startsAt, offset: String(offset), checkedBy: 'A. Analyst', method: 'against the speaking clock' };
    await engine.receive(opened, [path], { reference: `JB/${i + 1}`, camera: camera[0]! + camera.slice(1).toLowerCase(), seizedBy: 'J. Bell', clock }, {});
  }
  await engine.index(opened, { exhibit: null, framesPerSecond: 5, pack: defaultPack, detection: 'default', look: 'changed' }, {});
  const file = join(root, 'photograph.png');
  await writeFile(file, await drawProbe(sought));
  const provenance = { origin: 'witness' as const, source: 'photograph from the shop’s owner', takenOn: '2026-03-10', basis: 'given freely for this investigation', edits: [], reviewOn: null, custody: null };
  const { probe } = await engine.addProbe(opened, { file }, { label: 'Person by the counter', provenance, face: null }, defaultPack, {});
  const { answers } = await engine.search(opened, { probe: probe.id, list: null, authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 12, threshold: null }, defaultPack, {});
  const [first, second] = answers[0]!.candidates.filter(({ exhibit }) => exhibit === 'JB/3').map(({ rank }) => rank);
  const lineup = (rank: number) => engine.review.createLineup(opened, { search: 'S-1', probe: probe.id, rank, fillers: 5, alsoUncertain: false }, {});
  const decided = await lineup(first!);
  await reviewersPick(engine, opened, decided.lineup, 'reviewer', 'candidate', root);
  await reviewersPick(engine, opened, decided.lineup, 'second', 'candidate', root);
  await as(opened, 'analyst');
  await lineup(second!);
  return { opened };
}
