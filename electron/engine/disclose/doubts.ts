/**
 * @file Doubts: what in the record could reasonably be thought to undermine the reliability of the evidence (Criminal Procedure Rules,
 * rule 19.3(3)(c)). Each is derived by a rule, none is chosen by a person, and none is left out because it seems small. Pure.
 */
import { chanceSentence } from '../../core/chanceWords.ts';
import { unsearchableWords } from '../../core/completeness.ts';
import type { Unsearchable } from '../../core/sighting.ts';
import type { DisclosedExhibit, DisclosedRecord, DisclosedSearch, Doubt, SelfTestRecord } from '../../core/disclosure.ts';
import type { Answer, Candidate } from '../../core/search.ts';
import { moment } from './report/words.ts';
import { reviewDoubts } from './reviewDoubts.ts';

/**
 * [Note: Doubtful widths] Under 48 pixels more of the wrong people come near the top, under 24 a face is good for a long list only, and
 * under a quality of 0.34 it is worth no more than one of 24 pixels (core/quality.ts, core/probe.ts; measured in models/README.md).
 */
const SMALL_PX = 48, POOR_QUALITY = 0.34;
/** Ranks among which a near tie is told: those that people look at first. */
const LOOKED_AT_FIRST = 10;
/** A clock that may be wrong by more than this is told: ten seconds is about what it takes to walk from one camera's view into the next one's. */
const UNCERTAIN_CLOCK_MS = 10_000;
/** Packs state the scores of their known pairs to four decimals (models/README.md): what lies within half of the last one is rounding and nothing else. */
const ROUNDING = 0.00005 + 1e-9;

/** Every doubt that the rules find, in a fixed order. Never empty: what was not measured is a doubt. */
export function doubts(source: DisclosedRecord): Doubt[] {
  return [
    ...notMeasured(source),
    ...source.exhibits.flatMap(exhibitDoubts),
    ...source.searches.flatMap((search) => searchDoubts(search)),
    ...source.searches.flatMap((search) => reviewDoubts(search, source)),
    ...recordDoubts(source),
  ];
}

function notMeasured({ searches }: DisclosedRecord): Doubt[] {
  return [
    { code: 'error-rates-not-measured', where: 'accuracy-statement.json', sentence: 'How often this software, with this pack and on footage like this, puts a wrong person first has not been measured on an independent test set.' },
    { code: 'groups-not-measured', where: 'accuracy-statement.json', sentence: 'Whether errors are more frequent for some groups of people than for others has not been measured. Other face search software has been found to differ much between groups.' },
    ...searches.flatMap(chanceDoubts),
  ];
}

function chanceDoubts({ id, request: { estimate, threshold }, result }: DisclosedSearch): Doubt[] {
  if (result === null) return [];
  const where = `search/${id}/search.json`;
  const warnings = [...new Set(estimate.parts.filter(({ source }) => source !== 'none').flatMap((part) => part.warnings))].map((warning) => ({ code: 'chance-source', where, sentence: `The chance of wrong candidates in ${id}: ${warning}` }));
  if (estimate.parts.some(({ tracks, source }) => tracks > 0 && source === 'none') || estimate.parts.length === 0) {
    return [{ code: 'chance-not-measured', where, sentence: `${id} made ${result.comparisons} comparisons. How many candidates it would give by chance, were the person sought in none of the footage, has not been measured.` }, ...warnings];
  }
  return [{ code: 'chance-expected', where, sentence: `${id} made ${result.comparisons} comparisons. ${chanceSentence(estimate, threshold)}` }, ...warnings];
}

