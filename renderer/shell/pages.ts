/** @file The workspaces: their names, icons and keys, and what of the window each is. */
import { lazy, type ComponentType } from 'react';
import type { IconName } from '../parts/Icon.tsx';

interface Workspace {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly keys: string;
  readonly draws: ComponentType;
}

/** Each is loaded when it is first opened. */
export const workspaces = [
  { id: 'case', label: 'Case', icon: 'folder', keys: 'Alt+1', draws: lazy(() => import('../case/CasePage.tsx').then(({ CasePage }) => ({ default: CasePage }))) },
  { id: 'search', label: 'Search', icon: 'face', keys: 'Alt+2', draws: lazy(() => import('../search/SearchPage.tsx').then(({ SearchPage }) => ({ default: SearchPage }))) },
  { id: 'timeline', label: 'Timeline', icon: 'timeline', keys: 'Alt+3', draws: lazy(() => import('../timeline/TimelinePage.tsx').then(({ TimelinePage }) => ({ default: TimelinePage }))) },
  { id: 'player', label: 'Player', icon: 'play', keys: 'Alt+4', draws: lazy(() => import('../player/PlayerPage.tsx').then(({ PlayerPage }) => ({ default: PlayerPage }))) },
  { id: 'review', label: 'Review', icon: 'review', keys: 'Alt+5', draws: lazy(() => import('../review/ReviewPage.tsx').then(({ ReviewPage }) => ({ default: ReviewPage }))) },
  { id: 'disclosure', label: 'Disclosure', icon: 'scale', keys: 'Alt+6', draws: lazy(() => import('../disclosure/DisclosurePage.tsx').then(({ DisclosurePage }) => ({ default: DisclosurePage }))) },
  { id: 'ledger', label: 'Ledger', icon: 'ledger', keys: 'Alt+7', draws: lazy(() => import('../ledger/LedgerPage.tsx').then(({ LedgerPage }) => ({ default: LedgerPage }))) },
  { id: 'machine', label: 'Machine', icon: 'machine', keys: 'Alt+8', draws: lazy(() => import('../machine/MachinePage.tsx').then(({ MachinePage }) => ({ default: MachinePage }))) },
] as const satisfies readonly Workspace[];

export type WorkspaceId = (typeof workspaces)[number]['id'];
