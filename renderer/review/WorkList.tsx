/** @file Every line-up of the case with where it stands: what waits first. */
import type { LineupView } from '../../electron/core/shownReviews.ts';
import { Button } from '../parts/Button.tsx';
import { Panel } from '../parts/Panel.tsx';
import { State } from '../parts/State.tsx';
import table from '../parts/table.module.css';
import { show } from '../state/place.ts';
import styles from './review.module.css';
import { workOf } from './words.ts';

export function WorkList({ lineups }: { readonly lineups: readonly LineupView[] }) {
  const works = lineups.map(workOf);
  const waiting = works.filter(({ waits }) => waits);
  const done = works.filter(({ waits }) => !waits).toReversed();
  return (
    <Panel title="Line-ups" under={waiting.length === 0 ? 'Nothing waits.' : `${waiting.length} of ${works.length} wait.`} flush>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Line-up</th>
            <th scope="col">Where it stands</th>
            <th scope="col">What it is</th>
            <th scope="col"><span className={table.hidden}>What can be done</span></th>
          </tr>
        </thead>
        <tbody>
          {[...waiting, ...done].map(({ lineup, state, about, opens, waits }) => (
            <tr key={lineup}>
              <th scope="row">{lineup}</th>
              <td><State is={state} /></td>
              <td className={styles.soft}>{about}</td>
              <td className={styles.act}><Button label={opens} kind={waits ? 'plain' : 'quiet'} icon="forward" onPress={() => show({ lineup })} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
