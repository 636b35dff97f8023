/**
 * @file Checking what the payload says against the entries that recorded it: `data/disclosure.json`, which the report is made from, the
 * lists of candidates, vectors, probes, texts kept beside the ledger, and the schedule of all searches.
 */
import { createHash, hash } from 'node:crypto';
import { canonical, parseCanonical } from '../ledger/canonical.ts';
import { checkEstimate } from './estimateCheck.ts';
import type { Note } from './findings.ts';
import { factsOf, numberOf, textOf } from './ledgerCheck.ts';
import type { CheckedLedger, DisclosedEntry, Facts } from './ledgerCheck.ts';
import type { TextReader } from './textRead.ts';
import { checkWork, equal, listOf, show } from './workCheck.ts';
import type { Say } from './workCheck.ts';

/** What the check works with. */
export interface BundleContent extends TextReader {
  /** Path from the top of the bundle -> SHA-256 of the file as it is. */
  readonly sums: ReadonlyMap<string, string>;
  /** Path from the top of the bundle -> bytes. */
  readonly files: ReadonlyMap<string, number>;
  readonly ledger: CheckedLedger;
  /** The entry that records this bundle. */
  readonly record: DisclosedEntry | null;
}

/** Checks the payload; all that is wrong is noted. */
export async function checkContent(content: BundleContent, note: Note): Promise<void> {
  const say: Say = (message) => note('bundle-content', message);
  const value = await jsonFile(content, 'data/disclosure.json');
  if (value === undefined) {
    say('data/disclosure.json is missing or not canonical JSON, so what the bundle says of searches was not checked.');
    return;
  }
  const disclosure = factsOf(value);
  checkNamedFiles(content, disclosure, say);
  checkMade(content, disclosure, say);
  checkSchedule(content, disclosure, say);
  for (const { sha256: digest, calibration } of listOf(disclosure['calibrations']).map(factsOf)) if (sha256(canonical(calibration ?? null)) !== digest) say(`A calibration in data/disclosure.json is not the one with the SHA-256 ${show(digest)}.`);
  const disclosed = listOf(disclosure['searches']).map(factsOf);
  let gone = 0;
  for (const search of disclosed) gone += await checkSearch(content, search, say);
  const erased = content.ledger.entriesOf('erased').map(({ body }) => body);
  if (gone > erased.reduce((sum, { counts }) => sum + numberOf(factsOf(counts)['candidates']), 0)) say('More candidates are said to be erased than the entries of erasures state.');
  checkWork({ entriesOf: content.ledger.entriesOf, kept: await checkKept(content, say) }, disclosure, say);
}

/** Every `{path, sha256}` in the disclosure is a file of the payload with this hash. */
function checkNamedFiles({ sums }: BundleContent, disclosure: Facts, say: Say): void {
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    const { path, sha256, facts, ...more } = factsOf(value);
    // An exhibit also has a path and a hash, of where it was received from, and much else.
    const named = path !== undefined && sha256 !== undefined && Object.keys(more).length === 0;
    if (named && (typeof sha256 !== 'string' || sums.get(`data/${textOf(path)}`) !== sha256)) say(`data/disclosure.json names ${show(path)} with another SHA-256 than that of a file in the bundle.`);
    if (named) visit(facts);
    else Object.values(factsOf(value)).forEach(visit);
  };
  visit(disclosure);
}

