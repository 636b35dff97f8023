/** @file Gathering: what the record says of searches and of the case around them, for a bundle. Reads only; what files hold is added when they are written. */
import type { Database } from 'better-sqlite3';
import type { Completeness } from '../../core/completeness.ts';
import type { Disclosure, DisclosedExhibit, DisclosedProbe, DisclosedSearch } from '../../core/disclosure.ts';
import { Failure } from '../../core/failure.ts';
import type { FootageId, ProbeId } from '../../core/ids.ts';
import type { Probe } from '../../core/probe.ts';
import { findResult } from '../answers.ts';
import { authoritiesOf } from '../authorising.ts';
import type { Case } from '../caseFolder.ts';
import { membersOf, policyOf } from '../members.ts';
import { findProbe } from '../probing.ts';
import { entriesOf, findFootage, listExhibits, listFootage, signerOf } from '../records.ts';
import type { RecordedEntry } from '../records.ts';
import { disclosedLeads, disclosedLineups, reviewerRecords } from '../review/disclosed.ts';
import { listRuns } from '../runs.ts';
import { checksOf, scheduleOf } from './schedule.ts';

/** A search as the record has it; its files are not made yet. */
export type GatheredSearch = Omit<DisclosedSearch, 'pack' | 'vectors' | 'pictures' | 'withoutPictures' | 'probes'> & {
  readonly probes: readonly Omit<DisclosedProbe, 'image' | 'vector'>[];
};
/** An exhibit as the record has it; its file was not looked at yet. */
export type GatheredExhibit = Omit<DisclosedExhibit, 'now'>;

export type Gathered = Pick<Disclosure, 'case' | 'members' | 'policy' | 'schedule' | 'checks' | 'bundlesBefore' | 'reviewers' | 'refusals'> & {
  readonly searches: readonly GatheredSearch[];
  readonly exhibits: readonly GatheredExhibit[];
};

/** Everything of these searches (null: of the whole case) as one moment has it. Failure 'search-unknown'. */
export function gather(opened: Case, wanted: readonly string[] | null): Gathered {
  return opened.db.transaction(() => {
    const { db, facts } = opened;
    const searches = gatherSearches(opened, wanted);
    const authorities = new Set(searches.map(({ authority }) => authority.authority));
    const created = entriesOf(db, 'case-created')[0]!;
    return {
      case: { id: facts.id, name: facts.name, reference: facts.reference, publicKey: facts.publicKey, createdAt: created.at },
      members: membersOf(db),
      policy: policyOf(db),
      searches,
      exhibits: gatherExhibits(db, wanted === null ? null : searches),
      schedule: scheduleOf(db, new Set(searches.map(({ id }) => id))),
      checks: checksOf(db),
      bundlesBefore: handedOutBundles(db).map(({ at, body }) => ({ bundle: body.bundle, at, recipients: body.recipients })),
      reviewers: reviewerRecords(db),
      refusals: entriesOf(db, 'act-refused')
        .filter(({ body }) => wanted === null || body.authority === null || authorities.has(body.authority))
        .map(({ at, body }) => ({ at, by: body.by.name, what: body.what, authority: body.authority, reason: body.reason })),
    };
  })();
}

/** The entries of bundles that were not abandoned, in order. */
export function handedOutBundles(db: Database): RecordedEntry<'bundle-exported'>[] {
  const abandoned = new Set(entriesOf(db, 'bundle-abandoned').map(({ body }) => body.bundle));
  return entriesOf(db, 'bundle-exported').filter(({ body }) => !abandoned.has(body.bundle));
}

