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

  const send = useCallback(() => {
    clearTimeout(waiting.current);
    if (unsent.current !== null) void client('keepDraft', { caseId, form, text: unsent.current }).catch(() => undefined);
    unsent.current = null;
  }, [client, caseId, form]);

  useEffect(() => {
    let gone = false;
    client('draft', { caseId, form }).then(
      ({ text }) => {
        if (!gone && text !== null && unsent.current === null) setValues({ ...first.current, ...(JSON.parse(text) as Partial<T>) });
      },
      () => undefined,
    );
    return () => {
      gone = true;
      send();
    };
  }, [client, caseId, form, send]);

  const change = useCallback((part: Partial<T>) => {
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
    setValues(first.current);
    void client('keepDraft', { caseId, form, text: null }).catch(() => undefined);
  }, [client, caseId, form]);

  return [values, change, forget];
}
