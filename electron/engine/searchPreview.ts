/** @file What a search would compare, told before it is made: read from the record, nothing scored, nothing written. */
import { Failure } from '../core/failure.ts';
import type { LoadedPack } from '../core/modelPack.ts';
import type { SearchPreview } from '../core/search.ts';
import { cover } from './authorising.ts';
import type { Case } from './caseFolder.ts';
import { findList } from './lists.ts';
import { findProbe } from './probing.ts';
import type { SearchRequest } from './searching.ts';
import { scopeOf, vectorScope } from './searchScope.ts';
import { barOf, barOfList, withOriginal } from './sought.ts';

/**
 * The authority, footage and tracks that this request would take in as things stand. What would refuse the search is thrown here too, and is
 * no entry: nobody has asked for a search yet.
 */
export function previewSearch(opened: Case, request: SearchRequest, pack: LoadedPack): SearchPreview {
  opened.demand('search-requested');
  const { db } = opened;
  const isReversed = (from: string | null, to: string | null): boolean => from !== null && to !== null && Date.parse(from) > Date.parse(to);
  if (isReversed(request.from, request.to)) throw new Failure('window-reversed', { from: request.from!, to: request.to! });
  const list = request.list === null ? null : findList(db, request.list);
  if ((list === null) === (request.probe === null)) throw new Failure('search-unclear', {});
  const probes = list ? list.entries.map(({ probe }) => findProbe(db, probe)) : withOriginal(db, request.probe!).map(({ probe }) => probe);
  const barred = list ? barOfList(db, list, ({ label }) => label) : probes.map(({ label, provenance }) => barOf(label, provenance)).find((each) => each !== null);
  if (barred) throw barred;
  const { authority, exhibits, from, to } = cover(opened, {
    what: 'search', kind: 'search', authority: list?.authority ?? request.authority, exhibit: request.exhibit, camera: request.camera, from: request.from, to: request.to,
    origins: [...new Set(probes.map(({ provenance }) => provenance.origin))],
  });
  if (isReversed(from, to)) throw new Failure('authority-scope', { authority: authority.authority, outside: `the time from ${from} to ${to}` });
  const scope = scopeOf(opened, exhibits, request, authority, pack.digest);
  const { runs, minimumQuality } = vectorScope(scope, request.minimumQuality);
  const count = db.prepare<[{ run: number; from: bigint; to: bigint; quality: number }], number>(
    `SELECT count(DISTINCT e.track) FROM embedding e
     ${minimumQuality > 0 ? 'JOIN sighting s ON s.run = e.run AND s.track = e.track AND s.ticks = e.ticks AND s.quality >= @quality' : ''}
     WHERE e.run = @run AND e.ticks >= @from AND e.ticks <= @to`,
  ).pluck();
  const tracks = runs.reduce((sum, { run, fromTicks, toTicks }) => sum + count.get({ run, from: fromTicks ?? -(2n ** 63n), to: toTicks ?? 2n ** 63n - 1n, quality: minimumQuality })!, 0);
  return { authority: authority.authority, from, to, footage: runs.length, tracks, comparisons: tracks * probes.length, notSearched: scope.notSearched };
}
