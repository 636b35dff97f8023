/** @file Part of the evaluation: what exposure, roll, covering, and a head turned or nodding do to the errors, step by step and by the named measures of electron/core/faceMeasures.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureFace, type FacePictureMeasures } from '../../electron/core/faceMeasures.ts';
import { overlap, type Box, type Picture } from '../../electron/core/picture.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { alterations, drawnPoses } from './altered.ts';
import { cached } from './cache.ts';
import { distance } from './eyes.ts';
import type { Photograph } from './photographs.ts';
import { plotMeasures } from './plotMeasures.ts';
import { interval, overDraws, type WithInterval } from './rates.ts';

/** One picture as the program sees it. */
interface Look {
  readonly kind: string;
  readonly step: string;
  readonly person: number;
  /** The picture to search with that it was made of, by its place; null: none was. */
  readonly madeOf: number | null;
  /** The same picture without the alteration; null: it was not searchable itself. */
  readonly unaltered: Float32Array | null;
  readonly found: boolean;
  /** null: not found, or not searchable. */
  readonly vector: Float32Array | null;
  readonly measures: FacePictureMeasures | null;
}

interface Probe {
  readonly person: number;
  readonly vector: Float32Array;
}

/** Pictures to search with, and pictures that they are compared with. */
interface Sample {
  readonly people: number;
  readonly probes: readonly Probe[];
  readonly looks: readonly Look[];
}

/** Least overlap of the same face; and of the only face of a drawn picture, which moves to the side as the head turns. */
const sameFace = 0.3, somewhere = 0.05;
const draws = 1000, posedPeople = 60, firstOfPoses = 3000;
const yaws = [15, 30, 45, 60, 75], nods = [-30, -15, 15, 30];

/** What is asked of each measure; the bins were chosen before anything was measured. */
const asked: readonly { readonly measure: string; readonly kinds: readonly string[]; readonly of: (measures: FacePictureMeasures) => number; readonly edges: readonly number[] }[] = [
  { measure: 'too dark, share of the face', kinds: ['less light'], of: ({ underExposed }) => underExposed, edges: [0, 0.05, 0.25, 0.5, 0.75, 1] },
  { measure: 'too bright, share of the face', kinds: ['more light'], of: ({ overExposed }) => overExposed, edges: [0, 0.05, 0.25, 0.5, 0.75, 1] },
  { measure: 'entropy, bits', kinds: ['less light', 'more light'], of: ({ dynamicRangeBits }) => dynamicRangeBits, edges: [0, 4, 5, 6, 7, 8] },
  { measure: 'roll, degrees', kinds: ['roll'], of: ({ rollDegrees }) => Math.abs(rollDegrees), edges: [0, 5, 15, 25, 40, 55, 180] },
  { measure: 'fit of landmarks, covered', kinds: ['covered'], of: ({ landmarkFit }) => landmarkFit, edges: [0, 0.4, 0.6, 0.75, 0.85, 1] },
  { measure: 'yaw proxy (drawn)', kinds: ['turned'], of: ({ sideways }) => Math.abs(sideways), edges: [0, 0.15, 0.3, 0.5, 0.8, Infinity] },
  { measure: 'pitch proxy (drawn)', kinds: ['nodding'], of: ({ nod }) => nod, edges: [-Infinity, -0.2, -0.1, 0.1, 0.2, Infinity] },
];

export async function measureMeasures(photographs: readonly Photograph[], analyser: FaceAnalyser, say: (line: string) => void) {
  const measured = [['people', await alteredPhotographs(photographs, analyser, say)], ['drawn', await posed(analyser, say)]] as const;
  const results = Object.fromEntries(measured.map(([name, sample]) => [name, ratesOfSample(sample)]));
  writeFileSync(join(import.meta.dirname, 'measures.svg'), plotMeasures(Object.values(results).flatMap(({ bins }) => bins)));
  return results;
}

/** The face that stands most nearly where one is known to be; not found: none shares `least` with that place. */
async function look(picture: Picture, box: Box, least: number, analyser: FaceAnalyser): Promise<Pick<Look, 'found' | 'vector' | 'measures'>> {
  const [face] = (await analyser.analyse(picture, 'everywhere', 'default')).toSorted((a, b) => overlap(b.box, box) - overlap(a.box, box));
  if (!face || overlap(face.box, box) < least) return { found: false, vector: null, measures: null };
  return { found: true, vector: face.embedding, measures: measureFace(picture, face.landmarks, face.quality) };
}

async function alteredPhotographs(photographs: readonly Photograph[], analyser: FaceAnalyser, say: (line: string) => void): Promise<Sample> {
  const names = [...new Set(photographs.map(({ person }) => person))];
  const probes = photographs.map(({ person, face }) => ({ person: names.indexOf(person), vector: face.embedding }));
  const looks: Look[] = photographs.map(({ picture, face }, n) => ({ kind: 'unaltered', step: '', person: probes[n]!.person, madeOf: n, unaltered: face.embedding, found: true, vector: face.embedding, measures: measureFace(picture, face.landmarks, face.quality) }));
  for (const [kind, steps] of Object.entries(alterations)) {
    for (const { step, alter } of steps) {
      say(`measures: ${kind}, ${step}`);
      const seen = await cached(['measures', kind, step, photographs.length, analyser.pack.digest, 1], async () => {
        const all: Pick<Look, 'found' | 'vector' | 'measures'>[] = [];
        for (const [n, photograph] of photographs.entries()) all.push(await look(alter(photograph, n), photograph.face.box, sameFace, analyser));
        return all;
      });
      looks.push(...seen.map((each, n): Look => ({ kind, step, person: probes[n]!.person, madeOf: n, unaltered: photographs[n]!.face.embedding, ...each })));
    }
  }
  return { people: names.length, probes, looks };
}

