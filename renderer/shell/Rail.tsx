/** @file The rail: every workspace by icon and word. */
import { Icon } from '../parts/Icon.tsx';
import { go } from '../state/place.ts';
import { workspaces, type WorkspaceId } from './pages.ts';
import styles from './shell.module.css';

export function Rail({ current }: { readonly current: WorkspaceId }) {
  return (
    <nav className={styles.rail} aria-label="Workspaces">
      <ul>
        {workspaces.map(({ id, label, icon, keys }) => (
          <li key={id}>
            <button type="button" className={styles.place} aria-current={id === current ? 'page' : undefined} title={`${label} (${keys})`} onClick={() => go(id)}>
              <Icon name={icon} size={20} />
              {label}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
