/** @file Search: scores in float64, ranking, and the proof that no better track was left out. */
import type { Measured } from './chance.ts';
import type { Body } from './entry.ts';
import type { FootageId, ProbeId, SearchId, TrackId } from './ids.ts';
import type { Box } from './picture.ts';

export type Metric = 'l2' | 'cosine';

/**
 * How alike two vectors of one pack are; higher is more alike. Float64, summed in index order, so that every machine gives the same
 * bits. 'l2': minus the Euclidean distance. 'cosine': the inner product of vectors that the analyser brought to unit length.
 */
export function score(a: Float32Array, b: Float32Array, metric: Metric): number {
  let sum = 0;
  if (metric === 'cosine') {
    for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
    return sum;
  }
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    sum += difference * difference;
  }
  // Not minus zero for equal vectors: JSON has none, and what is kept has to have the same bits.
  return 0 - Math.sqrt(sum);
}

/** What a track scores when this picture is searched for: its stored sighting that is most alike. */
export function bestScore(picture: Float32Array, vectors: readonly Float32Array[], metric: Metric): number {
  return vectors.reduce((best, vector) => Math.max(best, score(picture, vector, metric)), -Infinity);
}

/**
 * The best score that a row can have whose squared distance in float32 arithmetic is at least `squaredDistance`.
 *
 * [Note: Float32 error bound]
 * A sum of n squared differences, each operation rounded to the nearest float32 (unit roundoff u = 2^-24), has a relative error of at
 * most (n+2)u / (1-(n+2)u) in whatever order it is summed, since no term is negative (N. J. Higham, Accuracy and Stability of Numerical
 * Algorithms, 2nd ed., 2002, section 3.1 and lemma 3.1; fused multiply-add rounds less often). A float32 unit vector of n values
 * differs from length 1 by less than (n+2)u for the same reason.
 */
export function bestScoreBeyond(squaredDistance: number, dimension: number, metric: Metric): number {
  const nu = (dimension + 2) * 2 ** -24;
  const gamma = nu / (1 - nu);
  const least = squaredDistance / (1 + gamma);
  if (metric === 'l2') return -Math.sqrt(least);
  const longest = 1 + gamma;
  return (2 * longest * longest - least) / 2;
}

/** A stored embedding that was scored. */
export interface ScoredSighting {
  readonly track: TrackId;
  readonly ticks: bigint;
  readonly score: number;
}

/** Each track once, with its best sighting (the earliest of equals), best first; ties in order of track id (code units). */
export function rankTracks(scored: Iterable<ScoredSighting>): ScoredSighting[] {
  const best = new Map<TrackId, ScoredSighting>();
  for (const sighting of scored) {
    const known = best.get(sighting.track);
    if (!known || sighting.score > known.score || (sighting.score === known.score && sighting.ticks < known.ticks)) best.set(sighting.track, sighting);
  }
  return [...best.values()].sort(byScore);
}

/** Best first; ties in order of track id (code units). */
export function byScore(a: ScoredSighting, b: ScoredSighting): number {
  return b.score - a.score || (a.track < b.track ? -1 : 1);
}

/** Wall time of a moment in footage; `uncertaintyMs` is null where the recorder's clock was never compared with a reference. */
export interface WallTime {
  readonly utc: string;
  readonly uncertaintyMs: number | null;
}

/** A track returned by a search: an investigative lead, nothing more. */
export interface Candidate {
  readonly rank: number;
  readonly trackId: TrackId;
  readonly score: number;
  /** Reference as the force writes it. */
  readonly exhibit: string;
  readonly camera: string;
  readonly footageId: FootageId;
  /** Decimal ticks of the sighting that has this score. */
  readonly bestTicks: string;
  readonly timeBase: string;
  readonly wallTime: WallTime | null;
  readonly box: Box;
  readonly quality: number;
  /** How many candidates of this picture were expected by chance to score as high or higher; null: not measured. See core/chance.ts. */
  readonly expected: Measured | null;
}

/** Footage that lies in the scope and was not, or not wholly, compared. */
export interface NotSearched {
  readonly footageId: FootageId;
  readonly exhibit: string;
  readonly camera: string;
  readonly reason: 'not-indexed' | 'partly-indexed' | 'no-clock';
}

/** What is left of a candidate whose track was erased. */
export interface ErasedCandidate {
  readonly rank: number;
  /** SHA-256 (hex) of the canonical JSON that the candidate had, so that the digest of the list can still be derived. */
  readonly digest: string;
}

