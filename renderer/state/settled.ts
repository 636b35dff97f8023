/** @file What is typed, once nothing more is. */
import { useEffect, useState } from 'react';

/** Milliseconds after the last key until it counts as settled. */
const patience = 300;

/** The text as it was when it had last stayed the same for a moment; the first one at once. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(text), patience);
    return () => clearTimeout(waiting);
  }, [text]);
  return settled;
}
