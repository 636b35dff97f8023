/** @file The number of an entry of the ledger, which leads to it. */
import { go } from '../state/place.ts';
import { Button } from './Button.tsx';

export function EntryLink({ entry }: { readonly entry: number }) {
  return <Button label={`Entry ${entry}`} kind="link" onPress={() => go('ledger', { entry: String(entry) })} />;
}
