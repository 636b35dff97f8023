/** @file Which face is meant where somebody points: the track or mark under the pointer, or from afar the best picture of the moment. */
import { useQuery } from '@tanstack/react-query';
import { useDesk } from '../state/desk.tsx';
import { useClient } from '../state/host.tsx';
import type { Pointed } from './gestures.ts';
import type { Mark } from './scene.ts';
import type { Stage } from './stage.ts';
import { stretchAt } from './view.ts';

export interface FaceThere {
  readonly trackId: string;
  readonly footageId: string;
  readonly ticks: string;
  readonly ms: number;
  readonly lane: number;
  readonly mark: Mark | null;
  /** Null where only the mark says what is known. */
  readonly track: { readonly fromMs: number; readonly toMs: number; readonly sightings: number; readonly quality: number } | null;
  /** How many tracks there are to choose from, where it was asked; null: it is the one that was pointed at. */
  readonly of: number | null;
}

/** `waiting`: it is being asked. `face` null: there is none. */
export function useFaceAt(stage: Stage | null, pointed: Pointed | null): { readonly face: FaceThere | null; readonly waiting: boolean } {
  const { caseId } = useDesk();
  const client = useClient();
  const row = pointed && stage?.rows[pointed.lane];
  const request = pointed && row && !pointed.track && !pointed.mark && stretchAt(row.lane, pointed.ms)?.run ? { lane: row.lane.id, version: row.lane.version, fromMs: pointed.ms - pointed.aroundMs, toMs: pointed.ms + pointed.aroundMs } : null;
  const told = useQuery({
    queryKey: ['face there', caseId, request], enabled: request !== null, staleTime: 'static', gcTime: 20_000,
    queryFn: ({ signal }) => client('tracks', { caseId, lanes: [request!.lane], fromMs: request!.fromMs, toMs: request!.toMs, frames: false }, { signal }),
  });
  if (!pointed || !row) return { face: null, waiting: false };
  const { lane, mark, track } = pointed;
  if (mark) {
    const known = stage?.scene.tracks.get(row.lane.id)?.tracks.find(({ trackId }) => trackId === mark.trackId) ?? null;
    return { face: { trackId: mark.trackId, footageId: mark.footageId, ticks: mark.ticks, ms: mark.ms, lane, mark, track: known, of: null }, waiting: false };
  }
  if (track) return { face: { trackId: track.trackId, footageId: track.footageId, ticks: track.bestTicks, ms: track.bestMs, lane, mark: null, track, of: null }, waiting: false };
  const all = told.data?.[0]?.tracks ?? [];
  const best = all.toSorted((a, b) => b.quality - a.quality)[0];
  const nearest = all.filter(({ bestMs }) => Math.abs(bestMs - pointed.ms) <= pointed.aroundMs).sort((a, b) => Math.abs(a.bestMs - pointed.ms) - Math.abs(b.bestMs - pointed.ms))[0] ?? best;
  return { face: nearest ? { trackId: nearest.trackId, footageId: nearest.footageId, ticks: nearest.bestTicks, ms: nearest.bestMs, lane, mark: null, track: nearest, of: all.length } : null, waiting: told.isLoading };
}
