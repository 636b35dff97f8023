/** @file A plain table of lines. Each has an id and a cell for each head; the first cell names the line. */
import type { ReactNode } from 'react';
import table from '../parts/table.module.css';
import styles from './disclosure.module.css';

export function Table({ label, heads, rows }: { readonly label: string; readonly heads: readonly string[]; readonly rows: readonly (readonly [id: string, ...cells: ReactNode[]])[] }) {
  return (
    <div className={styles.tableRoom}>
      <table className={table.table} aria-label={label}>
        <thead>
          <tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map(([id, ...cells]) => (
            <tr key={id}>{heads.map((head, at) => (at === 0 ? <th key={head} scope="row">{cells[0]}</th> : <td key={head}>{cells[at]}</td>))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
