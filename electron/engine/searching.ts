/** @file Searching: probes against the tracks in scope, under an authority; recorded before it is answered and answered before it is shown. */
import { wallTime } from '../core/clock.ts';
import type { Measured } from '../core/chance.ts';
import type { Body } from '../core/entry.ts';
import { authorityState, authorityStateWords } from '../core/authorityState.ts';
import { Failure } from '../core/failure.ts';
import { moment } from '../core/forms.ts';
import { splitTrack } from '../core/ids.ts';
import type { ProbeId, SearchId } from '../core/ids.ts';
import type { Job } from '../core/job.ts';
import { packIdentity } from '../core/modelPack.ts';
import type { LoadedPack } from '../core/modelPack.ts';
import type { Probe } from '../core/probe.ts';
import type { ProbeList } from '../core/probeList.ts';
import { difference, nearestKept } from '../core/search.ts';
import type { Answer, Candidate, Estimate, ScoredSighting, SearchResult } from '../core/search.ts';
import type { Box } from '../core/picture.ts';
import { canonical } from '../ledger/canonical.ts';
import type { VectorIndex } from '../../native/vectors/vectorIndex.ts';
import { recordCalibrations } from './accuracy/calibrating.ts';
import { estimateOf, refuseThreshold, refuseUnreachable } from './accuracy/estimating.ts';
import type { Estimated } from './accuracy/estimating.ts';
import { candidatesDigest, restDigest } from './answers.ts';
import { authorityFor, findAuthority, recordRefusal } from './authorising.ts';
import { asFailure } from './caseFolder.ts';
import type { Case } from './caseFolder.ts';
import { scanScope, searchExactly } from './exactSearch.ts';
import { sha256 } from './hash.ts';
import { ensureIndex } from './indexState.ts';
import { findList } from './lists.ts';
import { machineFacts, software } from './machine.ts';
import type { Natives } from './natives.ts';
import { findProbe } from './probing.ts';
import { nextNumber } from './records.ts';
import { countersOf, scopeOf, vectorScope } from './searchScope.ts';
import type { SearchScope } from './searchScope.ts';
import { barOf, barOfList, embedSought, keepVectors, refuseBarred, withOriginal } from './sought.ts';
import type { Embedded, Sought } from './sought.ts';
import { momentOf } from './standing.ts';
import { takeTurns } from './turns.ts';
import { vectorBytes } from './vectorBytes.ts';

/** What a search asks for: a probe or a list. Times are RFC 3339 with zone; null means everything. */
export interface SearchRequest {
  readonly probe: ProbeId | null;
  readonly list: string | null;
  /** null: the one in force that covers this; a list has its own. */
  readonly authority: string | null;
  readonly exhibit: string | null;
  readonly camera: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** 0 to 1: sightings of poorer quality are not compared. */
  readonly minimumQuality: number;
  readonly limit: number;
  /** In score units of the pack; null: none. */
  readonly threshold: number | null;
  /** The threshold is the lowest at which no more candidates than this are expected by chance; excludes `threshold`. */
  readonly expectAtMost?: number | null;
}

/** What is decided before anything is compared. */
interface Plan {
  readonly request: SearchRequest;
  readonly authority: string;
  /** What lies within both the request and the authority, RFC 3339; null: no limit. */
  readonly from: string | null;
  readonly to: string | null;
  readonly list: ProbeList | null;
  readonly sought: readonly Sought[];
  readonly scope: SearchScope;
  readonly pack: ReturnType<typeof packIdentity>;
  readonly warnings: readonly string[];
}

/**
 * Compares the probes with every searchable track in scope of both the request and its authority, and gives the ranked candidates. The
 * request is an entry before anything is compared; the answer's digests are an entry before it is returned. What is refused is an entry
 * too. Failures: those of authorityFor, refuseBarred and embedSought; 'search-unclear', 'probe-unknown', 'probe-erased', 'list-unknown',
 * 'list-authority', 'nothing-indexed', 'index-inconsistent', 'stopped'.
 */
