/** @file Every search that was made, answered or not; each further look at an answer is recorded. */
import { counted } from '../../electron/core/countWords.ts';
import type { ScheduledSearch } from '../../electron/core/disclosure.ts';
import { Button } from '../parts/Button.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Panel } from '../parts/Panel.tsx';
import { State } from '../parts/State.tsx';
import { Table } from '../parts/Table.tsx';
import type { Tone } from '../words.ts';
import { utc } from '../words.ts';
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
        <Table
          className={styles.table} heads={['Search', 'Asked for', 'State', 'Gave']} acts
          rows={searches.toReversed().map(({ search, at, by, authority, list, state, tracksCompared, candidates }) => [
            search, search,
            <div key="asked" className={styles.when}>{utc(at)}<div className={styles.soft}>{by}, under {authority}{list === null ? '' : `, list ${list}`}</div></div>,
            <State key="state" is={states[state]} />,
            <span key="gave">{candidates !== null && counted(candidates, 'candidate')}{tracksCompared !== null && <div className={styles.soft}>of {counted(tracksCompared, 'track')}</div>}</span>,
            state === 'answered' && <Button key="look" label="Look again" spoken={`Look again at ${search}`} icon="eye" kind="quiet" onPress={() => onLook(search)} disabled={waiting} />,
          ])}
        />
      )}
    </Panel>
  );
}
