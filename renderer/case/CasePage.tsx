/** @file The case workspace: its exhibits and footage, their clocks, how far each is indexed, and problems in words. */
import { useMemo, useState } from 'react';
import { counted } from '../../electron/core/countWords.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { Work } from '../parts/Work.tsx';
import { useCommands } from '../state/commands.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk, useJob } from '../state/host.tsx';
import { jobWords } from '../words.ts';
import { ClockSheet } from './ClockSheet.tsx';
import { ExhibitTable } from './ExhibitTable.tsx';
import { IndexSheet } from './IndexSheet.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';
import { ReceiveSheet } from './ReceiveSheet.tsx';
import { Totals } from './Totals.tsx';

type Open = 'receive' | 'index' | { readonly clockOf: ExhibitSummary } | null;

export function CasePage() {
  const { caseId } = useDesk();
  const asked = useAsk('overview', { caseId });
  const [open, setOpen] = useState<Open>(null);
  const receiving = useJob('receive', caseId);
  const indexing = useJob('index', caseId);
  const checking = useJob('checkIntegrity', caseId);
  const { begin: beginChecking } = checking;
  const commands = useMemo(() => [
    { id: 'receive', label: 'Receive footage', keys: 'R', run: () => setOpen('receive') },
    { id: 'index', label: 'Index footage', keys: 'I', run: () => setOpen('index') },
    { id: 'check-files', label: 'Check every file against its hash', run: () => beginChecking({ caseId }) },
  ], [beginChecking, caseId]);
  useCommands('Case', commands);
  if (!asked.data) return <Waiting sentence={asked.error?.message ?? null} />;
  const { exhibits, ledgerEntries } = asked.data;
  const unindexed = exhibits.some(({ footage }) => footage.some(({ runs }) => runs.at(-1)?.state !== 'finished'));
  return (
    <Page
      title="Exhibits and footage"
      under={`${counted(exhibits.length, 'exhibit')} · ${counted(ledgerEntries, 'ledger entry', 'ledger entries')}`}
      actions={
        exhibits.length > 0 && (
          <>
            <Button label="Check files" icon="shield" onPress={() => beginChecking({ caseId })} waiting={checking.underWay} />
            <Button label="Index" icon="face" kind={unindexed ? 'main' : 'plain'} onPress={() => setOpen('index')} disabled={indexing.underWay} />
            <Button label="Receive footage" icon="plus" kind={unindexed ? 'plain' : 'main'} onPress={() => setOpen('receive')} disabled={receiving.underWay} />
          </>
        )
      }
    >
      {([['receive', receiving], ['index', indexing], ['checkIntegrity', checking]] as const).map(([call, job]) => <Work key={call} job={job} label={jobWords(call)} />)}
      {[...(receiving.value?.refused ?? []), ...(indexing.value?.refused ?? [])].map(({ name, message }) => (
        <Notice key={name + message} tone="bad">
          <strong>{name}</strong>: {message}
        </Notice>
      ))}
      {exhibits.length === 0 ? (
        <Panel title="Begin here">
          <Empty icon="film" title="No footage yet" action={<Button label="Receive footage" icon="plus" kind="main" onPress={() => setOpen('receive')} />}>
            Choose the seized files. They are hashed and described, and never changed; then state the recorder’s clock, index, ask for an authority, and search.
          </Empty>
        </Panel>
      ) : (
        <>
          <Totals exhibits={exhibits} />
          <ExhibitTable exhibits={exhibits} integrity={checking.value ?? []} onClock={(exhibit) => setOpen({ clockOf: exhibit })} />
        </>
      )}
      <PeoplePanel />
      {open === 'receive' && <ReceiveSheet onClose={() => setOpen(null)} onReceive={(input) => (receiving.begin(input), setOpen(null))} />}
      {open === 'index' && <IndexSheet exhibits={exhibits} onClose={() => setOpen(null)} onIndex={(input) => (indexing.begin(input), setOpen(null))} />}
      {open !== null && typeof open === 'object' && <ClockSheet exhibit={open.clockOf} onClose={() => setOpen(null)} />}
    </Page>
  );
}
