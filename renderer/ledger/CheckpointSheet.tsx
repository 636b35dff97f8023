/** @file The fingerprint of the newest checkpoint, to be read out in groups or printed on one page and kept by somebody else. */
import { createPortal } from 'react-dom';
import { count } from '../../electron/core/countWords.ts';
import type { ShownCheckpoint } from '../../electron/core/ledgerView.ts';
import { Button } from '../parts/Button.tsx';
import { Copy } from '../parts/Copy.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { useDesk } from '../state/desk.tsx';
import { grouped, utc } from '../words.ts';
import styles from './ledger.module.css';

const use = 'Whoever keeps this page can show later that none of these entries was changed, taken out or put in between: the ledger must still give this fingerprint for so many entries. It does not show that what an entry says is true.';

export function CheckpointSheet({ checkpoint, onClose }: { readonly checkpoint: ShownCheckpoint; readonly onClose: () => void }) {
  return (
    <Sheet title="Checkpoint of the ledger" width="wide" onClose={onClose} actions={<><Copy label="Copy the signed checkpoint" text={checkpoint.note} /><Button label="Print on one page" icon="print" kind="main" onPress={() => window.print()} /></>}>
      <Said checkpoint={checkpoint} />
      {createPortal(<div className={styles.printed} aria-hidden="true"><h1>Checkpoint of the ledger</h1><Said checkpoint={checkpoint} /><p>Read out to: ______________________ by: ______________________ on: ______________________</p></div>, document.body)}
    </Sheet>
  );
}

function Said({ checkpoint: { size, root, note, at, publicKey } }: { readonly checkpoint: ShownCheckpoint }) {
  const { name, reference } = useDesk();
  return (
    <>
      <p>{use}</p>
      <Facts of={[['Case', `${name} (${reference})`], ['Entries', count(size)], ['Last entry', utc(at)]]} />
      <ol className={styles.fingerprint} aria-label="Fingerprint">
        {[...grouped(root).matchAll(/\w+/g)].map(({ 0: group, index }) => <li key={index}><code>{group}</code></li>)}
      </ol>
      <Facts of={[['Key of the case', <code key="key" className={styles.long}>{grouped(publicKey)}</code>]]} />
      <h3>The signed checkpoint, for other tools</h3>
      <pre className={styles.code}>{note}</pre>
    </>
  );
}
