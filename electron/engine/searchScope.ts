/** @file The scope of a search: which runs are compared within which ticks, what of the scope cannot be compared, and what those runs could not do. */
import { ticksWithin } from '../core/clock.ts';
import type { Completeness } from '../core/completeness.ts';
import type { Exhibit, Footage } from '../core/exhibit.ts';
import type { NotSearched } from '../core/search.ts';
import type { Body } from '../core/entry.ts';
import type { VectorScope } from '../../native/vectors/vectorIndex.ts';
import type { Case } from './caseFolder.ts';
import { listFootage } from './records.ts';
import { listRuns } from './runs.ts';
import type { RunRow } from './runs.ts';

/** A stretch of wall time, RFC 3339 with zone; null: no limit. */
export interface Window {
  readonly from: string | null;
  readonly to: string | null;
}

interface ScopedRun {
  readonly run: RunRow;
  readonly footage: Footage;
  readonly exhibit: Exhibit;
  readonly fromTicks: bigint | null;
  readonly toTicks: bigint | null;
}

export interface SearchScope {
  readonly runs: readonly ScopedRun[];
  readonly notSearched: readonly NotSearched[];
}

/**
 * The runs of these exhibits to compare, with their ticks, and the footage that cannot be compared. What was asked for is widened by the
 * uncertainty of a clock, so that nothing is missed; what was allowed is taken as it stands. Where a time is limited, footage without a
 * clock is left out: nobody knows whether it lies within.
 */
export function scopeOf(opened: Case, exhibits: readonly Exhibit[], asked: Window, allowed: Window, packDigest: string): SearchScope {
  const all = listRuns(opened.db).filter((run) => run.pack_digest === packDigest);
  const runs: ScopedRun[] = [];
  const notSearched: NotSearched[] = [];
  for (const exhibit of exhibits) {
    for (const footage of listFootage(opened.db, exhibit.id)) {
      const left = (reason: NotSearched['reason']): void => void notSearched.push({ footageId: footage.id, exhibit: exhibit.reference, camera: exhibit.camera ?? '', reason });
      const run = newestRun(all, footage.id);
      const within = windowOf(footage, asked, allowed);
      if (!run) left('not-indexed');
      else if (within === null) left('no-clock');
      else {
        if (run.state !== 'finished') left('partly-indexed');
        runs.push({ run, footage, exhibit, ...within });
      }
    }
  }
  return { runs, notSearched };
}

/** Of these runs the newest finished one of the footage: a later one was made with settings that somebody chose over the earlier ones. */
export function newestRun<R extends Pick<RunRow, 'state'> & { readonly footage_id: string }>(runs: readonly R[], footage: string): R | undefined {
  const own = runs.filter((run) => run.footage_id === footage);
  return own.findLast((each) => each.state === 'finished') ?? own.at(-1);
}

function windowOf(footage: Footage, asked: Window, allowed: Window): Pick<ScopedRun, 'fromTicks' | 'toTicks'> | null {
  if ([asked.from, asked.to, allowed.from, allowed.to].every((end) => end === null)) return { fromTicks: null, toTicks: null };
  const wish = ticksWithin(asked.from, asked.to, footage, 'widened'), limit = ticksWithin(allowed.from, allowed.to, footage, 'stated');
  if (wish === null || limit === null) return null;
  return { fromTicks: tighter(wish.fromTicks, limit.fromTicks, (a, b) => a > b), toTicks: tighter(wish.toTicks, limit.toTicks, (a, b) => a < b) };
}

function tighter(a: bigint | null, b: bigint | null, first: (a: bigint, b: bigint) => boolean): bigint | null {
  if (a === null || b === null) return a ?? b;
  return first(a, b) ? a : b;
}

/** The scope as it is handed to the index: nothing else is compared. */
export function vectorScope({ runs }: SearchScope, minimumQuality: number): VectorScope {
  return { runs: runs.map(({ run, fromTicks, toTicks }) => ({ run: run.number, fromTicks, toTicks })), minimumQuality: Math.fround(minimumQuality) };
}

/** What the runs of a scope could not do, from their certificates; a run that is not finished has none yet. */
export function countersOf({ runs }: SearchScope): Body<'search-answered'>['counters'] {
  const certificates = runs.flatMap(({ run }) => (run.completeness === null ? [] : [JSON.parse(run.completeness) as Completeness]));
  const sum = (of: (c: Completeness) => number): number => certificates.reduce((total, c) => total + of(c), 0);
  return {
    framesFailed: sum((c) => c.framesFailed),
    gaps: sum((c) => c.gaps.length),
    decoderMessages: sum((c) => c.decoderMessages.reduce((n, { count }) => n + count, 0)),
    facesNotSearchable: sum((c) => c.faces - c.searchable),
  };
}