export async function search(opened: Case, request: SearchRequest, pack: LoadedPack, natives: Natives, job: Job): Promise<SearchResult> {
  opened.demand('search-requested');
  const plan = planSearch(opened, request, pack, 'search');
  // Not to be stopped: what was asked for is an entry, also where it is stopped right after.
  const chance = await estimateOfPlan(opened, plan, pack, {});
  refuseUnreachable(chance);
  recordCalibrations(opened, chance.measured);
  const embedded = await embedSought(opened, plan.sought.map(({ probe }) => probe), pack, natives, 'search', plan.authority);
  const id = recordRequest(opened, plan, chance, embedded);
  try {
    const index = await natives.openVectors(opened.vectorsFolder, plan.pack).catch((error: unknown) => {
      throw asFailure(error, opened.folder);
    });
    try {
      return await compare(opened, id, plan, chance, embedded, index, job);
    } finally {
      await index.close();
    }
  } catch (error) {
    opened.write('machine', (append) => append('search-stopped', { search: id, reason: error instanceof Error ? error.message : String(error) }));
    throw error;
  }
}

/** What the search would be expected to give by chance, with nothing compared, no face shown and nothing recorded: nobody has asked for a search yet. What stands against the search is thrown. */
export async function estimate(opened: Case, request: SearchRequest, pack: LoadedPack, job: Job): Promise<Estimate> {
  opened.demand('search-requested');
  const { threshold, record, chosen, others } = await estimateOfPlan(opened, planSearch(opened, request, pack, null), pack, job);
  return { threshold, record, chosen, others };
}

/** Of an edited picture the original is compared beside it; its candidates are not further ones. Failure 'nothing-indexed'. */
async function estimateOfPlan(opened: Case, { scope, sought, request }: Plan, pack: LoadedPack, job: Job): Promise<Estimated> {
  if (scope.runs.length === 0) throw new Failure('nothing-indexed', { pack: pack.description.id });
  return estimateOf(opened, scope, request, sought.filter(({ role }) => role !== 'original').map(({ probe: { quality } }) => ({ widthPx: quality.widthPx, quality: quality.overall })), pack, job);
}

/** What stands against the search is thrown; an entry too where `what` says what is asked for, and none (null) for somebody who only asks what would be. */
export function planSearch(opened: Case, request: SearchRequest, pack: LoadedPack, what: 'search' | null): Plan {
  const { db } = opened;
  const list = request.list === null ? null : findList(db, request.list);
  if ((list === null) === (request.probe === null)) throw new Failure('search-unclear', {});
  for (const text of [request.from, request.to]) if (text !== null && !moment.safeParse(text).success) throw new Failure('clock-malformed', { text, expected: 'a time with its zone, such as 2026-03-01T14:05:09Z' });
  if (request.from !== null && request.to !== null && Date.parse(request.from) > Date.parse(request.to)) throw new Failure('window-reversed', { from: request.from, to: request.to });
  const sought = list ? soughtOfList(opened, list, request.authority, what) : withOriginal(db, request.probe!);
  if (!list) for (const { probe } of sought) refuseBarred(opened, what, request.authority, (name) => barOf(name, probe.provenance), probe.label, probe.id);
  const wanted = {
    what, kind: 'search' as const, authority: list?.authority ?? request.authority, exhibit: request.exhibit, camera: request.camera, from: request.from, to: request.to,
    origins: [...new Set(sought.map(({ probe }) => probe.provenance.origin))],
  };
  const { authority, exhibits, from, to } = authorityFor(opened, wanted);
  if (from !== null && to !== null && Date.parse(from) > Date.parse(to)) {
    const failure = new Failure('authority-scope', { authority: authority.authority, outside: `the time from ${from} to ${to}` });
    recordRefusal(opened, what, authority.authority, failure);
    throw failure;
  }
  const scope = scopeOf(opened, exhibits, request, authority, pack.digest);
  const warnings = sought.flatMap(({ probe, role }) => probe.warnings.map((warning) => (role === 'entry' ? `Entry ${probe.id}: ${warning}` : role === 'original' ? `The original: ${warning}` : warning)));
  return { request, authority: authority.authority, from, to, list, sought, scope, pack: packIdentity(pack), warnings };
}