function exhibitDoubts({ exhibit, now, footage }: DisclosedExhibit): Doubt[] {
  const name = `${exhibit.reference} (${exhibit.camera ?? 'camera not stated'})`;
  const found: Doubt[] = [];
  const tell = (code: string, sentence: string, where = 'disclosure.json'): void => void found.push({ code, sentence, where });
  if (now === 'changed') tell('exhibit-changed', `The file of ${name} is not what was received: its SHA-256 was another one when this bundle was made. No picture was taken from it.`);
  if (now === 'missing') tell('exhibit-missing', `The file of ${name} could not be read when this bundle was made. No picture was taken from it.`);
  for (const message of exhibit.container.messages) tell('container-message', `The decoder remarked on the file of ${name}: ${message}`);
  for (const { footage: each, earlierClocks, runs } of footage) {
    const { clock } = each;
    if (clock === null) tell('clock-missing', `No time is known for the footage of ${name}.`);
    else if (clock.checks.length === 0) tell('clock-never-checked', `The clock of the recorder of ${name} was never compared with a reference. Its times may be wrong by any amount.`);
    else {
      const widest = Math.max(...clock.checks.map((check) => Number(check.uncertaintyUs))) / 1000;
      if (widest > UNCERTAIN_CLOCK_MS) tell('clock-uncertain', `The times of ${name} may be wrong by ${widest / 1000} seconds or more.`);
      if (clock.checks.length === 1) tell('clock-drift-unknown', `The clock of ${name} was compared once. How much it gained or lost between then and the footage is not known.`);
    }
    for (const earlier of earlierClocks) tell('clock-restated', `What is said of the clock of ${name} was said otherwise before: stated on ${moment(earlier.at)} by ${earlier.by}, replaced since.`);
    for (const run of runs) {
      const c = run.completeness;
      if (c === null) tell('run-unfinished', `Indexing of ${name} (run ${run.run}) is ${run.state}: what it covers is not known.`);
      else {
        if (c.framesFailed > 0) tell('frames-failed', `${c.framesFailed} frames of ${name} could not be decoded, of ${c.framesExpected} expected (run ${run.run}).`);
        if (c.framesDecoded + c.framesFailed < c.framesExpected) tell('frames-missing', `${name} should hold ${c.framesExpected} frames; ${c.framesDecoded} were decoded (run ${run.run}).`);
        if (c.gaps.length > 0) tell('gaps', `The footage of ${name} has ${c.gaps.length} ${c.gaps.length === 1 ? 'gap' : 'gaps'} without frames (run ${run.run}).`);
        for (const { text, count } of c.decoderMessages) tell('decoder-message', `The decoder said of ${name}, ${count} times: ${text}`);
        if (c.faces > c.searchable) tell('faces-not-searchable', `${c.faces - c.searchable} of the ${c.faces} faces seen in ${name} could not be compared: ${reasons(c.unsearchable)} (run ${run.run}).`);
      }
      const machine = run.machine as { sandbox?: unknown } | null;
      if (machine?.sandbox !== 'bubblewrap') tell('not-shut-in', `The indexer that decoded ${name} was not shut in by a sandbox (run ${run.run}).`, 'settings.json');
      for (const doubt of selfTestDoubts(run.selfTest, `the run ${run.run} over ${name}`, 'disclosure.json')) found.push(doubt);
    }
  }
  return found;
}

function reasons(unsearchable: Readonly<Partial<Record<Unsearchable, number>>>): string {
  return Object.entries(unsearchable).map(([reason, n]) => `${n} ${unsearchableWords[reason as Unsearchable]}`).join(', ');
}

function selfTestDoubts(test: SelfTestRecord, of: string, where: string): Doubt[] {
  const widest = Math.max(0, ...test.scores.map(({ expected, got }) => Math.abs(expected - got)));
  if (!test.passed) return [{ code: 'self-test-failed', where, sentence: `The self-test before ${of} failed: ${test.problems.join('; ')}` }];
  return widest > ROUNDING ? [{ code: 'self-test-deviation', where, sentence: `In the self-test before ${of} known faces scored otherwise than on the machine of the pack’s maker, by up to ${widest.toFixed(6)}.` }] : [];
}

function searchDoubts(search: DisclosedSearch): Doubt[] {
  const { id, request, answered, stopped, result, probes, sameProbe, withoutPictures } = search;
  const where = `search/${id}/search.json`;
  const found: Doubt[] = [];
  const tell = (code: string, sentence: string): void => void found.push({ code, sentence, where });
  if (stopped) tell('search-stopped', `${id} was stopped and has no answer: ${stopped.reason}`);
  for (const { probe, id: probeId, image } of probes) {
    if (probe === null) {
      tell('probe-erased', `The probe ${probeId} of ${id} was erased; its picture and vector are not in this bundle.`);
      continue;
    }
    if (image === null) tell('probe-image-missing', `The picture of the probe “${probe.label}” (${id}) is not there any more as it was added.`);
    for (const warning of probe.warnings) tell('probe-quality', `The probe “${probe.label}” of ${id}: ${warning}`);
    if (probe.provenance.edits.length > 0) tell('probe-processed', `The probe “${probe.label}” of ${id} is a processed picture: ${probe.provenance.edits.join('; ')}.`);
    if (probe.face.of > 1) tell('probe-several-faces', `The picture of the probe “${probe.label}” of ${id} shows ${probe.face.of} faces; number ${probe.face.number} was chosen by a person.`);
  }
  if (result?.difference) {
    const { both, onlyProcessed, onlyOriginal, largestMove } = result.difference;
    if (onlyProcessed.length + onlyOriginal.length + largestMove > 0) tell('probe-processing-matters', `The processed picture and its original do not give the same list (${id}): ${both} candidates of both, ${onlyProcessed.length} of the processed one only, ${onlyOriginal.length} of the original only; the largest change of place is ${largestMove}.`);
  }
  found.push(...selfTestDoubts(request.selfTest, id, where));
  for (const { reason } of request.notSearched) tell(reason, `Footage in the scope of ${id} was not, or not wholly, compared: ${reasonWords[reason as keyof typeof reasonWords] ?? reason}.`);
  if (answered && answered.body.index.rebuilt > 0) tell('index-rebuilt', `Before ${id} the vector index differed from the record for ${answered.body.index.rebuilt} ${answered.body.index.rebuilt === 1 ? 'run' : 'runs'} and was made again from it.`);
  if (sameProbe.length > 0) tell('searched-before-or-after', `The same face was searched for in ${sameProbe.length} other ${sameProbe.length === 1 ? 'search' : 'searches'} of this case (${sameProbe.join(', ')}): the one disclosed may have been chosen for its result.`);
  if (result && request.sought.length > 1) tell('several-faces-sought', `${id} searched for ${request.sought.length} pictures at once: the chance of a wrong candidate grows with every one.`);
  for (const [i, answer] of (result?.answers ?? []).entries()) found.push(...answerDoubts(search, answer, i));
  for (const { rank, reason } of withoutPictures) tell('pictures-missing', `No picture could be made of the candidate at rank ${rank} of ${id}: ${reason}`);
  return found;
}

