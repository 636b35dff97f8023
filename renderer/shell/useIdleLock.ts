/** @file Locks when nobody has touched the window for a while. */
import { useEffect, useRef } from 'react';

/** Ten minutes; a desk in an open-plan office is left that long at the most. */
const idleMs = 10 * 60_000;

export function useIdleLock(lock: () => void): void {
  const latest = useRef(lock);
  useEffect(() => {
    latest.current = lock;
  });
  useEffect(() => {
    let waiting = setTimeout(() => latest.current(), idleMs);
    const touched = (): void => {
      clearTimeout(waiting);
      waiting = setTimeout(() => latest.current(), idleMs);
    };
    const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
    for (const sign of signs) addEventListener(sign, touched, { passive: true });
    return () => {
      clearTimeout(waiting);
      for (const sign of signs) removeEventListener(sign, touched);
    };
  }, []);
}
