/** @file What the next search asks for, as it is typed, and as the engine takes it. */
import { useEffect } from 'react';
import type { Input } from '../../electron/api/contract.ts';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { show, usePlace } from '../state/place.ts';
import { typedMoment } from '../words.ts';

/** In place of an id: no limit by that. */
export const anything = 'any';

/** What ends the list besides its length: nothing, a number of candidates expected by chance, or a score. */
type Ending = 'none' | 'chance' | 'score';

const empty = {
  sought: 'probe' as 'probe' | 'list', probe: '', list: '', authority: anything, exhibit: anything, camera: anything, from: '', to: '', minimumQuality: '', limit: '50',
  ending: 'none' as Ending, expectAtMost: '1', threshold: '',
};

/** A number within its limits; the fallback where nothing is typed; undefined: no such number. */
function typedNumber<F>(text: string, least: number, most: number, fallback: F): number | F | undefined {
  if (text.trim() === '') return fallback;
  const value = Number(text);
  return Number.isFinite(value) && value >= least && value <= most ? value : undefined;
}

export function useSearchForm() {
  const { caseId } = useDesk();
  const { shown } = usePlace();
  const [form, change] = useDraft('search', empty);
  const { from: placeFrom, to: placeTo, camera: placeCamera, exhibit: placeExhibit } = shown;
  // A range that was chosen on the timeline becomes the filter, once.
  useEffect(() => {
    const given = { ...(placeFrom !== undefined && { from: placeFrom }), ...(placeTo !== undefined && { to: placeTo }), ...(placeCamera !== undefined && { camera: placeCamera }), ...(placeExhibit !== undefined && { exhibit: placeExhibit }) };
    if (Object.keys(given).length === 0) return;
    change(given);
    show({ from: undefined, to: undefined, camera: undefined, exhibit: undefined });
  }, [placeFrom, placeTo, placeCamera, placeExhibit, change]);

  const from = typedMoment(form.from), to = typedMoment(form.to);
  const minimumQuality = typedNumber(form.minimumQuality, 0, 1, 0);
  const limit = typedNumber(form.limit, 1, 100_000, 50);
  const threshold = form.ending === 'score' ? typedNumber(form.threshold, -1e6, 1e6, undefined) : null;
  const expectAtMost = form.ending === 'chance' ? typedNumber(form.expectAtMost, 1e-9, 1e9, undefined) : null;
  const orNull = (value: string): string | null => (value === anything || value === '' ? null : value);
  const probe = form.sought === 'probe' ? orNull(form.probe) : null, list = form.sought === 'list' ? orNull(form.list) : null;
  const isWhole = (probe ?? list) !== null && from !== undefined && to !== undefined && minimumQuality !== undefined && limit !== undefined && Number.isInteger(limit) && threshold !== undefined && expectAtMost !== undefined;
  const request: Input<'search'> | null = isWhole ? { caseId, probe, list, authority: list === null ? orNull(form.authority) : null, exhibit: orNull(form.exhibit), camera: orNull(form.camera), from, to, minimumQuality, limit, threshold, expectAtMost } : null;
  const wrong = {
    from: from === undefined, to: to === undefined, minimumQuality: minimumQuality === undefined, limit: limit === undefined || !Number.isInteger(limit), threshold: threshold === undefined,
    expectAtMost: expectAtMost === undefined,
  };
  return { form, change, request, wrong };
}
