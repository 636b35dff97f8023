/** @file The frame of every page: its title, a line under it, what can be done, and the content. */
import type { ReactNode } from 'react';
import styles from './parts.module.css';

interface PageProps {
  readonly title: string;
  readonly under?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The content takes the whole width, as pictures to be compared do. */
  readonly wide?: boolean;
  /** The content takes the whole width and height, as a timeline does. */
  readonly full?: boolean;
}

export function Page({ title, under, actions, children, wide = false, full = false }: PageProps) {
  return (
    <div className={styles.frame} data-wide={wide || undefined} data-full={full || undefined}>
      <header className={styles.head}>
        <div>
          <h1>{title}</h1>
          {under !== undefined && <p className={styles.under}>{under}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
