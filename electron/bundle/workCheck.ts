/**
 * @file Checking what `data/disclosure.json` says of the work around a search against the entries that recorded it: exhibits, clocks and
 * indexing, authorities, line-ups, decisions, leads. A text that was kept beside the ledger is held against what its entry committed to.
 */
import { shown } from '../core/failure.ts';
import { canonical } from '../ledger/canonical.ts';
import { factsOf, textOf } from './ledgerCheck.ts';
import type { DisclosedEntry, EntriesOf, Facts } from './ledgerCheck.ts';

/** Tells what is wrong, in a sentence. */
export type Say = (message: string) => void;

/** The entries of a bundle and the texts that they committed to: commitment -> text; null where it was erased. */
export interface Recorded {
  readonly entriesOf: EntriesOf;
  readonly kept: ReadonlyMap<unknown, Facts | null>;
}

/** Checks the parts of the disclosure that lie around the searches, and those of each search. */
export function checkWork(recorded: Recorded, disclosure: Facts, say: Say): void {
  const policy = recorded.entriesOf('policy-set').at(-1);
  if (policy) compare('The policy of the case', disclosure['policy'], policy.body, Object.keys(policy.body), say);
  const exhibits = listOf(disclosure['exhibits']).map(factsOf);
  for (const each of exhibits) checkExhibit(recorded, each, say);
  checkNothingLeftOut(recorded, exhibits, say);
  for (const search of listOf(disclosure['searches']).map(factsOf)) {
    checkAuthority(recorded, factsOf(search['authority']), factsOf(search['request'])['authority'], say);
    for (const probe of listOf(search['probes']).map(factsOf)) checkProbe(recorded, probe, say);
    const lineups = listOf(search['lineups']).map(factsOf);
    const created = recorded.entriesOf('lineup-created').filter(({ body }) => body['search'] === search['id']);
    if (created.length !== lineups.length) say(`${show(search['id'])} has ${lineups.length} line-ups; the entries state ${created.length}.`);
    for (const lineup of lineups) checkLineup(recorded, lineup, say);
    checkLeads(recorded, search['id'], listOf(search['leads']).map(factsOf), say);
  }
}

/** Exhibits and indexings whose entries are disclosed are told of, unless they were erased. */
function checkNothingLeftOut({ entriesOf }: Recorded, exhibits: readonly Facts[], say: Say): void {
  const erased = new Set(entriesOf('erased').map(({ body }) => body['item']));
  const told = new Set(exhibits.map(({ exhibit }) => factsOf(exhibit)['id']));
  const runs = new Set(exhibits.flatMap(({ footage }) => listOf(footage).flatMap((each) => listOf(factsOf(each)['runs']).map((run) => factsOf(run)['run']))));
  for (const { id, name } of entriesOf('exhibit-received').map(({ body }) => factsOf(body['exhibit']))) if (!told.has(id) && !erased.has(id)) say(`The exhibit ${show(name)} is not in data/disclosure.json.`);
  for (const { run, exhibit } of entriesOf('index-started').map(({ body }) => body)) if (!runs.has(run) && !erased.has(exhibit)) say(`The indexing ${show(run)} is not in data/disclosure.json.`);
}

function checkExhibit(recorded: Recorded, { exhibit, footage }: Facts, say: Say): void {
  const received = recorded.entriesOf('exhibit-received');
  const stated = received.find(({ body }) => factsOf(body['exhibit'])['id'] === factsOf(exhibit)['id']);
  if (!equal(stated?.body['exhibit'], exhibit)) say(`The exhibit ${show(factsOf(exhibit)['name'])} is not as the entry of its receipt states it.`);
  const all = [...received, ...recorded.entriesOf('clock-stated')].flatMap(({ body }) => listOf(body['footage']).map(factsOf));
  for (const each of listOf(footage).map(factsOf)) {
    const own = factsOf(each['footage']);
    if (!equal(all.findLast(({ id }) => id === own['id']), own)) say(`The footage of the exhibit ${show(factsOf(exhibit)['name'])}, or its clock, is not as it was stated last.`);
    for (const run of listOf(each['runs']).map(factsOf)) {
      const of = (act: string): Facts | undefined => recorded.entriesOf(act).find(({ body }) => body['run'] === run['run'])?.body;
      const what = `The indexing ${show(run['run'])}`;
      compare(what, run, of('index-started'), ['decoder', 'settings', 'machine', 'selfTest'], say);
      if (run['state'] === 'finished') compare(what, run, of('index-finished'), ['digest', 'completeness'], say);
      else if (of('index-finished')) say(`${what} was finished and is said to be ${show(run['state'])}.`);
    }
  }
}

/** Whose picture it is said to be, where it is said to come from and by what right it is held is what was recorded when it was added. */
function checkProbe(recorded: Recorded, { id, probe, addedAt, addedBy }: Facts, say: Say): void {
  const what = `The probe ${show(id)}`;
  const added = recorded.entriesOf('probe-added').findLast(({ body }) => body['probe'] === id);
  const details = recorded.kept.get(added?.body['details']);
  if (added && (addedAt !== added.at || addedBy !== added.actor?.operator)) say(`${what} was added by somebody else, or at another moment.`);
  if (probe === null) {
    if (details) say(`${what} is said to be erased, and its details are not.`);
    return;
  }
  const { id: own, ...told } = factsOf(probe);
  compare(what, told, added?.body, ['imageSha256', 'fromTrack', 'original'].filter((name) => added?.body[name] !== undefined), say);
  if (details === null || own !== id) return say(`${what} is another one, or was erased.`);
  const provenance = factsOf(details?.['provenance']);
  const dated = recorded.entriesOf('review-dated').findLast(({ index, body }) => body['item'] === id && index > (added?.index ?? 0));
  compare(what, told, details && { ...details, provenance: { ...provenance, reviewOn: (dated?.body ?? provenance)['reviewOn'] ?? null } }, Object.keys(details ?? {}), say);
}

