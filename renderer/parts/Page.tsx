/** @file The frame of every page: its title, a line under it, what can be done, and the content. */
import type { ReactNode } from 'react';
import styles from './parts.module.css';

interface PageProps {
  readonly title: string;
  readonly under?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, under, actions, children }: PageProps) {
  return (
    <div className={styles.frame}>
      <header className={styles.head}>
        <div>
          <h1>{title}</h1>
          {under !== undefined && <p className={styles.under}>{under}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
