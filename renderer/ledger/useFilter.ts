/** @file The filter of the ledger, kept in the address, and the numbers of the entries that fit it. */
import { useMemo } from 'react';
import type { Input } from '../../electron/api/contract.ts';
import { actGroups, type ActGroup } from '../../electron/core/entryWords.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { usePlace } from '../state/place.ts';
import { typedMoment } from '../words.ts';

type Filter = Omit<Input<'findEntries'>, 'caseId'>;

interface Filtered {
  readonly filter: Filter;
  /** Whether anything is filtered. */
  readonly on: boolean;
  /** How many entries are listed. */
  readonly length: number;
  /** The number of the entry at a place of the list, newest first. */
  indexAt(place: number): number;
  /** Where an entry stands in the list; -1: not in it. */
  placeOf(index: number): number;
  readonly waiting: boolean;
  readonly sentence: string | null;
}

/** `entries`: how many there are. */
export function useFilter(entries: number): Filtered {
  const { caseId } = useDesk();
  const { group, person, about, from, to, text } = usePlace().shown;
  const filter = useMemo((): Filter => ({
    group: actGroups.find((each): each is ActGroup => each === group) ?? null,
    person: person !== undefined && /^([0-9a-f]{64}|program)$/.test(person) ? person : null,
    about: about ?? null, from: typedMoment(from ?? '') ?? null, to: typedMoment(to ?? '') ?? null, text: text?.trim() || null,
  }), [group, person, about, from, to, text]);
  const on = Object.values(filter).some((value) => value !== null);
  const { data, error } = useAsk('findEntries', { caseId, ...filter }, { when: on });
  const found = on ? data : undefined;
  const length = on ? (found?.length ?? 0) : entries;
  return {
    filter, on, length, waiting: on && found === undefined && error === null, sentence: on ? (error?.message ?? null) : null,
    indexAt: (place) => (found ? found[found.length - 1 - place]! : entries - 1 - place),
    placeOf(index) {
      const at = found ? found.indexOf(index) : index;
      return at < 0 || at >= length ? -1 : length - 1 - at;
    },
  };
}
