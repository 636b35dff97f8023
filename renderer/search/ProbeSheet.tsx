/** @file Adding a probe: choose a picture or a track, see which faces are on it and how good they are, say where it comes from. */
import { useState } from 'react';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import { Button } from '../parts/Button.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Progress } from '../parts/Progress.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { Work } from '../parts/Work.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useAsk } from '../state/host.tsx';
import { mediaAddress } from '../state/media.ts';
import { FacePicker } from './FacePicker.tsx';
import { FacePicture } from './FacePicture.tsx';
import { editsOf, emptyProvenance, ProvenanceFields, provenanceOf } from './ProvenanceFields.tsx';
import picker from './picker.module.css';
import styles from './search.module.css';
import { useBegun } from './useBegun.ts';

const pictures = ['jpg', 'jpeg', 'png', 'webp', 'tif', 'tiff', 'gif', 'heic', 'heif', 'avif'];

interface ProbeSheetProps {
  /** The track whose best sighting is taken; null: a picture is chosen. */
  readonly track: string | null;
  readonly onClose: () => void;
  readonly onAdded: (probeId: string) => void;
}

export function ProbeSheet({ track, onClose, onAdded }: ProbeSheetProps) {
  const { caseId } = useDesk();
  const [form, change, forget] = useDraft(track === null ? 'probe' : `probe-${track}`, emptyProvenance);
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [face, setFace] = useState<number | null>(null);
  const [original, setOriginal] = useState<ChosenFile | null>(null);
  const [originalFace, setOriginalFace] = useState<number | null>(null);
  const adding = useBegun('addProbe', ({ probeId }) => (forget(), onAdded(probeId)));
  const found = useFaces(track === null ? file && { fileId: file.fileId } : { trackId: track });
  const edited = track === null && editsOf(form).length > 0;
  const foundOriginal = useFaces(edited && original ? { fileId: original.fileId } : null);
  const provenance = provenanceOf(form, track !== null);
  const chosen = face ?? found.data?.chosen ?? null, chosenOriginal = originalFace ?? foundOriginal.data?.chosen ?? null;
  const from = track === null ? file && { fileId: file.fileId } : { trackId: track };
  const ready = from !== null && chosen !== null && provenance !== null && form.label.trim() !== '' && (!edited || (original !== null && chosenOriginal !== null));
  const add = (): void => {
    if (!ready) return;
    adding.begin({ caseId, from, face: chosen, original: edited && original ? { fileId: original.fileId, face: chosenOriginal } : null, label: form.label, provenance: { ...provenance, edits: [...provenance.edits] } });
  };
  return (
    <Sheet title={track === null ? 'Add a probe' : 'Add a probe from a track'} width="wide" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label="Add the probe" kind="main" onPress={add} disabled={!ready} waiting={adding.underWay} /></>}>
      <Work job={adding} label="Measuring the face" />
      {track === null && (
        <div className={picker.chooser}>
          <FileChooser label={file === null ? 'Choose a picture' : 'Choose another'} what="file" drops="copy" extensions={pictures} kind={file === null ? 'main' : 'plain'} onChosen={([one]) => (setFile(one ?? null), setFace(null))} />
          <p className={styles.soft}>{file === null ? 'The picture as it was obtained. It is kept in the case under its hash once the probe is added, and not before.' : file.name}</p>
        </div>
      )}
      <Faces
        asked={found} whole={track === null} chosen={chosen} onChoose={setFace}
        picture={track !== null ? <FacePicture name="face" of={{ caseId, trackId: track, size: '480' }} says="The face of the track" /> : file && <img src={mediaAddress('chosen', { fileId: file.fileId })} alt={file.name} />}
      />
      {found.data && found.data.faces.length > 0 && (
        <>
          <ProvenanceFields form={form} fromTrack={track !== null} onChange={change} />
          {edited && (
            <section className={picker.original}>
              <h3>The picture as it was</h3>
              <div className={picker.chooser}>
                <FileChooser label={original === null ? 'Choose the original' : 'Choose another original'} what="file" extensions={pictures} onChosen={([one]) => (setOriginal(one ?? null), setOriginalFace(null))} />
                <p className={styles.soft}>{original?.name ?? 'It is added as a probe of its own, and both are searched for.'}</p>
              </div>
              <Faces asked={foundOriginal} whole chosen={chosenOriginal} onChoose={setOriginalFace} picture={original && <img src={mediaAddress('chosen', { fileId: original.fileId })} alt={original.name} />} />
            </section>
          )}
        </>
      )}
    </Sheet>
  );
}

type Source = { readonly fileId: string } | { readonly trackId: string };

function useFaces(from: Source | null) {
  const { caseId } = useDesk();
  return useAsk('findFaces', { caseId, from: from ?? { fileId: 'none' } }, { when: from !== null });
}

function Faces({ asked, ...rest }: { readonly asked: ReturnType<typeof useFaces> } & Omit<Parameters<typeof FacePicker>[0], 'found'>) {
  if (asked.error) return <Notice tone="bad">{asked.error.message} Nothing was recorded.</Notice>;
  if (asked.data) return <FacePicker found={asked.data} {...rest} />;
  return asked.isLoading ? <Progress label="Looking for faces" progress={null} /> : null;
}
