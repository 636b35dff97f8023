/**
 * @file The accuracy statement: under each head that a court asks an expert about, what this record can say, and “not measured” or
 * “for the expert” where it cannot. It is material for an expert’s report and no such report itself. Pure.
 */
import { fnmrAt } from '../../core/calibration.ts';
import { figure, measuredRate, measuredText } from '../../core/chance.ts';
import { chanceSentence, partLines } from '../../core/chanceWords.ts';
import type { DisclosedCalibration, DisclosedExhibit, DisclosedRecord, DisclosedSearch } from '../../core/disclosure.ts';

/** One head. `answer` null: the record has nothing to say under it, and `note` says whose it is or that it was not measured. */
export interface AccuracyHead {
  /** The rule that asks, e.g. “CrimPR 19.4(b)”. */
  readonly rule: string;
  readonly asks: string;
  readonly answer: string | null;
  readonly note: string;
  /** Where every number of the answer is recorded: “entry 12”, “calibration <SHA-256>”, “run <id>”. */
  readonly records: readonly string[];
}

export interface AccuracyStatement {
  readonly format: 'retrace-accuracy-statement/2';
  readonly caution: string;
  readonly heads: readonly AccuracyHead[];
}

/** What it is made from: the parts of a disclosure that speak of accuracy. */
export interface AccuracySource extends Pick<DisclosedRecord, 'reviewers' | 'schedule' | 'calibrations'> {
  readonly searches: readonly Pick<DisclosedSearch, 'id' | 'requestedBy' | 'request' | 'answered' | 'lineups' | 'pack'>[];
  readonly exhibits: readonly Pick<DisclosedExhibit, 'exhibit' | 'footage'>[];
}

const expert = 'For the expert who relies on it to state.';
const notMeasured = 'Not measured.';

/**
 * The heads of rule 19.4 of the Criminal Procedure Rules (content of an expert’s report) and of the factors of reliability in the
 * Criminal Practice Directions 2023, paragraph 7.1.2, in plain words of our own. What was not measured stays blank.
 */
