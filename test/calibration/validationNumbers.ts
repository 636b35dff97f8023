/** @file What the numbers of a validation’s report have to be, worked out from the files that it names and from nothing else. */
import { bandFrom, bands, qualityBands } from '../../electron/core/band.ts';
import type { Band } from '../../electron/core/band.ts';
import type { Calibration, CalibrationScores } from '../../electron/core/calibration.ts';
import { countAtLeast, shareAtLeast, shareBelow } from '../../electron/core/distribution.ts';
import { percentText, rateText } from '../../electron/core/rateWords.ts';
import type { Validation } from '../../electron/engine/measure/validationReport.ts';
import { withinPages } from '../support/pdfText.ts';

/** Every word with a digit in it: numbers, dates, digests, names of files. */
export const numbersIn = (text: string): string[] => (text.match(/[^\s()“”,;:]*\d[^\s()“”,;:]*/g) ?? []).map((word) => word.replace(/\.$/, ''));

/** The lines of a page that have such words, in order; what stands in one row, paragraph or label is a line. */
export function pageLines(html: string): string[] {
  const named: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  const lines = /<body>(.*)<\/body>/s.exec(html)![1]!.split(/<\/(?:tr|p|caption|li|text|h\d|figcaption)>|<\/thead>/);
  return lines.map((line) => line.replaceAll(/<[^>]*>/g, ' ').replaceAll(/&[^;]+;/g, (name) => named[name] ?? name)).filter((line) => /\d/.test(line));
}

/** The same words of the document for paper, without the head and foot of its pages. */
export const paperNumbers = (text: string, reference: string): string[] => numbersIn(withinPages(text, (line) => line === `${reference} Measurement`));

/** `validation.json` as it is in the folder, `calibration.json`, and the lines of `left-out.csv` without its head: for each line of the report with numbers, what it has to say. */
export function tracedLines({ requirements, equalError, against, software, machine }: Omit<Validation, 'calibration'>, c: Calibration, leftOut: readonly string[]): string[] {
  const { pack, measuredOn: on, all } = c;
  const counts = (of: Readonly<Record<string, number>>): string => Object.entries(of).flat().join(' ');
  const error = (e: Validation['equalError']): string => (e ? [e.rate, e.low, e.high].map(percentText).join(' ') : '');
  const distance = (threshold: number): string => `${threshold.toFixed(3)} ${(-threshold).toFixed(3)}`;
  const impostor = all.impostor!, genuine = all.genuine!;
  /** The lowest score of the file that no more than this share of the pairs reach; undefined where fewer than three in the independent pairs do. */
  const lowest = (target: number): number | undefined => impostor.points.findLast(([, seen, worth]) => seen / impostor.pairs <= target && seen / impostor.pairs >= 3 / worth)?.[0];
  const solved = [0.1, 0.01, 0.001, 0.0001].map((target) => [target, lowest(target)] as const);
  const reached = solved.findLast(([, at]) => at !== undefined)?.[1];
  const part = (name: string, of: CalibrationScores): string =>
    [name, of.impostor?.pairs ?? 0, rateText(of.impostor && shareAtLeast(of.impostor, reached!)), of.genuine?.pairs ?? 0, rateText(of.genuine && shareBelow(of.genuine, reached!))].join(' ');
  const nameOf = (band: Band): string => ((qualityBands as readonly Band[]).includes(band) ? String(bandFrom(band)) : bandFrom(band) === 0 ? '24' : String(bandFrom(band)));
  const parts = (rows: readonly string[]): string[] => (reached === undefined ? [] : [`at the score ${reached.toFixed(3)}`, ...rows]);
  const list = (files: readonly string[]): string => (files.length === 0 ? '' : [files.length, ...files.slice(0, 10)].join(' '));
  return [
    `${pack.id} ${pack.version} ${against ? `${against.pack.id} ${against.pack.version}` : ''} ${on.what}`,
    `${pack.id} ${pack.version} ${pack.digest}`, on.what, `SHA-256 ${on.sha256}`, on.date, counts(on.counts), counts(on.leftOut), software, `${machine.platform} ${machine.processor} ${machine.cores} ${machine.node}`,
    ...requirements.map(({ id, requirement, test, found }) => `${id} ${requirement} ${test} ${found}`),
    equalError ? `${error(equalError)} ${distance(equalError.threshold)}` : '',
    ...solved.map(([target, at]) => `${percentText(target)} ${at === undefined ? `1 in ${Math.max(1, Math.floor(impostor.points[0]![2] / 3))}` : `${distance(at)} ${rateText(shareAtLeast(impostor, at))} ${rateText(shareBelow(genuine, at))}`}`),
    `95 ${impostor.pairs} ${impostor.clusters} ${genuine.pairs} ${genuine.clusters}`,
    ...scoreTicks(all), '0.01', '0.1', '1', '10', '100', '0.01', '0.1', '1', '10', '100', '95', '95',
    ...parts(bands.flatMap((band) => (c.bands[band] ? [part(nameOf(band), c.bands[band])] : []))),
    ...(c.groups === 'not measured' ? [] : parts(Object.entries(c.groups).map(([name, of]) => part(name, of)))),
    ...(against ? [error(equalError), error(against.equalError), ...compared(against.comparison)] : []),
    `${on.counts['faces']} ${on.counts['pictures']}`, ...leftOut,
  ].filter((line) => /\d/.test(line));

  function compared({ averageOverlap: overlap, both, sharedOfFirst: shared, onlyFirst, onlySecond, firstOnlyWithFirst, firstOnlyWithSecond }: NonNullable<typeof against>['comparison']): string[] {
    return [
      overlap ? `${[overlap.mean, overlap.low, overlap.high].map((n) => n.toFixed(2)).join(' ')} 1 0 ${both}` : '', shared ? `${shared.mean.toFixed(1)} ${shared.of}` : '',
      ...[onlyFirst, onlySecond, firstOnlyWithFirst, firstOnlyWithSecond].map(list),
    ];
  }
}

/** Along the scores from the lowest to the highest, and up to the largest share of pairs in one of 48 steps, and a twentieth more. */
function scoreTicks({ impostor, genuine }: CalibrationScores): string[] {
  const both = [impostor!, genuine!], bins = 48;
  const ends = both.flatMap(({ points }) => points.map(([score]) => score));
  const low = Math.min(...ends), span = Math.max(...ends) - low || 1;
  const most = Math.max(...both.flatMap((of) => Array.from({ length: bins }, (_, i) => {
    const from = countAtLeast(of, low + (i * span) / bins), to = i === bins - 1 ? 0 : countAtLeast(of, low + ((i + 1) * span) / bins);
    return (from - to) / of.pairs;
  })));
  return [...Array.from({ length: 7 }, (_, i) => (low + (i / 6) * span).toFixed(2)), ...Array.from({ length: 5 }, (_, i) => percentText((i / 4) * most * 1.05))];
}
