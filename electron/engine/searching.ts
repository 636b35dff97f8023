/** @file Searching: a probe against the tracks in scope, recorded before it is answered and answered before it is shown. */
import { ticksWithin, wallTime } from '../core/clock.ts';
import type { Exhibit, Footage } from '../core/exhibit.ts';
import { Failure } from '../core/failure.ts';
import type { ProbeId, SearchId } from '../core/ids.ts';
import type { Job } from '../core/job.ts';
import type { Candidate, NotSearched, ScoredSighting, SearchResult } from '../core/search.ts';
import type { Box } from '../core/picture.ts';
import { canonical } from '../ledger/canonical.ts';
import type { VectorScope } from '../../native/vectors/vectorIndex.ts';
import { asFailure } from './caseFolder.ts';
import type { Case } from './caseFolder.ts';
import { searchExactly } from './exactSearch.ts';
import { sha256 } from './hash.ts';
import { ensureIndex } from './indexState.ts';
import { machineFacts } from './machine.ts';
import { packIdentity } from '../core/modelPack.ts';
import type { LoadedPack } from '../core/modelPack.ts';
import type { Natives } from './natives.ts';
import { findProbe, probeVector } from './probing.ts';
import { chooseExhibits } from './indexing.ts';
import { listFootage } from './records.ts';
import { vectorBytes } from './vectorBytes.ts';
import { listRuns } from './runs.ts';
import type { RunRow } from './runs.ts';

/** What a search asks for. Times are RFC 3339 with zone; null means everything. */
export interface SearchRequest {
  readonly probe: ProbeId;
  readonly exhibit: string | null;
  readonly camera: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** 0 to 1: sightings of poorer quality are not compared. */
  readonly minimumQuality: number;
  readonly limit: number;
  /** In score units of the pack; null: none. */
  readonly threshold: number | null;
}

interface ScopedRun {
  readonly run: RunRow;
  readonly footage: Footage;
  readonly exhibit: Exhibit;
  readonly fromTicks: bigint | null;
  readonly toTicks: bigint | null;
}

/**
 * Compares the probe with every searchable track in scope and gives the ranked candidates. The request is an entry before anything is
 * compared; the answer's digest is an entry before it is returned. Failures: 'probe-unknown', 'nothing-indexed', 'stopped' and others.
 */
export async function search(opened: Case, request: SearchRequest, pack: LoadedPack, natives: Natives, job: Job): Promise<SearchResult> {
  const { db } = opened;
  const probe = findProbe(db, request.probe);
  const scope = scopeOf(opened, request, pack.digest);
  if (scope.runs.length === 0) throw new Failure('nothing-indexed', { pack: pack.description.id });
  const identity = packIdentity(pack);
  const analyser = await natives.openAnalyser(pack);
  const selfTest = await analyser.selfTest();
  const query = await probeVector(opened, probe, analyser, natives);
  await analyser.close();

  const number = opened.write('operator', (append) => {
    const row = db.prepare<[], { n: number }>('SELECT coalesce(max(number), 0) + 1 AS n FROM search').get()!;
    db.prepare('INSERT INTO search (number, probe_id, pack_digest, request) VALUES (?, ?, ?, ?)').run(row.n, probe.id, pack.digest, canonical(request));
    append('search-requested', {
      search: searchId(row.n), probe: probe.id, vectorSha256: sha256(vectorBytes(query)),
      pack: { id: identity.id, version: identity.version, digest: identity.digest },
      scope: { exhibit: request.exhibit, camera: request.camera, from: request.from, to: request.to, minimumQuality: request.minimumQuality },
      footage: scope.runs.map(({ run, fromTicks, toTicks }) => ({ footage: run.footage_id, run: run.id, fromTicks: fromTicks === null ? null : String(fromTicks), toTicks: toTicks === null ? null : String(toTicks) })),
      notSearched: scope.notSearched.map(({ footageId, reason }) => ({ footage: footageId, reason })),
      limit: request.limit, threshold: request.threshold, selfTest: JSON.parse(canonical(selfTest)), machine: machineFacts(), warnings: [...probe.warnings],
    });
    return row.n;
  });
  const id = searchId(number);
  try {
    const index = await natives.openVectors(opened.vectorsFolder, identity).catch((error: unknown) => {
      throw asFailure(error, opened.folder);
    });
    try {
      const state = await ensureIndex(db, index, scope.runs.map(({ run }) => run.number));
      refuseWhenStopped(job);
      const vectorScope: VectorScope = { runs: scope.runs.map(({ run, fromTicks, toTicks }) => ({ run: run.number, fromTicks, toTicks })), minimumQuality: Math.fround(request.minimumQuality) };
      const compared = countCompared(opened, vectorScope);
      const inIndex = await index.count(vectorScope);
      if (inIndex !== compared.sightings) throw new Failure('index-inconsistent', { detail: `the filter selects ${inIndex} rows there and ${compared.sightings} in the record` });
      const { ranked } = await searchExactly(db, index, query, identity.metric, vectorScope, request.limit, request.threshold);
      refuseWhenStopped(job);
      const candidates = ranked.map((sighting, i) => candidateOf(opened, scope.runs, sighting, i + 1));
      const digest = sha256(canonical(candidates));
      const result: SearchResult = {
        id, probe: probe.id, pack: { id: identity.id, digest: identity.digest }, tracksCompared: compared.tracks, sightingsCompared: compared.sightings,
        threshold: request.threshold, limit: request.limit, digest, candidates, notSearched: scope.notSearched, warnings: probe.warnings,
      };
      opened.write('machine', (append) => {
        db.prepare('UPDATE search SET result = ? WHERE number = ?').run(canonical(result), number);
        append('search-answered', { search: id, digest, candidates: candidates.length, tracksCompared: compared.tracks, sightingsCompared: compared.sightings, index: { rows: state.rows, digest: state.digest, rebuilt: state.rebuilt } });
      });
      return result;
    } finally {
      await index.close();
    }
  } catch (error) {
    opened.write('machine', (append) => append('search-stopped', { search: id, reason: error instanceof Error ? error.message : String(error) }));
    throw error;
  }
}

