/** @file A lead: what was found of a candidate by other means, that somebody acted on it, and how it turned out. */
import { mayDo } from '../../electron/core/duties.ts';
import type { ShownLead } from '../../electron/core/shownReviews.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useAct } from '../state/host.tsx';
import { utc } from '../words.ts';
import styles from './review.module.css';
import { leadCaution, outcomeWords, type CandidateOf } from './words.ts';

const empty = { found: '', speaks: '' as 'for' | 'against' | '', done: '', turned: '', outcome: '' as keyof typeof outcomeWords | '' };
const erased = 'The text was erased.';
const outcomes = ['right', 'wrong', 'unverified'] as const;

export function LeadPanel({ of, lead }: { readonly of: CandidateOf; readonly lead: ShownLead | null }) {
  const { caseId, person } = useDesk();
  const [form, change] = useDraft(`lead-${of.search}-${of.probe}-${of.rank}`, empty);
  const { found, speaks, done, turned, outcome } = form;
  const corroborate = useAct('corroborateLead');
  const action = useAct('actionLead');
  const state = useAct('leadOutcome');
  const may = mayDo(person.roles, 'lead-corroborated');
  const corroborated = lead?.corroboration.some((each) => each.speaks === 'for') ?? false;
  return (
    <Panel title="Lead" under={`Candidate of rank ${of.rank} of ${of.search}`}>
      <Notice tone="caution">{leadCaution}</Notice>
      <section className={styles.part}>
        <h3>Found by other means</h3>
        {!lead?.corroboration.length && <p className={styles.soft}>Nothing is recorded that speaks for or against it.</p>}
        <ul className={styles.found}>
          {lead?.corroboration.map(({ at, by, speaks: way, text }) => (
            <li key={`${at} ${by} ${text}`}>
              <strong>Speaks {way} it.</strong> {text ?? erased} <span className={styles.soft}>{by}, {utc(at)}</span>
            </li>
          ))}
        </ul>
        {may && (
          <>
            <TextBox label="What was found" kind="lines" value={found} onChange={(text) => change({ found: text })} hint="What, from where, by whom; not by comparing faces." />
            <Choice label="It speaks" as="segments" value={speaks} onChange={(way) => way !== '' && change({ speaks: way })} options={[{ id: 'for', label: 'For the lead' }, { id: 'against', label: 'Against it' }]} />
            {corroborate.error && <Notice tone="bad">{corroborate.error.message}</Notice>}
            <div>
              <Button label="Record what was found" icon="plus" disabled={found.trim() === '' || speaks === ''} waiting={corroborate.isPending} onPress={() => speaks !== '' && corroborate.mutate({ caseId, ...of, speaks, text: found }, { onSuccess: () => change({ found: '', speaks: '' }) })} />
            </div>
          </>
        )}
      </section>
      <section className={styles.part}>
        <h3>Acted on</h3>
        {lead?.actioned ? (
          <p>{lead.actioned.text ?? erased} <span className={styles.soft}>{lead.actioned.by}, {utc(lead.actioned.at)}</span></p>
        ) : (
          <>
            <p className={styles.soft}>{corroborated ? 'Nobody has acted on it.' : 'Nobody may act on it: nothing found by other means speaks for it.'}</p>
            {may && corroborated && (
              <>
                <TextBox label="What was done" kind="lines" value={done} onChange={(text) => change({ done: text })} />
                {action.error && <Notice tone="bad">{action.error.message}</Notice>}
                <div><Button label="Record that it was acted on" icon="forward" disabled={done.trim() === ''} waiting={action.isPending} onPress={() => action.mutate({ caseId, ...of, text: done }, { onSuccess: () => change({ done: '' }) })} /></div>
              </>
            )}
          </>
        )}
      </section>
      <section className={styles.part}>
        <h3>How it turned out</h3>
        <p className={lead?.outcome ? undefined : styles.soft}>
          {lead?.outcome ? <><strong>{outcomeWords[lead.outcome.outcome]}.</strong> {lead.outcome.text ?? erased} <span className={styles.soft}>{lead.outcome.by}, {utc(lead.outcome.at)}</span></> : 'Not recorded. Wrong leads count as much as right ones: they are how often this goes wrong.'}
        </p>
        {may && (
          <>
            <Choice label={lead?.outcome ? 'In place of that' : 'Outcome'} as="segments" value={outcome} onChange={(way) => way !== '' && change({ outcome: way })} options={outcomes.map((id) => ({ id, label: outcomeWords[id] }))} />
            <TextBox label="How that is known" kind="lines" value={turned} onChange={(text) => change({ turned: text })} />
            {state.error && <Notice tone="bad">{state.error.message}</Notice>}
            <div><Button label={lead?.outcome ? 'Record it; the earlier one stays in the record' : 'Record the outcome'} icon="check" disabled={outcome === '' || turned.trim() === ''} waiting={state.isPending} onPress={() => outcome !== '' && state.mutate({ caseId, ...of, outcome, text: turned }, { onSuccess: () => change({ turned: '', outcome: '' }) })} /></div>
          </>
        )}
      </section>
    </Panel>
  );
}
