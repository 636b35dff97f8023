/** @file Where in the window one is: the page and what it shows, kept in the address, so that back, forward and loading again work. */
import { useSyncExternalStore } from 'react';

/** What a page shows besides its own name: ids, filters, moments. */
type Shown = Readonly<Record<string, string>>;

export interface Place {
  readonly page: string;
  readonly shown: Shown;
}

let current = read();

function read(): Place {
  const [page = '', query = ''] = location.hash.slice(1).split('?');
  return { page, shown: Object.fromEntries(new URLSearchParams(query)) };
}

function subscribe(heard: () => void): () => void {
  const changed = (): void => {
    current = read();
    heard();
  };
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, () => current);
}

/** Goes to a page. */
export function go(page: string, shown: Shown = {}): void {
  const query = new URLSearchParams(shown).toString();
  location.hash = query === '' ? page : `${page}?${query}`;
}

/** Changes what the page shows without a step in the history; undefined takes a name away. */
export function show(changed: Readonly<Record<string, string | undefined>>): void {
  const { page, shown } = read();
  const next = new URLSearchParams(Object.entries({ ...shown, ...changed }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  history.replaceState(null, '', `#${page}${next.size > 0 ? `?${next.toString()}` : ''}`);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
