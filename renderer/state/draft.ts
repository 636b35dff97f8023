/** @file What is being typed: kept by the host for this person, so that a lock, another person or loading again loses nothing. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDesk } from './desk.tsx';
import { useClient } from './host.tsx';

/** What is not handed over yet, form by form, and how it is. */
const waitingForms = new Set<() => Promise<void>>();

/** Hands over everything that was typed; to be waited for before somebody leaves. */
export async function keepDrafts(): Promise<void> {
  await Promise.all([...waitingForms].map((send) => send()));
}

/** Milliseconds after the last key until it is handed to the host. */
const patience = 250;

/** What is changed of a form: the part itself, or made from what stands by then where it builds on that. */
type Change<T> = Partial<T> | ((before: T) => Partial<T>);

const changed = <T extends object>(before: T, change: Change<T>): T => ({ ...before, ...(typeof change === 'function' ? change(before) : change) });

/**
 * A form's values (plain texts, numbers, truths), as `useState` gives them; `forget` when they were recorded. `form` names the form and what it is about. Until the host has answered
 * what was kept, the initial values are shown.
 */
export function useDraft<T extends object>(form: string, initial: T): readonly [values: T, change: (part: Change<T>) => void, forget: () => void] {
  const client = useClient();
  const { caseId } = useDesk();
  const [values, setValues] = useState(initial);
  const first = useRef(initial);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const unsent = useRef<string | null>(null);
  const now = useRef(initial);
  /** Until the host has answered: what was changed meanwhile. */
  const early = useRef<Change<T>[] | null>([]);

  const send = useCallback(async () => {
    clearTimeout(waiting.current);
    const text = unsent.current;
    unsent.current = null;
    if (text !== null) await client('keepDraft', { caseId, form, text }).catch(() => undefined);
  }, [client, caseId, form]);

  useEffect(() => {
    let gone = false;
    early.current = [];
    client('draft', { caseId, form }).then(
      ({ text }) => {
        if (gone) return;
        const changes = early.current ?? [];
        early.current = null;
        if (text === null) return;
        // What was changed while this was asked stands over what was kept, and is kept with the rest of it.
        now.current = changes.reduce<T>(changed, { ...first.current, ...(JSON.parse(text) as Partial<T>) });
        if (changes.length > 0) unsent.current = JSON.stringify(now.current);
        setValues(now.current);
      },
      () => undefined,
    );
    waitingForms.add(send);
    return () => {
      gone = true;
      waitingForms.delete(send);
      void send();
    };
  }, [client, caseId, form, send]);

  const change = useCallback((part: Change<T>) => {
    early.current?.push(part);
    now.current = changed(now.current, part);
    unsent.current = JSON.stringify(now.current);
    setValues(now.current);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => void send(), patience);
  }, [send]);

  const forget = useCallback(() => {
    clearTimeout(waiting.current);
    unsent.current = null;
    early.current &&= [];
    now.current = first.current;
    setValues(first.current);
    void client('keepDraft', { caseId, form, text: null }).catch(() => undefined);
  }, [client, caseId, form]);

  return [values, change, forget];
}
