/** @file How good tracks are, against who was truly where: recall by size, purity, switches, fragments. */
import { assign } from '../../electron/core/assignment.ts';
import { overlap, type Box } from '../../electron/core/picture.ts';
import { ticksToMicroseconds, type TimeBase } from '../../electron/core/time.ts';

/** One face that is truly there. */
export interface TrueFace {
  readonly who: string;
  readonly ticks: bigint;
  readonly box: Box;
  /** Turned away, covered or out of the picture: not counted in recall, but not false when found. */
  readonly hidden: boolean;
}

export interface FoundFace {
  readonly track: number;
  readonly ticks: bigint;
  readonly box: Box;
}

export interface Figures {
  /** Faces seen of faces there, by true width in pixels: [from, to). */
  readonly recall: readonly { readonly fromPx: number; readonly toPx: number; readonly seen: number; readonly there: number }[];
  /** Walks: a person's stay until absent for three seconds. Counted where the face reaches `walkerPx` unhidden; found: some track is mostly that person's. */
  readonly walks: number;
  readonly walksFound: number;
  readonly missedWalks: readonly string[];
  /** A person's track changes to or from one that another person is in too. */
  readonly switches: number;
  /** A person's track changes in the middle of a walk. */
  readonly breaks: number;
  /** Tracks to a found walk. 1 is perfect. */
  readonly fragments: number;
  /** Share of the true sightings in tracks that belong to the track's most frequent person. */
  readonly purity: number;
  readonly tracks: number;
  /** Sightings where nobody is, and tracks made only of such. */
  readonly falseSightings: number;
  readonly falseTracks: number;
}

const walkerPx = 32;
const sizes = [8, 12, 16, 24, 32, 48, 64, 96, Infinity];
const sameFace = 0.3; // least overlap of a found box with a true one: detectors draw faces up to 1.2 x wider than one another
const absenceUs = 3_000_000n;

/** Only frames that were analysed (`analysed` ticks) count as there. */
export function evaluate(truth: readonly TrueFace[], found: readonly FoundFace[], analysed: readonly bigint[], base: TimeBase): Figures {
  const there = byTicks(truth);
  const seen = byTicks(found);
  const recall = sizes.slice(1).map((toPx, i) => ({ fromPx: sizes[i]!, toPx, seen: 0, there: 0 }));
  const whoOf = new Map<number, Map<string, number>>();
  const walks = new Map<string, Walk[]>();
  let falseSightings = 0;
  for (const ticks of analysed) {
    const people = there.get(ticks) ?? [];
    const faces = seen.get(ticks) ?? [];
    const pairs = assign(people.map((p) => faces.map((f) => 1 - overlap(p.box, f.box))), faces.length, 1 - sameFace);
    const used = new Set(pairs);
    faces.forEach((face, j) => {
      if (used.has(j)) return;
      falseSightings += 1;
      if (!whoOf.has(face.track)) whoOf.set(face.track, new Map());
    });
    people.forEach((person, i) => {
      const face = faces[pairs[i]!];
      const bin = recall.find((b) => person.box[2] >= b.fromPx && person.box[2] < b.toPx);
      if (bin && !person.hidden) {
        bin.there += 1;
        if (face) bin.seen += 1;
      }
      const walk = walkOf(walks, person, base);
      if (!person.hidden) walk.widest = Math.max(walk.widest, person.box[2]);
      if (!face) return;
      walk.tracks.push(face.track);
      const counts = whoOf.get(face.track) ?? new Map<string, number>();
      whoOf.set(face.track, counts.set(person.who, (counts.get(person.who) ?? 0) + 1));
    });
  }
  return { recall, ...summary(walks, whoOf), falseSightings, falseTracks: [...whoOf.values()].filter((c) => c.size === 0).length, tracks: whoOf.size };
}

interface Walk { last: bigint; widest: number; readonly tracks: number[] }

function walkOf(walks: Map<string, Walk[]>, { who, ticks }: TrueFace, base: TimeBase): Walk {
  const all = walks.get(who) ?? [];
  walks.set(who, all);
  let walk = all.at(-1);
  if (!walk || ticksToMicroseconds(ticks - walk.last, base) > absenceUs) all.push(walk = { last: ticks, widest: 0, tracks: [] });
  walk.last = ticks;
  return walk;
}

function summary(walks: Map<string, Walk[]>, whoOf: Map<number, Map<string, number>>) {
  const owner = new Map([...whoOf].map(([track, counts]) => [track, [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]]));
  const counted = [...walks].flatMap(([who, all]) => all.filter((w) => w.widest >= walkerPx).map((walk) => ({ who, walk })));
  const missed = counted.filter(({ who, walk }) => !walk.tracks.some((track) => owner.get(track) === who));
  let changes = 0;
  let switches = 0;
  let fragments = 0;
  let seenWalks = 0;
  for (const walk of [...walks.values()].flat()) {
    if (walk.tracks.length === 0) continue;
    seenWalks += 1;
    fragments += new Set(walk.tracks).size;
    walk.tracks.forEach((track, i) => {
      const before = walk.tracks[i - 1];
      if (before === undefined || before === track) return;
      if (whoOf.get(track)!.size > 1 || whoOf.get(before)!.size > 1) switches += 1;
      else changes += 1;
    });
  }
  const counts = [...whoOf.values()].filter((c) => c.size > 0).map((c) => [...c.values()]);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return {
    walks: counted.length, walksFound: counted.length - missed.length, missedWalks: missed.map(({ who }) => who),
    switches, breaks: changes, fragments: seenWalks === 0 ? 0 : fragments / seenWalks,
    purity: counts.length === 0 ? 1 : sum(counts.map((c) => Math.max(...c))) / sum(counts.map(sum)),
  };
}

function byTicks<T extends { readonly ticks: bigint }>(all: readonly T[]): Map<bigint, T[]> {
  const map = new Map<bigint, T[]>();
  for (const one of all) {
    const same = map.get(one.ticks);
    if (same) same.push(one);
    else map.set(one.ticks, [one]);
  }
  return map;
}

/** The figures as lines for a person. */
export function describeFigures(f: Figures): string {
  const bins = f.recall.filter((b) => b.there > 0)
    .map((b) => `  ${b.fromPx}-${b.toPx === Infinity ? '' : b.toPx} px: ${((100 * b.seen) / b.there).toFixed(1)} % of ${b.there}`);
  return [
    `walks with a face of ${walkerPx} px or more: ${f.walksFound} of ${f.walks} have a track${f.missedWalks.length ? ` (not: ${f.missedWalks.join(', ')})` : ''}`,
    `tracks ${f.tracks}, switches ${f.switches}, breaks ${f.breaks}, tracks to a walk ${f.fragments.toFixed(2)}, purity ${f.purity.toFixed(4)}`,
    `false sightings ${f.falseSightings}, tracks of nobody ${f.falseTracks}`,
    'recall by true face width:', ...bins,
  ].join('\n');
}
