/** @file The case page: opens a case and shows its exhibits, or leads a newcomer to the first one. */
import type { Client } from '../../electron/api/client.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { useAsked } from '../state/useAsked.ts';
import { counted, promises } from '../words.ts';
import styles from './case.module.css';
import { ExhibitTable } from './ExhibitTable.tsx';
import { Totals } from './Totals.tsx';

export function CasePage({ client }: { readonly client: Client }) {
  const [opened, open] = useAsked(async (job) => {
    const chosen = await client('openCase', {}, job);
    return chosen && client('overview', chosen, job);
  });
  const waiting = opened.state === 'waiting';
  const problem = opened.state === 'failed' && <Notice tone="bad">{opened.sentence}</Notice>;
  if (opened.state !== 'answered' || opened.value === null) {
    return (
      <Page title="Search seized footage for a face, so that the other side can test it" under="Every face in the footage of a case is indexed; a probe is compared with all of them; each step is recorded for the court.">
        {problem}
        <section className={styles.welcome} aria-label="Begin">
          <div>
            <h2>Open a case</h2>
            <p>A case is a folder on this machine, with its record, its index and its ledger. Nothing leaves the machine.</p>
          </div>
          <Button kind="main" label={waiting ? 'Opening the case…' : 'Open case'} onPress={open} waiting={waiting} />
        </section>
        <ul className={styles.promises}>
          {promises.map(([title, text]) => (
            <li key={title}>
              <h2>{title}</h2>
              <p>{text}</p>
            </li>
          ))}
        </ul>
      </Page>
    );
  }
  const { case: facts, exhibits, ledgerEntries } = opened.value;
  return (
    <Page
      title={facts.name}
      under={`${facts.reference} · ${counted(exhibits.length, 'exhibit')} · ${counted(ledgerEntries, 'ledger entry', 'ledger entries')}`}
      actions={<Button label="Look again" onPress={open} />}
    >
      <Totals exhibits={exhibits} />
      {exhibits.length === 0 ? <Notice tone="caution">No exhibit was received yet. On the command line: “retrace exhibit receive”.</Notice> : <ExhibitTable exhibits={exhibits} />}
    </Page>
  );
}