function gatherSearches(opened: Case, wanted: readonly string[] | null): GatheredSearch[] {
  const { db } = opened;
  const requests = entriesOf(db, 'search-requested');
  for (const search of wanted ?? []) if (!requests.some(({ body }) => body.search === search)) throw new Failure('search-unknown', { search });
  const answers = new Map(entriesOf(db, 'search-answered').map((entry) => [entry.body.search, entry]));
  const stops = new Map(entriesOf(db, 'search-stopped').map((entry) => [entry.body.search, entry]));
  const authorities = authoritiesOf(db);
  const members = membersOf(db);
  const added = new Map(entriesOf(db, 'probe-added').map((entry) => [entry.body.probe, entry]));
  return requests.filter(({ body }) => wanted === null || wanted.includes(body.search)).map((entry) => {
    const { at, body } = entry;
    const signer = signerOf(entry)!;
    const answered = answers.get(body.search);
    const stopped = stops.get(body.search);
    const own = new Set(body.sought.map(({ probe }) => probe));
    return {
      id: body.search,
      requestedAt: at,
      requestedBy: { ...signer, roles: members.find(({ publicKey }) => publicKey === signer.publicKey)?.roles ?? [] },
      request: body,
      answered: answered ? { at: answered.at, body: answered.body } : null,
      stopped: stopped ? { at: stopped.at, reason: stopped.body.reason } : null,
      result: findResult(db, body.search),
      authority: authorities.find(({ authority }) => authority === body.authority)!,
      probes: [...own].map((id) => {
        const addition = added.get(id)!;
        return { probe: probeUnlessErased(db, id as ProbeId), id, addedAt: addition.at, addedBy: signerOf(addition)?.name ?? '' };
      }),
      lineups: disclosedLineups(opened, body.search),
      leads: disclosedLeads(opened, body.search),
      sameProbe: requests.filter((other) => other !== entry && other.body.sought.some(({ probe }) => own.has(probe))).map((other) => other.body.search),
    };
  });
}

function probeUnlessErased(db: Database, id: ProbeId): Probe | null {
  try {
    return findProbe(db, id);
  } catch (error) {
    if (error instanceof Failure && error.code === 'probe-erased') return null;
    throw error;
  }
}

/** The exhibits in the scope of these searches, in order of receipt; null: all of the case. */
function gatherExhibits(db: Database, searches: readonly GatheredSearch[] | null): GatheredExhibit[] {
  const inScope = searches && new Set(searches.flatMap(({ request }) => [...request.footage, ...request.notSearched].map(({ footage }) => findFootage(db, footage as FootageId)?.exhibit)));
  const runs = listRuns(db);
  const started = new Map(entriesOf(db, 'index-started').map(({ body }) => [body.run, body]));
  const clocks = statedClocks(db);
  const receipts = new Map(entriesOf(db, 'exhibit-received').map((entry) => [entry.body.exhibit.id, signerOf(entry)!]));
  return listExhibits(db).filter(({ id }) => inScope === null || inScope.has(id)).map((exhibit) => ({
    exhibit,
    receivedBy: receipts.get(exhibit.id)!,
    footage: listFootage(db, exhibit.id).map((footage) => ({
      footage,
      earlierClocks: (clocks.get(footage.id) ?? []).slice(0, -1),
      runs: runs.filter((run) => run.footage_id === footage.id).map((run) => {
        const { machine, selfTest } = started.get(run.id)!;
        return {
          run: run.id, state: run.state, pack: { id: run.pack_id, digest: run.pack_digest }, decoder: JSON.parse(run.decoder) as unknown, settings: JSON.parse(run.settings) as unknown,
          machine, selfTest, digest: run.digest, completeness: run.completeness === null ? null : (JSON.parse(run.completeness) as Completeness),
        };
      }),
    })),
  }));
}

type StatedClock = DisclosedExhibit['footage'][number]['earlierClocks'][number];

/** Footage -> what was said of its clock, oldest first. */
function statedClocks(db: Database): Map<string, StatedClock[]> {
  const stated = new Map<string, StatedClock[]>();
  for (const entry of entriesOf(db, 'exhibit-received', 'clock-stated')) {
    const reason = entry.act === 'clock-stated' ? entry.body.reason : null;
    for (const { id, clock } of entry.body.footage) stated.set(id, [...(stated.get(id) ?? []), { at: entry.at, by: signerOf(entry)?.name ?? '', reason, clock }]);
  }
  return stated;
}
