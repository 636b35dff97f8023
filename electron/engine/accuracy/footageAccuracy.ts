/** @file What the case’s own footage says of chance, for people: camera by camera and footage by footage, with the highest scores of known pairs. */
import { bandFrom, qualityBands } from '../../core/band.ts';
import type { Band } from '../../core/band.ts';
import { fmrAt, fnmrAt, thresholdAt } from '../../core/calibration.ts';
import type { Calibration } from '../../core/calibration.ts';
import { measuredRate } from '../../core/chance.ts';
import type { Measured } from '../../core/chance.ts';
import { packIdentity } from '../../core/modelPack.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import type { Job } from '../../core/job.ts';
import type { Case } from '../caseFolder.ts';
import { listExhibits, listFootage } from '../records.ts';
import { listRuns } from '../runs.ts';
import { newestRun } from '../searchScope.ts';
import { takeTurns } from '../turns.ts';
import { calibrationsOf, enough, tracksIn } from './calibrating.ts';
import type { MeasuredBefore } from './calibrating.ts';
import { pairsOfRun } from './footagePairs.ts';
import type { KnownPair } from './footagePairs.ts';

/** The rate of one band at one threshold. */
export interface BandAccuracy {
  /** null: all qualities together. */
  readonly band: Band | null;
  /** Lower end of the band’s quality. */
  readonly from: number;
  readonly tracks: number;
  readonly pairs: number;
  /** Under so many tracks as are needed: the pack’s figure is used instead. */
  readonly insufficient: boolean;
  /** Highest score of two people that was seen; null: no pair. */
  readonly highest: number | null;
  /** Thresholds with their false-positive rates and the rates of misses within tracks, which bound no rate of a search. */
  readonly points: readonly { readonly threshold: number; readonly falsePositive: Measured; readonly missedWithin: Measured | null }[];
}

/** One footage, or all footage of a camera; plain data. */
export interface CameraAccuracy {
  readonly camera: string;
  /** null: all footage of the camera together. */
  readonly footage: string | null;
  readonly exhibit: string | null;
  /** SHA-256 (hex) of the calibration’s canonical JSON; `entry`: where it is recorded; null: it is not yet. */
  readonly calibration: string;
  readonly entry: number | null;
  readonly bands: readonly BandAccuracy[];
  readonly leftOut: Calibration['measuredOn']['leftOut'];
  readonly notes: readonly string[];
  /** The known pairs that score highest, for somebody to look at: a mirror or a screen would show here. */
  readonly nearest: readonly { readonly tracks: KnownPair['tracks']; readonly score: number }[];
  readonly takenOut: readonly { readonly tracks: KnownPair['tracks']; readonly score: number; readonly by: string; readonly reason: string; readonly entry: number }[];
}

/** Rates whose thresholds are shown, as far as they are resolved. */
const shownRates = [0.1, 0.01, 0.001] as const;
const nearestShown = 5;

/** Of every indexed footage of the case, in order of receipt. Reads only: what is not recorded yet is when a search uses it. */
export async function footageAccuracy(opened: Case, pack: LoadedPack, job: Job): Promise<CameraAccuracy[]> {
  const { db } = opened;
  const turn = takeTurns(job, 'Nothing was changed.');
  const runs = listRuns(db).filter((run) => run.pack_digest === pack.digest);
  const shown: CameraAccuracy[] = [];
  const before: MeasuredBefore = new Map();
  for (const exhibit of listExhibits(db)) {
    for (const footage of listFootage(db, exhibit.id)) {
      const run = newestRun(runs, footage.id);
      if (!run) continue;
      const camera = exhibit.camera ?? '';
      const { pairs, takenOut } = await pairsOfRun(db, run, packIdentity(pack).metric, turn);
      const scored = pairs.map(({ tracks, scores }) => ({ tracks, score: Math.max(...scores) })).sort((a, b) => b.score - a.score);
      for (const { calibration, sha256, entry, runs: of } of await calibrationsOf(opened, camera, run, pack, before, turn)) {
        const own = of.length === 1 && of[0] === run.id;
        if (!own && shown.some((each) => each.calibration === sha256)) continue;
        shown.push({
          camera, footage: own ? footage.id : null, exhibit: own ? exhibit.reference : null, calibration: sha256, entry, bands: [null, ...qualityBands].map((band) => bandAccuracy(calibration, band)),
          leftOut: calibration.measuredOn.leftOut, notes: calibration.notes, nearest: own ? scored.slice(0, nearestShown) : [],
          takenOut: own ? takenOut.map(({ tracks, scores, by, reason, entry: at }) => ({ tracks, score: Math.max(...scores), by, reason, entry: at })) : [],
        });
      }
    }
  }
  return shown;
}

/** A band of what was measured on footage. Same frames give two scores of each pair. */
export function bandAccuracy(calibration: Calibration, band: Band | null): BandAccuracy {
  const own = band === null ? calibration.all : calibration.bands[band];
  const impostor = own?.impostor ?? null;
  const tracks = tracksIn(calibration, band);
  const points = impostor === null ? [] : shownRates.flatMap((target) => {
    const at = thresholdAt(calibration, band, target)?.threshold;
    if (at === undefined) return [];
    const positive = fmrAt(calibration, band, at)!, missed = own?.genuine ? fnmrAt(calibration, band, at) : null;
    return [{ threshold: at, falsePositive: measuredRate(positive), missedWithin: missed && measuredRate(missed) }];
  });
  return { band, from: band === null ? 0 : bandFrom(band), tracks, pairs: (impostor?.pairs ?? 0) / (calibration.kind === 'footage' ? 2 : 1), insufficient: tracks < enough, highest: impostor?.points[0]![0] ?? null, points };
}
