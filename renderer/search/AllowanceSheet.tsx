/** @file A lowest score below the calibrated range: allowed by somebody else than who searches, for a reason, and then the window goes back. */
import { mayDo } from '../../electron/core/duties.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useAct } from '../state/host.tsx';
import { HandOver } from '../parts/HandOver.tsx';

export function AllowanceSheet({ lowest, onClose }: { readonly lowest: number; readonly onClose: () => void }) {
  const { caseId, person } = useDesk();
  const may = mayDo(person.roles, 'threshold-allowed');
  const allow = useAct('allowThreshold');
  const [{ reason }, change, forget] = useDraft('allowance', { reason: '' });
  const actions = may && !allow.data && (
    <Button label={`Allow scores down to ${lowest}`} icon="check" kind="main" waiting={allow.isPending} disabled={reason.trim() === ''} onPress={() => allow.mutate({ caseId, lowest, reason }, { onSuccess: forget })} />
  );
  return (
    <Sheet title="A lowest score below the calibrated range" onClose={onClose} {...(actions && { actions })}>
      <p>A search with a lowest score of {lowest} goes below what the error rates were measured for. How many of its candidates are there by chance cannot be said. Whoever allows it cannot search with it; the reason is recorded and disclosed.</p>
      {allow.error && <Notice tone="bad">{allow.error.message}</Notice>}
      {allow.data ? (
        <>
          <Notice tone="good">{allow.data.allowance}: scores down to {lowest} may be used with this pack, by anybody but you.</Notice>
          <HandOver to="analyst" />
        </>
      ) : may ? (
        <TextBox label="Reason" kind="lines" value={reason} onChange={(text) => change({ reason: text })} hint="It is recorded with your name and cannot be taken back." />
      ) : (
        <HandOver to="authorising-officer" />
      )}
    </Sheet>
  );
}
