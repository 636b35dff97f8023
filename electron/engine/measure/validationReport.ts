/** @file The report of a validation: each requirement with its test and its result, the error rates, two packs beside each other, and what the laboratory adds. Pure. */
import type { Calibration } from '../../core/calibration.ts';
import type { EqualError } from '../../core/labelled.ts';
import { percentText } from '../../core/rateWords.ts';
import type { Metric } from '../../core/search.ts';
import { facts, heading, list, note, say, table } from '../disclose/report/blocks.ts';
import type { ReportBlock, ReportDocument, Rich } from '../disclose/report/document.ts';
import type { machineFacts } from '../machine.ts';
import { errorBlocks, leftOutBlocks, whatWasMeasured } from './calibrationReport.ts';
import type { PackComparison } from './comparePacks.ts';
import type { LeftOut } from './labelledPictures.ts';

export interface Requirement {
  /** `R1` and so on. */
  readonly id: string;
  readonly requirement: string;
  readonly test: string;
  /** `measured`: a figure, on which the laboratory's own criterion decides. */
  readonly result: 'met' | 'not met' | 'measured' | 'not measured';
  readonly found: string;
}

export interface Validation {
  readonly format: 'retrace-validation/1';
  readonly software: string;
  readonly machine: ReturnType<typeof machineFacts>;
  readonly requirements: readonly Requirement[];
  readonly calibration: Calibration;
  readonly equalError: EqualError | null;
  /** null: no second pack was named. */
  readonly against: { readonly pack: Calibration['pack']; readonly equalError: EqualError | null; readonly comparison: PackComparison } | null;
}

export function validationReport(v: Validation, leftOut: readonly LeftOut[], metric: Metric): ReportDocument {
  const measured = { calibration: v.calibration, equalError: v.equalError, leftOut };
  const { pack, measuredOn } = v.calibration;
  return {
    title: 'Validation of a model pack', kind: 'Measurement', subtitle: `${pack.id} ${pack.version}${v.against ? ` against ${v.against.pack.id} ${v.against.pack.version}` : ''}, on ${measuredOn.what}`, reference: `${pack.id} ${pack.version}`, at: `${measuredOn.date}T00:00:00Z`,
    blocks: [
      ...whatWasMeasured(measured),
      facts([['Program', v.software], ['Machine', `${v.machine.platform}, ${v.machine.processor}, ${v.machine.cores} cores, Node ${v.machine.node}`]]),
      heading(1, 'Requirements, tests and results'),
      ...table('Requirements', [{ title: 'No.', share: 1 }, { title: 'Requirement', share: 4.6 }, { title: 'Test', share: 4.6 }, { title: 'Result', share: 2.6 }, { title: 'Found', share: 7 }], v.requirements.map(({ id, requirement, test, result, found }): Rich[] => [id, requirement, test, [{ strong: result }], found]), 'validation.json', ''),
      note('“measured”: a figure without a verdict. Whether it is good enough is for the laboratory’s own acceptance criterion.'),
      heading(1, 'Error rates'), ...errorBlocks(measured, metric),
      ...(v.against ? [heading(1, 'Against a second pack'), ...secondPack(v, v.against)] : []),
      heading(1, 'What was left out'), ...leftOutBlocks(measured),
      heading(1, 'What the laboratory adds'), ...whatIsTheirs(),
    ],
  };
}

function secondPack({ calibration: { pack }, equalError }: Validation, { pack: other, equalError: otherError, comparison: c }: NonNullable<Validation['against']>): ReportBlock[] {
  const error = (e: EqualError | null): string => (e ? `${percentText(e.rate)} (${percentText(e.low)} to ${percentText(e.high)})` : 'not measured');
  const names = (files: readonly string[]): Rich => (files.length === 0 ? 'none' : [`${files.length}: `, ...files.slice(0, 10).flatMap((name, i) => [i === 0 ? '' : ', ', { code: name }]), ...(files.length > 10 ? [' and others, in validation.json'] : [])]);
  return [
    facts([
      [`Equal error rate, ${pack.id}`, error(equalError)],
      [`Equal error rate, ${other.id}`, error(otherError)],
      ['Agreement of the rankings', c.averageOverlap ? `${c.averageOverlap.mean.toFixed(2)} (${c.averageOverlap.low.toFixed(2)} to ${c.averageOverlap.high.toFixed(2)}): average overlap, 1 the same order, 0 nothing shared; mean over ${c.both} pictures` : 'not measured'],
      ['Shared among the first', c.sharedOfFirst ? `${c.sharedOfFirst.mean.toFixed(1)} of ${c.sharedOfFirst.of}, mean` : 'not measured'],
      [`Searchable only with ${pack.id}`, names(c.onlyFirst)],
      [`Searchable only with ${other.id}`, names(c.onlySecond)],
      [`The person first only with ${pack.id}`, names(c.firstOnlyWithFirst)],
      [`The person first only with ${other.id}`, names(c.firstOnlyWithSecond)],
    ]),
    ...say('Each equal error rate is of the pictures that its own pack can use. Scores of two packs are not compared; orders are.'),
  ];
}

/** The steps of FSR-G-218 that no program can take. */
function whatIsTheirs(): ReportBlock[] {
  return [
    ...say('This report is the exercise of a validation, not a validation. Left blank for the laboratory:'),
    list([
      'what its users require, and the specification drawn from it;', 'the risks of error for the cases it works on;', 'its acceptance criteria, set before the figures were seen;',
      'why these pictures stand for the material of its casework;', 'whether the criteria are met, the limits of use, and who says so;', 'the statement of completion and the plan for putting it to use.',
    ]),
  ];
}