/** What became of one probe of a search. */
export interface Answer {
  readonly probe: ProbeId;
  /** The probe asked for; the picture it was processed from; or an entry of a list. */
  readonly role: 'probe' | 'original' | 'entry';
  /** SHA-256 (hex) of the canonical JSON of the list of the candidates' digests by rank; a candidate's digest is the SHA-256 (hex) of its canonical JSON. */
  readonly digest: string;
  readonly candidates: readonly Candidate[];
  readonly erased: readonly ErasedCandidate[];
  /** Tracks that were compared and are not candidates: below the threshold, or beyond the limit. */
  readonly rest: {
    readonly tracks: number;
    /** SHA-256 (hex) of the canonical JSON of the list of `[track, ticks, score]` of each, best first. */
    readonly digest: string;
    /** The nearest of them in full; ranks go on from those of the candidates. */
    readonly nearest: readonly Candidate[];
    /** As `digest` of the candidates, of the nearest. */
    readonly nearestDigest: string;
    readonly erased: readonly ErasedCandidate[];
  };
}

/** How many of the rest are kept in full. */
export const nearestKept = 50;

export interface SearchResult {
  readonly id: SearchId;
  readonly authority: string;
  readonly list: string | null;
  readonly pack: { readonly id: string; readonly digest: string };
  readonly tracksCompared: number;
  readonly sightingsCompared: number;
  /** Probes x tracks: what the number of chance candidates grows with. */
  readonly comparisons: number;
  readonly threshold: number | null;
  /** As the request stated it, before anything was compared. */
  readonly estimate: Body<'search-requested'>['estimate'];
  readonly limit: number;
  /** One for each probe; the one asked for first. */
  readonly answers: readonly Answer[];
  /** Between a processed picture and its original; null where there is no original. */
  readonly difference: Difference | null;
  readonly notSearched: readonly NotSearched[];
  readonly warnings: readonly string[];
}

/** What a search would compare if it were made now. */
export interface SearchPreview {
  /** The authority that it would be made under. */
  readonly authority: string;
  /** What lies within both the request and the authority; null: no limit. */
  readonly from: string | null;
  readonly to: string | null;
  readonly footage: number;
  readonly tracks: number;
  readonly comparisons: number;
  readonly notSearched: readonly NotSearched[];
}

/** One threshold with both its sides. */
export interface ThresholdSide {
  /** As asked (“at most so many by chance”); null: the threshold itself was asked for. */
  readonly target: number | null;
  /** null: nowhere in the calibrated range is so little expected. */
  readonly threshold: number | null;
  readonly expected: Measured | null;
  /** Share of true sightings of the person sought that would be missed, by the pack’s reference; null: not measured. */
  readonly missed: Measured | null;
}

/** Plain data for a window, a command and the record. */
export interface Estimate {
  /** What is to be searched with: as asked, or solved from the target; null: none. */
  readonly threshold: number | null;
  /** As the entry states it. */
  readonly record: Body<'search-requested'>['estimate'];
  readonly chosen: ThresholdSide | null;
  /** The same for other targets, round ones, so that both sides of a change are seen. */
  readonly others: readonly ThresholdSide[];
}

/** How much more often pictures of one person score about as a candidate does than pictures of two people, with its data and limits; or why no such ratio is stated. Never for a headline. */
export type RatioAnswer =
  | { readonly ratio: null; readonly why: string }
  | { readonly ratio: Measured; readonly score: number; readonly window: readonly [from: number, to: number]; readonly genuine: number; readonly impostor: number; readonly calibration: string; readonly limits: readonly string[] };

/** How the list of a processed picture differs from that of the picture as it was. */
export interface Difference {
  /** Tracks that are candidates of both, of the processed one only, of the original only. */
  readonly both: number;
  readonly onlyProcessed: readonly TrackId[];
  readonly onlyOriginal: readonly TrackId[];
  /** Largest change of rank among those of both. */
  readonly largestMove: number;
}

export function difference(processed: readonly Candidate[], original: readonly Candidate[]): Difference {
  const ranks = new Map(original.map((c) => [c.trackId, c.rank]));
  const shared = processed.filter((c) => ranks.has(c.trackId));
  const own = new Set(processed.map((c) => c.trackId));
  return {
    both: shared.length,
    onlyProcessed: processed.filter((c) => !ranks.has(c.trackId)).map((c) => c.trackId),
    onlyOriginal: original.filter((c) => !own.has(c.trackId)).map((c) => c.trackId),
    largestMove: Math.max(0, ...shared.map((c) => Math.abs(c.rank - ranks.get(c.trackId)!))),
  };
}
