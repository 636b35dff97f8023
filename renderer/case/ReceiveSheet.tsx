/** @file Receiving footage: which files, what the force knows of them, and what the recorder’s clock showed. */
import { counted } from '../../electron/core/countWords.ts';
import { useState } from 'react';
import type { Input } from '../../electron/api/contract.ts';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import { Button } from '../parts/Button.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { fileSize } from '../words.ts';
import { claimOf, ClockFields, emptyClock } from './ClockFields.tsx';
import styles from './sheets.module.css';

const empty = { reference: '', camera: '', seizedBy: '', seizedAt: '', recorder: '', description: '', ...emptyClock };

export function ReceiveSheet({ onClose, onReceive }: { readonly onClose: () => void; readonly onReceive: (input: Input<'receive'>) => void }) {
  const { caseId } = useDesk();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [form, change, forget] = useDraft('receive', empty);
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const receive = (): void => {
    onReceive({
      caseId, fileIds: files.map(({ fileId }) => fileId), reference: form.reference, camera: orNull(form.camera), seizedBy: orNull(form.seizedBy), seizedAt: orNull(form.seizedAt), recorder: orNull(form.recorder), description: orNull(form.description),
      clock: claimOf(form),
    });
    forget();
  };
  const box = (label: string, name: 'reference' | 'camera' | 'seizedBy' | 'seizedAt' | 'recorder', hint?: string) => (
    <TextBox label={label} value={form[name]} onChange={(value) => change({ [name]: value })} required={name === 'reference'} {...(hint !== undefined && { hint })} />
  );
  return (
    <Sheet title="Receive footage" width="wide" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label={files.length === 0 ? 'Receive' : `Receive ${counted(files.length, 'file')}`} kind="main" onPress={receive} disabled={files.length === 0 || form.reference.trim() === ''} /></>}>
      <section className={styles.files}>
        <FileChooser label={files.length === 0 ? 'Choose files' : 'Choose others'} what="files" drops="place" kind={files.length === 0 ? 'main' : 'plain'} onChosen={setFiles} />
        {files.length === 0 ? (
          <p className={styles.soft}>Any container and codec. The files stay where they are, are opened for reading only, and are hashed at receipt.</p>
        ) : (
          <ul>
            {files.map(({ fileId, name, bytes }) => (
              <li key={fileId}>
                <strong>{name}</strong> <span className={styles.soft}>{bytes === null ? '' : fileSize(bytes)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <div className={styles.three}>
        {box('Exhibit reference', 'reference', 'As on the bag, such as JB/1')}
        {box('Camera', 'camera', 'Its name on the timeline')}
        {box('Recorder', 'recorder', 'Make, model, serial number')}
        {box('Seized by', 'seizedBy')}
        {box('Seized at', 'seizedAt', 'With zone: 2026-03-15T09:00:00Z')}
      </div>
      <TextBox label="Description" kind="lines" value={form.description} onChange={(description) => change({ description })} />
      <section>
        <h3>The recorder’s clock</h3>
        <p className={styles.soft}>Leave it empty where nothing is known; it can be stated later, and the page says then that no wall time is known.</p>
        <ClockFields form={form} onChange={change} />
      </section>
    </Sheet>
  );
}
