/** @file Who stands in a line-up: certainly other people, of the same size and quality, or it is said that they are not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Body } from '../../electron/core/entry.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { chooseFillers } from '../../electron/core/lineup.ts';
import type { Relation } from '../../electron/core/lineup.ts';
import { createLineup } from '../../electron/engine/review/reviewing.ts';
import type { LineupRequest } from '../../electron/engine/review/reviewing.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { crowd, crowdCase, sought } from './crowdCase.ts';
import type { CrowdCase, Passer } from './crowdCase.ts';

let root: string, scene: CrowdCase;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-fillers-'));
  scene = await crowdCase(root);
});
afterAll(() => {
  scene.opened.close();
  rmSync(root, { recursive: true, force: true });
});

const scale = { metric: 'l2', samePersonDistance: 0.5 } as const;

function make({ opened }: CrowdCase, request: Partial<LineupRequest> = {}): Body<'lineup-created'> {
  const { lineup } = createLineup(opened, { search: 'S-1', probe: null, rank: 1, fillers: 5, alsoUncertain: false, ...request }, scale);
  return entriesOf(opened.db, 'lineup-created').find(({ body }) => body.lineup === lineup)!.body;
}

/** The person of each track. */
function whoIs({ tracksOf }: CrowdCase, passers: readonly Passer[] = crowd): (track: string) => number {
  const known = new Map([...new Set(passers.map(({ person }) => person))].flatMap((person) => tracksOf(person).map((track) => [track, person] as const)));
  return (track) => known.get(track)!;
}

const rankOf = ({ found, tracksOf }: CrowdCase, person: number, nth = 0): number => found.answers[0]!.candidates.find(({ trackId }) => trackId === tracksOf(person)[nth])!.rank;

test('fillers are people whom a frame shows together with the candidate', () => {
  const who = whoIs(scene);
  const [first] = scene.tracksOf(sought);
  const body = make(scene, { rank: rankOf(scene, sought) });
  expect([body.track, body.uncertain, body.unproven, body.band.widened]).toEqual([first, [], 0, 0]);
  expect(body.fillers.map(who).filter((person) => ![10, 20, 30, 40, 50, 60, 70].includes(person))).toEqual([]);
  expect(new Set(body.fillers.map(who)).size).toBe(5);
});

test('too few is a refusal that says how many there are, and nothing is recorded', () => {
  const before = entriesOf(scene.opened.db, 'lineup-created').length;
  const few = { rank: rankOf(scene, sought), fillers: 8 };
  expect(() => make(scene, few)).toThrow(expect.objectContaining({ code: 'lineup-too-few', data: { wanted: 8, certain: 7, withUncertain: 8 } }));
  expect(() => make(scene, { ...few, fillers: 10, alsoUncertain: true })).toThrow(expect.objectContaining({ code: 'lineup-too-few' }));
  // The sought person's second walk is seen with one other person only, and that one with nobody else.
  expect(() => make(scene, { rank: rankOf(scene, sought, 1), alsoUncertain: true })).toThrow(expect.objectContaining({ data: { wanted: 5, certain: 1, withUncertain: 1 } }));
  expect(entriesOf(scene.opened.db, 'lineup-created')).toHaveLength(before);
  const body = make(scene, { ...few, alsoUncertain: true });
  const who = whoIs(scene);
  // The one more is seen with the others, not with the candidate; the candidate's own second walk is not taken.
  expect(body.uncertain).toHaveLength(1);
  expect([150, 160]).toContain(who(body.uncertain[0]!));
});

test('who ranks above the candidate is no filler, since that may be the person searched for', () => {
  const who = whoIs(scene);
  const ranked = scene.found.answers[0]!.candidates.map(({ trackId }) => who(trackId));
  const place = ranked.findIndex((person, i) => person <= 70 && ranked.slice(0, i).filter((other) => other <= 70).length === 1);
  const above = new Set(ranked.slice(0, place));
  for (let i = 0; i < 5; i++) expect(make(scene, { rank: place + 1 }).fillers.map(who).filter((person) => above.has(person))).toEqual([]);
});

test('the track that the probe was cut from is no filler', async () => {
  // Two of the same looks at once, so that neither ranks above the other.
  const twins = await crowdCase(temporaryFolder(), [...crowd, { person: sought, from: 0, to: 40, lane: 8, px: 40 }]);
  const [one, other] = twins.found.answers[0]!.candidates.filter(({ trackId }) => Number(trackId.split('-')[1]) < 9);
  expect(make(twins, { rank: one!.rank, fillers: 8 }).fillers).toContain(other!.trackId);
  twins.opened.db.prepare('UPDATE probe SET from_track = ?').run(other!.trackId);
  expect(() => make(twins, { rank: one!.rank, fillers: 8 })).toThrow(expect.objectContaining({ data: { wanted: 8, certain: 7, withUncertain: 8 } }));
  twins.opened.close();
});

