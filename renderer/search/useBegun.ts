/** @file Long work that this part of the page began, and its answer as soon as there is one; what was begun before or elsewhere tells nothing here. */
import { useEffect, useRef, useState } from 'react';
import type { Input, Output } from '../../electron/api/contract.ts';
import { useDesk } from '../state/desk.tsx';
import { useJob } from '../state/host.tsx';

/** `onAnswered` is told once of each answer to work that was begun here; `sentence` is only of such work. */
export function useBegun<N extends 'search' | 'addProbe' | 'measureNonMated'>(name: N, onAnswered: (answer: Output<N>) => void) {
  const { caseId } = useDesk();
  const { begin, latest, underWay, value, refusal, sentence, stop } = useJob(name, caseId);
  // The job before the one that was begun: until another takes its place nothing is told.
  const [before, setBefore] = useState<string | null | undefined>(undefined);
  const isOurs = before !== undefined && latest?.jobId !== before;
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (!isOurs || underWay || value === null || !latest || latest.jobId === told.current) return;
    told.current = latest.jobId;
    onAnswered(value);
  }, [isOurs, underWay, value, latest, onAnswered]);
  return {
    latest, underWay, refusal, stop,
    sentence: isOurs || latest === null ? sentence : null,
    begin: (input: Input<N>) => {
      setBefore(latest?.jobId ?? null);
      begin(input);
    },
  };
}

export type Begun = ReturnType<typeof useBegun<'search'>>;
