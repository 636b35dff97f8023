/** @file The verification of the ledger: how far it is, what holds, what does not and what to do. */
import type { useJob } from '../state/host.tsx';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Progress } from '../parts/Progress.tsx';
import { counted } from '../words.ts';
import styles from './ledger.module.css';
import { adviceFor, verified } from './words.ts';

export function Verification({ job }: { readonly job: ReturnType<typeof useJob<'verifyLedger'>> }) {
  const { latest, underWay, value, sentence } = job;
  if (underWay) return <Progress label="Verifying: every hash, signature and row anew" progress={latest?.progress ?? null} onStop={job.stop} stopping={latest?.state === 'stopping'} />;
  if (value === null && sentence === null) return null;
  const close = <Button label="Close the outcome" icon="cross" kind="quiet" iconOnly onPress={job.forget} />;
  if (value === null) return <div className={styles.outcome}><Notice tone="caution">{sentence}</Notice>{close}</div>;
  const { entries, checkpoints, findings } = value;
  const over = `${counted(entries, 'entry', 'entries')} under ${counted(checkpoints, 'signed checkpoint')}`;
  return (
    <section className={styles.outcome} aria-label="Outcome of the verification">
      {findings.length === 0 ? (
        <Notice tone="good">
          <strong>Nothing is wrong: {over}.</strong>
          <ul className={styles.holds}>{verified.map((each) => <li key={each}>{each}</li>)}</ul>
        </Notice>
      ) : (
        <Notice tone="bad">
          <strong>{counted(findings.length, 'thing')} wrong in {over}. Nothing was changed by looking.</strong>
          <ul className={styles.findings}>
            {[...new Map(findings.map((finding) => [finding.message, finding])).values()].slice(0, 50).map(({ code, message }) => (
              <li key={message}>{message}<em>{adviceFor(code)}</em></li>
            ))}
          </ul>
          {findings.length > 50 && <p>And {counted(findings.length - 50, 'more', 'more')}; “ledger verify” of the command lists all.</p>}
        </Notice>
      )}
      {close}
    </section>
  );
}
