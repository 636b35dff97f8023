/** @file The report of a calibration: what was measured on what, the errors with their intervals, and what that does not say. Pure. */
import { bandFrom, bands, qualityBands } from '../../core/band.ts';
import type { Band } from '../../core/band.ts';
import type { Calibration, CalibrationScores } from '../../core/calibration.ts';
import { shareAtLeast, shareBelow, thresholdFor } from '../../core/distribution.ts';
import type { EqualError } from '../../core/labelled.ts';
import { percentText, rateText } from '../../core/rateWords.ts';
import type { Metric } from '../../core/search.ts';
import { caution, facts, heading, list, note, say, table } from '../disclose/report/blocks.ts';
import type { Column, ReportBlock, ReportDocument, Rich } from '../disclose/report/document.ts';
import type { LeftOut } from './labelledPictures.ts';
import { errorPlot, scorePlot } from './plots.ts';

/** A calibration with what is said beside it. */
export interface Measured {
  readonly calibration: Calibration;
  readonly equalError: EqualError | null;
  readonly leftOut: readonly LeftOut[];
}

const TARGETS = [0.1, 0.01, 0.001, 0.0001] as const;
const SOURCE = 'calibration.json';

export function calibrationReport(measured: Measured, metric: Metric): ReportDocument {
  const { calibration: c } = measured;
  return {
    title: 'Calibration of a model pack', kind: 'Measurement', subtitle: `${c.pack.id} ${c.pack.version} on ${c.measuredOn.what}`, reference: `${c.pack.id} ${c.pack.version}`, at: `${c.measuredOn.date}T00:00:00Z`,
    blocks: [...whatWasMeasured(measured), heading(1, 'Error rates'), ...errorBlocks(measured, metric), heading(1, 'What was left out'), ...leftOutBlocks(measured), heading(1, 'How the figures are made'), ...methodBlocks()],
  };
}

export function whatWasMeasured({ calibration: c }: Measured): ReportBlock[] {
  const { measuredOn: on } = c;
  return [
    caution(
      'What this does not say',
      on.shows === 'drawn' ? 'These are drawn people. Nothing here says how often the pack errs on people.' : 'The rates hold for pictures like these. Footage of a case is mostly worse, and its people others.',
      'No rate here is a probability that two faces are one person’s.',
    ),
    facts([
      ['Pack', [`${c.pack.id} ${c.pack.version}, digest `, { code: c.pack.digest }]],
      ['Measured on', on.what],
      ['Inputs, SHA-256', [{ code: on.sha256 }]],
      ['Date', on.date],
      ['Counted', Object.entries(on.counts).map(([what, n]) => `${n} ${what}`).join(', ')],
      ['Left out', Object.entries(on.leftOut).map(([why, n]) => `${n} ${why}`).join(', ') || 'nothing'],
    ]),
  ];
}

/** Everything about errors, without a heading of the first level. */
export function errorBlocks({ calibration: c, equalError }: Measured, metric: Metric): ReportBlock[] {
  const { impostor, genuine } = c.all;
  const plots = [scorePlot(c.all), errorPlot(c.all)].filter((plot) => plot !== null);
  const distance = (threshold: number): string => (metric === 'l2' ? `${threshold.toFixed(3)} (distance ${(-threshold).toFixed(3)})` : threshold.toFixed(3));
  const rows = TARGETS.map((target): Rich[] => {
    const solved = impostor && thresholdFor(impostor, target);
    if (!solved) return [percentText(target), 'not resolved', impostor ? `these pairs resolve 1 in ${Math.max(1, Math.floor((impostor.points[0]![2]) / 3))} at best` : 'not measured', ''];
    return [percentText(target), distance(solved.threshold), rateText(solved.rate), rateText(genuine && shareBelow(genuine, solved.threshold))];
  });
  return [
    ...say(equalError === null ? 'An equal error rate was not measured: it takes pairs of two people and of one.' : [
      { strong: `Equal error rate ${percentText(equalError.rate)} (${percentText(equalError.low)} to ${percentText(equalError.high)}). ` },
      `At the score ${distance(equalError.threshold)} as many pairs of two people are taken for one as pairs of one person are missed. It compares packs; nobody searches there.`,
    ]),
    ...table('Thresholds by target', [{ title: 'Target for false positives', share: 2 }, { title: 'Threshold (score)', share: 3 }, { title: 'False-positive rate measured (FMR)', share: 4 }, { title: 'Pairs of one person missed (FNMR)', share: 4 }], rows, SOURCE, ''),
    note(`Intervals of 95 %. ${pairsText(c.all)}`),
    ...plots,
    heading(2, 'By quality and size of the face'),
    ...partsTable(c, 'Bands', bands.flatMap((band): [string, CalibrationScores][] => (c.bands[band] ? [[bandWords(band), c.bands[band]]] : []))),
    note('A pair is in the bands of its worse face. Threshold: the lowest of those above that is resolved.'),
    heading(2, 'By group of people'),
    ...(c.groups === 'not measured'
      ? say([{ strong: 'Not measured. ' }, 'No labels were given, and the program never guesses them.'])
      : [...partsTable(c, 'Groups, as they were labelled', Object.entries(c.groups)), note('Pairs within one label. Labels are those that were given with the pictures; the program guesses none.')]),
  ];
}