/** The whole list or nothing of it. */
function soughtOfList(opened: Case, list: ProbeList, authority: string | null, what: 'search' | null): Sought[] {
  if (authority !== null && authority !== list.authority) {
    const failure = new Failure('list-authority', { list: list.list, authority: list.authority });
    recordRefusal(opened, what, authority, failure);
    throw failure;
  }
  refuseBarred(opened, what, list.authority, (name: (probe: Probe) => string) => barOfList(opened.db, list, name), ({ label }) => label, ({ id }) => id);
  return list.entries.map((entry) => ({ probe: findProbe(opened.db, entry.probe), role: 'entry' }));
}

/** The entry of the request, which uses up one of the searches that its authority allows; asked again here, where nobody else writes. */
function recordRequest(opened: Case, { request, authority, list, sought, scope, pack, warnings }: Plan, { threshold, record }: Estimated, { vectors, selfTest }: Embedded): SearchId {
  const { db } = opened;
  try {
    return opened.write('operator', (append) => {
      assertInForce(opened, authority);
      const id = `S-${nextNumber(db, 'search-requested')}` as SearchId;
      const { exhibit, camera, from, to, minimumQuality, limit } = request;
      const ticks = (value: bigint | null): string | null => (value === null ? null : String(value));
      keepVectors(db, sought, vectors, pack.digest);
      const body: Body<'search-requested'> = {
        search: id, authority, list: list?.list ?? null, sought: sought.map(({ probe, role }, i) => ({ probe: probe.id, role, vectorSha256: sha256(vectorBytes(vectors[i]!)) })),
        pack: { id: pack.id, version: pack.version, digest: pack.digest }, asked: { exhibit, camera, from, to, minimumQuality },
        footage: scope.runs.map(({ run, fromTicks, toTicks }) => ({ footage: run.footage_id, run: run.id, fromTicks: ticks(fromTicks), toTicks: ticks(toTicks) })),
        notSearched: scope.notSearched.map(({ footageId, reason }) => ({ footage: footageId, reason })),
        limit, threshold, estimate: record, selfTest: JSON.parse(canonical(selfTest)), software, machine: machineFacts(), warnings: [...warnings],
      };
      refuseThreshold(opened, body);
      append('search-requested', body);
      return id;
    });
  } catch (error) {
    if (error instanceof Failure && (error.code === 'authority-not-in-force' || error.code === 'threshold-not-allowed')) recordRefusal(opened, 'search', authority, error);
    throw error;
  }
}

/** To be asked within the transaction that uses the authority. Failure 'authority-not-in-force'. */
export function assertInForce({ db }: Case, id: string): void {
  const state = authorityState(findAuthority(db, id), momentOf(db));
  if (state !== 'in-force') throw new Failure('authority-not-in-force', { authority: id, state: authorityStateWords[state] });
}

