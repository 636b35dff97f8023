/** @file The verification of the ledger: how far it is, what holds, what does not and what to do. */
import { counted } from '../../electron/core/countWords.ts';
import type { Finding } from '../../electron/core/failure.ts';
import type { useJob } from '../state/host.tsx';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Work } from '../parts/Work.tsx';
import styles from './ledger.module.css';
import { adviceFor, notVerified, stoppedSentence, verified, verifyingWords } from './words.ts';

const mostShown = 50;

export function Verification({ job }: { readonly job: ReturnType<typeof useJob<'verifyLedger'>> }) {
  const { latest, underWay, value, sentence } = job;
  if (underWay) return <Work job={job} label={verifyingWords(latest?.progress?.stage)} />;
  if (value === null && sentence === null) return null;
  const close = <Button label="Close the outcome" icon="cross" kind="quiet" iconOnly onPress={job.forget} />;
  if (value === null) return <div className={styles.outcome}><Notice tone={latest?.state === 'stopped' ? 'caution' : 'bad'}>{latest?.state === 'stopped' ? stoppedSentence : sentence}</Notice>{close}</div>;
  const { entries, checkpoints, findings } = value;
  const over = `${counted(entries, 'entry', 'entries')} under ${counted(checkpoints, 'signed checkpoint')}`;
  return (
    <section className={styles.outcome} aria-label="Outcome of the verification">
      {findings.length === 0 ? (
        <Notice tone="good">
          <strong>Nothing wrong was found: {over}.</strong>
          <ul className={styles.holds}>{verified.map((each) => <li key={each}>{each}</li>)}</ul>
          <p>{notVerified}</p>
        </Notice>
      ) : (
        <Notice tone="bad">
          <strong>{counted(findings.length, 'thing')} wrong in {over}. Nothing was changed by looking.</strong>
          <div className={styles.findings}>
            {byAdvice(findings).map(([advice, messages]) => (
              <section key={advice}>
                <ul>{messages.map((message) => <li key={message}>{message}</li>)}</ul>
                <p><strong>What to do:</strong> {advice}</p>
              </section>
            ))}
          </div>
          {findings.length > mostShown && <p>And {counted(findings.length - mostShown, 'more', 'more')}; “ledger verify” of the command lists all.</p>}
        </Notice>
      )}
      {close}
    </section>
  );
}

/** What was found, with what to do about several said once. */
function byAdvice(findings: readonly Finding[]): readonly (readonly [advice: string, messages: readonly string[]])[] {
  const by = new Map<string, Set<string>>();
  for (const { code, message } of findings.slice(0, mostShown)) {
    const advice = adviceFor(code);
    by.set(advice, (by.get(advice) ?? new Set()).add(message));
  }
  return [...by].map(([advice, messages]) => [advice, [...messages]]);
}
