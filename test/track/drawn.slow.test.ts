/** @file Tracks and looking on drawn footage, with the real decoder, the default pack and the truth. Prints the figures. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPack } from '../../electron/engine/models.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import type { DrawnFootage } from '../../resources/demo/footage.ts';
import { describeFigures } from '../evaluate/tracking.ts';
import { lostSightings, runDrawn, type DrawnRun } from '../evaluate/runDrawn.ts';
import { drawnOnce } from '../support/drawnFootage.ts';

let folder: string;
let analyser: FaceAnalyser;
let runs: { readonly drawn: DrawnFootage; readonly everywhere: DrawnRun; readonly changed: DrawnRun }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retrace-tracks-'));
  const footage = await drawnOnce('small', 1);
  analyser = await openFaceAnalyser(await loadPack('blazeface-dlib', folder));
  const decoder = openNodeAvDecoder();
  runs = [];
  for (const drawn of footage) {
    const run = (look: 'everywhere' | 'changed') => runDrawn(drawn, decoder, analyser, { detection: 'default', look, samePersonDistance: 0.6 }, 5);
    runs.push({ drawn, everywhere: await run('everywhere'), changed: await run('changed') });
  }
}, 240_000);

afterAll(async () => {
  await analyser.close();
  await rm(folder, { recursive: true });
});

test('every walker whose face reaches 32 px has a track of their own, and none is taken for another', () => {
  for (const { drawn, changed } of runs) console.log(`${drawn.truth.file}, looked at where something changed:\n${describeFigures(changed.figures)}`);
  const figures = runs.map(({ changed: { figures } }) => figures);
  expect(figures.map(({ walks, missedWalks }) => ({ walks, missedWalks }))).toEqual(runs.map(() => ({ walks: 5, missedWalks: [] })));
  expect(figures.map(({ switches }) => switches)).toEqual(runs.map(() => 0));
  expect(Math.min(...figures.map(({ purity }) => purity))).toBeGreaterThan(0.99);
  expect(Math.max(...figures.map(({ fragments }) => fragments))).toBeLessThan(1.5);
  const smallest = figures.flatMap(({ recall }) => recall.filter(({ fromPx }) => fromPx >= 16));
  expect(smallest.reduce((sum, { seen }) => sum + seen, 0) / smallest.reduce((sum, { there }) => sum + there, 0)).toBeGreaterThan(0.97);
});

test('looking where something changed finds the same people in as many tracks, and all but one sighting in a hundred', () => {
  for (const { drawn: { truth }, everywhere, changed } of runs) {
    const lost = lostSightings(truth, everywhere, changed);
    console.log(`${truth.file}: the detector was shown ${(100 * changed.fraction).toFixed(0)} % of the pixels; ${lost} of ${everywhere.found.length} sightings lost`);
    expect(lost / everywhere.found.length).toBeLessThanOrEqual(0.01);
    expect(changed.figures.missedWalks).toEqual(everywhere.figures.missedWalks);
    expect(changed.figures.switches).toBeLessThanOrEqual(everywhere.figures.switches);
    expect(changed.fraction).toBeLessThan(0.6); // five people in 14 seconds: as busy as a camera gets
  }
});

test('every track with a searchable sighting has an embedding', () => {
  for (const { changed: { closed, embeddings } } of runs) {
    const searchable = closed.filter((track) => track.searchable > 0).map(({ track }) => track);
    expect([...new Set(embeddings.map(({ track }) => track))].sort((a, b) => a - b)).toEqual(searchable.sort((a, b) => a - b));
    expect(searchable.length).toBeGreaterThanOrEqual(5);
  }
});
