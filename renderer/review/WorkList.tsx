/** @file Every line-up of the case with where it stands: what waits first. */
import type { LineupView } from '../../electron/core/shownReviews.ts';
import { Button } from '../parts/Button.tsx';
import { Panel } from '../parts/Panel.tsx';
import { State } from '../parts/State.tsx';
import { Table } from '../parts/Table.tsx';
import { show } from '../state/place.ts';
import styles from './review.module.css';
import { workOf } from './words.ts';

export function WorkList({ lineups }: { readonly lineups: readonly LineupView[] }) {
  const works = lineups.map(workOf);
  const waiting = works.filter(({ waits }) => waits);
  const done = works.filter(({ waits }) => !waits).toReversed();
  return (
    <Panel title="Line-ups" under={waiting.length === 0 ? 'Nothing waits.' : `${waiting.length} of ${works.length} wait.`} flush>
      <Table
        heads={['Line-up', 'Where it stands', 'What it is']} acts
        rows={[...waiting, ...done].map(({ lineup, state, about, opens, waits }) => [
          lineup, lineup, <State key="state" is={state} />, <span key="about" className={styles.soft}>{about}</span>, <Button key="open" label={opens} kind={waits ? 'plain' : 'quiet'} icon="forward" onPress={() => show({ lineup })} />,
        ])}
      />
    </Panel>
  );
}
