/** @file The search workspace. */
import { Page } from '../parts/Page.tsx';

export function SearchPage() {
  return <Page title="Search">{null}</Page>;
}