function checkAuthority(recorded: Recorded, authority: Facts, id: unknown, say: Say): void {
  const of = (act: string): DisclosedEntry | undefined => recorded.entriesOf(act).find(({ body }) => body['authority'] === id);
  const requested = of('authority-requested'), granted = of('authority-granted'), ended = of('authority-revoked') ?? of('authority-declined');
  const what = `The authority ${show(id)}`;
  compare(what, authority, requested?.body, Object.keys(requested?.body ?? {}), say);
  for (const [name, entry] of [['requested', requested], ['granted', granted], ['ended', ended]] as const) {
    const { publicKey, at } = factsOf(authority[name]);
    if ((entry === undefined) !== (authority[name] === null) || publicKey !== entry?.actor?.key || at !== entry?.at) say(`${what} was ${name} otherwise, or by somebody else, than its entries state.`);
  }
}

function checkLineup(recorded: Recorded, lineup: Facts, say: Say): void {
  const id = lineup['lineup'];
  const created = recorded.entriesOf('lineup-created').find(({ body }) => body['lineup'] === id)?.body;
  compare(`The line-up ${show(id)}`, lineup, created, Object.keys(created ?? {}).filter((name) => name !== 'search'), say);
  const own = (act: string): DisclosedEntry[] => recorded.entriesOf(act).filter(({ body }) => body['lineup'] === id);
  let decisions = 0;
  for (const review of listOf(lineup['reviews']).map(factsOf)) {
    const described = own('face-described').find(({ actor }) => actor?.operator === review['reviewer']);
    const text = recorded.kept.get(described?.body['description']);
    if (described?.at !== (review['describedAt'] ?? undefined) || (text && !equal(text['features'], review['description']))) say(`What ${show(review['reviewer'])} described for the line-up ${show(id)} is not what was locked.`);
    for (const decision of listOf(review['decisions']).map(factsOf)) {
      decisions++;
      const what = `The decision ${show(decision['decision'])}`;
      const entry = own('decision-made').find(({ body }) => body['decision'] === decision['decision']);
      compare(what, decision, entry?.body, ['picked', 'conclusion', 'strength', 'supersedes'], say);
      const details = recorded.kept.get(entry?.body['details']);
      if (details) compare(what, decision, details, ['reasons', 'features', 'viewing'], say);
      if (entry?.actor?.operator !== review['reviewer'] || entry?.at !== decision['at']) say(`${what} was made by somebody else, or at another moment.`);
    }
  }
  if (own('decision-made').length !== decisions) say(`The line-up ${show(id)} has ${decisions} decisions; the entries state ${own('decision-made').length}.`);
}

function checkLeads(recorded: Recorded, search: unknown, leads: readonly Facts[], say: Say): void {
  for (const act of ['lead-corroborated', 'lead-actioned', 'lead-outcome'] as const) {
    const stated = recorded.entriesOf(act).filter(({ body }) => body['search'] === search);
    const told = leads.flatMap(({ track, probe, corroboration, actioned, outcome }) =>
      (act === 'lead-corroborated' ? listOf(corroboration) : [act === 'lead-actioned' ? actioned : outcome]).filter((each) => each !== null).map((each) => ({ track, probe, ...factsOf(each) }) as Facts));
    // Of outcomes the last one stands.
    const standing = act === 'lead-corroborated' ? stated : [...new Map(stated.map((entry) => [`${textOf(entry.body['probe'])} ${textOf(entry.body['track'])}`, entry])).values()];
    const unlike = standing.filter(({ body, at, actor }) => {
      const text = recorded.kept.get(body['details']);
      return !told.some((each) => each['at'] === at && each['by'] === actor?.operator && ['track', 'probe', 'speaks', 'outcome'].every((name) => body[name] === each[name]) && (!text || each['text'] === text['text']));
    });
    if (unlike.length > 0 || told.length !== standing.length) say(`What is said of the leads of ${show(search)} is not what the entries “${act}” state.`);
  }
}

/** Says so where one of these names has another value in what is told than in what was recorded. */
function compare(what: string, told: unknown, stated: Facts | undefined, names: readonly string[], say: Say): void {
  const unlike = stated === undefined ? [] : names.filter((name) => !equal(factsOf(told)[name], stated[name]));
  if (stated === undefined) say(`${what} has no entry that is disclosed.`);
  else if (unlike.length > 0) say(`${what} is not as its entry states it: ${unlike.join(', ')}.`);
}

/** The value as a list; none where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether both are there and have the same canonical JSON. What a damaged entry lacks is left out of what was put together from it. */
export function equal(a: unknown, b: unknown): boolean {
  const text = (value: unknown): string => canonical(JSON.parse(JSON.stringify(value)));
  return a !== undefined && b !== undefined && text(a) === text(b);
}

/** A value of which nothing is known, for a sentence. */
export function show(value: unknown): string {
  return shown(textOf(value));
}
