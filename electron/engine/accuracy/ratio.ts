/**
 * @file A score-based likelihood ratio for a candidate, only where the pack’s reference calibration supports one.
 *
 * [Note: Score-based likelihood ratio]
 * How much more often pictures of one person score about this much than pictures of two people do: the share of genuine pairs within a window of
 * scores over that of impostor pairs (A. Jacquet and C. Champod, Automated face recognition in forensic science: review and perspectives,
 * Forensic Science International 307 (2020) 110124). It says nothing of how likely it is that two faces are one person’s, which also
 * depends on everything else that is known. R v T [2010] EWCA Crim 2439 warns of ratios without reliable data, so there is none unless
 * the calibration is of people, both kinds of pairs are of at least `fewestClusters` people, and both have at least `fewestPairs` worth of
 * independent pairs in the window. The window is the narrowest around the score that holds so many of both, at most `widest` of the range
 * of scores. Same-frame pairs of the footage have no genuine pairs of the kind that a search makes, so they give none.
 */
import type { Calibration } from '../../core/calibration.ts';
import { Failure } from '../../core/failure.ts';
import { shareAtLeast } from '../../core/distribution.ts';
import type { Distribution } from '../../core/distribution.ts';
import { shareInterval } from '../../core/interval.ts';
import type { RatioAnswer } from '../../core/search.ts';
import type { Job } from '../../core/job.ts';
import { canonical } from '../../ledger/canonical.ts';
import { findResult } from '../answers.ts';
import type { Case } from '../caseFolder.ts';
import { sha256 } from '../hash.ts';
import { readCalibration } from '../measure/calibrationFile.ts';
import { loadPack } from '../models.ts';

const fewestClusters = 30, fewestPairs = 20, widest = 0.1;

/** For the candidate of this rank in the first answer of a search. Failures 'search-unknown', 'candidate-unknown', 'pack-unknown'. */
export async function likelihoodRatio(opened: Case, search: string, rank: number, home: string, job: Job): Promise<RatioAnswer> {
  const result = findResult(opened.db, search);
  const candidates = result?.answers[0]?.candidates ?? [];
  const candidate = candidates.find((each) => each.rank === rank);
  if (!result || !candidate) throw new Failure('candidate-unknown', { search, rank, candidates: candidates.length });
  const pack = await loadPack(result.pack.id, home, job);
  if (pack.digest !== result.pack.digest) return { ratio: null, why: 'The pack of the search is not on this machine as it was.' };
  return ratioAt(readCalibration({ id: pack.description.id, digest: pack.digest }, home), candidate.score);
}

/** The ratio at a score; see [Note: Score-based likelihood ratio]. */
export function ratioAt(calibration: Calibration | null, score: number): RatioAnswer {
  if (calibration === null) return { ratio: null, why: 'The pack has no reference calibration: neither density was measured.' };
  const { all: { genuine, impostor }, measuredOn } = calibration;
  if (measuredOn.shows !== 'people') return { ratio: null, why: 'The pack’s reference calibration is of drawn faces, which are not people.' };
  if (!genuine || !impostor) return { ratio: null, why: 'The reference calibration lacks pairs of one person or pairs of two.' };
  if (Math.min(genuine.clusters, impostor.clusters) < fewestClusters) return { ratio: null, why: `The reference calibration is of ${Math.min(genuine.clusters, impostor.clusters)} people; ${fewestClusters} are needed.` };
  const range = [genuine, impostor].flatMap(({ points }) => [points[0]![0], points.at(-1)![0]]);
  const span = Math.max(...range) - Math.min(...range);
  for (let half = span / 200; half <= (span * widest) / 2; half *= 1.5) {
    const of = [genuine, impostor].map((distribution) => within(distribution, score - half, score + half));
    if (of.some(({ worth }) => worth < fewestPairs)) continue;
    const [same, other] = of as [Within, Within];
    return {
      ratio: { value: same.share / other.share, low: same.low / other.high, high: same.high / other.low }, score, window: [score - half, score + half], genuine: same.pairs, impostor: other.pairs, calibration: sha256(canonical(calibration)),
      limits: [
        `Measured on ${measuredOn.what}, not on the people or the footage of this case.`,
        'It weighs one score. Whoever was found by searching many faces was chosen because they score high: the number of candidates expected by chance has to stand beside it.',
        'It is no probability that two faces are one person’s, and the interval covers the data only, not how far the reference is like this case.',
      ],
    };
  }
  return { ratio: null, why: `Around a score of ${score.toFixed(4)} the reference calibration has fewer than ${fewestPairs} independent pairs of one kind: the density there is not resolved.` };
}

interface Within {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
  readonly worth: number;
}

/** Pairs that score from `from` up to `to`, with the interval of their share. */
function within(distribution: Distribution, from: number, to: number): Within {
  const lower = shareAtLeast(distribution, from), upper = shareAtLeast(distribution, to);
  const share = Math.max(0, (lower.resolved ? lower.rate : 0) - (upper.resolved ? upper.rate : 0));
  const effective = Math.min(lower.effective, upper.effective), worth = share * effective;
  const [low, high] = shareInterval(worth, effective);
  return { share, low, high, pairs: Math.round(share * distribution.pairs), worth };
}
