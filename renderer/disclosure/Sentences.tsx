/** @file Sentences under a head that opens, with their number. */
import styles from './disclosure.module.css';

export function Sentences({ title, of, none, open = false }: { readonly title: string; readonly of: readonly string[]; readonly none: string; readonly open?: boolean }) {
  return (
    <details className={styles.sentences} open={open}>
      <summary>
        {title} <span className={styles.soft}>({of.length})</span>
      </summary>
      {of.length === 0 ? <p>{none}</p> : <ul>{[...new Set(of)].map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>}
    </details>
  );
}
