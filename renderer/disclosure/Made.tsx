/** @file A bundle that was made: its fingerprint to read out, where it is, what it says against itself, and how the other side checks it. */
import { count } from '../../electron/core/countWords.ts';
import type { Output } from '../../electron/api/contract.ts';
import { Button } from '../parts/Button.tsx';
import { EntryLink } from '../parts/EntryLink.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { show } from '../state/place.ts';
import { fileSize } from '../words.ts';
import styles from './disclosure.module.css';
import { Fingerprint } from './Fingerprint.tsx';
import { Sentences } from './Sentences.tsx';

export function Made({ made, fileId, onAnother }: { readonly made: Output<'exportBundle'>; readonly fileId: string; readonly onAnother: () => void }) {
  const { bundle, folder, zip, files, bytes, manifest, entry, caseKey, entries, blurred, undermining, notDone, changed } = made;
  return (
    <Panel title={`Bundle ${bundle} is made`} under={<>Signed by you and recorded. <EntryLink entry={entry} /></>} actions={<><Button label="Make another" icon="plus" kind="quiet" onPress={onAnother} /><Button label="Check it as the other side will" icon="shield" kind="main" onPress={() => show({ part: 'received', bundle: fileId })} /></>}>
      {changed.length > 0 && <Notice tone="bad">{changed.join(', ')}: not as received any more. No picture was made of it, and the bundle says so. Find out why before you hand it over.</Notice>}
      <div className={styles.prints}>
        <Fingerprint title="Fingerprint of the bundle" of={manifest} under="Read it out, or print it: who receives the bundle compares it with the SHA-256 of manifest-sha256.txt." />
        <Fingerprint title="Key of the case" of={caseKey} under="Hand it over by another way than the bundle; it is the same for every bundle of this case." />
      </div>
      <Facts
        of={[
          ['Where', `The folder “${folder}”${zip === null ? '' : `, and beside it “${zip}”`}, where you chose`],
          ['Size', `${count(files)} files, ${fileSize(bytes)}`],
          ['Ledger', `${count(entries.disclosed)} of ${count(entries.total)} entries are disclosed; the others are counted and hidden`],
          ['Pictures', blurred ? 'Faces that were found are blurred, but the candidates’. Faces that were not found are not: look through the pictures before handing them over' : 'Nobody is blurred'],
        ]}
      />
      <section className={styles.how}>
        <h3>How the other side checks it</h3>
        <ol>
          <li>Without Retrace: VERIFY.txt in the bundle lists commands of sha256sum, ssh-keygen and openssl that are on most machines.</li>
          <li>Without Retrace, with Node: <code>node verify.mjs</code>, one plain file that can be read before it is run.</li>
          <li>With Retrace, also without a case: “Check a bundle you received” on its first page. It runs the searches again as well.</li>
        </ol>
      </section>
      <Sentences title="What it says that could undermine the result" of={undermining.map(({ sentence }) => sentence)} none="Nothing is recorded that could." />
      <Sentences title="What was not done" of={notDone} none="Nothing." />
    </Panel>
  );
}
