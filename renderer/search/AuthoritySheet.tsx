/** @file One authority, word for word, and what can be done with it: grant, decline, revoke, each by whoever may. */
import { useState } from 'react';
import type { StandingAuthority } from '../../electron/api/searchContract.ts';
import { count } from '../../electron/core/countWords.ts';
import { mayDo } from '../../electron/core/duties.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { State } from '../parts/State.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useAct } from '../state/host.tsx';
import { utc } from '../words.ts';
import { HandOver } from '../parts/HandOver.tsx';
import styles from './search.module.css';
import { authorityWords, classesOf, scopeWords } from './words.ts';

export function AuthoritySheet({ authority: a, exhibits, onClose }: { readonly authority: StandingAuthority; readonly exhibits: readonly ExhibitSummary[]; readonly onClose: () => void }) {
  const { caseId, person } = useDesk();
  const grant = useAct('grantAuthority');
  const end = useAct('endAuthority');
  const [{ reason }, change, forget] = useDraft(`end-${a.authority}`, { reason: '' });
  const [handing, setHanding] = useState(false);
  const open = a.state === 'requested' || a.state === 'in-force';
  const may = mayDo(person.roles, 'authority-granted');
  const stop = (): void => end.mutate({ caseId, authority: a.authority, reason }, { onSuccess: forget });
  const problem = grant.error ?? end.error;
  const actions = open && may && (
    <>
      <Button label={a.state === 'requested' ? 'Decline, with this reason' : 'Revoke, with this reason'} kind={a.state === 'requested' ? 'plain' : 'danger'} onPress={stop} waiting={end.isPending} disabled={reason.trim() === ''} />
      {a.state === 'requested' && <Button label={`Grant ${a.authority} as asked`} icon="check" kind="main" onPress={() => grant.mutate({ caseId, authority: a.authority })} waiting={grant.isPending} />}
    </>
  );
  return (
    <Sheet title={`Authority ${a.authority}`} width="wide" onClose={onClose} {...(actions && { actions })}>
      <div className={styles.line}>
        <State is={authorityWords(a.state)} />
        <span className={styles.soft}>
          Asked for by {a.requested.name}, {utc(a.requested.at)}
          {a.granted && `; granted by ${a.granted.name}, ${utc(a.granted.at)}`}
          {a.ended && `; ${a.ended.how} by ${a.ended.name}, ${utc(a.ended.at)}: ${a.ended.reason}`}
        </span>
      </div>
      {problem && <Notice tone="bad">{problem.message}</Notice>}
      <Facts
        of={[
          ['Offence', a.offence ?? 'Not stated'], ['Purpose', a.purpose ?? 'Not stated'], ['Necessity', a.necessity ?? 'Not stated'], ['Proportionality', a.proportionality ?? 'Not stated'],
          ['Lawful basis', `${a.basis.condition ?? 'Not stated'}${a.basis.document === null ? '' : ` (${a.basis.document.title}, version ${a.basis.document.version})`}`],
          ['Scope', scopeWords(a, exhibits)], ['Classes of probe', classesOf(a)], ['Searches', `${count(a.used)} of ${count(a.searches)} used`], ['Expires', utc(new Date(a.expires).toISOString())],
        ]}
      />
      {a.state === 'in-force' && a.granted && a.granted.publicKey === person.publicKey && <Notice tone="info">You granted this authority, so you cannot search under it. Whoever searches signs in.</Notice>}
      {open && may && <TextBox label={a.state === 'requested' ? 'Reason, if it is declined' : 'Reason, if it is revoked'} kind="lines" value={reason} onChange={(text) => change({ reason: text })} hint="It is recorded with your name and cannot be taken back." />}
      {open && !may && (handing ? <HandOver to="authorising-officer" /> : <div><Button label="Authorising officer signs in here" icon="person" kind={a.state === 'requested' ? 'main' : 'plain'} onPress={() => setHanding(true)} /></div>)}
      {!open && may && <p className={styles.soft}>Nothing can be changed any more; what was recorded stays.</p>}
      {a.state === 'in-force' && may && (handing ? <HandOver to="analyst" /> : <div><Button label="Hand the window to the analyst" icon="person" onPress={() => setHanding(true)} /></div>)}
    </Sheet>
  );
}
