/** @file Labelled faces compared with one another: which pairs there are, by band and group, the equal error rate, and ranks. Pure. */
import { bands, pairBands } from './band.ts';
import type { Band } from './band.ts';
import type { Calibration, CalibrationScores } from './calibration.ts';
import { distributionOf } from './distribution.ts';
import type { Pairs } from './distribution.ts';
import { clusterBootstrap } from './resample.ts';
import { score } from './search.ts';
import type { Metric } from './search.ts';

/** A face of a labelled picture that has a vector. */
export interface LabelledFace {
  /** Number of the person, from 0. */
  readonly person: number;
  /** The label that was given; null: none. */
  readonly group: string | null;
  readonly overall: number;
  readonly widthPx: number;
  readonly vector: Float32Array;
}

/** Pairs of two people beyond this many are thinned out evenly: memory, and seconds to sort. Pairs of one person are all kept. */
const MOST_PAIRS = 4_000_000;

/** Scored pairs, and of each whose faces it was. */
interface Scored extends Pairs {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

function scored(faces: readonly LabelledFace[], metric: Metric, same: boolean): { pairs: Scored; thinned: number } {
  const wanted: number[] = [];
  let possible = 0;
  for (let i = 0; i < faces.length; i++) for (let j = i + 1; j < faces.length; j++) if ((faces[i]!.person === faces[j]!.person) === same) possible++;
  const every = same ? 1 : Math.ceil(possible / MOST_PAIRS);
  for (let i = 0, n = 0; i < faces.length; i++) for (let j = i + 1; j < faces.length; j++) if ((faces[i]!.person === faces[j]!.person) === same && n++ % every === 0) wanted.push(i, j);
  const size = wanted.length / 2;
  const pairs = { scores: new Float64Array(size), a: new Uint32Array(size), b: new Uint32Array(size), first: new Uint32Array(size), second: new Uint32Array(size) };
  for (let k = 0; k < size; k++) {
    const [i, j] = [wanted[2 * k]!, wanted[2 * k + 1]!];
    pairs.scores[k] = score(faces[i]!.vector, faces[j]!.vector, metric);
    [pairs.first[k], pairs.second[k], pairs.a[k], pairs.b[k]] = [i, j, faces[i]!.person, faces[j]!.person];
  }
  return { pairs, thinned: every };
}

function chosen({ scores, a, b, first, second }: Scored, keep: (a: number, b: number) => boolean): Pairs {
  const places = Uint32Array.from({ length: scores.length }, (_, k) => k).filter((k) => keep(first[k]!, second[k]!));
  return { scores: Float64Array.from(places, (k) => scores[k]!), a: Uint32Array.from(places, (k) => a[k]!), b: Uint32Array.from(places, (k) => b[k]!) };
}

/** Where both errors are equal, with its interval of 95 % over people. */
export interface EqualError {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly threshold: number;
}

/** Where the rate of false positives rises to that of misses; null where either kind of pair is missing. Interval: a bootstrap of people. */
function equalError(impostor: Pairs, genuine: Pairs): EqualError | null {
  const others = impostor.scores.length, all = others + genuine.scores.length;
  if (others === 0 || genuine.scores.length === 0) return null;
  const at = (from: 'scores' | 'a' | 'b', k: number): number => (k < others ? impostor[from][k]! : genuine[from][k - others]!);
  const order = Uint32Array.from({ length: all }, (_, k) => k).sort((i, j) => at('scores', j) - at('scores', i) || i - j);
  const people = Math.max(...[impostor.a, impostor.b, genuine.a].map((each) => each.reduce((most, n) => Math.max(most, n), 0))) + 1;
  const first = Uint32Array.from(order, (k) => at('a', k)), second = Uint32Array.from(order, (k) => at('b', k)), other = Uint8Array.from(order, (k) => (k < others ? 1 : 0));
  const crossing = (times: Uint32Array | null): { rate: number; place: number } | null => {
    const weight = (k: number): number => (times === null ? 1 : first[k] === second[k] ? times[first[k]!]! : times[first[k]!]! * times[second[k]!]!);
    let otherWeight = 0, sameWeight = 0;
    for (let k = 0; k < all; k++) if (other[k] === 1) otherWeight += weight(k); else sameWeight += weight(k);
    if (otherWeight === 0 || sameWeight === 0) return null;
    for (let k = 0, accepted = 0, missed = sameWeight; k < all; k++) {
      if (other[k] === 1) accepted += weight(k); else missed -= weight(k);
      if (accepted / otherWeight >= missed / sameWeight) return { rate: (accepted / otherWeight + missed / sameWeight) / 2, place: k };
    }
    return null;
  };
  const found = crossing(null)!;
  // As many drawings as some seconds allow.
  const interval = clusterBootstrap(people, (times) => crossing(times)?.rate ?? null, 1, Math.max(100, Math.min(1000, Math.floor(2e8 / all))));
  return { rate: found.rate, low: interval?.[0] ?? 0, high: interval?.[1] ?? 1, threshold: at('scores', order[found.place]!) };
}

/** What labelled faces say of a pack; the three parts of a calibration that are scores. */
export interface Comparison extends Pick<Calibration, 'all' | 'bands' | 'groups'> {
  readonly equalError: EqualError | null;
  /** 1: every pair of two people was scored; n: one in n. */
  readonly thinned: number;
}

/** All pairs of faces of two people and of one. Groups only where a label was given, and then of pairs within one label. */
export function compareLabelled(faces: readonly LabelledFace[], metric: Metric): Comparison {
  const { pairs: impostor, thinned } = scored(faces, metric, false), { pairs: genuine } = scored(faces, metric, true);
  const part = (keep: (a: LabelledFace, b: LabelledFace) => boolean): CalibrationScores => {
    const both = (i: number, j: number) => keep(faces[i]!, faces[j]!);
    return { impostor: distributionOf(chosen(impostor, both)), genuine: distributionOf(chosen(genuine, both)) };
  };
  const present = new Set<Band>();
  for (const pairs of [impostor, genuine]) for (let k = 0; k < pairs.scores.length; k++) for (const band of pairBands(faces[pairs.first[k]!]!, faces[pairs.second[k]!]!)) present.add(band);
  const labels = [...new Set(faces.flatMap(({ group }) => (group === null ? [] : [group])))].sort();
  return {
    all: { impostor: distributionOf(impostor), genuine: distributionOf(genuine) },
    bands: Object.fromEntries(bands.filter((band) => present.has(band)).map((band) => [band, part((a, b) => pairBands(a, b).includes(band))])),
    groups: labels.length === 0 ? 'not measured' : Object.fromEntries(labels.map((label) => [label, part((a, b) => a.group === label && b.group === label)])),
    equalError: equalError(impostor, genuine),
    thinned,
  };
}

/** For each face, the others (by their place in `faces`), best first; of equal scores the earlier. */
export function ranksOf(faces: readonly LabelledFace[], metric: Metric): number[][] {
  return faces.map((probe, i) => {
    const scores = faces.map(({ vector }) => score(probe.vector, vector, metric));
    return faces.map((_, j) => j).filter((j) => j !== i).sort((x, y) => scores[y]! - scores[x]! || x - y);
  });
}
