/**
 * @file The accuracy statement: under each head that a court asks an expert about, what this record can say, and “not measured” or
 * “for the expert” where it cannot. It is material for an expert’s report and no such report itself. Pure.
 */
import type { DisclosedRecord } from '../../core/disclosure.ts';

/** One head. `answer` null: the record has nothing to say under it, and `note` says whose it is or that it was not measured. */
export interface AccuracyHead {
  /** The rule that asks, e.g. “CrimPR 19.4(b)”. */
  readonly rule: string;
  readonly asks: string;
  readonly answer: string | null;
  readonly note: string;
}

export interface AccuracyStatement {
  readonly format: 'retrace-accuracy-statement/1';
  readonly caution: string;
  readonly heads: readonly AccuracyHead[];
}

const expert = 'For the expert who relies on it to state.';
const notMeasured = 'Not measured.';

/**
 * The heads of rule 19.4 of the Criminal Procedure Rules (content of an expert’s report) and of the factors of reliability in the
 * Criminal Practice Directions 2023, paragraph 7.1.2, in plain words of our own.
 */
export function accuracyStatement(source: DisclosedRecord): AccuracyStatement {
  const { searches, exhibits, reviewers } = source;
  const packs = [...new Map(searches.map(({ request }) => [request.pack.digest, `${request.pack.id} ${request.pack.version} (digest ${request.pack.digest})`])).values()];
  const compared = searches.map(({ id, answered }) => (answered ? `${id}: ${answered.body.tracksCompared} tracks, ${answered.body.sightingsCompared} sightings, ${answered.body.comparisons} comparisons` : `${id}: no answer`));
  const failed = exhibits.flatMap(({ footage }) => footage.flatMap(({ runs }) => runs.map(({ completeness }) => completeness?.framesFailed ?? 0))).reduce((sum, n) => sum + n, 0);
  const selfTests = searches.map(({ id, request: { selfTest } }) => `${id}: ${selfTest.passed ? 'passed' : 'failed'}, ${selfTest.scores.length} known pairs, largest deviation ${Math.max(0, ...selfTest.scores.map(({ expected, got }) => Math.abs(expected - got))).toFixed(6)}`);
  const notes = [...new Set(searches.flatMap(({ pack }) => pack.notes))];
  const picked = reviewers.map((r) => `${r.reviewer}: line-ups decided ${r.lineups}, of these with a pick of somebody who is certainly another person ${r.fillers}`);
  const head = (rule: string, asks: string, answer: string | null, note: string): AccuracyHead => ({ rule, asks, answer, note });
  return {
    format: 'retrace-accuracy-statement/1',
    caution: 'A search gives leads. No score is a probability that two faces are one person’s, and no rate below was measured on the people or the footage of this case.',
    heads: [
      head('CrimPR 19.4(a)', 'Qualifications, experience and accreditation', null, expert),
      head('CrimPR 19.4(b)', 'Literature and other information relied on', `Model packs: ${packs.join('; ') || 'none'}. What is known of them: ${notes.join(' ') || 'nothing is stated'}`, 'Each pack’s description, with licences and sources, is in the folder “pack”.'),
      head('CrimPR 19.4(c)', 'Facts that the opinion rests on', compared.join('; ') || null, 'In full in “disclosure.json” and in the folder “search”.'),
      head('CrimPR 19.4(d)', 'Which facts are within the expert’s own knowledge', null, expert),
      head('CrimPR 19.4(e)', 'Who made the examinations, measurements and tests', searches.map(({ id, requestedBy, request }) => `${id} was asked for by ${requestedBy.name}, made by ${request.software}`).join('; ') || null, 'Each act of a person is an entry of the ledger, signed with that person’s key.'),
      head('CrimPR 19.4(f)', 'The range of opinion', source.searches.some(({ lineups }) => lineups.some(({ disagreement }) => disagreement)) ? 'The reviewers of at least one line-up disagree; all their decisions are in this bundle.' : null, expert),
      head('CrimPR 19.4(g)', 'Qualifications of the opinion', 'Everything that the record holds against the result is listed in “undermining.json”.', expert),
      head('CrimPR 19.4(h)', 'What the court needs to judge reliability', `Self-tests on the machine that searched: ${selfTests.join('; ') || 'none'}. Frames that could not be decoded: ${failed}.`, 'See also the heads of CrimPD below.'),
      head('CrimPR 19.4(i)', 'Summary of the conclusions', null, 'The software concludes nothing. Decisions of reviewers are in the report.'),
      head('CrimPR 19.4(j)', 'The expert’s duty to the court', null, expert),
      head('CrimPR 19.4(k)', 'Declaration of truth', null, expert),
      head('CrimPD 7.1.2(a)', 'Extent and quality of the data, and validity of the method', exhibits.map(({ exhibit, footage }) => `${exhibit.reference}: ${footage.flatMap(({ runs }) => runs.map(({ completeness: c }) => (c ? `${c.framesDecoded} of ${c.framesExpected} frames decoded, ${c.searchable} of ${c.faces} faces searchable` : 'indexing not finished'))).join(', ') || 'not indexed'}`).join('; ') || null, 'Validity of the method for casework: not measured on an independent test set.'),
      head('CrimPD 7.1.2(b)', 'How safe the inference is (statistical significance)', null, 'Not measured. No number of this bundle says how likely it is that a candidate is the person sought.'),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: false candidates', null, notMeasured),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: people missed', null, notMeasured),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: differences between groups of people', null, notMeasured),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: candidates expected by chance', null, notMeasured),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: picks of the reviewers', picked.join('; ') || null, picked.length > 0 ? 'Counted in line-ups of this case; few, and no measure of how often a pick of a candidate is wrong.' : notMeasured),
      head('CrimPD 7.1.2(d)', 'Whether others of the field have examined it', null, 'Nobody outside has examined it as far as this record shows. With this bundle the search can be checked and made again by anybody.'),
      head('CrimPD 7.1.2(e)', 'Whether the opinion goes beyond the expert’s field', null, expert),
      head('CrimPD 7.1.2(f)', 'Completeness of the information', `${source.schedule.length} searches were asked for in this case; all are in “schedule.json”.`, 'What of the footage was not looked at is in the report under completeness.'),
      head('CrimPD 7.1.2(g)', 'Where in the range of opinion it lies', null, expert),
      head('CrimPD 7.1.2(h)', 'Whether established practice was followed', null, 'Line-ups with fillers, a description before the comparison and a second, blind reviewer are provided for; whether they were used is in the report.'),
    ],
  };
}
