/** @file Long work: its progress with Stop while it is under way, and the sentence where it was not begun or ended without an answer. What it answered, the page says. */
import type { useJob } from '../state/host.tsx';
import { Notice } from './Notice.tsx';
import { Progress } from './Progress.tsx';

interface WorkProps {
  readonly job: Pick<ReturnType<typeof useJob>, 'latest' | 'underWay' | 'refusal' | 'sentence' | 'stop'>;
  /** What is being done, in words. */
  readonly label: string;
}

export function Work({ job: { latest, underWay, refusal, sentence, stop }, label }: WorkProps) {
  return (
    <>
      {refusal !== null && <Notice tone="bad">{refusal}</Notice>}
      {underWay && <Progress label={label} progress={latest?.progress ?? null} onStop={stop} stopping={latest?.state === 'stopping'} />}
      {!underWay && sentence !== null && <Notice tone={latest?.state === 'stopped' ? 'caution' : 'bad'}>{sentence}</Notice>}
    </>
  );
}
