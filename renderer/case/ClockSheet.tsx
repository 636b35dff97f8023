/** @file Stating a recorder’s clock anew: the first frame with the time that is burnt into it, beside the time that is computed now. */
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useAct } from '../state/host.tsx';
import { mediaAddress } from '../state/media.ts';
import { uncertainty, utc } from '../words.ts';
import { claimOf, ClockFields, emptyClock } from './ClockFields.tsx';
import styles from './sheets.module.css';

export function ClockSheet({ exhibit, onClose }: { readonly exhibit: ExhibitSummary; readonly onClose: () => void }) {
  const { caseId } = useDesk();
  const state = useAct('stateClock');
  const [form, change, forget] = useDraft(`clock ${exhibit.id}`, { ...emptyClock, reason: '' });
  const [footage] = exhibit.footage;
  const claim = claimOf(form);
  const record = (): void => {
    if (claim) state.mutate({ caseId, exhibitId: exhibit.id, clock: claim, reason: form.reason }, { onSuccess: () => (forget(), onClose()) });
  };
  return (
    <Sheet title={`The clock of ${exhibit.reference}`} width="wide" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label="Record the clock" kind="main" onPress={record} disabled={claim === null || form.reason.trim() === ''} waiting={state.isPending} /></>}>
      {state.error && <Notice tone="bad">{state.error.message}</Notice>}
      {footage && (
        <figure className={styles.first}>
          {footage.startTicks !== null && <img src={mediaAddress('frame', { caseId, footageId: footage.id, ticks: footage.startTicks, width: '720' })} alt="The first frame of the original, with the time that the recorder burnt into it" />}
          <figcaption>
            <h3>First frame</h3>
            <p>Compare the time in the picture with the time that is computed from the clock as it stands.</p>
            <p className={styles.computed}>{footage.startsAt ? utc(footage.startsAt.utc) : 'No wall time'}</p>
            <p className={styles.soft}>{uncertainty(footage.startsAt)}</p>
            <p className={styles.soft}>Ticks {footage.startTicks ?? 'not stated'} of {footage.timeBase} s</p>
          </figcaption>
        </figure>
      )}
      <ClockFields form={form} onChange={change} />
      <TextBox label="Why it is stated anew" kind="lines" value={form.reason} onChange={(reason) => change({ reason })} required hint="What was stated before stays in the ledger; results stay as they were." />
    </Sheet>
  );
}
