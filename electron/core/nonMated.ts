/**
 * @file Non-mated comparisons (ISO/IEC 19795-1): portraits of people who are not in the footage, each against its tracks as a search would compare
 * them. Whatever scores high is chance, for pictures of this kind on this footage. Pure.
 */
import { pairBands } from './band.ts';
import type { Calibration } from './calibration.ts';
import { thresholdFor } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import type { LabelledFace } from './labelled.ts';
import { mostChanceRate } from './policy.ts';
import { scoresOf } from './scoredPairs.ts';
import type { ScoredPair } from './scoredPairs.ts';
import { bestScore, score } from './search.ts';
import type { Metric } from './search.ts';

/** A rate of fewer people is not measured: it would say little, and could be about somebody. */
export const fewestPeople = 30;
/** Pairs beyond this many are thinned out evenly: memory, and seconds to sort. */
const mostPairs = 1_000_000;

/**
 * How many people these faces are of. People with pictures nearer to each other than every pair of two people of the pack’s reference (`impostor`) count
 * as one: one face under thirty names would be a search for it. `impostor` null: they count as they are named.
 */
export function peopleApart(faces: readonly LabelledFace[], impostor: Distribution | null, metric: Metric): number {
  const nearest = impostor?.points[0]![0] ?? Infinity;
  const apart: (readonly LabelledFace[])[] = [];
  for (const own of Map.groupBy(faces, ({ person }) => person).values()) {
    if (!apart.some((other) => other.some((a) => own.some((b) => score(a.vector, b.vector, metric) > nearest)))) apart.push(own);
  }
  return apart.length;
}

/** A searchable track: quality and width of its best stored sighting, vectors of all. */
export interface ComparedTrack {
  readonly quality: number;
  readonly widthPx: number;
  readonly vectors: readonly Float32Array[];
}

/** The scores of one face after the other. People and tracks are the clusters: a face that is like many, and a track that many are like, count once. */
export function* nonMatedPairs(faces: readonly LabelledFace[], tracks: readonly ComparedTrack[], metric: Metric): Generator<ScoredPair[]> {
  const people = faces.reduce((most, { person }) => Math.max(most, person + 1), 0);
  const every = Math.ceil((faces.length * tracks.length) / mostPairs);
  for (const [i, face] of faces.entries()) {
    yield tracks.flatMap(({ quality, widthPx, vectors }, j) =>
      (i + j) % every === 0 ? [{ score: bestScore(face.vector, vectors, metric), a: face.person, b: people + j, band: pairBands(face, { overall: quality, widthPx })[0] }] : []);
  }
}

/**
 * What they score in all and by band. Nothing is said of fewer people than are needed, nor by so few pairs that they resolve not even the highest rate
 * that a search may have of itself: it would bind searches to thresholds of which nothing is known.
 */
export function nonMatedScores(pairs: readonly ScoredPair[]): Pick<Calibration, 'all' | 'bands'> {
  const { all, bands } = scoresOf(pairs, []);
  const says = (impostor: Distribution | null, own: readonly ScoredPair[]): boolean => impostor !== null && new Set(own.map(({ a }) => a)).size >= fewestPeople && thresholdFor(impostor, mostChanceRate) !== null;
  return {
    all: says(all.impostor, pairs) ? all : { impostor: null, genuine: null },
    bands: Object.fromEntries(Object.entries(bands).filter(([name, { impostor }]) => says(impostor, pairs.filter(({ band }) => band === name)))),
  };
}

/** With how many people, on how many tracks, and when. */
export function nonMatedSentence({ measuredOn: { counts, date } }: Calibration): string {
  return `Measured with ${counts['people']} people who are declared not to be in this footage (${counts['photographs']} photographs), on ${counts['tracks']} tracks, on ${date}.`;
}
