/** @file The ledger workspace: every entry in sentences, the proof of one, the checkpoint to read out, verification. */
import { count, counted } from '../../electron/core/countWords.ts';
import { useCallback, useMemo, useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { Soon } from '../parts/Soon.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useCommands } from '../state/commands.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk, useJob } from '../state/host.tsx';
import { show, usePlace } from '../state/place.ts';
import { CheckpointSheet } from './CheckpointSheet.tsx';
import { EntryDetail } from './EntryDetail.tsx';
import { EntryList } from './EntryList.tsx';
import { FilterBar } from './FilterBar.tsx';
import styles from './ledger.module.css';
import { useFilter } from './useFilter.ts';
import { Verification } from './Verification.tsx';

const close = (): void => show({ entry: undefined });

export function LedgerPage() {
  const { caseId } = useDesk();
  const { entry: asked } = usePlace().shown;
  const [reading, setReading] = useState(false);
  const head = useAsk('ledgerHead', { caseId });
  const entries = head.data?.entries ?? 0;
  const list = useFilter(entries);
  const job = useJob('verifyLedger', caseId);
  const { begin } = job;
  const verify = useCallback(() => begin({ caseId }), [begin, caseId]);
  const commands = useMemo(() => [
    { id: 'verify-ledger', label: 'Verify the ledger', keys: 'V', run: verify },
    { id: 'close-entry', label: 'Close the entry', keys: 'Escape', run: close },
    { id: 'fingerprint', label: 'Read out the checkpoint', keys: 'R', run: () => setReading(true) },
  ], [verify]);
  useCommands('Ledger', commands);
  if (!head.data) return <Waiting sentence={head.error?.message ?? null} />;
  const entry = asked !== undefined && /^\d{1,9}$/.test(asked) && Number(asked) < entries ? Number(asked) : null;
  return (
    <Page
      full title="Ledger" under="Every act is an entry, signed by who did it, each standing on the one before. It shows what was recorded and when this machine said it was; not that it is true."
      actions={<><Button label="Read out the checkpoint" icon="hash" onPress={() => setReading(true)} /><Button label="Verify the ledger" icon="shield" kind="main" onPress={verify} waiting={job.underWay} /></>}
    >
      <div className={styles.desk}>
        {job.refusal !== null && <Notice tone="bad">{job.refusal}</Notice>}
        <Verification job={job} />
        <FilterBar people={head.data.people} on={list.on} />
        <div className={styles.rooms} data-two={entry !== null || undefined}>
          <section className={styles.listRoom} aria-label="Entries">
            <p className={styles.counted} aria-live="polite">
              {list.waiting ? 'Reading the ledger' : list.on ? `${count(list.length)} of ${counted(entries, 'entry', 'entries')}` : counted(entries, 'entry', 'entries')}
              {head.data.withholds && <span>Searches, reviews and what they are about are kept from your role{list.on ? ' and fit no filter' : ''}.</span>}
            </p>
            {list.sentence !== null && <Notice tone="bad">{list.sentence}</Notice>}
            {list.length > 0 ? <Soon><EntryList length={list.length} indexAt={list.indexAt} chosen={entry === null ? -1 : list.placeOf(entry)} onOpen={(index) => show({ entry: String(index) })} onClose={close} /></Soon>
              : !list.waiting && list.sentence === null && <Empty icon="ledger" title="No entry fits">Take one of the filters away, or show all.</Empty>}
          </section>
          {entry !== null && <EntryDetail key={entry} entry={entry} onClose={close} />}
        </div>
      </div>
      {reading && <CheckpointSheet checkpoint={head.data.checkpoint} onClose={() => setReading(false)} />}
    </Page>
  );
}
