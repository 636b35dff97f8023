/** @file No case is open: open one, begin one, or see the whole work on the demo case. */
import type { About } from '../../electron/api/hostContract.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useAct, useAsk } from '../state/host.tsx';
import styles from './welcome.module.css';

export function Welcome({ about, problem }: { readonly about: About; readonly problem: string | null }) {
  const known = useAsk('knownCases', {});
  const open = useAct('openCase');
  const said = open.error?.message ?? problem;
  return (
    <main className={styles.scene}>
      <h1>Retrace</h1>
      {said && <Notice tone="bad">{said}</Notice>}
      <ul>
        {known.data?.map(({ fileId, name, reference }) => (
          <li key={fileId}>
            <Button label={`${name} (${reference})`} icon="open" onPress={() => open.mutate({ fileId })} />
          </li>
        ))}
      </ul>
      <p>Version {about.version}</p>
    </main>
  );
}
