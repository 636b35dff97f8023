/** @file What a search states of chance, in sentences for people: the same in commands, window, report and statement. Pure. */
import { measuredText } from './chance.ts';
import type { ChancePart, Measured, RateSource } from './chance.ts';

const sourceWords: Readonly<Record<RateSource, string>> = {
  'non-mated': 'what people score who are declared not to be in this footage',
  footage: 'what was measured on this footage',
  camera: 'what was measured on all footage of this camera',
  people: 'the pack’s reference calibration, of people in other pictures',
  drawn: 'the pack’s reference calibration, of drawn faces',
  none: 'not measured',
};

/** What the estimate of a search holds; the record’s form. */
export interface StatedEstimate {
  readonly pictures: number;
  readonly parts: readonly ChancePart[];
  readonly expected: Measured | null;
  readonly atLeastOne: Measured | null;
  readonly target: number | null;
  readonly lowest: number | null;
  readonly allowance: string | null;
}

/** The sentence that stands before any candidate. */
export function chanceSentence({ expected, atLeastOne, parts, target, allowance }: StatedEstimate, threshold: number | null): string {
  const unmeasured = parts.filter(({ tracks, source }) => tracks > 0 && source === 'none').reduce((sum, { tracks }) => sum + tracks, 0);
  if (unmeasured > 0) return 'Candidates expected by chance: not measured.';
  if (threshold === null) return 'No threshold: how many candidates are expected by chance to score as high stands beside each.';
  if (expected === null || atLeastOne === null) return 'Candidates expected by chance: not measured.';
  return [
    `Candidates expected by chance at the threshold ${threshold.toFixed(4)}, were the person sought nowhere in it: ${measuredText(expected)}; at least one with a probability of ${measuredText(atLeastOne)}.`,
    ...(target === null ? [] : [`The threshold is the lowest at which no more than ${target} are expected.`]),
    ...(allowance === null ? [] : [`It lies below the calibrated range, as ${allowance} allows.`]),
  ].join(' ');
}

/** One line for each part: tracks, rate and where it was measured; then once what has to be known of the rates of a camera. */
export function partLines({ parts }: StatedEstimate): string[] {
  const name = (camera: string): string => (camera === '' ? 'Camera not stated' : camera);
  const lines = parts.map(({ camera, band, tracks, source, rate }) => {
    const measured = source === 'none' ? 'false-positive rate not measured' : `false-positive rate ${rate === null ? '' : `${measuredText(rate)} `}from ${sourceWords[source]}`;
    return `${name(camera)}, quality ${band}: ${tracks} ${tracks === 1 ? 'track' : 'tracks'}; ${measured}.`;
  });
  return [...lines, ...new Set(parts.flatMap(({ camera, warnings }) => warnings.map((warning) => `${name(camera)}: ${warning}`)))];
}
