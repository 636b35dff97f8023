/** @file The main job on drawn footage of 44 people before six cameras: who is found, who comes first. Prints the figures. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Failure } from '../../electron/core/failure.ts';
import type { FailureData } from '../../electron/core/failure.ts';
import type { ProbeId } from '../../electron/core/ids.ts';
import type { Provenance } from '../../electron/core/provenance.ts';
import { parseTimeBase } from '../../electron/core/time.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { addToList, createList } from '../../electron/engine/lists.ts';
import { defaultPack } from '../../electron/engine/models.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { sampler } from '../../native/decoder/sampling.ts';
import { drawFootage } from '../../resources/demo/footage.ts';
import type { DrawnFootage } from '../../resources/demo/footage.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { identityAt } from '../../resources/demo/truth.ts';
import { describeFigures, evaluate } from '../evaluate/tracking.ts';
import type { Figures, FoundFace } from '../evaluate/tracking.ts';
import { grantedCase } from '../support/grantedCase.ts';
import { trueFaces } from '../evaluate/runDrawn.ts';

let folder: string, engine: Engine, opened: Case, drawn: DrawnFootage[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retrace-drawn-'));
  drawn = await drawFootage(join(folder, 'footage'), { seed: 5, scenario: 'standard' });
  engine = openEngine(nodeNatives(), join(folder, 'home'));
  opened = await grantedCase(join(folder, 'case'), join(folder, 'home'));
  for (const { path, truth } of drawn) {
    const clock = { startsAt: truth.startsAt, offset: String(truth.clockOffsetSeconds) };
    await engine.receive(opened, [path], { reference: truth.file, camera: truth.camera, clock }, {});
  }
  await engine.index(opened, { exhibit: null, framesPerSecond: 5, pack: defaultPack, detection: 'default', look: 'changed' }, {});
}, 900_000);

afterAll(async () => {
  opened.close();
  await rm(folder, { recursive: true });
});

function sightings(file: string): FoundFace[] {
  const rows = opened.db.prepare<[string], { track: bigint; ticks: bigint; x: number; y: number; width: number; height: number }>(
    `SELECT s.track, s.ticks, s.x, s.y, s.width, s.height FROM sighting s JOIN run ON run.number = s.run JOIN footage f ON f.id = run.footage_id JOIN exhibit e ON e.id = f.exhibit WHERE e.reference = ?`,
  ).safeIntegers(true).all(file);
  return rows.map((row) => ({ track: Number(row.track), ticks: row.ticks, box: [row.x, row.y, row.width, row.height] }));
}

test('of the walkers whose face reaches 32 px at least 95 in 100 have a track', () => {
  const figures = drawn.map(({ truth }) => {
    const base = parseTimeBase(truth.timeBase);
    const taken = sampler(5, base);
    const analysed = truth.ticks.map(BigInt).filter((ticks) => taken(ticks));
    return evaluate(trueFaces(truth), sightings(truth.file), analysed, base);
  });
  drawn.forEach(({ truth }, i) => console.log(`${truth.file} (${truth.container}, ${truth.codec}, ${truth.width}x${truth.height})\n${describeFigures(figures[i]!)}`));
  const sum = (of: (f: Figures) => number): number => figures.reduce((total, f) => total + of(f), 0);
  const recall = figures[0]!.recall.map(({ fromPx, toPx }, i) => {
    const there = sum((f) => f.recall[i]!.there), seen = sum((f) => f.recall[i]!.seen);
    return `${fromPx}-${toPx} px ${seen} of ${there}${there > 0 ? ` (${((100 * seen) / there).toFixed(1)} %)` : ''}`;
  });
  console.log(`all cameras: ${sum((f) => f.walksFound)} of ${sum((f) => f.walks)} walkers; recall by width: ${recall.join(', ')}`);
  expect(sum((f) => f.walks)).toBeGreaterThanOrEqual(60);
  expect(sum((f) => f.walksFound) / sum((f) => f.walks)).toBeGreaterThanOrEqual(0.95);
});

/** A portrait's face is the one of about this width; a detector may see a second, larger one around it. */
async function addPortrait(identity: number): Promise<ProbeId> {
  const file = join(folder, `portrait-${identity}.png`);
  await writeFile(file, await drawProbe(identity));
  const provenance: Provenance = { origin: 'other', source: 'drawn', takenOn: null, basis: 'nobody', edits: [], reviewOn: null, custody: null };
  const details = { label: `Drawn ${identity}`, provenance, face: null as number | null };
  try {
    return (await engine.addProbe(opened, { file }, details, defaultPack, {})).probe.id;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'probe-several-faces') throw error;
    const { faces } = error.data as unknown as FailureData<'probe-several-faces'>;
    const face = faces.toSorted((a, b) => a.widthPx - b.widthPx)[0]!.number;
    return (await engine.addProbe(opened, { file }, { ...details, face }, defaultPack, {})).probe.id;
  }
}

test('a frontal probe of a person who was 48 px wide or larger brings that person first, 95 times in 100', async () => {
  const widest = new Map<number, number>();
  for (const { truth } of drawn) for (const face of truth.faces) if (!face.occluded && Math.abs(face.yaw) < 30) widest.set(face.identity, Math.max(widest.get(face.identity) ?? 0, face.widthPx));
  const people = [...widest].filter(([, width]) => width >= 48).map(([identity]) => identity);
  expect(people.length).toBeGreaterThanOrEqual(40);
  const wrong: string[] = [];
  const { list } = createList(opened, 'everybody', 'sought', 'A-1');
  const sought = new Map<ProbeId, number>();
  for (const identity of people) {
    const probe = await addPortrait(identity);
    addToList(opened, list, { probe, reason: 'drawn', basis: 'nobody', reviewOn: '2099-01-01' });
    sought.set(probe, identity);
  }
  // One search for all of them gives each an answer of its own.
  const request = { probe: null, list, authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 5, threshold: null };
  const { answers, tracksCompared } = await engine.search(opened, request, defaultPack, {});
  expect(answers.map(({ probe }) => probe)).toEqual([...sought.keys()]);
  for (const { probe, candidates } of answers) {
    const identity = sought.get(probe);
    const found = candidates.map(({ camera, bestTicks, box }) => identityAt(drawn.find(({ truth }) => truth.camera === camera)!.truth, bestTicks, box));
    if (found[0] !== identity) wrong.push(`person ${identity}: first ${found.join(', ')} of ${tracksCompared} tracks`);
  }
  console.log(`rank 1 for ${people.length - wrong.length} of ${people.length} people of 48 px or more${wrong.length > 0 ? `; not: ${wrong.join('; ')}` : ''}`);
  expect((people.length - wrong.length) / people.length).toBeGreaterThanOrEqual(0.95);
}, 600_000);
