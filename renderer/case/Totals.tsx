/** @file The case in five figures, each with what it counts. */
import { count, counted } from '../../electron/core/countWords.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { duration } from '../words.ts';
import styles from './case.module.css';

export function Totals({ exhibits }: { readonly exhibits: readonly ExhibitSummary[] }) {
  const footage = exhibits.flatMap((exhibit) => exhibit.footage);
  const covered = footage.flatMap(({ runs }) => runs.at(-1)?.completeness ?? []);
  const length = footage.reduce((sum, { durationUs }) => sum + BigInt(durationUs ?? 0), 0n);
  const problems = exhibits.reduce((sum, { findings }) => sum + findings.length, 0);
  const sum = (of: 'faces' | 'searchableTracks'): number => covered.reduce((total, one) => total + one[of], 0);
  const figures = [
    ['Footage', duration(String(length)), counted(footage.length, 'stream')],
    ['Indexed', `${count(covered.length)} of ${count(footage.length)}`, 'streams with a record'],
    ['Faces seen', count(sum('faces')), 'in single frames'],
    ['Searchable tracks', count(sum('searchableTracks')), 'compared by a search'],
    ['Problems', count(problems), problems === 0 ? 'nothing found wrong' : 'in words below'],
  ] as const;
  return (
    <dl className={styles.totals}>
      {figures.map(([name, figure, what]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={styles.figure}>{figure}</dd>
          <dd className={styles.soft}>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
