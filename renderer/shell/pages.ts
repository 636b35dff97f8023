/** @file The workspaces: their names, icons and keys, and what of the window each is. */
import { lazy, type ComponentType } from 'react';
import type { IconName } from '../parts/Icon.tsx';

interface Workspace {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly draws: ComponentType;
}

/** Each is loaded when it is first opened. */
export const workspaces = [
  { id: 'case', label: 'Case', icon: 'folder', draws: lazy(() => import('../case/CasePage.tsx').then(({ CasePage }) => ({ default: CasePage }))) },
  { id: 'search', label: 'Search', icon: 'face', draws: lazy(() => import('../search/SearchPage.tsx').then(({ SearchPage }) => ({ default: SearchPage }))) },
  { id: 'timeline', label: 'Timeline', icon: 'timeline', draws: lazy(() => import('../timeline/TimelinePage.tsx').then(({ TimelinePage }) => ({ default: TimelinePage }))) },
  { id: 'player', label: 'Player', icon: 'film', draws: lazy(() => import('../player/PlayerPage.tsx').then(({ PlayerPage }) => ({ default: PlayerPage }))) },
  { id: 'review', label: 'Review', icon: 'review', draws: lazy(() => import('../review/ReviewPage.tsx').then(({ ReviewPage }) => ({ default: ReviewPage }))) },
  { id: 'disclosure', label: 'Disclosure', icon: 'scale', draws: lazy(() => import('../disclosure/DisclosurePage.tsx').then(({ DisclosurePage }) => ({ default: DisclosurePage }))) },
  { id: 'ledger', label: 'Ledger', icon: 'ledger', draws: lazy(() => import('../ledger/LedgerPage.tsx').then(({ LedgerPage }) => ({ default: LedgerPage }))) },
  { id: 'machine', label: 'Machine', icon: 'machine', draws: lazy(() => import('../machine/MachinePage.tsx').then(({ MachinePage }) => ({ default: MachinePage }))) },
] as const satisfies readonly Workspace[];

export type WorkspaceId = (typeof workspaces)[number]['id'];
