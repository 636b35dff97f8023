/** @file The disclosure workspace. */
import { Page } from '../parts/Page.tsx';

export function DisclosurePage() {
  return <Page title="Disclosure">{null}</Page>;
}
