/** @file A sentence that a person must see: what happened, what is safe, what to do. */
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './parts.module.css';

export function Notice({ tone, children }: { readonly tone: 'bad' | 'caution' | 'info' | 'good'; readonly children: ReactNode }) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'note'}>
      <Icon name={tone === 'info' ? 'info' : tone === 'good' ? 'check' : 'warn'} />
      <div>{children}</div>
    </div>
  );
}