/** The runs to compare, with their ticks, and the footage in scope that cannot be compared. */
function scopeOf(opened: Case, request: SearchRequest, packDigest: string): { runs: ScopedRun[]; notSearched: NotSearched[] } {
  const exhibits = chooseExhibits(opened, request.exhibit).filter((exhibit) => request.camera === null || exhibit.camera === request.camera);
  if (exhibits.length === 0 && request.camera !== null) throw new Failure('camera-unknown', { camera: request.camera });
  if (request.from !== null && request.to !== null && Date.parse(request.from) > Date.parse(request.to)) throw new Failure('window-reversed', { from: request.from, to: request.to });
  const all = listRuns(opened.db).filter((run) => run.pack_digest === packDigest);
  const runs: ScopedRun[] = [];
  const notSearched: NotSearched[] = [];
  for (const exhibit of exhibits) {
    for (const footage of listFootage(opened.db, exhibit.id)) {
      const left = (reason: NotSearched['reason']): void => void notSearched.push({ footageId: footage.id, exhibit: exhibit.reference, camera: exhibit.camera ?? '', reason });
      const own = all.filter((run) => run.footage_id === footage.id);
      // The newest finished run: a later one was made with settings that somebody chose over the earlier ones.
      const run = own.findLast((each) => each.state === 'finished') ?? own.at(-1);
      if (!run) {
        left('not-indexed');
        continue;
      }
      const window = request.from === null && request.to === null ? { fromTicks: null, toTicks: null } : ticksWithin(request.from, request.to, footage);
      if (window === null) {
        left('no-clock');
        continue;
      }
      if (run.state !== 'finished') left('partly-indexed');
      runs.push({ run, footage, exhibit, ...window });
    }
  }
  return { runs, notSearched };
}

/** What the scope holds according to SQLite: the other half of the proof that the filter compares everything in scope and nothing else. */
function countCompared(opened: Case, scope: VectorScope): { tracks: number; sightings: number } {
  const count = opened.db.prepare<[VectorScope['runs'][number] & { quality: number }], { tracks: number; sightings: number }>(
    `SELECT count(DISTINCT e.track) AS tracks, count(*) AS sightings
     FROM embedding e JOIN sighting s ON s.run = e.run AND s.track = e.track AND s.ticks = e.ticks
     WHERE e.run = @run AND (@fromTicks IS NULL OR e.ticks >= @fromTicks) AND (@toTicks IS NULL OR e.ticks <= @toTicks) AND s.quality >= @quality`,
  );
  let tracks = 0, sightings = 0;
  for (const run of scope.runs) {
    const row = count.get({ ...run, quality: scope.minimumQuality })!;
    tracks += row.tracks;
    sightings += row.sightings;
  }
  return { tracks, sightings };
}

function candidateOf(opened: Case, runs: readonly ScopedRun[], sighting: ScoredSighting, rank: number): Candidate {
  const [runId, ordinal] = splitTrack(sighting.track);
  const { run, footage, exhibit } = runs.find((each) => each.run.id === runId)!;
  const row = opened.db.prepare<[number, number, bigint], { x: number; y: number; width: number; height: number; quality: number }>(
    'SELECT x, y, width, height, quality FROM sighting WHERE run = ? AND track = ? AND ticks = ?',
  ).get(run.number, ordinal, sighting.ticks)!;
  const box: Box = [row.x, row.y, row.width, row.height];
  return {
    rank, trackId: sighting.track, score: sighting.score, exhibit: exhibit.reference, camera: exhibit.camera ?? '', footageId: footage.id,
    bestTicks: String(sighting.ticks), timeBase: footage.timeBase, wallTime: wallTime(sighting.ticks, footage), box, quality: row.quality,
  };
}

/** A track id's run id and ordinal. */
export function splitTrack(track: string): [run: string, ordinal: number] {
  const dash = track.lastIndexOf('-');
  return [track.slice(0, dash), Number(track.slice(dash + 1))];
}

function searchId(number: number): SearchId {
  return `S-${number}` as SearchId;
}

function refuseWhenStopped(job: Job): void {
  if (job.signal?.aborted) throw new Failure('stopped', { kept: 'The request is recorded; nothing was answered.' });
}
