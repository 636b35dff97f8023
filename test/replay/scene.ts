/** @file One small search by the real decoder and pack: portraits that pass, a crowd of made-up vectors around them, and a probe. Made once for a file of tests. */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { trackId } from '../../electron/core/ids.ts';
import type { RunId } from '../../electron/core/ids.ts';
import type { LoadedPack } from '../../electron/core/modelPack.ts';
import type { Box } from '../../electron/core/picture.ts';
import { openAnalysis } from '../../electron/engine/analyse.ts';
import { exhibitId, footageId, sha256 } from '../../electron/engine/hash.ts';
import { loadPack } from '../../electron/engine/models.ts';
import type { Natives } from '../../electron/engine/natives.ts';
import { containerOf, footageOf } from '../../electron/engine/records.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { writePortraitClip } from '../support/portraitClip.ts';

const real = nodeNatives();
const open = new Map<string, Promise<FaceAnalyser>>();
/** Real ones; of each pack one analyser stays open, since its self-test takes longer than most replays here. */
export const natives: Natives = {
  ...real,
  async openAnalyser(pack) {
    if (!open.has(pack.digest)) open.set(pack.digest, real.openAnalyser(pack));
    return { ...bound(await open.get(pack.digest)!), close: async () => undefined };
  },
};

function bound(analyser: FaceAnalyser): FaceAnalyser {
  return { pack: analyser.pack, analyse: (...given) => analyser.analyse(...given), selfTest: () => analyser.selfTest(), close: () => analyser.close() };
}

/** Drawn people who pass in the clip; the probe is a portrait of `sought`. */
const people = [1, 2, 3, 4];
const sought = 2;
export const somebodyElse = 3;
const crowdTracks = 150, crowdRows = 2;

export interface SceneRow {
  readonly track: string;
  readonly ticks: bigint;
  readonly quality: number;
  readonly vector: Float32Array;
  readonly box: Box;
  readonly frameSha256: string | null;
}

export interface Scene {
  readonly folder: string;
  readonly clip: string;
  readonly pack: LoadedPack;
  readonly exhibit: object;
  readonly exhibitSha256: string;
  readonly footage: object & { readonly id: string; readonly timeBase: string };
  readonly runs: readonly string[];
  readonly decoder: object;
  readonly settings: object;
  /** In order of run, track and ticks; those of the second run are made up. */
  readonly rows: readonly SceneRow[];
  readonly probe: { readonly image: Uint8Array; readonly box: Box; readonly quality: object; readonly vector: Float32Array };
}

export async function makeScene(folder: string): Promise<Scene> {
  const clip = join(folder, 'A-1.mp4');
  await writePortraitClip(clip, people);
  const pack = await loadPack('blazeface-dlib', join(folder, 'home'));
  const analyser = await natives.openAnalyser(pack);
  const facts = await natives.decoder.probe(clip);
  const stream = facts.videoStreams[0]!;
  const analysis = { detection: 'default', look: 'changed', samePersonDistance: pack.description.samePersonDistance } as const;
  const run = openAnalysis(analyser, stream, analysis);
  const seen = new Map<string, { quality: number; box: Box; frameSha256: string }>();
  const found: { track: number; ticks: bigint; vector: Float32Array }[] = [];
  for await (const { frame } of natives.decoder.frames(clip, stream.index, { framesPerSecond: 5 })) {
    const { sightings, embeddings } = await run.step(frame);
    for (const { track, ticks, quality, box } of sightings) seen.set(`${track} ${ticks}`, { quality: Math.fround(quality.overall), box, frameSha256: sha256(frame.rgb) });
    found.push(...embeddings);
  }
  found.push(...run.finish().embeddings);
  const image = await drawProbe(sought);
  const face = (await analyser.analyse(await natives.readPicture(image, 'probe.png'), 'everywhere', 'default')).toSorted((a, b) => b.quality.overall - a.quality.overall)[0]!;
  await analyser.close();
  const runs = ['a'.repeat(32), 'b'.repeat(32)];
  const real = found.toSorted((a, b) => a.track - b.track || (a.ticks < b.ticks ? -1 : 1))
    .map(({ track, ticks, vector }): SceneRow => ({ track: trackId(runs[0] as RunId, track), ticks, vector, ...seen.get(`${track} ${ticks}`)! }));
  const exhibitSha256 = sha256(readFileSync(clip));
  const id = exhibitId(exhibitSha256);
  const footage = footageOf(stream, footageId(id, stream.index), id, null);
  const exhibit = {
    id, reference: 'A/1', name: 'A-1.mp4', path: '/received/A-1.mp4', sha256: exhibitSha256, bytes: readFileSync(clip).length, camera: 'YARD', seizedBy: null, seizedAt: null, recorder: null,
    description: null, receivedAt: '2026-03-01T10:00:00.000Z', container: containerOf(facts),
  };
  return {
    folder, clip, pack, exhibit, exhibitSha256, footage, runs, decoder: await natives.decoder.identity(), settings: { framesPerSecond: 5, analysis },
    rows: [...real, ...crowd(runs[1]!, face.embedding!)],
    probe: { image, box: face.box, quality: face.quality, vector: face.embedding! },
  };
}

/** Vectors of nobody, a little further from the probe than people are from one another; the same every time. */
function crowd(run: string, around: Float32Array): SceneRow[] {
  let state = 12345;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
  return Array.from({ length: crowdTracks * crowdRows }, (_, i) => ({
    track: trackId(run as RunId, Math.floor(i / crowdRows)), ticks: BigInt(1000 * i), quality: 0.5, vector: around.map((v) => v + 0.25 * random()), box: [10, 10, 40, 40], frameSha256: null,
  }));
}
