/**
 * @file Estimating: what a search would be expected to give by chance, and what it would miss, before anything is compared and without showing a
 * face. The same figures become part of the entry that asks for the search.
 */
import type { Database } from 'better-sqlite3';
import { atLeastOne, expectedByChance, thresholdOf } from '../../core/chance.ts';
import type { ChancePart, Measured } from '../../core/chance.ts';
import { Failure } from '../../core/failure.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import type { Job } from '../../core/job.ts';
import type { Estimate, ThresholdSide } from '../../core/search.ts';
import { thresholdObstacle } from '../../core/standing.ts';
import type { Case } from '../caseFolder.ts';
import type { SearchScope } from '../searchScope.ts';
import { standingOf } from '../standing.ts';
import { takeTurns } from '../turns.ts';
import { ratesFor } from './rates.ts';
import type { Faced, PartRates } from './rates.ts';
import type { MeasuredFootage } from './calibrating.ts';

/** What is asked: a threshold, or the most candidates that chance may give, or neither. */
export interface Aim {
  readonly threshold: number | null;
  readonly expectAtMost?: number | null;
  /** 0 to 1. */
  readonly minimumQuality: number;
}

/** Targets that are shown beside the chosen one. */
const shownTargets = [0.01, 0.1, 1, 10] as const;

/** An estimate with what finds its rates at other scores again. */
export interface Estimated extends Estimate {
  /** Calibrations that it rests on. */
  readonly measured: readonly MeasuredFootage[];
  /** Candidates of one picture expected by chance to score as high or higher; null: not measured. */
  expectedAt(score: number): Measured | null;
}

/**
 * Counts the tracks of the scope by band and finds the rate of each. `faces`: those searched for. A threshold below the calibrated range that nobody
 * allowed is told (`record.allowance` null) and refused where the request is written; so is a target that no calibrated threshold keeps (`chosen.threshold` null).
 */
export async function estimateOf(opened: Case, scope: SearchScope, aim: Aim, faces: readonly Faced[], pack: LoadedPack, job: Job): Promise<Estimated> {
  const turn = takeTurns(job, 'Nothing was compared.');
  const { parts, measured: toRecord } = await ratesFor(opened, scope, faces, (run, from, to) => storedWithin(opened.db, run, from, to, aim.minimumQuality), pack, turn);
  const pictures = faces.length;
  const measured = parts.filter(({ tracks }) => tracks > 0);
  const whole = measured.length > 0 && measured.every(({ source }) => source !== 'none');
  const lowest = whole ? Math.max(...measured.map((part) => part.lowest)) : null;
  // Drawn faces say nothing of people, so their range binds nobody.
  const range = measured.some(({ source }) => source === 'drawn') ? null : lowest;
  const partsAt = (threshold: number | null): ChancePart[] => parts.map((part) => plain(part, threshold));
  const expectedOf = (threshold: number, of = pictures): Measured | null => (whole ? expectedByChance(partsAt(threshold), of) : null);
  const thresholds = whole ? [...new Set(measured.flatMap((part) => part.thresholds))].filter((each) => each >= lowest!).sort((a, b) => a - b) : [];
  const solved = (target: number): ThresholdSide => {
    const threshold = thresholdOf(target, thresholds, expectedOf);
    return { target, threshold, expected: threshold === null ? null : expectedOf(threshold), missed: threshold === null ? null : missedAt(parts, threshold) };
  };
  const target = aim.expectAtMost ?? null;
  const asked = (threshold: number): ThresholdSide => ({ target: null, threshold, expected: expectedOf(threshold), missed: missedAt(parts, threshold) });
  const chosen = target !== null ? solved(target) : aim.threshold !== null ? asked(aim.threshold) : null;
  const threshold = chosen?.threshold ?? null;
  const stated = partsAt(threshold);
  const record = { pictures, parts: stated.map((part) => ({ ...part, warnings: [...part.warnings] })), expected: chosen?.expected ?? null, atLeastOne: threshold !== null && whole ? atLeastOne(stated, pictures) : null, target, lowest: range };
  return {
    threshold, chosen, measured: toRecord, others: whole ? shownTargets.filter((target) => target !== chosen?.target).map(solved) : [],
    record: { ...record, allowance: allowanceFor(opened, threshold, range, pack.digest) },
    expectedAt: (score) => expectedOf(score, 1),
  };
}

