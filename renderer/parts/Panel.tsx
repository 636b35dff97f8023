/** @file A part of a page under a heading of its own, with what can be done in it. */
import type { ReactNode } from 'react';
import styles from './parts.module.css';

interface PanelProps {
  readonly title: string;
  readonly under?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The content reaches the edges, as tables and pictures do. */
  readonly flush?: boolean;
}

export function Panel({ title, under, actions, children, flush = false }: PanelProps) {
  return (
    <section className={styles.panel} aria-label={title}>
      <header className={styles.panelHead}>
        <div>
          <h2>{title}</h2>
          {under !== undefined && <p className={styles.soft}>{under}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={flush ? undefined : styles.panelBody}>{children}</div>
    </section>
  );
}
