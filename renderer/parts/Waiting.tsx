/** @file Nothing to show yet, or the sentence why there will be nothing. */
import { Notice } from './Notice.tsx';
import styles from './parts.module.css';

export function Waiting({ sentence = null }: { readonly sentence?: string | null }) {
  return <div className={styles.waiting}>{sentence === null ? <output>One moment</output> : <Notice tone="bad">{sentence}</Notice>}</div>;
}