function plain({ camera, footage, band, tracks, source, calibration, warnings, at }: PartRates, threshold: number | null): ChancePart {
  return { camera, footage, band, tracks, source, calibration, warnings, rate: threshold === null ? null : at(threshold) };
}

/** Mean over the tracks of the scope; null where a part has none. */
function missedAt(parts: readonly PartRates[], threshold: number): Measured | null {
  const counted = parts.filter(({ tracks }) => tracks > 0).map(({ tracks, missed }) => ({ tracks, rate: missed(threshold) }));
  const all = counted.reduce((sum, { tracks }) => sum + tracks, 0);
  if (all === 0 || counted.some(({ rate }) => rate === null)) return null;
  const mean = (of: (rate: Measured) => number): number => counted.reduce((sum, { tracks, rate }) => sum + tracks * of(rate!), 0) / all;
  return { value: counted.every(({ rate }) => rate!.value !== null) ? mean(({ value }) => value!) : null, low: mean(({ low }) => low), high: mean(({ high }) => high) };
}

/** Who else allowed a threshold below the calibrated range: the first that covers it; null where none is needed or there is none, which the writing of the request refuses. */
function allowanceFor(opened: Case, threshold: number | null, lowest: number | null, packDigest: string): string | null {
  if (threshold === null || lowest === null || threshold >= lowest) return null;
  const own = opened.operator?.publicKey;
  return [...standingOf(opened.db).allowances].find(([, each]) => each.packDigest === packDigest && each.lowest <= threshold && each.publicKey !== own)?.[0] ?? null;
}

/** A search with a target has a threshold that keeps it. Failure 'target-unreachable'. */
export function refuseUnreachable({ chosen, others }: Estimate): void {
  if (chosen !== null && chosen.target !== null && chosen.threshold === null) throw new Failure('target-unreachable', { target: chosen.target, measured: others.length > 0 });
}

/** Failure 'threshold-not-allowed'. */
export function refuseThreshold(opened: Case, body: Parameters<typeof thresholdObstacle>[1]): void {
  const obstacle = thresholdObstacle(standingOf(opened.db), body, opened.operator!.publicKey);
  if (obstacle !== null) throw new Failure('threshold-not-allowed', { threshold: body.threshold!, lowest: body.estimate.lowest!, why: obstacle });
}

/** Of each track with a stored sighting within these ticks and of this quality: the width and quality of the best. */
function storedWithin(db: Database, run: number, from: bigint | null, to: bigint | null, quality: number): Faced[] {
  return db.prepare<[Record<string, unknown>], Faced>(
    // SQLite takes the other column from the row that has the maximum.
    `SELECT s.width AS widthPx, max(s.quality) AS quality FROM embedding e JOIN sighting s ON s.run = e.run AND s.track = e.track AND s.ticks = e.ticks
     WHERE e.run = @run AND (@from IS NULL OR e.ticks >= @from) AND (@to IS NULL OR e.ticks <= @to) AND s.quality >= @quality GROUP BY e.track`,
  ).all({ run, from, to, quality: Math.fround(quality) });
}

/**
 * Allows searches with this pack down to a threshold below the calibrated range, for a reason: an entry. Who allows cannot search with it. Failures
 * 'reason-missing', 'role-missing'.
 */
export function allowThreshold(opened: Case, packDigest: string, lowest: number, reason: string): string {
  opened.demand('threshold-allowed');
  if (reason.trim() === '') throw new Failure('reason-missing', { what: 'a threshold below the calibrated range' });
  return opened.write('operator', (append) => {
    const allowance = `T-${standingOf(opened.db).allowances.size + 1}`;
    append('threshold-allowed', { allowance, packDigest, lowest, reason });
    return allowance;
  });
}
