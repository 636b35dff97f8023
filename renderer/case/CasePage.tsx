/** @file The case workspace: its exhibits and footage, their clocks, how far each is indexed, and problems in words. */
import { Empty } from '../parts/Empty.tsx';
import { Page } from '../parts/Page.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { counted } from '../words.ts';
import { ExhibitTable } from './ExhibitTable.tsx';
import { Totals } from './Totals.tsx';

export function CasePage() {
  const { caseId } = useDesk();
  const asked = useAsk('overview', { caseId });
  if (!asked.data) return <Waiting sentence={asked.error?.message ?? null} />;
  const { exhibits, ledgerEntries } = asked.data;
  return (
    <Page title="Exhibits and footage" under={`${counted(exhibits.length, 'exhibit')} · ${counted(ledgerEntries, 'ledger entry', 'ledger entries')}`}>
      {exhibits.length > 0 && <Totals exhibits={exhibits} />}
      {exhibits.length === 0 ? <Empty icon="film" title="No footage yet" /> : <ExhibitTable exhibits={exhibits} />}
    </Page>
  );
}