test('a face that ever overlaps the candidate’s may be the same one, found twice', () => {
  const [track] = scene.tracksOf(30);
  const move = scene.opened.db.prepare('UPDATE sighting SET x = 30, y = 30 WHERE track = ? AND ticks = ?');
  expect(() => make(scene, { rank: rankOf(scene, sought), fillers: 7 })).not.toThrow();
  move.run(Number(track!.split('-')[1]), 20);
  expect(() => make(scene, { rank: rankOf(scene, sought), fillers: 7 })).toThrow(expect.objectContaining({ data: { wanted: 7, certain: 6, withUncertain: 7 } }));
});

test('the band of size and quality is the narrowest that holds enough people', () => {
  const candidate = { track: 'c', eyesPx: 20, quality: 0.6 };
  const near = Array.from({ length: 4 }, (_, i) => ({ track: `near ${i}`, eyesPx: 24, quality: 0.65 }));
  const further = [{ track: 'larger', eyesPx: 31, quality: 0.6 }, { track: 'poorer', eyesPx: 20, quality: 0.45 }];
  const far = [{ track: 'far', eyesPx: 39, quality: 0.89 }, { track: 'too large', eyesPx: 41, quality: 0.6 }, { track: 'too poor', eyesPx: 20, quality: 0.29 }];
  const bandFor = (wanted: number): unknown => {
    const chosen = chooseFillers(candidate, [...far, ...further, ...near], wanted, false, () => 'apart');
    return 'band' in chosen ? [chosen.band.widened, chosen.fillers.toSorted()] : chosen;
  };
  const names = (tracks: readonly { track: string }[]): string[] => tracks.map(({ track }) => track).toSorted();
  expect([4, 6, 7, 8].map(bandFor)).toEqual([[0, names(near)], [1, names([...near, ...further])], [2, names([...near, ...further, far[0]!])], { certain: 7, withUncertain: 7 }]);
});

test('fillers who are seen together with other fillers are preferred, and pairs that are not are counted', () => {
  const pool = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((track) => ({ track, eyesPx: 20, quality: 0.6 }));
  // Everybody is seen with the candidate; a and b, and a and c, are seen together with nobody else; d looks like a.
  const strangers = new Set(['a b', 'a c']);
  const relation = (x: string, y: string): Relation => {
    const pair = [x, y].toSorted().join(' ');
    return pair === 'a d' ? 'alike' : strangers.has(pair) ? 'unknown' : 'apart';
  };
  const choose = (wanted: number): unknown => chooseFillers({ track: 'z', eyesPx: 20, quality: 0.6 }, pool, wanted, false, relation);
  expect(choose(5)).toMatchObject({ fillers: ['a', 'e', 'f', 'g', 'b'], unproven: 1 });
  expect(choose(6)).toMatchObject({ fillers: ['a', 'e', 'f', 'g', 'b', 'c'], unproven: 2 });
  expect(choose(7)).toEqual({ certain: 6, withUncertain: 6 });
});

test('in crowds that were drawn by lot no certain filler is the candidate’s person', async () => {
  let lineups = 0, fillers = 0, refused = 0, uncertain = 0, wrong = 0;
  let state = 7;
  const below = (count: number): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % count;
  for (let n = 0; n < 2; n++) {
    // Each lane is one person's for a while, then another's: several come twice, and so have two tracks.
    const passers = Array.from({ length: 11 }, (_, lane) => lane).flatMap((lane): Passer[] => {
      const one = 5 + below(14) * 15, other = 5 + below(14) * 15, change = 20 + below(30) * 2;
      return [{ person: one, from: 0, to: change, lane, px: 36 + below(8) }, { person: other, from: change + 40, to: change + 90, lane, px: 36 + below(8) }];
    });
    const drawn = await crowdCase(temporaryFolder(), passers.filter((passer, i) => !passers.some((before, j) => j < i && before.person === passer.person && before.from <= passer.to && before.to >= passer.from)));
    const who = whoIs(drawn, passers);
    for (const { rank, trackId } of drawn.found.answers[0]!.candidates) {
      for (const alsoUncertain of [false, true]) {
        try {
          const body = make(drawn, { rank, alsoUncertain });
          lineups += 1;
          const certain = body.fillers.filter((filler) => !body.uncertain.includes(filler));
          fillers += certain.length;
          uncertain += body.uncertain.length;
          wrong += certain.filter((filler) => who(filler) === who(trackId)).length;
        } catch (error) {
          if ((error as { code?: string }).code !== 'lineup-too-few') throw error;
          refused += 1;
        }
      }
    }
  }
  console.log(`${lineups} line-ups with ${fillers} certain and ${uncertain} uncertain fillers, ${refused} refused; ${wrong} certain fillers were the candidate’s person`);
  expect([wrong, lineups > 10, uncertain > 0]).toEqual([0, true, true]);
}, 60_000);
