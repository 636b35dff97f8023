/** @file Long work: how far it is, how fast, how long still, and Stop. */
import { Label, ProgressBar } from 'react-aria-components';
import type { Progress as Made } from '../../electron/core/job.ts';
import { speedWords } from '../words.ts';
import { Button } from './Button.tsx';
import styles from './progress.module.css';

interface ProgressProps {
  /** What is being done, in words. */
  readonly label: string;
  /** Null: begun, nothing heard yet. */
  readonly progress: Made | null;
  readonly onStop?: () => void;
  readonly stopping?: boolean;
}

export function Progress({ label, progress, onStop, stopping = false }: ProgressProps) {
  const share = progress?.total ? Math.min(100, (100 * progress.done) / progress.total) : null;
  return (
    <div className={styles.progress}>
      <ProgressBar className={styles.bar!} isIndeterminate={share === null} value={share ?? 0}>
        <Label className={styles.label!}>{stopping ? 'Stopping; what is recorded is kept' : label}</Label>
        <span className={styles.numbers}>{speedWords(progress)}</span>
        <div className={styles.track}>
          <div className={styles.done} data-unknown={share === null || undefined} style={share === null ? {} : { width: `${share}%` }} />
        </div>
      </ProgressBar>
      {onStop && <Button label="Stop" icon="stop" onPress={onStop} disabled={stopping} />}
    </div>
  );
}