/** Who made the bundle, for whom, of which case, is what the entry about it and the one that made the case say. */
function checkMade({ ledger, record }: BundleContent, disclosure: Facts, say: Say): void {
  const made = factsOf(disclosure['made']), of = factsOf(disclosure['case']), stated = factsOf(disclosure['entries']);
  const created = ledger.entries.find(({ act }) => act === 'case-created')?.body;
  if (created && !['id', 'name', 'reference', 'publicKey'].every((name) => of[name] === created[name])) say('data/disclosure.json is of another case than the ledger.');
  if (record) {
    const by = factsOf(made['by']);
    const same = disclosure['bundle'] === record.body['bundle'] && by['publicKey'] === record.actor?.key && by['name'] === record.actor?.operator;
    if (!same || !['recipients', 'searches', 'faces', 'whyNotBlurred'].every((name) => equal(made[name], record.body[name]))) {
      say('data/disclosure.json says something else of who made the bundle, for whom, and of what, than the entry that records it.');
    }
  }
  const bundles = ledger.entriesOf('bundle-exported');
  if (bundles.some(({ body }, i) => body['bundle'] !== `B-${i + 1}`) || (record && bundles.at(-1) !== record)) say('The entries about bundles that were handed out before this one are not all disclosed.');
  const abandoned = new Set(ledger.entriesOf('bundle-abandoned').map(({ body }) => body['bundle']));
  const before = bundles.filter((each) => each !== record && !abandoned.has(each.body['bundle'])).map(({ at, body }) => ({ bundle: body['bundle'], at, recipients: body['recipients'] }));
  if (!equal(before, listOf(disclosure['bundlesBefore']))) say('data/disclosure.json says something else of the bundles before this one than their entries.');
  const refused = ledger.entriesOf('act-refused').map(({ at, body }) => ({ at, by: factsOf(body['by'])['name'], what: body['what'], authority: body['authority'], reason: body['reason'] }));
  if (!equal(refused, listOf(disclosure['refusals']))) say('data/disclosure.json says something else of what was refused than the entries.');
  // The entry about the bundle came after the gathering.
  const total = numberOf(stated['total']), shownOf = numberOf(stated['disclosed']);
  if (!(shownOf >= 0 && shownOf <= total && total < ledger.size && shownOf <= ledger.entries.length)) say('data/disclosure.json states another number of entries than the ledger has.');
}

/** Every search and every check of the case has its row and its entries, and they are numbered without a gap, so that one that was left out shows. */
function checkSchedule(content: BundleContent, disclosure: Facts, say: Say): void {
  const schedule = listOf(disclosure['schedule']).map(factsOf);
  const inside = new Set(listOf(disclosure['searches']).map((search) => factsOf(search)['id']));
  schedule.forEach(({ search, disclosed }, i) => {
    if (search !== `S-${i + 1}`) say(`The schedule of searches has ${show(search)} in the place of S-${i + 1}.`);
    if (disclosed !== inside.has(search)) say(`The schedule says wrongly whether ${show(search)} is in the bundle.`);
  });
  const checks = listOf(disclosure['checks']).map(factsOf);
  checks.forEach(({ check }, i) => {
    if (check !== `C-${i + 1}`) say(`The schedule of checks has ${show(check)} in the place of C-${i + 1}.`);
  });
  const { entriesOf } = content.ledger;
  const searched = new Map(entriesOf('search-answered').map(({ body }) => [body['search'], body])), checked = new Map(entriesOf('check-answered').map(({ body }) => [body['check'], body]));
  const stopped = new Set(entriesOf('search-stopped').map(({ body }) => body['search']));
  const told = new Map([...schedule.map((row) => [row['search'], row] as const), ...checks.map((row) => [row['check'], row] as const)]);
  const requests = [...entriesOf('search-requested'), ...entriesOf('check-requested')];
  const asked = new Set(requests.map(({ body: { search, check } }) => search ?? check));
  for (const id of told.keys()) if (!asked.has(id)) say(`The schedule has ${show(id)}, and no entry that asked for it is disclosed.`);
  for (const entry of requests) {
    const { index, at, actor, body: { search, check, authority, list, threshold, sought } } = entry;
    const answer = searched.get(search);
    const stated: Facts = {
      entry: index, at, by: actor?.operator, authority, list,
      ...(search === undefined ? { entriesCompared: checked.get(check)?.['entriesCompared'] ?? null } : {
        probes: listOf(sought).length, threshold, state: answer ? 'answered' : stopped.has(search) ? 'stopped' : 'unanswered', tracksCompared: answer?.['tracksCompared'] ?? null,
        candidates: answer ? listOf(answer['answers']).reduce((sum: number, each) => sum + numberOf(factsOf(each)['candidates']), 0) : null,
      }),
    };
    const row = told.get(search ?? check);
    if (!Object.entries(stated).every(([name, value]) => row?.[name] === value)) say(`The schedule has ${show(search ?? check)} otherwise than its entry, or not at all.`);
  }
}

