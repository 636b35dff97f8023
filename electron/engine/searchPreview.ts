/** @file What a search would compare, told before it is made: read from the record, nothing scored, nothing written. */
import type { LoadedPack } from '../core/modelPack.ts';
import type { SearchPreview } from '../core/search.ts';
import type { Case } from './caseFolder.ts';
import { planSearch } from './searching.ts';
import type { SearchRequest } from './searching.ts';
import { vectorScope } from './searchScope.ts';

/**
 * The authority, footage and tracks that this request would take in as things stand. What would refuse the search is thrown here too, and is
 * no entry: nobody has asked for a search yet. A scope without an indexed footage is told as one without tracks.
 */
export function previewSearch(opened: Case, request: SearchRequest, pack: LoadedPack): SearchPreview {
  opened.demand('search-requested');
  const { authority, from, to, sought, scope } = planSearch(opened, request, pack, null);
  const { runs, minimumQuality } = vectorScope(scope, request.minimumQuality);
  const count = opened.db.prepare<[{ run: number; from: bigint; to: bigint; quality: number }], number>(
    `SELECT count(DISTINCT e.track) FROM embedding e
     ${minimumQuality > 0 ? 'JOIN sighting s ON s.run = e.run AND s.track = e.track AND s.ticks = e.ticks AND s.quality >= @quality' : ''}
     WHERE e.run = @run AND e.ticks >= @from AND e.ticks <= @to`,
  ).pluck();
  const tracks = runs.reduce((sum, { run, fromTicks, toTicks }) => sum + count.get({ run, from: fromTicks ?? -(2n ** 63n), to: toTicks ?? 2n ** 63n - 1n, quality: minimumQuality })!, 0);
  return { authority, from, to, footage: runs.length, tracks, comparisons: tracks * sought.length, notSearched: scope.notSearched };
}
