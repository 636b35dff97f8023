/** @file What to index and how thoroughly, with what each choice costs. */
import { useState } from 'react';
import type { Input } from '../../electron/api/contract.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAct, useAsk } from '../state/host.tsx';

interface IndexSheetProps {
  readonly exhibits: readonly ExhibitSummary[];
  readonly onClose: () => void;
  readonly onIndex: (input: Input<'index'>) => void;
}

const everything = 'all';

export function IndexSheet({ exhibits, onClose, onIndex }: IndexSheetProps) {
  const { caseId } = useDesk();
  const [which, setWhich] = useState(everything);
  const [detection, setDetection] = useState<'default' | 'fast' | 'thorough'>('default');
  const [rate, setRate] = useState<'5' | '10' | 'every'>('5');
  const policy = useAsk('policy', { caseId });
  const basisMissing = policy.data !== undefined && policy.data.basisBeforeIndexing && (policy.data.basis.condition === null || policy.data.basis.document === null);
  const begin = (): void =>
    onIndex({ caseId, exhibitId: which === everything ? null : which, framesPerSecond: rate === 'every' ? 'every' : Number(rate), packId: 'blazeface-dlib', detection, look: detection === 'thorough' ? 'everywhere' : 'changed' });
  return (
    <Sheet title="Index footage" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label="Begin indexing" kind="main" onPress={begin} disabled={basisMissing || !policy.data} /></>}>
      {basisMissing && <BasisForm />}
      <Choice label="What" value={which} onChange={setWhich} options={[{ id: everything, label: 'Every exhibit', under: 'What was indexed with the same settings is left alone' }, ...exhibits.map(({ id, reference, name }) => ({ id, label: `${reference}: ${name}` }))]} />
      <Choice
        label="How thoroughly" as="radios" value={detection} onChange={setDetection}
        options={[
          { id: 'default', label: 'Usual.', under: 'Full resolution; looks closely where something has changed' },
          { id: 'fast', label: 'Fast.', under: 'Frames shrunk to 640 pixels wide: several times faster, faces under about 40 pixels of a 1080p frame are lost' },
          { id: 'thorough', label: 'Thorough.', under: 'Every detector at every scale, every frame whole: somewhat more small faces, about 15 times the work' },
        ]}
      />
      <Choice label="Frames looked at for each second" as="segments" value={rate} onChange={setRate} options={[{ id: '5', label: '5' }, { id: '10', label: '10' }, { id: 'every', label: 'Every frame' }]} />
      <Notice tone="info">Stopped or interrupted, it goes on from where it was. Another choice makes a parallel index; nothing is overwritten.</Notice>
    </Sheet>
  );
}

/** The policy wants the basis first; here it is stated. */
function BasisForm() {
  const { caseId } = useDesk();
  const state = useAct('stateBasis');
  const [condition, setCondition] = useState('');
  const [document, setDocument] = useState('');
  const [documentVersion, setVersion] = useState('');
  return (
    <>
      <Notice tone="caution">{state.error?.message ?? 'By what right are the faces in this footage processed at all? The policy of this case wants that stated before anything is indexed.'}</Notice>
      <TextBox label="Schedule 8 condition" value={condition} onChange={setCondition} hint="Data Protection Act 2018, such as “paragraph 1 (statutory purposes)”" required />
      <TextBox label="Policy document" value={document} onChange={setDocument} hint="The appropriate policy document (section 42)" required />
      <TextBox label="Its version" value={documentVersion} onChange={setVersion} required />
      <Button label="State the basis" kind="main" onPress={() => state.mutate({ caseId, condition, document, documentVersion })} disabled={[condition, document, documentVersion].some((text) => text.trim() === '')} waiting={state.isPending} />
    </>
  );
}
