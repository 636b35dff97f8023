/** @file A hash, shortened, whole in its tip, copied by a press. */
import { Copy } from './Copy.tsx';
import styles from './parts.module.css';

export function Hash({ of, name = 'SHA-256' }: { readonly of: string; readonly name?: string }) {
  return (
    <span className={styles.hash} title={`${name} ${of}`}>
      <code>{of.slice(0, 16)}…</code>
      <Copy text={of} label={`Copy ${name} ${of}`} small />
    </span>
  );
}
