/** @file The window: the rail of pages on the left, the chosen page on the right. */
import { useEffect, useState } from 'react';
import type { Client } from '../electron/api/client.ts';
import styles from './App.module.css';
import { CasePage } from './case/CasePage.tsx';
import { GuidePage } from './guide/GuidePage.tsx';
import { MachinePage } from './machine/MachinePage.tsx';
import { Icon, type IconName } from './parts/Icon.tsx';
import { useAsked } from './state/useAsked.ts';

const pages = [
  { id: 'case', label: 'Case', icon: 'folder' },
  { id: 'machine', label: 'This machine', icon: 'machine' },
  { id: 'guide', label: 'What it is for', icon: 'book' },
] as const satisfies readonly { id: string; label: string; icon: IconName }[];

type PageId = (typeof pages)[number]['id'];

export function App({ client }: { readonly client: Client }) {
  const [page, setPage] = useState<PageId>('case');
  const [about, askAbout] = useAsked((job) => client('about', {}, job));
  useEffect(askAbout, [askAbout]);
  return (
    <div className={styles.window}>
      <nav className={styles.rail} aria-label="Pages">
        <p className={styles.brand}>
          <Icon name="mark" /> Retrace
        </p>
        <ul className={styles.pages}>
          {pages.map(({ id, label, icon }) => (
            <li key={id}>
              <button type="button" className={styles.page} aria-current={id === page ? 'page' : undefined} onClick={() => setPage(id)}>
                <Icon name={icon} /> {label}
              </button>
            </li>
          ))}
        </ul>
        <p className={styles.about}>
          {about.state === 'answered' && (
            <>
              Version {about.value.version}
              <br />
              {about.value.host === 'browser' ? 'In a browser on this machine' : 'In a window of its own'}
            </>
          )}
        </p>
      </nav>
      <main className={styles.content}>
        {/* The case stays while another page is looked at. */}
        <div hidden={page !== 'case'}>
          <CasePage client={client} />
        </div>
        {page === 'machine' && <MachinePage client={client} />}
        {page === 'guide' && <GuidePage />}
      </main>
    </div>
  );
}
