/** @file The entries, newest first. Only those in view are in the page and asked for, a page at a time, so that a hundred thousand scroll like ten. */
// The list has the focus and names the line it is at (aria-activedescendant), since a line that is scrolled away is not in the page; no element of HTML does that.
// incompatible-library: what useVirtualizer gives changes without a new identity, which a compiler that remembers results would miss; none is used here.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus, react/incompatible-library */
import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { EntryLine } from '../../electron/core/ledgerView.ts';
import { Icon } from '../parts/Icon.tsx';
import { useDesk } from '../state/desk.tsx';
import { useClient } from '../state/host.tsx';
import { utc } from '../words.ts';
import styles from './ledger.module.css';
import { groupWords, keptSentence, keptWords, withheldSentence } from './words.ts';

/** Entries that are asked for at once. */
const pageSize = 50;
/** Pixels. */
const lineHeight = 52;

interface EntryListProps {
  readonly length: number;
  readonly indexAt: (place: number) => number;
  readonly chosen: number;
  readonly onOpen: (index: number) => void;
  /** Escape: the entry that is open is closed. */
  readonly onClose: () => void;
}

/** `chosen`: the place that is marked when the list is first drawn; -1: none. */
export function EntryList({ length, indexAt, chosen, onOpen, onClose }: EntryListProps) {
  const room = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(Math.max(0, chosen));
  const list = useVirtualizer({ count: length, getScrollElement: () => room.current, estimateSize: () => lineHeight, overscan: 8 });
  const items = list.getVirtualItems();
  const lines = usePages(items[0]?.index ?? 0, items.at(-1)?.index ?? 0, length, indexAt);
  const place = Math.min(at, Math.max(0, length - 1));

  useEffect(() => {
    if (chosen < 0) return;
    setAt(chosen);
    list.scrollToIndex(chosen, { align: 'auto' });
  }, [chosen, list]);

  const pressed = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((room.current?.clientHeight ?? 0) / lineHeight) - 1);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, PageDown: place + page, PageUp: place - page, Home: 0, End: length - 1 }[event.key];
    if (event.key === 'Enter' && length > 0) onOpen(indexAt(place));
    else if (event.key === 'Escape') onClose();
    else if (to === undefined) return;
    else {
      const next = Math.max(0, Math.min(length - 1, to));
      setAt(next);
      list.scrollToIndex(next, { align: 'auto' });
    }
    event.preventDefault();
  };

  const digits = { '--digits': String(length > 0 ? indexAt(0) : 0).length } as CSSProperties;
  return (
    <div ref={room} className={styles.list} role="listbox" tabIndex={0} aria-label="Entries, newest first" aria-activedescendant={length > 0 ? `entry-${indexAt(place)}` : undefined} style={digits} onKeyDown={pressed}>
      <div style={{ height: list.getTotalSize() }} role="presentation">
        {items.map(({ index: row, start }) => {
          const index = indexAt(row);
          return (
            <div
              key={index} id={`entry-${index}`} className={styles.line} role="option" aria-selected={row === chosen} aria-setsize={length} aria-posinset={row + 1} data-at={row === place || undefined} style={{ height: lineHeight, transform: `translateY(${start}px)` }}
              onClick={() => {
                setAt(row);
                onOpen(index);
              }}
            >
              <Line index={index} line={lines.get(row)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Line({ index, line }: { readonly index: number; readonly line: EntryLine | undefined }) {
  const number = <span className={styles.number}>{index}</span>;
  if (line === undefined) return number;
  if (line.withheld) return <>{number}<span className={styles.when} /><Icon name="lock" /><span className={styles.soft} title={withheldSentence}>Kept from you</span></>;
  const kept = keptWords(line);
  const [group, icon] = groupWords[line.group];
  return (
    <>
      {number}
      <span className={styles.when}>{utc(line.at)}</span>
      <span title={group}><Icon name={icon} /></span>
      <span className={styles.did}><strong>{line.by}</strong> {line.did}.</span>
      {kept !== null && <span className={styles.kept} title={keptSentence(line) ?? kept}>{kept}</span>}
    </>
  );
}

/** The lines of these places of the list, by place, as far as they have come. */
function usePages(first: number, last: number, length: number, indexAt: (place: number) => number): ReadonlyMap<number, EntryLine> {
  const client = useClient();
  const { caseId } = useDesk();
  const pages = length === 0 ? [] : Array.from({ length: Math.floor(last / pageSize) - Math.floor(first / pageSize) + 1 }, (_, i) => {
    const from = (Math.floor(first / pageSize) + i) * pageSize;
    return Array.from({ length: Math.min(pageSize, length - from) }, (_, row) => indexAt(from + row));
  });
  const asked = useQueries({
    queries: pages.map((indexes) => ({ queryKey: ['entryLines', { caseId, indexes }], queryFn: ({ signal }: { signal: AbortSignal }) => client('entryLines', { caseId, indexes }, { signal }) })),
  });
  const start = Math.floor(first / pageSize) * pageSize;
  return new Map(asked.flatMap(({ data = [] }, page) => data.map((line, row) => [start + page * pageSize + row, line] as const)));
}
