/** @file What a run really covered, as a bar with its gaps and where frames failed, and in words. */
import { failedWords, unsearchableWords, type Completeness } from '../../electron/core/completeness.ts';
import { count, counted } from '../../electron/core/countWords.ts';
import type { Unsearchable } from '../../electron/core/sighting.ts';
import { layOut } from './coverageLayout.ts';
import styles from './case.module.css';

export function Coverage({ completeness }: { readonly completeness: Completeness }) {
  const { framesAnalysed, framesDecoded, framesExpected, framesFailed, gaps, faces, searchable, unsearchable } = completeness;
  const { covered, gaps: drawn, failed } = layOut(completeness);
  const reasons = Object.entries(unsearchable) as [Unsearchable, number][];
  return (
    <>
      <svg className={styles.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles.ground} width="100" height="6" />
        <rect className={styles.covered} width={covered * 100} height="6" />
        {drawn.map(({ from, to }) => (
          <rect key={from} className={styles.gap} x={from * 100} width={Math.max(0.6, (to - from) * 100)} height="6" />
        ))}
        {failed.map(({ from, to }) => (
          <rect key={from} className={styles.gap} x={from * 100} width={Math.max(0.3, (to - from) * 100)} y="4" height="2" />
        ))}
      </svg>
      <div>
        {count(framesDecoded)} of {counted(framesExpected, 'frame')} decoded, {count(framesAnalysed)} analysed
        {framesFailed > 0 && `, ${failedWords(completeness, count)}`}
        {gaps.length > 0 && `, ${counted(gaps.length, 'gap')}`}
      </div>
      <div className={styles.soft}>
        {counted(faces, 'face')} seen, {count(searchable)} searchable
        {reasons.length > 0 && `; not searchable: ${reasons.map(([reason, n]) => `${count(n)} ${unsearchableWords[reason]}`).join(', ')}`}
      </div>
    </>
  );
}