function pairsText({ impostor, genuine }: CalibrationScores): string {
  return `${impostor?.pairs ?? 0} pairs of two people (${impostor?.clusters ?? 0} people), ${genuine?.pairs ?? 0} pairs of one person (${genuine?.clusters ?? 0} people).`;
}

const bandWords = (band: Band): string => ((qualityBands as readonly Band[]).includes(band) ? `quality ${band} (${bandFrom(band)} and over)` : bandFrom(band) === 0 ? 'under 24 px wide' : `${bandFrom(band)} px wide and over`);

const columns: readonly Column[] = [{ title: 'Of', share: 3 }, { title: 'Pairs of two people', share: 2, align: 'right' }, { title: 'Taken for one (FMR)', share: 4 }, { title: 'Pairs of one person', share: 2, align: 'right' }, { title: 'Missed (FNMR)', share: 4 }];

/** Rates of several parts at the lowest threshold that all pairs together resolve. */
function partsTable(c: Calibration, title: string, parts: readonly (readonly [string, CalibrationScores])[]): ReportBlock[] {
  const solved = TARGETS.toReversed().map((target) => c.all.impostor && thresholdFor(c.all.impostor, target)).find((each) => each !== null);
  if (!solved) return say('Not resolved: too few pairs for any threshold above.');
  const rows = parts.map(([name, { impostor, genuine }]): Rich[] => [
    name, String(impostor?.pairs ?? 0), rateText(impostor && shareAtLeast(impostor, solved.threshold)), String(genuine?.pairs ?? 0), rateText(genuine && shareBelow(genuine, solved.threshold)),
  ]);
  return table(`${title}, at the score ${solved.threshold.toFixed(3)}`, columns, rows, SOURCE, 'None.');
}

export function leftOutBlocks({ leftOut, calibration }: Measured): ReportBlock[] {
  const { counts } = calibration.measuredOn;
  return [
    ...say(`${counts['faces'] ?? 0} of ${counts['pictures'] ?? 0} pictures gave a face that was compared.`),
    ...table('Left out', [{ title: 'File or person', share: 5 }, { title: 'Reason', share: 4 }], leftOut.map(({ name, why }) => [[{ code: name }], why]), 'left-out.csv', 'Nothing was left out.'),
  ];
}

function methodBlocks(): ReportBlock[] {
  return [
    list([
      'Every face is compared with every other one; of several faces on a picture the widest is taken where it is twice as wide as the next, otherwise the picture is left out.',
      'Pairs that share a person are not independent. At each score the spread over people (jackknife, leaving out one person after the other) says how many independent pairs the pairs are worth; the intervals are those of Clopper and Pearson (1934) for that many (Korn and Graubard 1998).',
      'Under three in N, N the independent pairs, nothing is claimed: “fewer than 1 in N/3, not resolved” (Hanley and Lippman-Hand 1983; ISO/IEC 19795-1).',
      'The interval of the equal error rate is a bootstrap of people (Bolle, Ratha and Pankanti 2004).',
    ]),
  ];
}