/** Gives how many candidates of its lists are said to be erased. */
async function checkSearch(content: BundleContent, search: Facts, say: Say): Promise<number> {
  const id = search['id'];
  const entry = (act: string): Facts | null => content.ledger.entriesOf(act).find(({ body }) => body['search'] === id)?.body ?? null;
  const asked = entry('search-requested'), answered = entry('search-answered'), stopped = entry('search-stopped');
  const by = content.ledger.entriesOf('search-requested').find(({ body }) => body['search'] === id);
  if (asked === null || !equal(asked, search['request']) || by?.at !== search['requestedAt'] || by?.actor?.key !== factsOf(search['requestedBy'])['publicKey']) say(`What ${show(id)} asked for, when, or by whom, is not what its entry states.`);
  if (!equal(answered, search['answered'] === null ? null : factsOf(search['answered'])['body'])) say(`What ${show(id)} was answered is not what its entry states.`);
  if ((stopped === null) !== (search['stopped'] === null) || stopped?.['reason'] !== factsOf(search['stopped'])['reason']) say(`Whether ${show(id)} was stopped, and why, is not what its entries state.`);
  if (asked !== null) checkEstimate(id, asked, answered, new Map((['calibration-recorded', 'non-mated-measured'] as const).flatMap((act) => content.ledger.entriesOf(act).map(({ body }) => [body['sha256'], act]))), say);
  const file = factsOf(await jsonFile(content, `data/search/${textOf(id)}/search.json`));
  for (const part of ['id', 'request', 'answered', 'stopped', 'result']) if (!equal(file[part], search[part])) say(`search.json of ${show(id)} has another “${part}” than data/disclosure.json.`);
  const answers = listOf(answered?.['answers']).map(factsOf);
  const results = listOf(factsOf(search['result'])['answers']).map(factsOf);
  if (results.length !== answers.length) say(`${show(id)} has ${results.length} lists of candidates; its entry states ${answers.length}.`);
  let gone = 0;
  for (const [i, answer] of answers.entries()) gone += await checkCandidates(content, `data/search/${textOf(id)}/candidates${i === 0 ? '' : `-${i + 1}`}.jsonl`, answer, results[i] ?? {}, say);
  await checkVectors(content, id, factsOf(search['vectors']), say);
  checkProbes(content, id, factsOf(asked), listOf(search['probes']).map(factsOf), say);
  return gone;
}

/**
 * The SHA-256 of a line is the candidate's digest, and the SHA-256 of the canonical JSON of the list of digests is in the entry. The lines
 * of what is not a candidate any more, the nearest of the rest, follow; they have to be those of the disclosure.
 */
async function checkCandidates(content: BundleContent, path: string, answer: Facts, result: Facts, say: Say): Promise<number> {
  const count = numberOf(answer['candidates']);
  const digests: unknown[] = [], behind: unknown[] = [];
  const whole = lineHash();
  let gone = 0;
  for await (const line of content.lines(path)) {
    whole.add(line);
    const { erased } = factsOf(parseCanonical(line));
    if (erased !== undefined) gone++;
    (digests.length < count ? digests : behind).push(erased ?? sha256(line));
  }
  if (digests.length !== count || sha256(canonical(digests)) !== answer['digest']) say(`${path} is not the list of candidates that the entry of its search states.`);
  const nearest = factsOf(answer['rest'])['nearest'];
  if (nearest !== undefined && sha256(canonical(behind)) !== nearest) say(`${path} does not end with the nearest of the rest that the entry of its search states.`);
  const rest = factsOf(result['rest']);
  const listed = lineHash();
  for (const part of [result, { candidates: rest['nearest'], erased: rest['erased'] }]) {
    const gone = listOf(part['erased']).map(factsOf).map(({ rank, digest }) => ({ rank, line: canonical({ erased: digest ?? null, rank: rank ?? null }) }));
    const there = listOf(part['candidates']).map((each) => ({ rank: factsOf(each)['rank'], line: canonical(each) }));
    for (const { line } of [...there, ...gone].toSorted((a, b) => numberOf(a.rank) - numberOf(b.rank))) listed.add(line);
  }
  if (whole.digest() !== listed.digest()) say(`${path} is not the list in data/disclosure.json.`);
  return gone;
}

