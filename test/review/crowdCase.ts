/**
 * @file A case in which a crowd passed one camera, indexed and searched through the engine with fake decoder and analyser: who is seen
 * together with whom is written here, so that a test knows who may be a filler.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../../electron/core/role.ts';
import type { SearchResult } from '../../electron/core/search.ts';
import { addProbe } from '../../electron/engine/addProbe.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { chooseExhibits, indexExhibits } from '../../electron/engine/indexing.ts';
import { receive } from '../../electron/engine/ingest.ts';
import { addMember } from '../../electron/engine/members.ts';
import type { Natives } from '../../electron/engine/natives.ts';
import { createOperator } from '../../electron/engine/operators.ts';
import { search } from '../../electron/engine/searching.ts';
import { faceVector, paintFace } from '../support/fakeAnalyser.ts';
import { fakeDecoder } from '../support/fakeDecoder.ts';
import { fakeNatives, fakePack } from '../support/fakeNatives.ts';
import { grantedCase } from '../support/grantedCase.ts';

/** Somebody in the picture from one tick to another (tenths of a second, both included), in a lane 60 pixels wide, with a face this wide. */
export interface Passer {
  readonly person: number;
  readonly from: number;
  readonly to: number;
  readonly lane: number;
  readonly px: number;
}

/** Who is searched for. */
export const sought = 100;

/** The sought person with seven others; two who come when the sought one is gone; the sought person again, with one more. */
export const crowd: readonly Passer[] = [
  { person: sought, from: 0, to: 40, lane: 0, px: 40 },
  ...[10, 20, 30, 40, 50, 60, 70].map((person, i) => ({ person, from: 0, to: 60, lane: i + 1, px: 38 + (i % 3) * 2 })),
  { person: 150, from: 44, to: 60, lane: 9, px: 40 },
  { person: 160, from: 44, to: 60, lane: 10, px: 40 },
  { person: sought, from: 100, to: 120, lane: 0, px: 38 },
  { person: 200, from: 100, to: 120, lane: 5, px: 40 },
];

/** With roles that contradict each other. */
export const doubleRoles = { both: 'B. Both', granting: 'G. Granting' } as const;

const width = 720, height = 96, passphrase = 'correct horse', keyCost = 2 ** 14;

export interface CrowdCase {
  readonly opened: Case;
  readonly natives: Natives;
  /** S-1, made by the analyst under A-1. */
  readonly found: SearchResult;
  /** Takes over the work. */
  as(name: string): Promise<void>;
  search(authority?: string): Promise<SearchResult>;
  /** The tracks of a person in order of time. */
  tracksOf(person: number): string[];
}

/** In `<root>/case` with keys in `<root>/home`, unlocked for its analyst. */
export async function crowdCase(root: string, passers: readonly Passer[] = crowd): Promise<CrowdCase> {
  const home = join(root, 'home'), file = join(root, 'crowd.avi');
  const paint = (ticks: bigint): Uint8Array => {
    const rgb = new Uint8Array(width * height * 3);
    for (const { person, from, to, lane, px } of passers) {
      if (ticks >= from && ticks <= to) paintFace({ width, height, rgb }, [lane * 60 + 10, 20, px, px * 1.3], person);
    }
    return rgb;
  };
  const last = Math.max(...passers.map(({ to }) => to));
  const decoder = fakeDecoder({ width, height, timeBase: { num: 1, den: 10 }, ticks: Array.from({ length: last / 2 + 1 }, (_, i) => BigInt(i * 2)), paint });
  const natives = fakeNatives(decoder);
  const opened = await grantedCase(join(root, 'case'), home);
  const roles: readonly (readonly [string, readonly Role[]])[] = [[doubleRoles.both, ['analyst', 'reviewer']], [doubleRoles.granting, ['authorising-officer', 'reviewer']]];
  for (const [name, held] of roles) addMember(opened, await createOperator(home, name, passphrase, keyCost), held);
  writeFileSync(file, 'bytes of the crowd');
  await receive(opened, [file], { reference: 'X/1', camera: 'YARD' }, decoder, {});
  await indexExhibits(opened, chooseExhibits(opened, null), fakePack, { framesPerSecond: 5, analysis: { detection: 'default', look: 'everywhere', samePersonDistance: 0.5 } }, natives, home, {});
  const picture = { width: 200, height: 200, rgb: new Uint8Array(200 * 200 * 3) };
  paintFace(picture, [50, 50, 80, 100], sought);
  const image = { name: 'probe.png', bytes: await natives.encodePng(picture), fromTrack: null, near: null };
  const provenance = { origin: 'witness', source: 'a telephone', takenOn: null, basis: 'given freely', edits: [], reviewOn: null, custody: null } as const;
  const { probe } = await addProbe(opened, image, { label: 'the one in the doorway', provenance: { ...provenance, edits: [] }, face: null }, null, fakePack, natives);
  const searchUnder = (authority = 'A-1'): Promise<SearchResult> =>
    search(opened, { probe: probe.id, list: null, authority, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 50, threshold: null }, fakePack, natives, {});
  return {
    opened, natives, search: searchUnder, found: await searchUnder(),
    as: (name) => opened.unlock(name, passphrase),
    tracksOf: (person) => opened.db.prepare<[Buffer], string>(
      `SELECT DISTINCT run.id || '-' || track FROM embedding JOIN run ON run.number = embedding.run WHERE vector = ? ORDER BY track`,
    ).pluck().all(Buffer.from(faceVector(person).buffer)),
  };
}
