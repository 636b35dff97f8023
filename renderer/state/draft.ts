/** @file What is being typed: kept by the host for this person, so that a lock, another person or loading again loses nothing. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDesk } from './desk.tsx';
import { useClient } from './host.tsx';

/** Milliseconds after the last key until it is handed to the host. */
const patience = 250;

/**
 * A form's values (plain texts, numbers, truths), as `useState` gives them; `forget` when they were recorded. `form` names the form and what it is about. Until the host has answered
 * what was kept, the initial values are shown.
 */
export function useDraft<T extends object>(form: string, initial: T): readonly [values: T, change: (part: Partial<T>) => void, forget: () => void] {
  const client = useClient();
  const { caseId } = useDesk();
  const [values, setValues] = useState(initial);
  const first = useRef(initial);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const unsent = useRef<string | null>(null);
  const changed = useRef<Partial<T>>({});

  const send = useCallback(() => {
    clearTimeout(waiting.current);
    if (unsent.current !== null) void client('keepDraft', { caseId, form, text: unsent.current }).catch(() => undefined);
    unsent.current = null;
  }, [client, caseId, form]);

  useEffect(() => {
    let gone = false;
    changed.current = {};
    client('draft', { caseId, form }).then(
      ({ text }) => {
        if (gone || text === null) return;
        // What was changed while this was asked stands over what was kept, and is kept with the rest of it.
        const whole = { ...first.current, ...(JSON.parse(text) as Partial<T>), ...changed.current };
        if (Object.keys(changed.current).length > 0) unsent.current = JSON.stringify(whole);
        setValues(whole);
      },
      () => undefined,
    );
    return () => {
      gone = true;
      send();
    };
  }, [client, caseId, form, send]);

  const change = useCallback((part: Partial<T>) => {
    changed.current = { ...changed.current, ...part };
    setValues((before) => {
      const next = { ...before, ...part };
      unsent.current = JSON.stringify(next);
      return next;
    });
    clearTimeout(waiting.current);
    waiting.current = setTimeout(send, patience);
  }, [send]);

  const forget = useCallback(() => {
    clearTimeout(waiting.current);
    unsent.current = null;
    changed.current = {};
    setValues(first.current);
    void client('keepDraft', { caseId, form, text: null }).catch(() => undefined);
  }, [client, caseId, form]);

  return [values, change, forget];
}
