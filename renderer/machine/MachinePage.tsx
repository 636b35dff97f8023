/** @file The machine workspace. */
import { Page } from '../parts/Page.tsx';

export function MachinePage() {
  return <Page title="Machine">{null}</Page>;
}
