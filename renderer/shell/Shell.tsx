/** @file Somebody at work: the bar above, the rail of workspaces, the page, and the guide beside it. */
import { Suspense, useMemo, useState } from 'react';
import { Guide } from '../guide/Guide.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useCommands, useShortcuts, type Command } from '../state/commands.ts';
import { go, usePlace } from '../state/place.ts';
import { setTheme } from '../state/theme.ts';
import { Bar } from './Bar.tsx';
import { workspaces } from './pages.ts';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import styles from './shell.module.css';
import { useIdleLock } from './useIdleLock.ts';

export function Shell({ onLock }: { readonly onLock: () => void }) {
  const { page } = usePlace();
  const [guided, setGuided] = useState(false);
  const [palette, setPalette] = useState(false);
  useIdleLock(onLock);
  useShortcuts();
  const commands = useMemo((): readonly Command[] => [
    ...workspaces.map(({ id, label, keys }) => ({ id: `go-${id}`, label: `Go to ${label}`, keys, run: () => go(id) })),
    { id: 'palette', label: 'All commands', keys: 'Ctrl+K', run: () => setPalette(true) },
    { id: 'guide', label: 'Open or close the guide to this page', keys: 'F1', run: () => setGuided((open) => !open) },
    { id: 'lock', label: 'Lock', keys: 'Ctrl+L', run: onLock },
    { id: 'light', label: 'Light colours', run: () => setTheme('light') },
    { id: 'dark', label: 'Dark colours', run: () => setTheme('dark') },
    { id: 'system', label: 'Colours as the system has them', run: () => setTheme('system') },
  ], [onLock]);
  useCommands('Window', commands);
  const current = workspaces.find(({ id }) => id === page) ?? workspaces[0];
  const Drawn = current.draws;
  return (
    <div className={styles.window}>
      <Bar onLock={onLock} onPalette={() => setPalette(true)} onGuide={() => setGuided((open) => !open)} guided={guided} />
      <Rail current={current.id} />
      <main className={styles.content} tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Drawn />
        </Suspense>
      </main>
      {guided && <Guide page={current.id} onClose={() => setGuided(false)} />}
      {palette && <Palette onClose={() => setPalette(false)} />}
    </div>
  );
}