const reasonWords = { 'not-indexed': 'it is not indexed', 'partly-indexed': 'it is indexed in part only', 'no-clock': 'no wall time is known for it' };

function answerDoubts({ id, pack }: DisclosedSearch, { candidates, rest, erased }: Answer, place: number): Doubt[] {
  const where = `search/${id}/candidates${place === 0 ? '' : `-${place + 1}`}.jsonl`;
  const of = place === 0 ? id : `${id}, answer ${place + 1}`;
  const found: Doubt[] = [];
  const tell = (code: string, sentence: string): void => void found.push({ code, sentence, where });
  const { tolerance } = pack.selfTest;
  const near = (a: Candidate, b: Candidate | undefined): b is Candidate => b !== undefined && Math.abs(a.score - b.score) < tolerance;
  const [first, second] = candidates;
  if (first && near(first, second)) tell('first-not-separated', `The first two candidates of ${of} are ${gap(first, second)} apart in score, less than the ${tolerance} that the pack allows between machines: which of them comes first means nothing.`);
  const ties = candidates.slice(1, LOOKED_AT_FIRST).filter((candidate, i, all) => near(candidate, all[i + 1]));
  if (ties.length > 0) tell('near-ties', `Among ranks 2 to ${Math.min(LOOKED_AT_FIRST, candidates.length)} of ${of}, ${ties.length} ${ties.length === 1 ? 'pair of neighbours is' : 'pairs of neighbours are'} less than ${tolerance} apart in score: their order means nothing.`);
  const last = candidates.at(-1), next = rest.nearest[0];
  if (last && next && near(last, next)) tell('near-tie-at-the-end', `The first track of ${of} that is no candidate is ${gap(last, next)} below the last one that is: the list could have ended elsewhere.`);
  const small = candidates.filter(({ box }) => box[2] < SMALL_PX);
  if (small.length > 0) tell('small-faces', `${small.length} of the ${candidates.length} candidates of ${of} rest on a face under ${SMALL_PX} pixels wide, the smallest ${Math.round(Math.min(...small.map(({ box }) => box[2])))}: at such widths wrong people come near the top more often.`);
  const poor = candidates.filter(({ quality }) => quality < POOR_QUALITY);
  if (poor.length > 0) tell('poor-quality', `${poor.length} of the ${candidates.length} candidates of ${of} rest on a face of a quality under ${POOR_QUALITY} of 1.`);
  if (erased.length + rest.erased.length > 0) tell('candidates-erased', `${erased.length + rest.erased.length} tracks of the ranked list of ${of} were erased since; of them only the digest is left.`);
  return found;
}

function gap(a: Candidate, b: Candidate): string {
  return Math.abs(a.score - b.score).toFixed(4);
}

function recordDoubts({ refusals, searches, made, schedule, checks }: DisclosedRecord): Doubt[] {
  const found: Doubt[] = refusals.map(({ at, by, what, reason }) => ({ code: 'request-refused', where: 'disclosure.json', sentence: `${by} asked on ${moment(at)} for something that was refused (${what}): ${reason}` }));
  for (const { id, requestedBy } of searches) {
    if (requestedBy.publicKey === made.by.publicKey) found.push({ code: 'searched-and-disclosed-by-one', where: 'disclosure.json', sentence: `${made.by.name} made ${id} and also this bundle: nobody else chose what is disclosed of it.` });
  }
  const others = schedule.filter(({ disclosed }) => !disclosed);
  if (others.length > 0) found.push({ code: 'searches-not-disclosed', where: 'schedule.json', sentence: `${others.length} of the ${schedule.length} searches of this case are not in this bundle (${others.map(({ search }) => search).join(', ')}); the schedule lists them.` });
  if (checks.length > 0) found.push({ code: 'checks-made', where: 'schedule.json', sentence: `${checks.length} ${checks.length === 1 ? 'check' : 'checks'} of one face against a list of people ${checks.length === 1 ? 'was' : 'were'} made in this case (${checks.map(({ check }) => check).join(', ')}); the schedule lists them.` });
  return found;
}
