/** @file What the host tells of the faces in lanes: counts of the whole axis once, finer ones around what is in view, and the tracks when it is close. */
import { useMemo } from 'react';
import { useQueries, useQuery } from '@tanstack/react-query';
import type { Lane, LaneTracks, Span } from '../../electron/core/timeline.ts';
import { useDesk } from '../state/desk.tsx';
import { useClient } from '../state/host.tsx';
import { fetchMedia } from '../state/media.ts';
import { countWithin, makeDensity, type Density } from './density.ts';
import { stack } from './layout.ts';
import type { CloseTracks, Seen } from './scene.ts';
import type { Rest } from './stage.ts';
import { lengthOf } from './view.ts';

/**
 * [Note: Two sizes of counts]
 * 16,384 parts of the whole axis are 80 kB a lane however many sightings it has, so that all lanes in view stay near the processor. Where a part is wider
 * than a pixel, as many are asked for that are at most a pixel wide, around what is in view and on a raster, so that moving a little asks for nothing new.
 */
const bins = 16_384;

/** Tracks are told one by one where so many sightings or fewer are in view, and a pixel is no longer than this. */
const mostSightings = 20_000, trackMsPerPx = 600, frameMsPerPx = 20;

async function askDensity(of: Readonly<Record<string, string>>, span: Span, signal: AbortSignal): Promise<Density> {
  const reply = await fetchMedia('density', of, signal);
  return makeDensity(await reply.arrayBuffer(), span);
}

function densityQuery(caseId: string, { id, version }: Lane, span: Span) {
  const of = { caseId, lane: id, version, fromMs: String(span.fromMs), toMs: String(span.toMs), bins: String(bins) };
  // What a version of a lane holds does not change: no act makes it worth asking again.
  return { queryKey: ['density', of], queryFn: ({ signal }: { readonly signal: AbortSignal }) => askDensity(of, span, signal), staleTime: 'static' as const, structuralSharing: false };
}

/** A stretch around the view on a raster of quarters of it; null where the whole axis is fine enough. */
function closeSpan(view: Span, width: number, whole: Span): Span | null {
  const wholeBin = lengthOf(whole) / bins, msPerPx = lengthOf(view) / width;
  if (msPerPx >= wholeBin) return null;
  const binMs = wholeBin / 2 ** Math.ceil(Math.log2(wholeBin / msPerPx));
  const length = binMs * bins, quarter = length / 4;
  const fromMs = whole.fromMs + quarter * Math.round(((view.fromMs + view.toMs) / 2 - length / 2 - whole.fromMs) / quarter);
  return { fromMs, toMs: fromMs + length };
}

export interface SeenFaces {
  readonly seen: ReadonlyMap<string, Seen>;
  readonly tracks: ReadonlyMap<string, CloseTracks>;
  /** Lanes whose faces are counted. */
  readonly counted: number;
  readonly problem: string | null;
}

export function useSeen(lanes: readonly Lane[], wholes: Readonly<Partial<Record<Lane['axis'], Span>>>, rest: Rest | null): SeenFaces {
  const { caseId } = useDesk();
  const indexed = useMemo(() => lanes.filter(({ stretches }) => stretches.some(({ run }) => run !== null)), [lanes]);
  const whole = useQueries({ queries: indexed.map((lane) => ({ ...densityQuery(caseId, lane, wholes[lane.axis]!), gcTime: Infinity })), combine: together });
  const near = useMemo(() => (rest === null ? [] : indexed.filter(({ id }) => rest.visible.includes(id)).flatMap((lane) => {
    const span = closeSpan(rest.views[lane.axis], rest.width, wholes[lane.axis]!);
    return span === null ? [] : [{ lane, span }];
  })), [indexed, rest, wholes]);
  const close = useQueries({ queries: near.map(({ lane, span }) => ({ ...densityQuery(caseId, lane, span), gcTime: 20_000 })), combine: together });

  const seen = useMemo(() => {
    const closeOf = new Map(near.map(({ lane }, i) => [lane.id, close.found[i] ?? null]));
    return new Map(indexed.map(({ id }, i) => [id, { whole: whole.found[i] ?? null, close: closeOf.get(id) ?? null }]));
  }, [indexed, near, whole.found, close.found]);

  const tracksOf = { wall: useTracks('wall', indexed, seen, rest), own: useTracks('own', indexed, seen, rest) };
  const tracks = useMemo(() => new Map([...tracksOf.wall.tracks, ...tracksOf.own.tracks]), [tracksOf.wall.tracks, tracksOf.own.tracks]);
  return { seen, tracks, counted: whole.found.filter((each) => each !== null).length, problem: whole.problem ?? close.problem ?? tracksOf.wall.problem ?? tracksOf.own.problem };
}

/** The tracks of the lanes of one axis where they are close enough. */
function useTracks(axis: Lane['axis'], lanes: readonly Lane[], seen: ReadonlyMap<string, Seen>, rest: Rest | null) {
  const { caseId } = useDesk();
  const client = useClient();
  const wanted = rest === null ? null : tracksWanted(lanes.filter((lane) => lane.axis === axis), seen, rest);
  const { data, error } = useQuery<{ readonly span: Span; readonly told: readonly LaneTracks[] }, Error>({
    queryKey: ['tracks', caseId, wanted], enabled: wanted !== null, staleTime: 'static', gcTime: 20_000, structuralSharing: false,
    async queryFn({ signal }) {
      const { lanes: of, fromMs, toMs, frames } = wanted!;
      return { span: { fromMs, toMs }, told: await client('tracks', { caseId, lanes: of.map(({ id }) => id), fromMs, toMs, frames }, { signal }) };
    },
    // What was told of a stretch stays drawn while the next one is asked for.
    placeholderData: (before) => before,
  });
  const tracks = useMemo(() => new Map((data?.told ?? []).map(({ lane, tracks: all, more }): [string, CloseTracks] => {
    const sorted = all.toSorted((a, b) => a.fromMs - b.fromMs);
    return [lane, { ...data!.span, tracks: sorted, ...stack(sorted), more }];
  })), [data]);
  return { tracks: wanted === null ? noTracks : tracks, problem: error?.message ?? null };
}

const noTracks: ReadonlyMap<string, CloseTracks> = new Map();

function together(results: readonly { readonly data?: Density | undefined; readonly error: Error | null }[]): { readonly found: readonly (Density | null)[]; readonly problem: string | null } {
  return { found: results.map(({ data }) => data ?? null), problem: results.find(({ error }) => error !== null)?.error?.message ?? null };
}

/** The lanes in view where they are close enough, with about half of the view on both sides, on a raster. */
function tracksWanted(lanes: readonly Lane[], seen: ReadonlyMap<string, Seen>, { views, width, visible }: Rest) {
  const of = lanes.filter(({ id }) => visible.includes(id)), view = of[0] && views[of[0].axis];
  if (view === undefined || lengthOf(view) / width > trackMsPerPx) return null;
  const half = lengthOf(view) / 2, step = 2 ** Math.floor(Math.log2(half));
  const fromMs = Math.floor((view.fromMs - half) / step) * step, toMs = Math.ceil((view.toMs + half) / step) * step;
  const expected = of.reduce((n, { id }) => n + (seen.get(id)?.whole ? countWithin(seen.get(id)!.whole!, { fromMs, toMs }) : 0), 0);
  return expected > mostSightings ? null : { lanes: of.map(({ id, version }) => ({ id, version })), fromMs, toMs, frames: lengthOf(view) / width <= frameMsPerPx };
}
