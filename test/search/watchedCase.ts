/**
 * @file A case in which what is compared is watched: three cameras with clocks, indexed through the engine with fake decoder and analyser;
 * every question to the vector index is kept with its scope.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ProbeId } from '../../electron/core/ids.ts';
import type { Provenance } from '../../electron/core/provenance.ts';
import type { SearchResult } from '../../electron/core/search.ts';
import { addProbe } from '../../electron/engine/addProbe.ts';
import type { OriginalImage, ProbeImage } from '../../electron/engine/addProbe.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { chooseExhibits, indexExhibits } from '../../electron/engine/indexing.ts';
import { receive } from '../../electron/engine/ingest.ts';
import type { Natives } from '../../electron/engine/natives.ts';
import { search } from '../../electron/engine/searching.ts';
import type { SearchRequest } from '../../electron/engine/searching.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { VectorIndex, VectorScope } from '../../native/vectors/vectorIndex.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { paintFace } from '../support/fakeAnalyser.ts';
import { decoderByPath, fakeDecoder } from '../support/fakeDecoder.ts';
import { fakeNatives, fakePack } from '../support/fakeNatives.ts';
import { peopledCase } from '../support/grantedCase.ts';

/** Camera -> who passes it, one after the other, each for two seconds. Its clock was never compared with another. */
const cameras = { DOOR: [10, 60, 120], YARD: [200, 10], GATE: [160, 90] } as const;
/** The recorder's time of the first frame of every camera. */
const start = Date.parse('2026-03-14T18:00:00Z');
/** Wall time this many seconds into the footage. */
export const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

const width = 96, height = 96, frames = 10;

function film(people: readonly number[]): Decoder {
  return fakeDecoder({
    width, height, timeBase: { num: 1, den: 10 }, ticks: Array.from({ length: people.length * frames }, (_, i) => BigInt(i * 2)),
    paint(ticks) {
      const rgb = new Uint8Array(width * height * 3);
      const place = Math.floor(Number(ticks) / 2 / frames);
      // Far from where the one before was, so that it is somebody else's track.
      paintFace({ width, height, rgb }, [place % 2 === 0 ? 2 : 50, 16, 40, 52], people[place]!);
      return rgb;
    },
  });
}

/** Plays what the file is named after. */
function decoder(): Decoder {
  const films = new Map(Object.entries(cameras).map(([name, people]) => [name, film(people)]));
  return decoderByPath((path) => films.get(path.slice(-8, -4))!);
}

export interface WatchedCase {
  readonly opened: Case;
  readonly root: string;
  readonly home: string;
  /** May be changed by a test. */
  natives: Natives;
  /** Scopes with which the index was searched; how often it was opened. */
  readonly asked: { readonly scopes: VectorScope[]; opened: number };
  /** Run number -> camera. */
  cameraOf(run: number): string;
  /** A picture of a person, made different by `mark`. */
  picture(person: number, mark?: number): Promise<ProbeImage>;
  add(person: number, provenance?: Partial<Provenance>, original?: OriginalImage, mark?: number): Promise<ProbeId>;
  search(request: Partial<SearchRequest>): Promise<SearchResult>;
}

const witness: Provenance = { origin: 'witness', source: 'a telephone', takenOn: null, basis: 'given freely', edits: [], reviewOn: null, custody: null };

/** In a folder of its own, unlocked for its analyst, with no authority. */
export async function watchedCase(): Promise<WatchedCase> {
  const root = temporaryFolder(), home = join(root, 'home');
  const opened = await peopledCase(join(root, 'case'), home);
  onTestFinished(() => opened.close());
  const plays = decoder();
  for (const camera of Object.keys(cameras)) {
    const file = join(root, `${camera}.avi`);
    writeFileSync(file, `bytes of ${camera}`);
    await receive(opened, [file], { reference: `X/${camera}`, camera, clock: { startsAt: at(0) } }, plays, {});
  }
  const asked = { scopes: [] as VectorScope[], opened: 0 };
  const natives = fakeNatives(plays);
  await indexExhibits(opened, chooseExhibits(opened, null), fakePack, { framesPerSecond: 5, analysis: { detection: 'default', look: 'everywhere', samePersonDistance: 0.5 } }, natives, home, {});
  const watched: WatchedCase = {
    opened, root, home, asked,
    natives: {
      ...natives,
      async openVectors(folder, pack) {
        asked.opened += 1;
        const index = await natives.openVectors(folder, pack);
        return { ...index, search: (query, count, scope) => (asked.scopes.push(scope), index.search(query, count, scope)) } satisfies VectorIndex;
      },
    },
    cameraOf: (run) => opened.db.prepare<[number], string>('SELECT exhibit.camera FROM run JOIN footage ON footage.id = run.footage_id JOIN exhibit ON exhibit.id = footage.exhibit WHERE run.number = ?').pluck().get(run)!,
    async picture(person, mark = 0) {
      const rgb = new Uint8Array(160 * 160 * 3).fill(mark);
      paintFace({ width: 160, height: 160, rgb }, [40, 40, 80, 100], person);
      return { name: `person ${person}.png`, bytes: await natives.encodePng({ width: 160, height: 160, rgb }), fromTrack: null, near: null };
    },
    async add(person, provenance = {}, original, mark = 0) {
      const { probe } = await addProbe(opened, await watched.picture(person, mark), { label: `Person ${person}`, provenance: { ...witness, ...provenance }, face: null }, original ?? null, fakePack, watched.natives);
      return probe.id;
    },
    search: (request) =>
      search(opened, { probe: null, list: null, authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 50, threshold: null, ...request }, fakePack, watched.natives, {}),
  };
  return watched;
}
