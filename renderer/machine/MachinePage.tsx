/** @file The machine workspace: which parts of Retrace work on this machine and what to do where one does not; the model packs and what was measured of them. */
import { counted } from '../../electron/core/countWords.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Soon } from '../parts/Soon.tsx';
import { State } from '../parts/State.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useAsk } from '../state/host.tsx';
import { machineWords } from '../words.ts';
import styles from './machine.module.css';
import { PackPanel } from './PackPanel.tsx';

export function MachinePage() {
  const { data: facts, error, isFetching, refetch } = useAsk('doctor', {});
  const packs = useAsk('packs', {});
  const data = facts ?? [];
  const wanting = data.filter(({ state }) => state !== 'works'), working = data.filter(({ state }) => state === 'works');
  const failing = wanting.length;
  return (
    <Page
      title="This machine" under={facts === undefined ? 'Its parts are being tried' : failing === 0 ? `${counted(data.length, 'part')} examined, all work` : `${counted(failing, 'part')} of ${data.length} limited or missing`}
      actions={<Button label="Examine again" icon="turn" onPress={() => void refetch()} waiting={isFetching} />}
    >
      <Panel title="What works here" under="Where a part is limited or missing, it says what that costs and what to do." flush>
        {facts === undefined && <Waiting sentence={error?.message ?? null} />}
        <ul className={styles.facts}>
          {[...wanting, ...working].map(({ what, state, sentence, advice }) => (
            <li key={what}>
              <strong>{what}</strong>
              <State is={machineWords[state]} />
              <span>
                {sentence}
                {advice !== null && <em>{advice}</em>}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Notice tone="info">A pack turns a face into numbers and two of them into a score. A threshold is the lowest score that passes. What was measured of a pack says how often that went wrong with the pictures it was measured on: how many pairs of two people pass all the same, and how many of one person do not. It does not say how likely it is that a candidate is the person: that depends on how many people were compared, and on what else is known.</Notice>
      {packs.data?.map((pack) => <Soon key={pack.id}><PackPanel pack={pack} /></Soon>) ?? <Waiting sentence={packs.error?.message ?? null} />}
    </Page>
  );
}
