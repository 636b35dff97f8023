/** @file The open case and who is at work in it, for every page below. */
import { createContext, use } from 'react';
import type { OpenedCase, SignedIn } from '../../electron/api/hostContract.ts';

export interface AtWork extends OpenedCase {
  readonly person: SignedIn;
}

export const DeskContext = createContext<AtWork | null>(null);

/** The case and the person. Only below the shell, where somebody is signed in. */
export function useDesk(): AtWork {
  const desk = use(DeskContext);
  if (!desk) throw new Error('nobody is at work here');
  return desk;
}
