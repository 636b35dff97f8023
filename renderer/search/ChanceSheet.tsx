/** @file Measuring chance on the footage with people who are not in it: a folder, who they are, and then how many were compared; nobody is shown. */
import { useState } from 'react';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import type { MeasuredCamera } from '../../electron/api/searchContract.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { EntryLink } from '../parts/EntryLink.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { Work } from '../parts/Work.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import styles from './search.module.css';
import { useBegun } from './useBegun.ts';
import { anything } from './useSearchForm.ts';
import { measureWords } from './words.ts';

export function ChanceSheet({ exhibits, onClose }: { readonly exhibits: readonly ExhibitSummary[]; readonly onClose: () => void }) {
  const { caseId } = useDesk();
  const [{ declared, exhibit }, change, forget] = useDraft('measured-chance', { declared: '', exhibit: anything });
  const [folder, setFolder] = useState<ChosenFile | null>(null);
  const [measured, setMeasured] = useState<readonly MeasuredCamera[] | null>(null);
  const measuring = useBegun('measureNonMated', (answer) => {
    setMeasured(answer);
    forget();
  });
  const begin = (): void => void (folder && measuring.begin({ caseId, fileId: folder.fileId, exhibit: exhibit === anything ? null : exhibit, declared }));
  return (
    <Sheet
      title="Chance, measured with people who are not in the footage" onClose={onClose}
      {...(measured === null && { actions: <Button label="Measure and record it" icon="scale" kind="main" waiting={measuring.underWay} disabled={folder === null || declared.trim() === ''} onPress={begin} /> })}
    >
      {measured === null ? (
        <>
          <p>{measureWords.what}</p>
          <p className={styles.soft}>{measureWords.kept}</p>
          <div className={styles.within}>
            <FileChooser label={folder === null ? 'Choose the folder of people' : 'Choose another folder'} what="folder" onChosen={([chosen]) => setFolder(chosen ?? null)} disabled={measuring.underWay} />
            <p className={styles.soft}>{folder === null ? measureWords.folder : `“${folder.name}”`}</p>
          </div>
          <TextBox label="Who they are, and why they cannot be in it" kind="lines" value={declared} onChange={(text) => change({ declared: text })} hint="It is recorded with your name, disclosed, and cannot be taken back." />
          <Choice label="Footage" value={exhibit} onChange={(chosen) => change({ exhibit: chosen })} options={[{ id: anything, label: 'Of every exhibit' }, ...exhibits.map(({ id, reference, name }) => ({ id, label: reference, under: name }))]} />
          <Work job={measuring} label={measuring.latest?.progress?.stage ?? 'Reading'} />
        </>
      ) : measured.map(({ camera, people, photographs, tracks, entry, insufficient, notes }) => (
        <Notice key={entry} tone={insufficient ? 'caution' : 'good'}>
          {camera === '' ? 'Camera not stated' : camera}: {photographs} photographs of {people} people against {tracks} tracks. {notes.join(' ')} <EntryLink entry={entry} />
        </Notice>
      ))}
    </Sheet>
  );
}
