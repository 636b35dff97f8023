/** @file Testing a received bundle without a case, for whoever has none: from the first page of the program. */
import { Button } from '../parts/Button.tsx';
import { Page } from '../parts/Page.tsx';
import { go } from '../state/place.ts';
import styles from './disclosure.module.css';
import { Received } from './Received.tsx';

export function ReceivedScene() {
  return (
    <main className={styles.scene}>
      <Page title="Check a bundle you received" under="No case, no key and no passphrase is needed. First it is checked, then its searches can be made again, and made otherwise. Nothing leaves this machine." actions={<Button label="Back to the first page" icon="back" onPress={() => go('')} />}>
        <Received />
      </Page>
    </main>
  );
}
