/** @file Candidates of the search in the address, and what reviewers decided, at their moments on the lanes. */
import { useMemo } from 'react';
import type { Lane } from '../../electron/core/timeline.ts';
import { mayDo } from '../../electron/core/duties.ts';
import type { Candidate } from '../../electron/core/search.ts';
import { useLooked } from '../search/looked.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import type { Mark } from './scene.ts';
import { msAt } from './view.ts';

/** Where each footage is. */
function placesOf(lanes: readonly Lane[]) {
  return new Map(lanes.flatMap(({ id, stretches }) => stretches.map((stretch) => [stretch.footageId as string, { lane: id, stretch }] as const)));
}

/** Candidates at their moments, by lane. */
export function candidateMarks(lanes: readonly Lane[], candidates: readonly Candidate[]): Mark[] {
  const places = placesOf(lanes);
  return candidates.flatMap(({ footageId, bestTicks, rank, trackId }) => {
    const place = places.get(footageId);
    return place ? [{ kind: 'candidate' as const, lane: place.lane, ms: msAt(place.stretch, bestTicks), trackId, footageId, ticks: bestTicks, label: String(rank), decided: null }] : [];
  });
}

export function useMarks(lanes: readonly Lane[], search: string | null) {
  const { caseId, person } = useDesk();
  const mayLook = mayDo(person.roles, 'search-shown');
  const searches = useAsk('searches', { caseId }, { when: mayLook });
  const decided = useAsk('decided', { caseId }, { when: mayLook });
  const { looked, look, waiting, sentence } = useLooked(search);
  const candidates = looked?.result?.answers[0]?.candidates ?? null;
  const marks = useMemo(() => {
    const places = placesOf(lanes);
    const all: Mark[] = [
      ...candidateMarks(lanes, candidates ?? []),
      ...(decided.data ?? []).flatMap((each): Mark[] => {
        const place = places.get(each.footageId);
        return place ? [{ kind: 'decision', lane: place.lane, ms: msAt(place.stretch, each.ticks), trackId: each.trackId, footageId: each.footageId, ticks: each.ticks, label: each.decision, decided: each }] : [];
      }),
    ];
    return Map.groupBy(all.sort((a, b) => a.ms - b.ms), ({ lane }) => lane);
  }, [lanes, candidates, decided.data]);
  return { mayLook, marks, candidates, look, waiting, sentence, searches: (searches.data ?? []).filter(({ state }) => state === 'answered') };
}
