/** @file The words of the report: a disclosure as a document that a lawyer reads without its makers. Pure: says only what the disclosure holds. */
import type { Disclosure, DisclosedSearch } from '../../../core/disclosure.ts';
import { accuracyHeads } from './accuracySection.ts';
import { refusedOutside, underWhichAuthority, whatWasAsked } from './askedSections.ts';
import { heading, say } from './blocks.ts';
import { howToCheck } from './checkingSection.ts';
import { comparedBySearch, exhibitBlocks, exhibitsTable } from './comparedSection.ts';
import { reviewersTable, whoDecidedWhat } from './decidedSection.ts';
import type { ReportBlock, ReportDocument } from './document.ts';
import { numbersAndLimits, whatWasFound } from './foundSections.ts';
import { howItWasDone, howItWasIndexed, whatCouldUndermine, whatWasNotDone } from './methodSection.ts';
import { firstPage, whatThisIs } from './openingSections.ts';
import { schedule, whoReceivedWhat } from './recordSections.ts';

/** The report of a bundle. The numbers of its sections are referred to in its sentences, so their order is fixed. */
export function reportOf(d: Disclosure): ReportDocument {
  const each = (write: (search: DisclosedSearch) => ReportBlock[]): ReportBlock[] => {
    if (d.searches.length === 0) return say('This bundle holds no search.');
    return d.searches.flatMap((search) => [...(d.searches.length > 1 ? [heading(2, `Search ${search.id}`)] : []), ...write(search)]);
  };
  const sections: readonly (readonly [string, readonly ReportBlock[]])[] = [
    ['What this document is and is not', whatThisIs(d)],
    ['What was asked', each((search) => whatWasAsked(d, search))],
    ['Under which authority', [...each((search) => underWhichAuthority(d, search)), ...refusedOutside(d)]],
    ['What was compared', [...each((search) => comparedBySearch(d, search)), ...exhibitsTable(d), ...d.exhibits.flatMap(exhibitBlocks)]],
    ['What was found, and what was not', each((search) => whatWasFound(d, search))],
    ['The numbers and their limits', each(numbersAndLimits)],
    ['Who decided what', [...each(whoDecidedWhat), ...reviewersTable(d)]],
    ['What could undermine reliability', whatCouldUndermine(d)],
    ['What was not done', whatWasNotDone(d)],
    ['How it was done', [...each((search) => howItWasDone(d, search)), ...howItWasIndexed(d)]],
    ['All searches of this case', schedule(d)],
    ['Who received what, and what is hidden', whoReceivedWhat(d)],
    ['Accuracy statement', accuracyHeads(d)],
    ['How to check this yourself', howToCheck()],
  ];
  return {
    title: d.searches.length === 1 ? 'Report of a face search' : 'Report of face searches',
    kind: 'Disclosure bundle',
    subtitle: 'What was asked, compared and found, and what that does not prove',
    reference: `Case ${d.case.reference} · ${d.made.searches === null ? 'all searches' : `${d.made.searches.length === 1 ? 'Search' : 'Searches'} ${d.made.searches.join(', ')}`}`,
    at: d.made.at,
    blocks: [...firstPage(d), { kind: 'page-break' }, ...sections.flatMap(([title, blocks], i) => [heading(1, `${i + 1} ${title}`), ...blocks])],
  };
}
