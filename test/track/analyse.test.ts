/** @file The analysis as a whole, on painted faces and the fake analyser: resuming, best frames, looking against looking everywhere. */
import { expect, test } from 'vitest';
import { openAnalysis, type AnalysisSettings, type AnalysisState, type StepResult } from '../../electron/engine/analyse.ts';
import { faceVector, openFakeAnalyser } from '../support/fakeAnalyser.ts';
import { filmFrame, type Painted, type Scene } from './scene.ts';

const scene: Scene = { width: 320, height: 180, seed: 5, noise: 5 };
const footage = { timeBase: { num: 1, den: 90_000 }, width: 320, height: 180 };
const settings: AnalysisSettings = { detection: 'default', look: 'changed', samePersonDistance: 0.6 };
const frames = 60;

/** Someone who crosses, someone who comes nearer, someone who stands and leaves, a face too small to search. */
const people: readonly Painted[] = [
  { identity: 6, at: (i) => (i < 25 ? [5 + 11 * i, 60 + (i % 3), 18, 18] : null) },
  { identity: 29, at: (i) => (i > 4 && i < 32 ? [290 - 9 * (i - 5), 62, 20, 20] : null) },
  { identity: 40, at: (i) => (i > 10 ? [150 + 0.4 * i, 100, 10 + 0.5 * i, 10 + 0.5 * i] : null) },
  { identity: 77, at: (i) => (i > 8 && i < 45 ? [20, 130, 24, 24] : null) },
  { identity: 90, at: (i) => (i % 7 !== 0 ? [230 + i, 20, 9, 9] : null) },
];

/** Each frame of the usual scene, painted once. */
const filmed = Array.from({ length: frames }, (_, i) => filmFrame(scene, people, i));

async function analyse(look: AnalysisSettings['look'], stops: readonly number[] = [], camera = scene): Promise<{ results: StepResult[]; pixels: number }> {
  const footage = { timeBase: { num: 1, den: 90_000 }, width: camera.width, height: camera.height };
  const analyser = openFakeAnalyser();
  let analysis = openAnalysis(analyser, footage, { ...settings, look });
  const results: StepResult[] = [];
  for (let i = 0; i < frames; i++) {
    if (stops.includes(i)) {
      const text = JSON.stringify(analysis.state());
      analysis = openAnalysis(openFakeAnalyser(), footage, { ...settings, look }, JSON.parse(text) as AnalysisState);
    }
    results.push(await analysis.step(camera === scene ? filmed[i]! : filmFrame(camera, people, i)));
  }
  results.push(analysis.finish());
  return { results, pixels: analyser.shown.pixels };
}

/** Every bit of the results, as text. */
function bytes(results: readonly StepResult[]): string {
  return JSON.stringify(results, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value instanceof Float32Array ? [...new Uint32Array(value.buffer.slice(0))] : value);
}

test('stopped at any frame, saved as JSON and opened anew, the results are the same to the last bit', async () => {
  const undisturbed = bytes((await analyse('changed')).results);
  for (let stop = 0; stop < frames; stop++) expect({ stop, same: bytes((await analyse('changed', [stop])).results) === undisturbed }).toEqual({ stop, same: true });
  const always = Array.from({ length: frames }, (_, i) => i);
  expect(bytes((await analyse('changed', always)).results)).toBe(undisturbed);
});

test('a saved position is plain JSON that survives a second saving unchanged', async () => {
  const analysis = openAnalysis(openFakeAnalyser(), footage, settings);
  for (let i = 0; i < 23; i++) await analysis.step(filmFrame(scene, people, i));
  const state = JSON.parse(JSON.stringify(analysis.state())) as AnalysisState;
  expect(openAnalysis(openFakeAnalyser(), footage, settings, state).state()).toEqual(state);
});

test('looking where something changed finds what looking everywhere finds, in the same tracks, for a part of the pixels', async () => {
  const camera = { ...scene, width: 800, height: 450 };
  const changed = await analyse('changed', [], camera);
  const everywhere = await analyse('everywhere', [], camera);
  const found = ({ results }: typeof changed) => bytes(results.map((result) => ({ ...result, looked: { everywhere: true, fraction: 1 } })));
  expect(found(changed)).toBe(found(everywhere));
  expect(changed.pixels / everywhere.pixels).toBeLessThan(0.4);
  expect(everywhere.results.slice(0, -1).every(({ looked }) => looked.everywhere && looked.fraction === 1)).toBe(true);
});

test('the whole frame is looked at first and then every two seconds', async () => {
  const analysis = openAnalysis(openFakeAnalyser(), footage, settings);
  const whole: number[] = [];
  for (let i = 0; i < 41; i++) if ((await analysis.step(filmFrame(scene, [], i))).looked.everywhere) whole.push(i);
  expect(whole).toEqual([0, 10, 20, 30, 40]);
});

test('stored embeddings are the best of each second of a track; every searchable track has one, every other none', async () => {
  const { results } = await analyse('everywhere');
  const sightings = results.flatMap((r) => r.sightings);
  const embeddings = results.flatMap((r) => r.embeddings);
  const expected = [...new Set(sightings.map((s) => s.track))].flatMap((track) => {
    const own = sightings.filter((s) => s.track === track);
    const seconds = new Map<bigint, (typeof own)[number]>();
    for (const s of own.filter((s) => s.unsearchable === null)) {
      const second = (s.ticks - own[0]!.ticks) / 90_000n;
      const best = seconds.get(second);
      if (!best || s.quality.overall > best.quality.overall) seconds.set(second, s);
    }
    return [...seconds.values()].map(({ ticks }) => ({ track, ticks }));
  });
  const byTrack = (list: readonly { track: number; ticks: bigint }[]) => list.map(({ track, ticks }) => `${track} ${ticks}`).sort();
  expect(byTrack(embeddings)).toEqual(byTrack(expected));
  expect(new Set(embeddings.map((e) => e.track)).size).toBeGreaterThan(3);
  expect([...embeddings[0]!.vector]).toEqual([...faceVector(6)]);
});

test('every track is closed once, with its true first and last ticks, counts and best sighting', async () => {
  const { results } = await analyse('changed');
  const sightings = results.flatMap((r) => r.sightings);
  const expected = [...new Set(sightings.map((s) => s.track))].map((track) => {
    const own = sightings.filter((s) => s.track === track);
    const searchable = own.filter((s) => s.unsearchable === null);
    const best = (searchable.length ? searchable : own).reduce((a, b) => (b.quality.overall > a.quality.overall ? b : a));
    return {
      track, firstTicks: own[0]!.ticks, lastTicks: own.at(-1)!.ticks, sightings: own.length, searchable: searchable.length,
      bestTicks: best.ticks, bestQuality: best.quality.overall,
    };
  });
  const closed = results.flatMap((r) => r.closedTracks);
  expect([...closed].sort((a, b) => a.track - b.track)).toEqual(expected);
  expect(closed.length).toBeGreaterThanOrEqual(people.length);
});

test('a frame of another size than the footage is refused', async () => {
  const analysis = openAnalysis(openFakeAnalyser(), footage, settings);
  await expect(analysis.step(filmFrame({ ...scene, width: 322 }, [], 0))).rejects.toThrow('a frame of 322 x 180 in footage of 320 x 180');
});
