/** @file Scored pairs of faces, put together in all and by band of quality: what every calibration on footage is made of. Pure. */
import { qualityBands } from './band.ts';
import type { Band } from './band.ts';
import type { Calibration, CalibrationScores } from './calibration.ts';
import { distributionOf } from './distribution.ts';
import type { Distribution } from './distribution.ts';

/** One score. `a` and `b` number the people or tracks from 0, equal where the pair is of one; `band`: of the worse face. */
export interface ScoredPair {
  readonly score: number;
  readonly a: number;
  readonly b: number;
  readonly band: Band;
}

/** A band without pairs is absent. */
export function scoresOf(impostor: readonly ScoredPair[], genuine: readonly ScoredPair[]): Pick<Calibration, 'all' | 'bands'> {
  const scores = (of: (pair: ScoredPair) => boolean): CalibrationScores => ({ impostor: distribution(impostor.filter(of)), genuine: distribution(genuine.filter(of)) });
  const bands = qualityBands.map((band) => [band, scores((pair) => pair.band === band)] as const).filter(([, { impostor: i, genuine: g }]) => i !== null || g !== null);
  return { all: scores(() => true), bands: Object.fromEntries(bands) };
}

function distribution(pairs: readonly ScoredPair[]): Distribution | null {
  return distributionOf({ scores: Float64Array.from(pairs, ({ score }) => score), a: Uint32Array.from(pairs, ({ a }) => a), b: Uint32Array.from(pairs, ({ b }) => b) });
}
