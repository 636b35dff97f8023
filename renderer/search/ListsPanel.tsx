/** @file The watch-lists of the case, to read: for what authority, who is on them, why, by what right, until when. */
import type { UsableProbe } from '../../electron/api/searchContract.ts';
import { counted } from '../../electron/core/countWords.ts';
import type { ListKind, ProbeList } from '../../electron/core/probeList.ts';
import { Panel } from '../parts/Panel.tsx';
import styles from './search.module.css';

const kinds: Readonly<Record<ListKind, string>> = { 'sought': 'people who are sought', 'missing-or-vulnerable': 'people who are missing or vulnerable' };

export function ListsPanel({ lists, probes }: { readonly lists: readonly ProbeList[]; readonly probes: readonly UsableProbe[] }) {
  if (lists.length === 0) return null;
  return (
    <Panel title="Watch-lists" under="Each belongs to one authority and ends with it. They are changed with the retrace command.">
      {lists.map(({ list, name, kind, authority, entries, erasure }) => (
        <details key={list} className={styles.more}>
          <summary>
            {list} {name}: {kinds[kind]}, {counted(entries.length, 'entry', 'entries')}, under {authority}
            {erasure !== null && '; erased'}
          </summary>
          <ul className={styles.entries}>
            {entries.map(({ probe, reason, basis, reviewOn }) => (
              <li key={probe}>
                <strong>{probes.find(({ id }) => id === probe)?.label ?? probe}</strong>
                <span className={styles.soft}>{reason} · basis: {basis ?? 'none stated, so the list cannot be searched for'} · to be reviewed on {reviewOn}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </Panel>
  );
}
