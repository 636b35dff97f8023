/** @file How often reviewers of this case picked somebody who is certainly not the candidate: the only error of theirs that can be counted. */
import { count } from '../../electron/core/countWords.ts';
import type { ReviewerRecord } from '../../electron/core/disclosure.ts';
import { clopperPearson } from '../../electron/core/interval.ts';
import { Panel } from '../parts/Panel.tsx';
import { Table } from '../parts/Table.tsx';
import styles from './review.module.css';

const counts = ['lineups', 'candidates', 'fillers', 'uncertain', 'nobody'] as const;

export function Records({ records }: { readonly records: readonly ReviewerRecord[] }) {
  const sum = (key: (typeof counts)[number]): number => records.reduce((total, record) => total + record[key], 0);
  const all: ReviewerRecord = { reviewer: 'This case', lineups: sum('lineups'), candidates: sum('candidates'), fillers: sum('fillers'), uncertain: sum('uncertain'), nobody: sum('nobody') };
  return (
    <Panel title="Whom reviewers picked" under="Over the first decision on each line-up. A filler is certainly not the candidate, so picking one is an error that can be counted; it does not say how often a pick of a candidate is wrong. Few line-ups say little." flush>
      <Table
        heads={['Reviewer', 'Line-ups', 'The candidate', 'A filler', 'An uncertain filler', 'Nobody', 'Fillers picked, of 100 line-ups']}
        rows={(records.length > 1 ? [...records, all] : records).map((record) => [
          record.reviewer, record.reviewer, ...counts.map((key) => count(record[key])),
          <span key="share">{(100 * record.fillers / record.lineups).toFixed(0)} <span className={styles.soft}>95 % interval {clopperPearson(record.fillers, record.lineups).map((share) => (100 * share).toFixed(0)).join(' to ')}</span></span>,
        ])}
      />
    </Panel>
  );
}
