/** @file A plain table of lines. */
import type { ReactNode } from 'react';
import styles from './table.module.css';

interface TableProps {
  /** Read out, where nothing beside the table names it. */
  readonly label?: string;
  readonly heads: readonly string[];
  /** An id and a cell for each head; the first cell names the line. */
  readonly rows: readonly (readonly [id: string, ...cells: ReactNode[]])[];
  /** One more cell of each line: buttons for what can be done with it. */
  readonly acts?: boolean;
  /** How this one differs: `--cell-side` and sizes. */
  readonly className?: string | undefined;
}

export function Table({ label, heads, rows, acts = false, className = '' }: TableProps) {
  return (
    <div className={styles.room}>
      <table className={`${styles.table} ${className}`} aria-label={label} data-acts={acts || undefined}>
        <thead>
          <tr>
            {heads.map((head) => <th key={head} scope="col">{head}</th>)}
            {acts && <th scope="col"><span className={styles.hidden}>What can be done</span></th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(([id, first, ...others]) => (
            <tr key={id}>
              <th scope="row">{first}</th>
              {others.map((cell, at) => <td key={heads[at + 1] ?? 'acts'}>{cell}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
