/** @file The machine page: what the doctor found, with what to do about it. */
import { useEffect } from 'react';
import type { Client } from '../../electron/api/client.ts';
import type { MachineFact } from '../../electron/core/machineFact.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { State } from '../parts/State.tsx';
import { useAsked, type Asked } from '../state/useAsked.ts';
import { machineWords } from '../words.ts';
import styles from './machine.module.css';

export function MachinePage({ client }: { readonly client: Client }) {
  const [facts, examine] = useAsked((job) => client('doctor', {}, job));
  useEffect(examine, [examine]);
  return (
    <Page title="This machine" under={summary(facts)} actions={<Button label="Examine again" onPress={examine} waiting={facts.state === 'waiting'} />}>
      {facts.state === 'failed' && <Notice tone="bad">{facts.sentence}</Notice>}
      {facts.state === 'answered' && (
        <ul className={styles.facts}>
          {facts.value.map(({ what, state, sentence, advice }) => (
            <li key={what}>
              <State is={machineWords[state]} />
              <h2>{what}</h2>
              <div>
                <p>{sentence}</p>
                {advice !== null && <p className={styles.advice}>{advice}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function summary(facts: Asked<readonly MachineFact[]>): string {
  if (facts.state === 'waiting' && facts.progress?.total) return `Examining: ${facts.progress.done} of ${facts.progress.total}`;
  if (facts.state !== 'answered') return 'Examining';
  const number = (state: MachineFact['state']): number => facts.value.filter((fact) => fact.state === state).length;
  return `${number('works')} of ${facts.value.length} parts work, ${number('limited')} limited, ${number('missing')} missing`;
}
