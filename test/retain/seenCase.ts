/**
 * @file A case in which people were seen: two cameras, indexed through the engine with fake decoder and analyser, the real database and
 * vector index; a probe, and a search that compared it with everybody.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import type { ProbeId } from '../../electron/core/ids.ts';
import type { SearchResult } from '../../electron/core/search.ts';
import { addProbe } from '../../electron/engine/addProbe.ts';
import { findResult } from '../../electron/engine/answers.ts';
import { openCase } from '../../electron/engine/caseFolder.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { chooseExhibits, indexExhibits } from '../../electron/engine/indexing.ts';
import { receive } from '../../electron/engine/ingest.ts';
import { search } from '../../electron/engine/searching.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import { faceVector, paintFace } from '../support/fakeAnalyser.ts';
import { decoderByPath, fakeDecoder } from '../support/fakeDecoder.ts';
import { fakeNatives, fakePack } from '../support/fakeNatives.ts';
import { as, grant, grantedCase, wish } from '../support/grantedCase.ts';

/** Who is seen by which camera; the analyser knows people by number. */
export const seenBy = { 'a.avi': [10, 60, 120], 'b.avi': [200] } as const;
/** Nobody of those above. */
export const soughtPerson = 240;

const width = 320, height = 96;
const ticks = Array.from({ length: 20 }, (_, i) => BigInt(i * 2));

function playing(people: readonly number[]): Decoder {
  const paint = (): Uint8Array => {
    const rgb = new Uint8Array(width * height * 3);
    people.forEach((person, i) => paintFace({ width, height, rgb }, [10 + i * 100, 16, 48, 64], person));
    return rgb;
  };
  return fakeDecoder({ width, height, timeBase: { num: 1, den: 10 }, ticks, paint });
}

/** Plays what the file's name says. */
function decoder(): Decoder {
  const players = new Map(Object.entries(seenBy).map(([name, people]) => [name, playing(people)]));
  return decoderByPath((path) => players.get(path.slice(-5))!);
}

const natives = fakeNatives(decoder());

export interface SeenCase {
  readonly opened: Case;
  readonly probe: ProbeId;
  /** S-1. */
  readonly found: SearchResult;
  /** The track of a person by the newest run. */
  trackOf(person: number): string;
  searchAgain(): Promise<SearchResult>;
  /** Indexes all with other settings: further runs of the same footage. */
  indexAgain(): Promise<void>;
  addProbe(label: string, person: number): Promise<ProbeId>;
  /** A granted erasure authority that names these items. */
  mayErase(...items: string[]): Promise<string>;
}

const bases: string[] = [];
afterAll(() => bases.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Made once for a file of tests; what differs between two of them is only what the tests do. */
async function base(): Promise<string> {
  const [known] = bases;
  if (known !== undefined) return known;
  const root = mkdtempSync(join(tmpdir(), 'retrace-seen-'));
  bases.push(root);
  const opened = await grantedCase(join(root, 'case'), join(root, 'home'));
  for (const [i, name] of Object.keys(seenBy).entries()) {
    writeFileSync(join(root, name), `bytes of ${name}`);
    await receive(opened, [join(root, name)], { reference: `X/${i + 1}`, camera: `camera ${i + 1}` }, decoder(), {});
  }
  await index(opened, 5);
  await searchFor(opened, await add(opened, 'the tall person in the doorway', soughtPerson));
  opened.close();
  return root;
}

async function index(opened: Case, framesPerSecond: number): Promise<void> {
  const settings = { framesPerSecond, analysis: { detection: 'default', look: 'everywhere', samePersonDistance: 0.5 } as const };
  await indexExhibits(opened, chooseExhibits(opened, null), fakePack, settings, natives, opened.home, {});
}

async function add(opened: Case, label: string, person: number): Promise<ProbeId> {
  // Each image is its own in every stretch of its bytes.
  const rgb = createHash('shake256', { outputLength: width * height * 3 }).update(label).digest().map((value) => value % 200);
  paintFace({ width, height, rgb }, [40, 8, 60, 80], person);
  const bytes = await natives.encodePng({ width, height, rgb });
  const provenance = { origin: 'witness' as const, source: 'a telephone', takenOn: '2026-03-01', basis: 'given freely', edits: [], reviewOn: '2099-06-01', custody: null };
  const { probe } = await addProbe(opened, { name: `${label}.png`, bytes, fromTrack: null, near: null }, { label, provenance, face: null }, null, fakePack, natives);
  return probe.id;
}

function searchFor(opened: Case, probe: ProbeId): Promise<SearchResult> {
  return search(opened, { probe, list: null, authority: 'A-1', exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 2, threshold: null }, fakePack, natives, {});
}

/** In `<root>/case` with keys in `<root>/home`, unlocked for its analyst. */
export async function seenCase(root: string): Promise<SeenCase> {
  for (const part of ['case', 'home']) cpSync(join(await base(), part), join(root, part), { recursive: true });
  const opened = openCase(join(root, 'case'), join(root, 'home'));
  onTestFinished(() => opened.close());
  await as(opened, 'analyst');
  const found = findResult(opened.db, 'S-1')!, probe = found.answers[0]!.probe;
  return {
    opened, probe, found,
    searchAgain: () => searchFor(opened, probe),
    addProbe: (label, person) => add(opened, label, person),
    indexAgain: () => index(opened, 2),
    trackOf(person) {
      const bytes = Buffer.from(faceVector(person).buffer);
      const row = opened.db.prepare<[Buffer], { id: string }>("SELECT run.id || '-' || track AS id FROM embedding JOIN run ON run.number = embedding.run WHERE vector = ? ORDER BY run.number DESC LIMIT 1").get(bytes);
      if (!row) throw new Error(`nobody with the number ${person} is kept`);
      return row.id;
    },
    mayErase: (...items) => grant(opened, wish({ kind: 'erasure', items, origins: [], searches: 0 })),
  };
}