async function checkVectors(content: BundleContent, id: unknown, vectors: Facts, say: Say): Promise<void> {
  const rows = numberOf(vectors['rows']);
  const path = (part: string): string => `data/${textOf(factsOf(vectors[part])['path'])}`;
  let lines = 0;
  for await (const _line of content.lines(path('index'))) lines++;
  if (lines !== rows || content.files.get(path('values')) !== rows * numberOf(vectors['dimension']) * 4) say(`The vectors of ${show(id)} are more or fewer than data/disclosure.json states.`);
}

function checkProbes(content: BundleContent, id: unknown, asked: Facts, probes: readonly Facts[], say: Say): void {
  const added = new Map(content.ledger.entriesOf('probe-added').map(({ body }) => [body['probe'], body['imageSha256']]));
  const sought = new Map(listOf(asked['sought']).map(factsOf).map(({ probe, vectorSha256 }) => [probe, vectorSha256]));
  for (const { id: probe, image, vector } of probes) {
    if (!sought.has(probe)) say(`${show(id)} did not search for the probe ${show(probe)}.`);
    if (vector !== null && factsOf(vector)['sha256'] !== sought.get(probe)) say(`The vector of the probe ${show(probe)} is not the one with which ${show(id)} searched.`);
    if (image !== null && factsOf(image)['sha256'] !== added.get(probe)) say(`The picture of the probe ${show(probe)} is not the one that its entry states.`);
  }
  for (const probe of sought.keys()) if (!probes.some((each) => each['id'] === probe)) say(`${show(id)} searched for the probe ${show(probe)}, which data/disclosure.json does not name.`);
}

/** Act -> where its entry names a text that is kept beside the ledger by its commitment. */
export const commitments = new Map<unknown, string>([
  ['probe-added', 'details'], ['list-entry-added', 'details'], ['decision-made', 'details'], ['lead-corroborated', 'details'], ['lead-actioned', 'details'],
  ['lead-outcome', 'details'], ['face-described', 'description'], ['lineup-opened', 'pictures'], ['check-answered', 'ranked'], ['timestamp-added', 'token'], ['calibration-recorded', 'document'],
  ['non-mated-measured', 'document'],
]);

/** Every text that a disclosed entry names is there as it was recorded, or said to be erased. Gives those: commitment -> text. */
async function checkKept(content: BundleContent, say: Say): Promise<Map<unknown, Facts | null>> {
  const named = new Map<unknown, number>();
  for (const { index, act, body } of content.ledger.entries) {
    const field = commitments.get(act);
    if (field !== undefined) named.set(body[field], index);
  }
  const forgotten = new Set(content.ledger.entriesOf('erased').flatMap(({ body }) => listOf(body['kept'])));
  const kept = new Map<unknown, Facts | null>();
  for await (const line of content.lines('data/kept.jsonl')) {
    const { digest, salt, body, erased } = factsOf(parseCanonical(line));
    if (!named.has(digest)) say(`No entry names the text ${show(digest)} in data/kept.jsonl.`);
    else if (erased === true && !forgotten.has(digest)) say(`The text ${show(digest)} is said to be erased, and no entry says so.`);
    else if (erased !== true && (body === undefined || sha256(canonical({ salt: salt ?? null, body })) !== digest)) say(`The text ${show(digest)} in data/kept.jsonl is not the one that was recorded.`);
    else kept.set(digest, erased === true ? null : factsOf(body));
  }
  // What a check gave is about the others on its list: a bundle of some searches does not have it.
  for (const { act, body } of content.record?.body['searches'] === null ? [] : content.ledger.entries) if (act === 'check-answered') named.delete(body['ranked']);
  for (const [digest, index] of named) if (!kept.has(digest)) say(`The text that entry ${index} names is not in data/kept.jsonl.`);
  return kept;
}

/** The value of a file of canonical JSON, with or without a line feed at its end; undefined where it is anything else. */
async function jsonFile(content: BundleContent, path: string): Promise<unknown> {
  const text = await content.text(path);
  return text === null ? undefined : parseCanonical(text.endsWith('\n') ? text.slice(0, -1) : text);
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** One hash over many lines. */
function lineHash(): { add(line: string): void; digest(): string } {
  const digest = createHash('sha256');
  return { add: (line) => void digest.update(line).update('\n'), digest: () => digest.digest('hex') };
}
