/** @file A fingerprint to be read out: in groups, whole, and copied by a press. */
import { Copy } from '../parts/Copy.tsx';
import { grouped } from '../words.ts';
import styles from './disclosure.module.css';

export function Fingerprint({ title, of, under }: { readonly title: string; readonly of: string; readonly under: string }) {
  return (
    <section className={styles.print} aria-label={title}>
      <h3>{title} <Copy text={of} label={`Copy ${title}`} small /></h3>
      <code>{grouped(of)}</code>
      <p className={styles.soft}>{under}</p>
    </section>
  );
}
