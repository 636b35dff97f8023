/** @file What the drawing means. */
import styles from './timeline.module.css';
import { legendWords } from './words.ts';

const meanings = [
  ['density', 'faces seen'], ['unindexed', 'not indexed'], ['gap', 'gap in the footage'], ['failed', 'frames failed'], ['uncertain', 'clock uncertain'], ['unchecked', 'clock never checked'], ['candidate', 'candidate, rank'], ['decision', 'decision'],
] as const;

/** `several`: the marks are of a search with several answers. */
export function Legend({ several }: { readonly several: boolean }) {
  return (
    <ul className={styles.legend} aria-label="What the drawing means" title={legendWords}>
      {meanings.map(([kind, words]) => (
        <li key={kind}>
          <span className={styles.swatch} data-kind={kind} aria-hidden="true" />
          {kind === 'candidate' && several ? 'candidate, answer and rank' : words}
        </li>
      ))}
    </ul>
  );
}
