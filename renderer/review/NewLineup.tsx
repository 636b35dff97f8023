/** @file A candidate put among others for a blind decision. */
import { fewestFillers } from '../../electron/core/review.ts';
import { Button } from '../parts/Button.tsx';
import { Check } from '../parts/Check.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useAct } from '../state/host.tsx';
import styles from './review.module.css';
import { madeWords, type CandidateOf } from './words.ts';

const most = 20;

/** `again`: there is a line-up of this candidate already. */
export function NewLineup({ of, again }: { readonly of: CandidateOf; readonly again: boolean }) {
  const { caseId } = useDesk();
  const create = useAct('createLineup');
  const [{ fillers, alsoUncertain }, change] = useDraft(`lineup-${of.search}-${of.probe}-${of.rank}`, { fillers: String(fewestFillers), alsoUncertain: false });
  const wanted = Number(fillers);
  const fits = Number.isInteger(wanted) && wanted >= fewestFillers && wanted <= most;
  return (
    <Panel title={again ? 'Another line-up of this candidate' : 'Put the candidate in a line-up'}>
      {again && <p className={styles.soft}>Whoever opened one line-up of a candidate cannot open another: both show the candidate.</p>}
      <div className={styles.two}>
        <TextBox label="Others beside the candidate" value={fillers} onChange={(text) => change({ fillers: text })} hint={`${fewestFillers} at the least`} wrong={fits ? null : `A whole number from ${fewestFillers} to ${most}`} />
        <Check checked={alsoUncertain} onChange={(checked) => change({ alsoUncertain: checked })}>
          Where too few are certain, also people who are seen only with one of those; recorded as not certain
        </Check>
      </div>
      {create.error && <Notice tone="bad">{create.error.message}</Notice>}
      {create.data && <Notice tone="info">{madeWords(create.data)} Tell a reviewer its number and nothing else.</Notice>}
      <div>
        <Button label={`Make a line-up of ${fits ? wanted + 1 : 'these'} pictures`} icon="plus" kind={again ? 'plain' : 'main'} disabled={!fits} waiting={create.isPending} onPress={() => create.mutate({ caseId, ...of, fillers: wanted, alsoUncertain })} />
      </div>
    </Panel>
  );
}
