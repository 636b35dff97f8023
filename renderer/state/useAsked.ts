/** @file One question to the host and where it stands. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Job, Progress } from '../../electron/core/job.ts';

export type Asked<T> =
  | { readonly state: 'not-asked' }
  | { readonly state: 'waiting'; readonly progress: Progress | null }
  | { readonly state: 'answered'; readonly value: T }
  | { readonly state: 'failed'; readonly sentence: string };

/** `ask` starts the question again and stops one that is still under way; leaving the page stops it too. */
export function useAsked<T>(question: (job: Job) => Promise<T>): readonly [asked: Asked<T>, ask: () => void] {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'not-asked' });
  const current = useRef<AbortController | null>(null);
  const latest = useRef(question);
  useEffect(() => {
    latest.current = question;
  });
  useEffect(() => () => current.current?.abort(), []);
  const ask = useCallback(() => {
    current.current?.abort();
    const mine = new AbortController();
    current.current = mine;
    const set = (next: Asked<T>): void => {
      if (!mine.signal.aborted) setAsked(next);
    };
    set({ state: 'waiting', progress: null });
    latest.current({ signal: mine.signal, onProgress: (progress) => set({ state: 'waiting', progress }) }).then(
      (value) => set({ state: 'answered', value }),
      (error: unknown) => set({ state: 'failed', sentence: error instanceof Error ? error.message : String(error) }),
    );
  }, []);
  return [asked, ask];
}
