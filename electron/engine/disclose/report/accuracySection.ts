/** @file Section 13: the accuracy statement of the bundle as a table for people. */
import type { Disclosure } from '../../../core/disclosure.ts';
import { accuracyStatement } from '../accuracy.ts';
import { caution, note, say, table } from './blocks.ts';
import type { ReportBlock } from './document.ts';
import { sources } from './words.ts';

export function accuracyHeads(d: Disclosure): ReportBlock[] {
  const statement = accuracyStatement(d);
  return [
    ...say('This report was made by a program. It is not the report of an expert. An expert who relies on it has to give the court what rule 19.4 of the Criminal Procedure Rules (CrimPR) asks for, and the court may ask what the Criminal Practice Directions (CrimPD) name for judging whether an opinion is reliable. Each head is given here with what this record holds.'),
    caution('Before reading a figure', statement.caution),
    ...table('What the rules ask for, and what this record holds', [{ title: 'Rule', share: 1.3 }, { title: 'Head', share: 2.2 }, { title: 'What this record holds', share: 4.4 }],
      statement.heads.map(({ rule, asks, answer, note: who, records }) => [rule, asks, answer === null ? who : [answer, who, ...(records.length === 0 ? [] : [`Recorded in: ${records.join(', ')}.`])].join('\n')]), sources.accuracy, 'No head is stated.'),
    note('Where it says “Not measured”, no figure exists in this record, and none should be inferred.'),
  ];
}
