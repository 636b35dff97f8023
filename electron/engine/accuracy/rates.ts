/** @file Rates of a scope: for each footage and band of quality how many tracks there are, and the best calibration that speaks of them. */
import { bandsOf, qualityBands } from '../../core/band.ts';
import type { Band } from '../../core/band.ts';
import { fmrAt, fnmrAt, thresholdAt } from '../../core/calibration.ts';
import type { Calibration, CalibratedRate } from '../../core/calibration.ts';
import { measuredRate } from '../../core/chance.ts';
import type { ChancePart, Measured, RateSource } from '../../core/chance.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import { nonMatedSentence } from '../../core/nonMated.ts';
import { mostChanceRate } from '../../core/policy.ts';
import type { Case } from '../caseFolder.ts';
import type { SearchScope } from '../searchScope.ts';
import type { Turn } from '../turns.ts';
import { calibrationsOf, enough, nonMatedOf, referenceOf, tracksIn } from './calibrating.ts';
import type { MeasuredBefore, MeasuredFootage } from './calibrating.ts';

/** A part of the scope with its rates at any threshold. */
export interface PartRates extends Omit<ChancePart, 'rate'> {
  /** Where the calibrated range begins: below it more than `mostChanceRate` of other people pass. */
  readonly lowest: number;
  /** The thresholds at which something was measured. */
  readonly thresholds: readonly number[];
  at(threshold: number): Measured | null;
  /** By the pack’s reference: share of one person’s pictures that score less; null: not measured. */
  missed(threshold: number): Measured | null;
}

/** What speaks of a part: a calibration and the band of it that is read; null: all its pairs. */
interface Speaking {
  readonly source: Exclude<RateSource, 'none'>;
  readonly calibration: Calibration;
  readonly sha256: string;
  readonly band: Band | null;
}

/** A face by what bands go by. */
export interface Faced {
  readonly widthPx: number;
  readonly quality: number;
}

export interface ScopeRates {
  readonly parts: readonly PartRates[];
  /** What speaks of a part, and the reference, to be recorded. */
  readonly measured: readonly MeasuredFootage[];
}

/**
 * Parts in order of the scope’s footage, then of band, worst first. A track is in the band of the worse of itself and the worst of the pictures
 * searched for. Of the calibrations that have enough tracks the nearest one speaks: what people who are not there score in this band, same frames of
 * this footage’s band, of this camera’s band, and the same three of all bands; and where none has, the pack’s reference.
 */
export async function ratesFor(opened: Case, { runs }: SearchScope, pictures: readonly Faced[], within: (run: number, from: bigint | null, to: bigint | null) => readonly Faced[], pack: LoadedPack, turn: Turn): Promise<ScopeRates> {
  const parts: PartRates[] = [];
  const used = new Map<string, MeasuredFootage>();
  const before: MeasuredBefore = new Map();
  const reference = referenceOf(opened, pack);
  if (reference) used.set(reference.sha256, reference);
  for (const { run, footage, exhibit, fromTicks, toTicks } of runs) {
    await turn();
    const camera = exhibit.camera ?? '';
    const tracks = new Map<Band, number>();
    for (const face of within(run.number, fromTicks, toTicks)) {
      const [band] = bandsOf({ overall: Math.min(face.quality, ...pictures.map(({ quality }) => quality)), widthPx: face.widthPx });
      tracks.set(band, (tracks.get(band) ?? 0) + 1);
    }
    const own = [...nonMatedOf(opened, run, before), ...(await calibrationsOf(opened, camera, run, pack, before, turn))];
    for (const band of qualityBands.filter((each) => tracks.has(each))) {
      const rates = bandRates(own, reference, band);
      const found = own.find((each) => each.sha256 === rates.calibration);
      if (found) used.set(found.sha256, found);
      parts.push({ camera, footage: footage.id, band, tracks: tracks.get(band)!, ...rates, missed: (threshold) => measuredOrNull(reference && fnmrAt(reference.calibration, band, threshold)) });
    }
  }
  return { parts, measured: [...used.values()] };
}

/** What speaks of a band. `own`: what was measured on the footage, the nearest first. */
export function bandRates(own: readonly MeasuredFootage[], reference: MeasuredFootage | null, band: Band): Pick<PartRates, 'source' | 'calibration' | 'lowest' | 'thresholds' | 'at' | 'warnings'> {
  const speaking = nearest(own, band) ?? (reference && { ...reference, source: reference.calibration.measuredOn.shows, band });
  return { ...ratesOf(speaking), warnings: warningsOf(own, speaking) };
}

function nearest(own: readonly MeasuredFootage[], band: Band): Speaking | null {
  for (const asked of [band, null]) {
    const found = own.find(({ calibration }) => tracksIn(calibration, asked) >= enough);
    if (found) return { source: found.calibration.kind === 'non-mated' ? 'non-mated' : found.runs.length === 1 ? 'footage' : 'camera', calibration: found.calibration, sha256: found.sha256, band: asked };
  }
  return null;
}

function ratesOf(speaking: Speaking | null): Pick<PartRates, 'source' | 'calibration' | 'lowest' | 'thresholds' | 'at'> {
  if (speaking === null) return { source: 'none', calibration: null, lowest: -Infinity, thresholds: [], at: () => null };
  const { source, calibration, band, sha256: digest } = speaking;
  const distribution = (band === null ? null : calibration.bands[band]?.impostor) ?? calibration.all.impostor;
  const thresholds = distribution?.points.map(([score]) => score) ?? [];
  if (distribution === null) return ratesOf(null);
  return {
    source, calibration: digest, thresholds,
    lowest: thresholdAt(calibration, band, mostChanceRate)?.threshold ?? thresholds[0]!,
    at: (threshold) => measuredOrNull(fmrAt(calibration, band, threshold)),
  };
}

function measuredOrNull(rate: CalibratedRate | null): Measured | null {
  return rate && measuredRate(rate);
}

function warningsOf(own: readonly MeasuredFootage[], speaking: Speaking | null): string[] {
  const seen = Math.max(0, ...own.map(({ calibration }) => (calibration.kind === 'footage' ? tracksIn(calibration, null) : 0)));
  const insufficient = `Insufficient: only ${seen} tracks of this camera are seen together with others, and ${enough} are needed`;
  if (speaking === null) return [`${insufficient}; the pack has no reference calibration either. Not measured.`];
  const mixed = speaking.band === null ? ['Too few tracks of this quality: the rate is that of all qualities together.'] : [];
  switch (speaking.source) {
    case 'non-mated':
      return [nonMatedSentence(speaking.calibration), ...mixed, ...speaking.calibration.notes];
    case 'people':
      return [`${insufficient}. The pack’s figure is given, which was measured on other pictures.`];
    case 'drawn':
      return [`${insufficient}. The pack’s figure is given, which was measured on drawn faces: they are not people.`];
    case 'footage':
    case 'camera':
      return [...mixed, 'Tracks that are seen together may be of fewer people than there are tracks.'];
    default:
      return speaking.source satisfies never;
  }
}