export function accuracyStatement(source: AccuracySource): AccuracyStatement {
  const { searches, exhibits, reviewers, schedule } = source;
  const asked = new Map(schedule.map(({ search, entry }) => [search, `entry ${entry}`]));
  const entries = searches.map(({ id }) => `${asked.get(id) ?? id}`);
  const runs = exhibits.flatMap(({ footage }) => footage.flatMap(({ runs: own }) => own.map(({ run }) => `run ${run}`)));
  const packs = [...new Map(searches.map(({ request }) => [request.pack.digest, `${request.pack.id} ${request.pack.version} (digest ${request.pack.digest})`])).values()];
  const compared = searches.map(({ id, answered }) => (answered ? `${id}: ${answered.body.tracksCompared} tracks, ${answered.body.sightingsCompared} sightings, ${answered.body.comparisons} comparisons` : `${id}: no answer`));
  const failed = exhibits.flatMap(({ footage }) => footage.flatMap(({ runs: own }) => own.map(({ completeness }) => completeness?.framesFailed ?? 0))).reduce((sum, n) => sum + n, 0);
  const selfTests = searches.map(({ id, request: { selfTest } }) => `${id}: ${selfTest.passed ? 'passed' : 'failed'}, ${selfTest.scores.length} known pairs, largest deviation ${Math.max(0, ...selfTest.scores.map(({ expected, got }) => Math.abs(expected - got))).toFixed(6)}`);
  const notes = [...new Set(searches.flatMap(({ pack }) => pack.notes))];
  const picked = reviewers.map((r) => `${r.reviewer}: line-ups decided ${r.lineups}, of these with a pick of somebody who is certainly another person ${r.fillers}`);
  const chance = searches.flatMap(({ id, request: { estimate, threshold } }) => (estimate.expected === null ? [] : [`${id}: ${chanceSentence(estimate, threshold)}`]));
  const rates = searches.flatMap(({ id, request: { estimate } }) => (estimate.parts.some(({ source: from, rate }) => from !== 'none' && rate !== null) ? [`${id}: ${partLines(estimate).join(' ')}`] : []));
  const used = [...new Set(searches.flatMap(({ request }) => request.estimate.parts.flatMap(({ calibration }) => calibration ?? [])))].map((digest) => `calibration ${digest}`);
  const missed = searches.flatMap((search) => missedOf(search, source.calibrations));
  const groups = source.calibrations.flatMap(groupsOf);
  const head = (rule: string, asks: string, answer: string | null, note: string, records: readonly string[] = []): AccuracyHead => ({ rule, asks, answer, note, records: answer === null ? [] : records });
  return {
    format: 'retrace-accuracy-statement/2',
    caution: 'A search gives leads. No score is a probability that two faces are one person’s. A rate is a mean over many pairs: it says how often other people score so high, not how likely it is that a candidate is somebody else.',
    heads: [
      head('CrimPR 19.4(a)', 'Qualifications, experience and accreditation', null, expert),
      head('CrimPR 19.4(b)', 'Literature and other information relied on', `Model packs: ${packs.join('; ') || 'none'}. What is known of them: ${notes.join(' ') || 'nothing is stated'}`, 'Each pack’s description, with licences and sources, is in the folder “pack” of a bundle.', entries),
      head('CrimPR 19.4(c)', 'Facts that the opinion rests on', compared.join('; ') || null, 'In full in “disclosure.json” and in the folder “search” of a bundle.', entries),
      head('CrimPR 19.4(d)', 'Which facts are within the expert’s own knowledge', null, expert),
      head('CrimPR 19.4(e)', 'Who made the examinations, measurements and tests', searches.map(({ id, requestedBy, request }) => `${id} was asked for by ${requestedBy.name}, made by ${request.software}`).join('; ') || null, 'Each act of a person is an entry of the ledger, signed with that person’s key.', entries),
      head('CrimPR 19.4(f)', 'The range of opinion', searches.some(({ lineups }) => lineups.some(({ disagreement }) => disagreement)) ? 'The reviewers of at least one line-up disagree; all their decisions are in the record.' : null, expert),
      head('CrimPR 19.4(g)', 'Qualifications of the opinion', 'Everything that the record holds against the result is listed in “undermining.json” of a bundle.', expert),
      head('CrimPR 19.4(h)', 'What the court needs to judge reliability', `Self-tests on the machine that searched: ${selfTests.join('; ') || 'none'}. Frames that could not be decoded: ${failed}.`, 'See also the heads of CrimPD below.', [...entries, ...runs]),
      head('CrimPR 19.4(i)', 'Summary of the conclusions', null, 'The software concludes nothing. Decisions of reviewers are in the report.'),
      head('CrimPR 19.4(j)', 'The expert’s duty to the court', null, expert),
      head('CrimPR 19.4(k)', 'Declaration of truth', null, expert),
      head('CrimPD 7.1.2(a)', 'Extent and quality of the data, and validity of the method', exhibits.map(({ exhibit, footage }) => `${exhibit.reference}: ${footage.flatMap(({ runs: own }) => own.map(({ completeness: c }) => (c ? `${c.framesDecoded} of ${c.framesExpected} frames decoded, ${c.searchable} of ${c.faces} faces searchable` : 'indexing not finished'))).join(', ') || 'not indexed'}`).join('; ') || null, 'Validity of the method for casework: not measured on an independent test set, unless the laboratory has validated it.', runs),
      head('CrimPD 7.1.2(b)', 'How safe the inference is (statistical significance)', null, 'Not measured. No number of this record says how likely it is that a candidate is the person sought.'),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: false candidates', rates.join(' ') || null, rates.length > 0 ? 'Rates at the threshold of each search, with intervals of 95 %.' : notMeasured, [...entries, ...used]),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: people missed', missed.join(' ') || null, missed.length > 0 ? 'By the pack’s reference calibration, not on this footage.' : notMeasured, used),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: differences between groups of people', groups.join(' ') || null, groups.length > 0 ? 'By the labels of the reference pictures. Nobody’s group is guessed in the footage.' : notMeasured, source.calibrations.map(({ sha256 }) => `calibration ${sha256}`)),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: candidates expected by chance', chance.join(' ') || null, chance.length > 0 ? 'Stated in the entry that asked for the search, before anything was compared.' : notMeasured, [...entries, ...used]),
      head('CrimPD 7.1.2(c)', 'Precision and margin of error: picks of the reviewers', picked.join('; ') || null, picked.length > 0 ? 'Counted in line-ups of this case; few, and no measure of how often a pick of a candidate is wrong.' : notMeasured, ['entries “decision-made”']),
      head('CrimPD 7.1.2(d)', 'Whether others of the field have examined it', null, 'Nobody outside has examined it as far as this record shows. With a bundle the search can be checked and made again by anybody.'),
      head('CrimPD 7.1.2(e)', 'Whether the opinion goes beyond the expert’s field', null, expert),
      head('CrimPD 7.1.2(f)', 'Completeness of the information', `${schedule.length} searches were asked for in this case; all are in “schedule.json” of a bundle.`, 'What of the footage was not looked at is in the report under completeness.', schedule.map(({ entry }) => `entry ${entry}`)),
      head('CrimPD 7.1.2(g)', 'Where in the range of opinion it lies', null, expert),
      head('CrimPD 7.1.2(h)', 'Whether established practice was followed', null, 'Line-ups with fillers, a description before the comparison and a second, blind reviewer are provided for; whether they were used is in the report.'),
    ],
  };
}

/** What the threshold of a search misses by the pack’s reference, where that has pairs of one person. */
function missedOf({ id, request: { threshold, pack } }: AccuracySource['searches'][number], calibrations: readonly DisclosedCalibration[]): string[] {
  const reference = calibrations.find(({ calibration }) => calibration.kind === 'reference' && calibration.pack.digest === pack.digest)?.calibration;
  const rate = reference && threshold !== null ? fnmrAt(reference, null, threshold) : null;
  if (!reference || !rate) return [];
  return [`${id}: of pictures of one person, ${rate.resolved ? measuredText(measuredRate(rate)) : `fewer than ${figure(rate.high)}`} score less than the threshold (${reference.measuredOn.what}).`];
}

function groupsOf({ calibration }: DisclosedCalibration): string[] {
  if (calibration.groups === 'not measured') return [];
  return [`${calibration.pack.id}: groups measured: ${Object.entries(calibration.groups).map(([label, { impostor }]) => `${label} (${impostor?.pairs ?? 0} pairs of two people)`).join(', ')}.`];
}
