/** @file The player workspace. */
import { Page } from '../parts/Page.tsx';

export function PlayerPage() {
  return <Page title="Player">{null}</Page>;
}
