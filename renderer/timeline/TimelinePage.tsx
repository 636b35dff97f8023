/** @file The timeline workspace. */
import { Page } from '../parts/Page.tsx';

export function TimelinePage() {
  return <Page title="Timeline">{null}</Page>;
}
