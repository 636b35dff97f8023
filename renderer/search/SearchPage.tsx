/** @file The search workspace: the authority above all, the next search on the left, answers on the right. */
import { useCallback, useMemo, useState } from 'react';
import { mayDo } from '../../electron/core/duties.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Soon } from '../parts/Soon.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useCommands } from '../state/commands.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { show, usePlace } from '../state/place.ts';
import { AllowanceSheet } from './AllowanceSheet.tsx';
import { AuthorityBar } from './AuthorityBar.tsx';
import { AuthoritySheet } from './AuthoritySheet.tsx';
import { ChanceSheet } from './ChanceSheet.tsx';
import { ListsPanel } from './ListsPanel.tsx';
import { useLooked } from './looked.ts';
import { PastSearches } from './PastSearches.tsx';
import { ProbeSheet } from './ProbeSheet.tsx';
import { RequestSheet } from './RequestSheet.tsx';
import { ResultPanel } from './ResultPanel.tsx';
import styles from './search.module.css';
import { SearchPanel } from './SearchPanel.tsx';
import { useBegun } from './useBegun.ts';

export function SearchPage() {
  const { caseId, person } = useDesk();
  const { search: shownSearch = null, authority: shownAuthority = null, track = null, allow = null, measure = null } = usePlace().shown;
  const [open, setOpen] = useState<'request' | 'probe' | null>(null);
  const maySearch = mayDo(person.roles, 'search-requested'), mayLook = mayDo(person.roles, 'search-shown'), mayAsk = mayDo(person.roles, 'authority-requested');
  const overview = useAsk('overview', { caseId });
  const authorities = useAsk('authorities', { caseId }, { every: 30_000 });
  const probes = useAsk('probes', { caseId }, { when: mayLook });
  const lists = useAsk('lists', { caseId }, { when: mayLook });
  const searches = useAsk('searches', { caseId }, { when: mayLook });
  const { looked, look, waiting, sentence } = useLooked(shownSearch);
  const lookAt = useCallback((search: string): void => {
    show({ search });
    look(search);
  }, [look]);
  const searching = useBegun('search', ({ search }) => lookAt(search));
  const close = useCallback(() => (setOpen(null), show({ authority: undefined, track: undefined, allow: undefined, measure: undefined })), []);
  const commands = useMemo(() => [
    ...(mayAsk ? [{ id: 'ask-authority', label: 'Ask for an authority', keys: 'A', run: () => setOpen('request') }] : []),
    ...(maySearch ? [{ id: 'add-probe', label: 'Add a probe', keys: 'P', run: () => setOpen('probe') }] : []),
    { id: 'every-search', label: 'Every search that was made', keys: 'B', run: () => show({ search: undefined }) },
  ], [mayAsk, maySearch]);
  useCommands('Search', commands);
  const missing = [overview, authorities, ...(mayLook ? [probes, lists, searches] : [])].find(({ data }) => data === undefined);
  if (missing || !overview.data || !authorities.data) return <Waiting sentence={missing?.error?.message ?? null} />;
  const { exhibits } = overview.data;
  const chosen = authorities.data.all.find(({ authority }) => authority === shownAuthority);
  const known = probes.data ?? [];
  // Where none is in force or asked for, the bar of authorities asks.
  const isGoing = authorities.data.all.some(({ kind, state }) => kind === 'search' && (state === 'in-force' || state === 'requested'));
  return (
    <Page
      full title="Search" under="Compares one face with every track within an authority. It gives leads to examine, and does not say who anybody is."
      actions={mayAsk && isGoing && <Button label="Ask for an authority" icon="shield" onPress={() => setOpen('request')} />}
    >
      <div className={styles.page}>
        <AuthorityBar now={authorities.data.now} authorities={authorities.data.all} exhibits={exhibits} onOpen={(authority) => show({ authority })} onRequest={mayAsk ? () => setOpen('request') : null} />
        {!mayLook && <Notice tone="info">Searches and what they gave are kept from reviewers, so that they decide on faces alone. Work that waits for you is under Review.</Notice>}
        {sentence && <Notice tone="bad">{sentence}</Notice>}
        {mayLook && (
          <Soon>
            <div className={styles.desk} data-one={!maySearch || undefined} data-shown={shownSearch !== null || undefined}>
              {maySearch && (
                <div className={styles.side}>
                  <SearchPanel authorities={authorities.data.all} exhibits={exhibits} probes={known} lists={lists.data ?? []} searching={searching} onAdd={() => setOpen('probe')} />
                  <ListsPanel lists={lists.data ?? []} probes={known} />
                </div>
              )}
              <div className={styles.main}>
                {shownSearch === null ? (
                  <PastSearches searches={searches.data ?? []} onLook={lookAt} waiting={waiting} />
                ) : looked?.result ? (
                  <ResultPanel key={shownSearch} result={looked.result} probes={known} onClose={() => show({ search: undefined })} />
                ) : (
                  <Panel title={`Search ${shownSearch}`} actions={<Button label="Every search" icon="back" kind="quiet" onPress={() => show({ search: undefined })} />}>
                    {looked ? <p>It was asked for and not answered.</p> : waiting ? <p>One moment</p> : (
                      <>
                        <p>You have not looked at this answer since you signed in or loaded the page.</p>
                        <div><Button label={`Look at ${shownSearch}; the look is recorded`} icon="eye" kind="main" onPress={() => look(shownSearch)} /></div>
                      </>
                    )}
                  </Panel>
                )}
              </div>
            </div>
          </Soon>
        )}
      </div>
      {open === 'request' && <RequestSheet exhibits={exhibits} onClose={close} onAsked={(authority) => (setOpen(null), show({ authority }))} />}
      {maySearch && (open === 'probe' || track !== null) && <ProbeSheet track={track} onClose={close} onAdded={close} />}
      {allow !== null && Number.isFinite(Number(allow)) && <AllowanceSheet lowest={Number(allow)} onClose={close} />}
      {maySearch && measure !== null && <ChanceSheet exhibits={exhibits} onClose={close} />}
      {open === null && chosen && <AuthoritySheet authority={chosen} exhibits={exhibits} onClose={close} />}
    </Page>
  );
}
