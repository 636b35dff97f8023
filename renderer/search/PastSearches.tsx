/** @file Every search that was made, answered or not; each further look at an answer is recorded. */
import type { ScheduledSearch } from '../../electron/core/disclosure.ts';
import { Button } from '../parts/Button.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Panel } from '../parts/Panel.tsx';
import { State } from '../parts/State.tsx';
import type { Tone } from '../words.ts';
import { counted, utc } from '../words.ts';
import table from '../parts/table.module.css';
import styles from './search.module.css';

const states: Readonly<Record<ScheduledSearch['state'], readonly [Tone, string]>> = { answered: ['good', 'Answered'], stopped: ['caution', 'Stopped'], unanswered: ['bad', 'Not answered'] };

interface PastSearchesProps {
  readonly searches: readonly ScheduledSearch[];
  readonly onLook: (search: string) => void;
  readonly waiting: boolean;
}

export function PastSearches({ searches, onLook, waiting }: PastSearchesProps) {
  return (
    <Panel title="Searches made" under="Every search is in the record and in the schedule, used or not. To look at one again is an entry with your name." flush>
      {searches.length === 0 ? (
        <Empty icon="search" title="No search yet">Choose a probe; before anything is compared the page says how many tracks would be.</Empty>
      ) : (
        <div className={styles.tableRoom}>
          <table className={`${table.table} ${styles.table}`}>
            <thead>
              <tr>
                {['Search', 'Asked for', 'State', 'Gave'].map((name) => (
                  <th key={name} scope="col">{name}</th>
                ))}
                <th scope="col"><span className={table.hidden}>What can be done</span></th>
              </tr>
            </thead>
            <tbody>
              {searches.toReversed().map(({ search, at, by, authority, list, state, tracksCompared, candidates }) => (
                <tr key={search}>
                  <th scope="row">{search}</th>
                  <td className={styles.when}>
                    {utc(at)}
                    <div className={styles.soft}>{by}, under {authority}{list === null ? '' : `, list ${list}`}</div>
                  </td>
                  <td><State is={states[state]} /></td>
                  <td>
                    {candidates !== null && counted(candidates, 'candidate')}
                    {tracksCompared !== null && <div className={styles.soft}>of {counted(tracksCompared, 'track')}</div>}
                  </td>
                  <td>{state === 'answered' && <Button label="Look again" spoken={`Look again at ${search}`} icon="eye" kind="quiet" onPress={() => onLook(search)} disabled={waiting} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
