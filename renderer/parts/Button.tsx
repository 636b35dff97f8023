/** @file A button whose words name its consequence. */
import styles from './parts.module.css';

export function Button({ label, onPress, kind = 'plain', waiting = false }: { readonly label: string; readonly onPress: () => void; readonly kind?: 'plain' | 'main'; readonly waiting?: boolean }) {
  return (
    <button type="button" className={styles.button} data-kind={kind} aria-disabled={waiting || undefined} onClick={waiting ? undefined : onPress}>
      {label}
    </button>
  );
}
