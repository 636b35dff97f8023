/** @file The crowd’s footage as a case: what the product states of chance before each search and what its searches then find, through its own calls and entries. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured } from '../../electron/core/chance.ts';
import type { ProbeId } from '../../electron/core/ids.ts';
import type { LoadedPack } from '../../electron/core/modelPack.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { openEngine, type Engine } from '../../electron/engine/engine.ts';
import { defaultPack } from '../../electron/engine/models.ts';
import { estimate } from '../../electron/engine/searching.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { as, grantedCase } from '../support/grantedCase.ts';
import { cacheFolder } from './cache.ts';

/** Footage of a camera. */
interface Filmed {
  readonly path: string;
  readonly camera: string;
}

/** Of a camera: by portrait and then by distance what was stated and how many candidates were found; where the rates came from. */
interface Searched {
  readonly camera: string;
  readonly sources: Readonly<Record<'same frame' | 'non-mated', readonly string[]>>;
  readonly stated: Readonly<Record<'same frame' | 'non-mated', readonly (readonly Measured[])[]>>;
  readonly found: readonly (readonly number[])[];
  /** What the entry of the measurement says. */
  readonly measured: Readonly<Record<string, number>>;
}

const whole = { list: null, authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 5000, threshold: null };

/**
 * Searches for each of `sought` on all cameras; before it, for every distance, what is stated with rates from same frames, and after `absent` were measured as people
 * who are not in the footage, from them. Both are numbers of drawn people who are in no footage.
 */
export async function searchCrowd(filmed: readonly Filmed[], absent: readonly number[], sought: readonly number[], distances: readonly number[], pack: LoadedPack, say: (line: string) => void): Promise<Searched[]> {
  const place = mkdtempSync(join(tmpdir(), 'retrace-crowd-case-'));
  cpSync(await indexed(filmed, pack, say), place, { recursive: true });
  const engine = openEngine(nodeNatives(), join(place, 'home')), opened = engine.openCase(join(place, 'case'));
  try {
    await as(opened, 'analyst');
    say('crowd case: searching');
    const probes: ProbeId[] = [], found: Map<string, number[]>[] = [];
    for (const identity of sought) {
      const probe = await addPortrait(engine, opened, place, identity);
      if (probe === null) continue;
      const { answers: [answer] } = await engine.search(opened, { ...whole, probe }, defaultPack, {});
      probes.push(probe);
      found.push(new Map(filmed.map(({ camera }) => [camera, distances.map((distance) => answer!.candidates.filter((each) => each.camera === camera && each.score >= -distance).length)])));
      if (probes.length % 10 === 0) say(`crowd case: ${probes.length} searches`);
    }
    const before = await statedBy(opened, filmed, probes, distances, pack);
    say('crowd case: measuring with people who are not there');
    for (const identity of absent) {
      mkdirSync(join(place, 'absent', String(identity)), { recursive: true });
      writeFileSync(join(place, 'absent', String(identity), 'portrait.png'), await drawProbe(identity));
    }
    const measured = await engine.measureNonMated(opened, { faces: join(place, 'absent'), exhibit: null, declared: 'drawn people who are in no footage' }, defaultPack, {});
    const after = await statedBy(opened, filmed, probes, distances, pack);
    return filmed.map(({ camera }, k) => ({
      camera, found: found.map((own) => own.get(camera)!), measured: measured.find((each) => each.camera === camera)!.measuredOn.counts,
      sources: { 'same frame': before[k]!.sources, 'non-mated': after[k]!.sources }, stated: { 'same frame': before[k]!.stated, 'non-mated': after[k]!.stated },
    }));
  } finally {
    opened.close();
    rmSync(place, { recursive: true, force: true });
  }
}

/** The folder of the case, indexed once for a pack. */
async function indexed(filmed: readonly Filmed[], pack: LoadedPack, say: (line: string) => void): Promise<string> {
  const place = join(cacheFolder, `case-${pack.digest.slice(0, 16)}`), done = join(place, 'indexed');
  if (existsSync(done)) return place;
  say('crowd case: indexing');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const engine = openEngine(nodeNatives(), join(place, 'home')), made = await grantedCase(join(place, 'case'), join(place, 'home'));
  for (const { path, camera } of filmed) await engine.receive(made, [path], { reference: camera, camera }, {});
  await engine.index(made, { exhibit: null, framesPerSecond: 5, pack: defaultPack, detection: 'default', look: 'changed' }, {});
  made.close();
  mkdirSync(`${done}.part`);
  renameSync(`${done}.part`, done);
  return place;
}

/** A portrait’s face is the narrowest; a detector may see a second, larger one around it. null: none is found. */
async function addPortrait(engine: Engine, opened: Case, folder: string, identity: number): Promise<ProbeId | null> {
  const file = join(folder, `sought-${identity}.png`);
  writeFileSync(file, await drawProbe(identity));
  const provenance = { origin: 'witness' as const, source: 'a drawn picture', takenOn: null, basis: 'drawn for the evaluation', edits: [], reviewOn: null, custody: null };
  const { faces } = await engine.findFaces(opened, { file }, defaultPack, {});
  const [face] = faces.filter(({ unsearchable }) => unsearchable === null).toSorted((a, b) => a.box[2] - b.box[2]);
  return face ? (await engine.addProbe(opened, { file }, { label: String(identity), provenance, face: face.number }, defaultPack, {})).probe.id : null;
}

/** What is stated before a search of each camera for each probe, at every distance. It depends on the probe through the tracks of each band only: equal ones are asked once. */
async function statedBy(opened: Case, filmed: readonly Filmed[], probes: readonly ProbeId[], distances: readonly number[], pack: LoadedPack): Promise<{ readonly sources: string[]; readonly stated: Measured[][] }[]> {
  const known = new Map<string, Measured[]>();
  const all: { sources: string[]; stated: Measured[][] }[] = [];
  for (const { camera } of filmed) {
    const sources = new Set<string>(), stated: Measured[][] = [];
    for (const probe of probes) {
      const asked = (threshold: number | null) => estimate(opened, { ...whole, camera, probe, threshold }, pack, {});
      const { parts } = (await asked(null)).record;
      for (const { source } of parts) sources.add(source);
      const key = JSON.stringify(parts.map(({ footage, band, tracks }) => [footage, band, tracks]));
      if (!known.has(key)) {
        const own: Measured[] = [];
        for (const distance of distances) own.push((await asked(-distance)).record.expected!);
        known.set(key, own);
      }
      stated.push(known.get(key)!);
    }
    all.push({ sources: [...sources], stated });
  }
  return all;
}
