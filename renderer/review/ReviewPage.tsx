/** @file The review workspace. */
import { Page } from '../parts/Page.tsx';

export function ReviewPage() {
  return <Page title="Review">{null}</Page>;
}
