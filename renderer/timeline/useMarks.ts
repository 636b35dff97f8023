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

/** The candidates of an answer at their moments. `answer`: which of several it is, from 1. */
export function candidateMarks(lanes: readonly Lane[], candidates: readonly Candidate[], answer: number | null = null): Mark[] {
  const places = placesOf(lanes);
  return candidates.flatMap(({ footageId, bestTicks, rank, trackId }) => {
    const place = places.get(footageId);
    return place ? [{ kind: 'candidate' as const, lane: place.lane, ms: msAt(place.stretch, bestTicks), trackId, footageId, ticks: bestTicks, label: answer === null ? String(rank) : `${answer}·${rank}`, rank, answer, decided: null }] : [];
  });
}

export function useMarks(lanes: readonly Lane[], search: string | null) {
  const { caseId, person } = useDesk();
  const mayLook = mayDo(person.roles, 'search-shown');
  const searches = useAsk('searches', { caseId }, { when: mayLook });
  const decided = useAsk('decided', { caseId }, { when: mayLook });
  const { looked, look, waiting, sentence } = useLooked(search);
  const answers = looked?.result?.answers ?? null;
  const marks = useMemo(() => {
    const places = placesOf(lanes);
    const all: Mark[] = [
      ...(answers ?? []).flatMap(({ candidates }, i) => candidateMarks(lanes, candidates, answers!.length > 1 ? i + 1 : null)),
      ...(decided.data ?? []).flatMap((each): Mark[] => {
        const place = places.get(each.footageId);
        return place ? [{ kind: 'decision', lane: place.lane, ms: msAt(place.stretch, each.ticks), trackId: each.trackId, footageId: each.footageId, ticks: each.ticks, label: each.decision, rank: null, answer: null, decided: each }] : [];
      }),
    ];
    return Map.groupBy(all.sort((a, b) => a.ms - b.ms), ({ lane }) => lane);
  }, [lanes, answers, decided.data]);
  return { mayLook, marks, answers, look, waiting, sentence, searches: (searches.data ?? []).filter(({ state }) => state === 'answered') };
}
