/** @file The two plots of a calibration: what pairs score, and what misses cost in false positives. Pure. */
import type { CalibrationScores } from '../../core/calibration.ts';
import { countAtLeast, shareAtLeast, shareBelow } from '../../core/distribution.ts';
import type { Distribution } from '../../core/distribution.ts';
import { percentText } from '../../core/rateWords.ts';
import type { PlotAxis, ReportBlock } from '../disclose/report/document.ts';

type Plot = Extract<ReportBlock, { kind: 'plot' }>;

const BINS = 48;

/** Shares of pairs by score, of two people and of one. */
export function scorePlot({ impostor, genuine }: CalibrationScores): Plot | null {
  if (!impostor || !genuine) return null;
  const ends = [impostor, genuine].flatMap(({ points }) => [points[0]![0], points.at(-1)![0]]);
  const low = Math.min(...ends), span = Math.max(...ends) - low || 1;
  const shares = (of: Distribution) => Array.from({ length: BINS }, (_, i) => (countAtLeast(of, low + (i * span) / BINS) - (i === BINS - 1 ? 0 : countAtLeast(of, low + ((i + 1) * span) / BINS))) / of.pairs);
  const [others, same] = [shares(impostor), shares(genuine)];
  const top = Math.max(...others, ...same) * 1.05;
  const steps = (of: readonly number[]) => of.flatMap((share, i) => [[i / BINS, share / top], [(i + 1) / BINS, share / top]] as const);
  return {
    kind: 'plot',
    alt: 'Shares of pairs by score: those of two people mostly score low, those of one person high; where both are, errors cannot be avoided.',
    caption: 'What pairs score. Where the two overlap, no threshold tells them apart. Source: calibration.json, “all”.',
    x: { label: 'Score (higher is more alike)', ticks: Array.from({ length: 7 }, (_, i) => ({ at: i / 6, label: (low + (i / 6) * span).toFixed(2) })) },
    y: { label: 'Share of pairs', ticks: Array.from({ length: 5 }, (_, i) => ({ at: i / 4, label: percentText((i / 4) * top) })) },
    series: [
      { label: 'pairs of two people', style: 'area', points: [[0, 0], ...steps(others), [1, 0]] },
      { label: 'pairs of one person', style: 'dashed', points: steps(same) },
    ],
  };
}

/** Decades from 0.01 % to 100 %. */
const DECADES = 4;
const logPlace = (share: number): number => 1 + Math.log10(Math.max(10 ** -DECADES, share)) / DECADES;
const logAxis = (label: string): PlotAxis => ({ label, ticks: Array.from({ length: DECADES + 1 }, (_, i) => ({ at: i / DECADES, label: `${10 ** (i - DECADES + 2)} %` })) });

/**
 * Detection error trade-off (A. Martin et al., The DET curve in assessment of detection task performance, Eurospeech 1997; here on logarithmic
 * axes, as ISO/IEC 19795-1 allows). The line is drawn where both rates are resolved, the area between the ends of both intervals everywhere.
 */
export function errorPlot({ impostor, genuine }: CalibrationScores): Plot | null {
  if (!impostor || !genuine) return null;
  const thresholds = [...new Set([...impostor.points, ...genuine.points].map(([score]) => score))].sort((a, b) => b - a);
  const rates = thresholds.map((threshold) => ({ others: shareAtLeast(impostor, threshold), missed: shareBelow(genuine, threshold) }));
  const place = (x: number, y: number) => [logPlace(x), logPlace(y)] as const;
  return {
    kind: 'plot',
    alt: 'Misses against false positives for every threshold: fewer of one are more of the other.',
    caption: 'Each point is a threshold: how many pairs of two people it takes for one person, and how many pairs of one person it misses. The area lies between the ends of both intervals of 95 %; the line is drawn only where both rates are resolved. Source: calibration.json, “all”.',
    x: logAxis('False-positive rate (FMR)'),
    y: logAxis('Rate of misses (FNMR)'),
    series: [
      { label: 'both intervals of 95 %', style: 'area', points: [...rates.map(({ others, missed }) => place(others.low, missed.low)), ...rates.toReversed().map(({ others, missed }) => place(others.high, missed.high))] },
      { label: 'measured', style: 'line', points: rates.filter(({ others, missed }) => others.resolved && missed.resolved).map(({ others, missed }) => place(others.rate, missed.rate)) },
    ],
  };
}