/** Each person from the front to search with, and in other light in every pose. */
async function posed(analyser: FaceAnalyser, say: (line: string) => void): Promise<Sample> {
  // Where drawnPoses stands the face, about.
  const box: Box = [125 - 47, 105 - 42, 95, 95];
  const poses = [['unaltered', '', 0, 0], ...yaws.map((yaw) => ['turned', `${yaw}°`, yaw, 0] as const), ...nods.map((nod) => ['nodding', `${Math.abs(nod)}° ${nod < 0 ? 'down' : 'up'}`, 0, nod] as const)] as const;
  const all = await cached(['measures', 'posed', firstOfPoses, posedPeople, JSON.stringify(poses), analyser.pack.digest, 2], async () => {
    const seen: { readonly probe: Float32Array | null; readonly posed: readonly Pick<Look, 'found' | 'vector' | 'measures'>[] }[] = [];
    for (let person = 0; person < posedPeople; person++) {
      if (person % 10 === 0) say(`measures: drawn, ${person} of ${posedPeople}`);
      const [front] = await drawnPoses(firstOfPoses + person, 0, [[0, 0]]);
      const own: Pick<Look, 'found' | 'vector' | 'measures'>[] = [];
      for (const picture of await drawnPoses(firstOfPoses + person, 1, poses.map(([, , yaw, pitch]) => [yaw, pitch]))) own.push(await look(picture, box, somewhere, analyser));
      seen.push({ probe: (await look(front!, box, somewhere, analyser)).vector, posed: own });
    }
    return seen;
  });
  return {
    people: posedPeople, probes: all.flatMap(({ probe }, person) => (probe ? [{ person, vector: probe }] : [])),
    looks: poses.flatMap(([kind, step], k) => all.map(({ posed: own }, person): Look => ({ kind, step, person, madeOf: null, unaltered: own[0]!.vector, ...own[k]! }))),
  };
}

function ratesOfSample(sample: Sample) {
  const { looks, people, probes } = sample;
  const unaltered = looks.filter(({ kind }) => kind === 'unaltered');
  const others = unaltered.flatMap(({ person, vector }) => (vector ? probes.filter((probe) => probe.person !== person).map((probe) => distance(probe.vector, vector)) : [])).toSorted((a, b) => a - b);
  const threshold = others[Math.ceil(others.length / 100) - 1]!;
  const steps = [...Map.groupBy(looks, ({ kind, step }) => JSON.stringify([kind, step])).values()].map((own) => ({
    kind: own[0]!.kind, step: own[0]!.step, pictures: own.length, found: own.filter(({ found }) => found).length, searchable: own.filter(({ vector }) => vector !== null).length, ...ratesOf(sample, own, threshold),
  }));
  const kinds = new Set(looks.map(({ kind }) => kind));
  const bins = asked.filter((each) => each.kinds.every((kind) => kinds.has(kind))).flatMap(({ measure, kinds: of, of: value, edges }) => edges.slice(1).map((to, i) => {
    const from = edges[i]!, last = i === edges.length - 2;
    const own = looks.filter(({ kind, measures }) => measures !== null && (kind === 'unaltered' || of.includes(kind)) && value(measures) >= from && (value(measures) < to || last));
    return { measure, from: Number.isFinite(from) ? from : null, to: Number.isFinite(to) ? to : null, pictures: own.length, people: new Set(own.map(({ person }) => person)).size, ...(own.length === 0 ? { missed: null, accepted: null, further: null } : ratesOf(sample, own, threshold)) };
  }));
  return { people, pictures: unaltered.length, threshold, steps, bins };
}

/** Pairs of one person that are missed (a picture that is not searchable misses all), pairs of two that are accepted, and how much further from the person's other pictures the alteration took a picture. */
function ratesOf({ people, probes }: Sample, looks: readonly Look[], threshold: number): { missed: WithInterval; accepted: WithInterval; further: WithInterval } {
  const zeros = () => new Float64Array(people);
  const same = zeros(), missed = zeros(), moved = zeros(), further = zeros();
  const pairs = new Float64Array(people * people), accepted = new Float64Array(people * people);
  for (const { person, madeOf, vector, unaltered } of looks) {
    probes.forEach((probe, n) => {
      if (n === madeOf) return;
      const far = vector === null ? Infinity : distance(probe.vector, vector);
      if (probe.person !== person) {
        pairs[probe.person * people + person]! += 1;
        if (far <= threshold) accepted[probe.person * people + person]! += 1;
        return;
      }
      same[person]! += 1;
      if (far > threshold) missed[person]! += 1;
      if (vector === null || unaltered === null) return;
      moved[person]! += 1;
      further[person]! += far - distance(probe.vector, unaltered);
    });
  }
  const within = (part: Float64Array, whole: Float64Array) => (weight: Float64Array): number => weight.reduce((sum, w, p) => sum + w * part[p]!, 0) / weight.reduce((sum, w, p) => sum + w * whole[p]!, 0);
  const between = (weight: Float64Array): number => {
    let some = 0, all = 0;
    for (let p = 0, at = 0; p < people; p++) for (let q = 0; q < people; q++, at++) {
      const w = weight[p]! * weight[q]!;
      some += w * accepted[at]!;
      all += w * pairs[at]!;
    }
    return some / all;
  };
  const each = [within(missed, same), between, within(further, moved)];
  const drawn = overDraws(people, draws, (weight) => each.map((rate) => rate(weight)));
  const [a, b, c] = each.map((rate, k): WithInterval => {
    const value = rate(zeros().fill(1));
    return Number.isFinite(value) ? { value, interval: interval(drawn.map((rates) => rates[k]!)) } : null;
  });
  return { missed: a!, accepted: b!, further: c! };
}
