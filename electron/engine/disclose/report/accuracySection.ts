/** @file Section 13: the accuracy statement: what the rules on expert evidence ask to be said, each with what this record holds. */
import type { Disclosure } from '../../../core/disclosure.ts';
import { note, say } from './blocks.ts';
import type { ReportBlock, Rich } from './document.ts';
import { notMeasured, number } from './words.ts';

const forExpert = 'For the expert to state.';

export function accuracyStatement(d: Disclosure): ReportBlock[] {
  return [
    ...say('This report was made by a program. It is not the report of an expert. An expert who relies on it has to give the court what rule 19.4 of the Criminal Procedure Rules asks for, and the court may ask what the Criminal Practice Directions name for judging whether an opinion is reliable. The heads are given here in plain words, each with what this record holds.'),
    { kind: 'table', title: 'What the rules ask for', columns: [{ title: 'Head', share: 3 }, { title: 'What this record holds', share: 4.6 }], rows: rows(d) },
    note('Where the right side says “Not measured”, no figure exists in this record, and none should be inferred.'),
  ];
}

function rows(d: Disclosure): (readonly [Rich, Rich])[] {
  const reviewed = new Set(d.searches.flatMap((s) => s.lineups.flatMap((l) => l.reviews.filter(({ decisions }) => decisions.length > 0).map(({ reviewer }) => reviewer))));
  return [
    ['The expert’s qualifications, experience and accreditation', `${forExpert} The record names people and their roles in the case, and nothing of their training.`],
    ['Literature and other information relied on', `${forExpert} The model pack, its sources and its licences are in section 10.`],
    ['The facts that were given, and which of them matter', 'Sections 2 to 4: the picture searched with, the authority, the exhibits and their hashes.'],
    ['Which facts the expert knows at first hand', forExpert],
    ['Who made each examination, measurement or test, with what qualification, under whose supervision', 'Sections 2, 4, 7 and 10 name who did what; the signed entries of the ledger prove which key did it. Qualification and supervision: for the expert to state.'],
    ['The range of opinion, and reasons for the opinion given', reviewed.size === 0 ? 'No decision of a reviewer is recorded.' : `Decisions of ${number(reviewed.size)} ${reviewed.size === 1 ? 'reviewer' : 'reviewers'} are in section 7, with reasons and any disagreement.`],
    ['Qualifications to which the opinion is subject', 'Sections 1, 6, 8 and 9.'],
    ['What the court needs to judge whether it is reliable enough', 'Sections 4, 6, 8 and 10, and the bundle itself, with which the search can be run again.'],
    ['How accurate and how certain the method is', [...notMeasured, ' Neither the rate at which it puts wrong people forward, nor that at which it misses the right one, is known for this footage.']],
    ['Whether the accuracy differs between groups of people', notMeasured],
    ['Extent and quality of the data', 'Section 4: frames expected, decoded and failed; faces seen, searchable and not searchable, and why.'],
    ['Whether the method is in general use and was examined by others', `${forExpert} The formats are published; how often this model pack errs on footage like this has not been examined by anybody, as far as the record knows.`],
    ['Whether inferences are explained and safe', 'The program infers nothing: it orders faces by score. Inferences are those of the reviewers in section 7, with their reasons.'],
    ['A summary of the conclusions', 'Section 1, under “In short”. It holds no conclusion about who anybody is.'],
    ['That the expert understands the duty to the court, and declares the report true', forExpert],
  ];
}
