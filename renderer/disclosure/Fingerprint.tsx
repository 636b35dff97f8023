/** @file A fingerprint to be read out: in groups, whole, and copied by a press. */
import { Hash } from '../parts/Hash.tsx';
import styles from './disclosure.module.css';
import { grouped } from './words.ts';

export function Fingerprint({ title, of, under }: { readonly title: string; readonly of: string; readonly under: string }) {
  return (
    <section className={styles.print} aria-label={title}>
      <h3>{title} <Hash of={of} name={title} /></h3>
      <code>{grouped(of)}</code>
      <p className={styles.soft}>{under}</p>
    </section>
  );
}
