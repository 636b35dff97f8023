/** @file Calibration of footage: the scores of its known pairs as a document, by quality band, for one footage or for all footage of a camera. */
import { createHash } from 'node:crypto';
import { pairBands } from '../../core/band.ts';
import type { Calibration } from '../../core/calibration.ts';
import type { TrackId } from '../../core/ids.ts';
import { packIdentity } from '../../core/modelPack.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import { scoresOf } from '../../core/scoredPairs.ts';
import type { ScoredPair } from '../../core/scoredPairs.ts';
import { canonical } from '../../ledger/canonical.ts';
import type { RunRow } from '../runs.ts';
import type { RunPairs } from './footagePairs.ts';

/** The calibration of these indexings together; scores in all and by band. */
export function footageCalibration(camera: string, runs: readonly { readonly run: RunRow; readonly pairs: RunPairs }[], pack: LoadedPack, day: string): Calibration {
  const impostor: ScoredPair[] = [], genuine: ScoredPair[] = [];
  const numbers = new Map<TrackId, number>();
  const number = (track: TrackId): number => numbers.get(track) ?? (numbers.set(track, numbers.size), numbers.size - 1);
  for (const { pairs: { tracks, pairs, genuine: own } } of runs) {
    for (const { tracks: [a, b], scores } of pairs) {
      const [band] = pairBands(facts(tracks.get(a)!), facts(tracks.get(b)!));
      for (const score of scores) impostor.push({ score, a: number(a), b: number(b), band });
    }
    for (const { track, score } of own) {
      const face = facts(tracks.get(track)!);
      genuine.push({ score, a: number(track), b: number(track), band: pairBands(face, face)[0] });
    }
  }
  const sum = (of: (pairs: RunPairs) => number): number => runs.reduce((total, { pairs }) => total + of(pairs), 0);
  const { id, version, digest } = packIdentity(pack);
  return {
    format: 'retrace-calibration/1', kind: 'footage', pack: { id, version, digest },
    measuredOn: {
      what: `tracks that one frame shows together, ${runs.length} ${runs.length === 1 ? 'footage' : 'footages'} of the camera “${camera}”`, shows: 'people', sha256: inputs(runs), date: day,
      counts: { tracks: sum(({ tracks }) => tracks.size), 'tracks in pairs': new Set(impostor.flatMap(({ a, b }) => [a, b])).size, pairs: impostor.length / 2, 'scores of pairs': impostor.length, 'tracks against themselves': genuine.length },
      leftOut: {
        overlapping: sum(({ aside }) => aside.overlapping), 'same motion': sum(({ aside }) => aside['same-motion']), 'mirrored motion': sum(({ aside }) => aside['mirrored-motion']),
        motionless: sum(({ aside }) => aside.motionless), 'by a person': sum(({ takenOut }) => takenOut.length),
      },
    },
    ...scoresOf(impostor, genuine), groups: 'not measured',
    notes: [
      'Tracks are not people: one person may have several tracks, so there may be fewer people than tracks.',
      'Who stands in one picture may be of one family or one age more often than strangers are; people who are never seen together are not in it.',
      'The rate of misses compares a track with itself, some seconds apart: optimistic, since place, light and clothes are the same and the track was joined by likeness; pessimistic where a track begins with its poorest picture. It bounds no rate of a search.',
    ],
  };
}

function facts({ quality, widthPx }: { readonly quality: number; readonly widthPx: number }): { readonly overall: number; readonly widthPx: number } {
  return { overall: quality, widthPx };
}

/** SHA-256 (hex) of the canonical JSON of the list of the runs with their digests and the pairs that people took out. */
function inputs(runs: readonly { readonly run: RunRow; readonly pairs: RunPairs }[]): string {
  return createHash('sha256').update(canonical(runs.map(({ run, pairs }) => ({ run: run.id, digest: run.digest, takenOut: pairs.takenOut.map(({ tracks }) => [...tracks]) })))).digest('hex');
}
