/** @file Candidates by chance: how many were predicted, how many were found, where the truth is known. Pure; rates, bands and sums are the product's own (electron/core). */
import { bandsOf, pairBands, qualityBands } from '../../electron/core/band.ts';
import type { Calibration } from '../../electron/core/calibration.ts';
import { expectedByChance, type ChancePart, type Measured } from '../../electron/core/chance.ts';
import { shareAtLeast, type Distribution } from '../../electron/core/distribution.ts';
import { nonMatedPairs, nonMatedScores } from '../../electron/core/nonMated.ts';
import { tracksTogether } from '../../electron/core/sameFrame.ts';
import { scoresOf, type ScoredPair } from '../../electron/core/scoredPairs.ts';
import { bestScore, score } from '../../electron/core/search.ts';
import { parseTimeBase, ticksToMicroseconds } from '../../electron/core/time.ts';
import { bandRates } from '../../electron/engine/accuracy/rates.ts';
import type { KnownTrack, Portrait } from './crowd.ts';

/** Scores of two people, in all and by band. */
export type Predictor = Pick<Calibration, 'all' | 'bands'>;

/** A searchable track by its best stored sighting, as the product sees it. */
interface Searchable {
  readonly known: KnownTrack;
  readonly best: Portrait;
  readonly vectors: readonly Float32Array[];
}

export function searchable(tracks: readonly KnownTrack[]): Searchable[] {
  return tracks.filter(({ stored }) => stored.length > 0).map((known) => {
    const best = known.stored.reduce((a, b) => (b.quality.overall > a.quality.overall ? b : a));
    return { known, best: { vector: best.vector, overall: best.quality.overall, widthPx: best.box[2] }, vectors: known.stored.map(({ vector }) => vector) };
  });
}

/** Of a track when this picture is searched for. */
function trackScore(picture: Float32Array, { vectors }: Searchable): number {
  return bestScore(picture, vectors, 'l2');
}

/**
 * From pairs of tracks that frames show together, scored as two searches, as the product measures a footage (engine/accuracy). `certain`: only
 * pairs of which the truth says that they are two people and that neither track has taken in another: what a perfect tracker would have measured.
 */
export function fromSameFrames(tracks: readonly Searchable[], certain = false): Predictor {
  const by = new Map(tracks.map((track, number) => [track.known.track, { ...track, number }]));
  const faces = tracks.flatMap(({ known: { track, seen } }) => seen.map(({ ticks, box }) => ({ ticks, track, box }))).toSorted((p, q) => (p.ticks < q.ticks ? -1 : p.ticks > q.ticks ? 1 : p.track - q.track));
  return scoresOf(tracksTogether(faces).filter(({ aside }) => aside === null).flatMap(({ a, b }): ScoredPair[] => {
    const one = by.get(a)!, other = by.get(b)!;
    if (certain && !(one.known.pure && other.known.pure && one.known.identity !== other.known.identity)) return [];
    const [band] = pairBands(one.best, other.best);
    return [{ score: trackScore(one.best.vector, other), a: one.number, b: other.number, band }, { score: trackScore(other.best.vector, one), a: one.number, b: other.number, band }];
  }), []);
}

/** From every two tracks of two people on this camera, seen together or not: what pairs of one frame are a sample of. */
export function fromAllPairs(tracks: readonly Searchable[]): Predictor {
  return scoresOf(tracks.flatMap((one, a) => tracks.flatMap((other, b) => {
    const certain = a !== b && one.known.pure && other.known.pure && one.known.identity !== null && other.known.identity !== null && one.known.identity !== other.known.identity;
    return certain ? [{ score: trackScore(one.best.vector, other), a: Math.min(a, b), b: Math.max(a, b), band: pairBands(one.best, other.best)[0] }] : [];
  })), []);
}

/** Seconds between the sightings of a track that is compared with itself; the product's rule. */
const farApartSeconds = 3;

/** From tracks compared with themselves some seconds later, as the product measures a footage: a rate that bounds nothing. */
export function withinTracks(footage: readonly { readonly timeBase: string; readonly tracks: readonly Searchable[] }[]): Distribution | null {
  let cluster = 0;
  return ofOnePerson(footage.flatMap(({ timeBase, tracks }) => tracks.flatMap(({ known: { stored } }) => {
    const [first, ...rest] = stored.toSorted((a, b) => (a.ticks < b.ticks ? -1 : 1));
    const later = rest.filter(({ ticks }) => Number(ticksToMicroseconds(ticks - first!.ticks, parseTimeBase(timeBase))) >= farApartSeconds * 1e6);
    return later.length === 0 ? [] : [{ cluster: cluster++, score: Math.max(...later.map(({ vector }) => score(first!.vector, vector, 'l2'))) }];
  })));
}