async function compare(opened: Case, id: SearchId, plan: Plan, { threshold, record, expectedAt }: Estimated, { vectors }: Embedded, index: VectorIndex, job: Job): Promise<SearchResult> {
  const { db } = opened;
  const { request, scope, sought, pack } = plan;
  const turn = takeTurns(job, 'The request is recorded; nothing was answered.');
  await turn();
  const state = await ensureIndex(db, index, scope.runs.map(({ run }) => run.number));
  const within = vectorScope(scope, request.minimumQuality);
  const scan = await scanScope(db, vectors, pack.metric, within, turn);
  const inIndex = await index.count(within);
  if (inIndex !== scan.sightings) throw new Failure('index-inconsistent', { detail: `the filter selects ${inIndex} rows there and ${scan.sightings} in the record` });
  const answers: Answer[] = [];
  for (const [i, { probe, role }] of sought.entries()) {
    const all = await scan.ranked(i);
    const below = threshold === null ? -1 : all.findIndex(({ score }) => score < threshold);
    const cut = Math.min(request.limit, below < 0 ? all.length : below);
    const { ranked } = await searchExactly(db, index, vectors[i]!, pack.metric, within, request.limit, threshold);
    if (!sameRanking(ranked, all.slice(0, cut))) throw new Failure('index-inconsistent', { detail: 'the candidates found through it are not those of a scan of the whole record' });
    const inFull = async (from: number, to: number): Promise<Candidate[]> => {
      const candidates: Candidate[] = [];
      for (const [place, sighting] of all.slice(from, to).entries()) {
        await turn();
        candidates.push(candidateOf(opened, scope, sighting, from + place + 1, expectedAt(sighting.score)));
      }
      return candidates;
    };
    const candidates = await inFull(0, cut), nearest = await inFull(cut, cut + nearestKept);
    answers.push({
      probe: probe.id, role, digest: candidatesDigest(candidates, []), candidates, erased: [],
      rest: { tracks: all.length - cut, digest: await restDigest(all.slice(cut), turn), nearest, nearestDigest: candidatesDigest(nearest, []), erased: [] },
    });
  }
  await turn();
  const comparisons = sought.length * scan.tracks;
  const original = answers.find(({ role }) => role === 'original');
  const result: SearchResult = {
    id, authority: plan.authority, list: plan.list?.list ?? null, pack: { id: pack.id, digest: pack.digest }, tracksCompared: scan.tracks, sightingsCompared: scan.sightings, comparisons,
    threshold, estimate: record, limit: request.limit, answers, difference: original ? difference(answers[0]!.candidates, original.candidates) : null,
    notSearched: scope.notSearched, warnings: plan.warnings,
  };
  opened.write('machine', (append) => {
    db.prepare('INSERT INTO search (number, result) VALUES (?, ?)').run(Number(id.slice(2)), canonical(result));
    append('search-answered', {
      search: id, tracksCompared: scan.tracks, sightingsCompared: scan.sightings, comparisons, index: { rows: state.rows, digest: state.digest, rebuilt: state.rebuilt }, counters: countersOf(scope),
      answers: answers.map(({ probe, role, digest, candidates, rest }) => ({ probe, role, digest, candidates: candidates.length, rest: { tracks: rest.tracks, digest: rest.digest, nearest: rest.nearestDigest } })),
    });
  });
  return result;
}

function sameRanking(a: readonly ScoredSighting[], b: readonly ScoredSighting[]): boolean {
  return a.length === b.length && a.every(({ track, ticks, score }, i) => track === b[i]!.track && ticks === b[i]!.ticks && score === b[i]!.score);
}

function candidateOf(opened: Case, scope: SearchScope, sighting: ScoredSighting, rank: number, expected: Measured | null): Candidate {
  const [runId, ordinal] = splitTrack(sighting.track);
  const { run, footage, exhibit } = scope.runs.find((each) => each.run.id === runId)!;
  const row = opened.db.prepare<[number, number, bigint], { x: number; y: number; width: number; height: number; quality: number }>(
    'SELECT x, y, width, height, quality FROM sighting WHERE run = ? AND track = ? AND ticks = ?',
  ).get(run.number, ordinal, sighting.ticks)!;
  const box: Box = [row.x, row.y, row.width, row.height];
  return {
    rank, trackId: sighting.track, score: sighting.score, exhibit: exhibit.reference, camera: exhibit.camera ?? '', footageId: footage.id,
    bestTicks: String(sighting.ticks), timeBase: footage.timeBase, wallTime: wallTime(sighting.ticks, footage), box, quality: row.quality, expected,
  };
}
