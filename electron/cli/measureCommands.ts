/** @file Commands that measure: calibrate, validate. They need no case; a laboratory runs them on its own machine with pictures of its own. */
import { thresholdAt, fnmrAt } from '../core/calibration.ts';
import type { EqualError } from '../core/labelled.ts';
import { percentText, rateText } from '../core/rateWords.ts';
import type { CalibrationRequest } from '../engine/measure/calibrate.ts';
import { defaultPack } from '../engine/models.ts';
import { text } from './command.ts';
import type { Command, Flags } from './command.ts';
import { table } from './terminal.ts';

const facesOptions = {
  faces: { kind: 'text', value: 'FOLDER', required: true, says: 'a folder of people, each a folder of pictures of that person alone or clearly in front' },
  groups: { kind: 'text', value: 'FILE', says: 'labels, if groups are to be told apart: a CSV with the head “person,group”; nothing is guessed' },
  pack: { kind: 'text', value: 'ID', says: `the model pack, by id or folder (${defaultPack} unless named)` },
  drawn: { kind: 'yes', says: 'the pictures show drawn people; the figures say so' },
} as const;

/** What is measured, on what, and when. */
function measuredOf(flags: Flags): Omit<CalibrationRequest, 'report'> {
  return { faces: text(flags, 'faces')!, groups: text(flags, 'groups') ?? null, shows: flags['drawn'] ? 'drawn' : 'people', date: new Date().toISOString().slice(0, 10) };
}

/** “0.83 % (0.079 % to 1.9 %)”. */
function equalErrorText({ rate, low, high }: EqualError): string {
  return `${percentText(rate)} (${percentText(low)} to ${percentText(high)})`;
}

export const calibrate: Command = {
  usage: 'calibrate --faces FOLDER [--groups FILE] [--pack ID] [--report FOLDER]',
  summary: 'measures a pack on labelled pictures: error rates with intervals, by quality, size and labelled group; kept as the pack’s calibration on this machine',
  words: [0, 0],
  options: { ...facesOptions, report: { kind: 'text', value: 'FOLDER', says: 'a new folder for the report (HTML, PDF) and its numbers' } },
  async run({ engine, flags, job }) {
    const request = { ...measuredOf(flags), report: text(flags, 'report') ?? null };
    const { calibration, equalError, leftOut, file } = await engine.calibrate(request, text(flags, 'pack') ?? defaultPack, job);
    const { measuredOn: on, pack } = calibration;
    const rows = [0.1, 0.01, 0.001, 0.0001].map((target) => {
      const solved = thresholdAt(calibration, null, target);
      return solved ? [percentText(target), solved.threshold.toFixed(4), rateText(solved.rate), rateText(fnmrAt(calibration, null, solved.threshold))] : [percentText(target), 'not resolved', '', ''];
    });
    return {
      json: { calibration, equalError, leftOut, file },
      text: [
        `${pack.id} ${pack.version} on ${on.what}.`,
        ...(on.shows === 'drawn' ? ['Drawn people: nothing here says how often the pack errs on people.'] : []),
        `Left out: ${Object.entries(on.leftOut).map(([why, n]) => `${n} ${why}`).join(', ') || 'nothing'}.`,
        `Pairs of two people: ${calibration.all.impostor?.pairs ?? 0}; of one person: ${calibration.all.genuine?.pairs ?? 0}.`,
        equalError ? `Equal error rate ${equalErrorText(equalError)} at ${equalError.threshold.toFixed(4)}.` : 'No equal error rate: it takes pairs of two people and of one.',
        table(['target', 'threshold', 'false positives', 'missed'], rows, ['target', 'threshold']),
        calibration.groups === 'not measured' ? 'By group: not measured (no labels were given).' : `By group: ${Object.keys(calibration.groups).join(', ')}; see the report.`,
        'Intervals of 95 %, over people and not over pairs. No rate is a probability that two faces are one person’s.',
        `Kept in ${file}.`,
      ].join('\n'),
      exit: 0,
    };
  },
};

export const validate: Command = {
  usage: 'validate --faces FOLDER --report FOLDER [--groups FILE] [--pack ID] [--against ID]',
  summary: 'tests program and pack on this machine with a laboratory’s own pictures: requirement, test, result, and a report; with --against two packs beside each other',
  words: [0, 0],
  options: {
    ...facesOptions,
    report: { kind: 'text', value: 'FOLDER', required: true, says: 'a new folder for the report (HTML, PDF) and its numbers' },
    against: { kind: 'text', value: 'ID', says: 'a second pack on the same pictures: agreement of the rankings, and who drops out' },
  },
  async run({ engine, flags, job }) {
    const report = text(flags, 'report')!;
    const request = { ...measuredOf(flags), report };
    const validation = await engine.validate(request, text(flags, 'pack') ?? defaultPack, text(flags, 'against') ?? null, job);
    const { requirements, equalError, against, calibration } = validation;
    const errorText = (e: typeof equalError): string => (e ? equalErrorText(e) : 'not measured');
    return {
      json: validation,
      text: [
        `${calibration.pack.id} ${calibration.pack.version} on ${calibration.measuredOn.what}.`,
        ...requirements.map(({ id, requirement, result, found }) => `${id} ${result.toUpperCase()}: ${requirement}\n   ${found}`),
        `Equal error rate ${errorText(equalError)}.`,
        ...(against ? [`${against.pack.id} ${against.pack.version}: equal error rate ${errorText(against.equalError)}; agreement of the rankings ${against.comparison.averageOverlap?.mean.toFixed(2) ?? 'not measured'} (1 is the same order); searchable only with one: ${against.comparison.onlyFirst.length} and ${against.comparison.onlySecond.length}.`] : []),
        `The report is in ${report}. Whether the figures are good enough is for the laboratory’s own criteria.`,
      ].join('\n'),
      exit: requirements.some(({ result }) => result === 'not met') ? 1 : 0,
    };
  },
};