/** From searches for people who are there: each picture against every track that is certainly of its person. */
export function fromMates(pictures: readonly (Pick<Portrait, 'vector'> & { readonly identity: number })[], tracks: readonly Searchable[]): Distribution | null {
  return ofOnePerson(pictures.flatMap(({ vector, identity }) => tracks.flatMap((track) => (track.known.pure && track.known.identity === identity ? [{ cluster: identity, score: trackScore(vector, track) }] : []))));
}

function ofOnePerson(scored: readonly { readonly cluster: number; readonly score: number }[]): Distribution | null {
  return scoresOf([], scored.map((each) => ({ score: each.score, a: each.cluster, b: each.cluster, band: 'good' }))).all.genuine;
}

/** Rates of the two, all bands together, and whether the true one lies in the interval of the estimate. */
export function rateAgainst(estimate: Predictor, truth: Predictor, distances: readonly number[]) {
  return distances.map((distance) => {
    const { rate, low, high, resolved } = shareAtLeast(estimate.all.impostor!, -distance);
    const { rate: is } = shareAtLeast(truth.all.impostor!, -distance);
    return { distance, estimated: resolved ? rate : null, low, high, is, within: is >= low && is <= high };
  });
}

/** From searches for people who are certainly not there: as the product measures a footage with people who are not in it. */
export function fromStrangers(strangers: readonly Portrait[], tracks: readonly Searchable[]): Predictor {
  const faces = strangers.map(({ vector, overall, widthPx }, person) => ({ person, group: null, overall, widthPx, vector }));
  return nonMatedScores([...nonMatedPairs(faces, tracks.map(({ best, vectors }) => ({ quality: best.overall, widthPx: best.widthPx, vectors })), 'l2')].flat());
}

/** What the product would state before a search of these tracks with this picture, had it measured these scores. */
function predicted(scores: Predictor, tracks: readonly Searchable[], picture: Portrait, threshold: number): Measured {
  const calibration: Calibration = {
    format: 'retrace-calibration/1', kind: 'footage', pack: { id: '', version: '', digest: '' }, measuredOn: { what: '', shows: 'drawn', sha256: '', date: '', counts: {}, leftOut: {} }, ...scores, groups: 'not measured', notes: [],
  };
  const parts = qualityBands.map((band): ChancePart => {
    const { at, ...rates } = bandRates([{ camera: '', runs: [''], packDigest: '', calibration, sha256: '', entry: null }], null, band);
    return { camera: '', footage: '', band, ...rates, rate: at(threshold), tracks: tracks.filter(({ best }) => bandsOf({ overall: Math.min(best.overall, picture.overall), widthPx: best.widthPx })[0] === band).length };
  });
  return expectedByChance(parts, 1)!;
}

export interface Agreement {
  /** Euclidean distance: minus the threshold. */
  readonly distance: number;
  readonly searches: number;
  /** Candidates for each search: mean predicted with the mean of its interval's ends, and mean found with its interval of 95 % (over searches). */
  readonly predicted: Measured;
  readonly found: number;
  readonly foundLow: number;
  readonly foundHigh: number;
  /** Whether what was found lies in the interval that was predicted. */
  readonly within: boolean;
}

/** Many searches for strangers at many thresholds. */
export function agreement(by: Predictor, strangers: readonly Portrait[], tracks: readonly Searchable[], distances: readonly number[]): Agreement[] {
  const scores = strangers.map((stranger) => tracks.map((track) => trackScore(stranger.vector, track)));
  return agreed(distances, strangers.map((stranger) => distances.map((distance) => predicted(by, tracks, stranger, -distance))), scores.map((own) => distances.map((distance) => own.filter((s) => s >= -distance).length)));
}

/** What was stated and what was found, of each search at each distance. Searches are taken for independent of one another: different people are searched for. */
export function agreed(distances: readonly number[], stated: readonly (readonly Measured[])[], found: readonly (readonly number[])[]): Agreement[] {
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  return distances.map((distance, k) => {
    const counts = found.map((own) => own[k]!), told = stated.map((own) => own[k]!);
    const average = mean(counts);
    const error = 1.96 * Math.sqrt(mean(counts.map((count) => (count - average) ** 2)) / counts.length);
    const low = mean(told.map((each) => each.low)), high = mean(told.map((each) => each.high));
    return {
      distance, searches: counts.length, found: average, foundLow: Math.max(0, average - error), foundHigh: average + error, within: average >= low && average <= high,
      predicted: { value: told.every(({ value }) => value !== null) ? mean(told.map(({ value }) => value!)) : null, low, high },
    };
  });
}
