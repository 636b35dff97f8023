/** @file The disclosure workspace: the schedule of everything that was searched, a bundle for the other side, and a bundle that was received. */
import { useMemo } from 'react';
import { mayDo } from '../../electron/core/duties.ts';
import { Choice } from '../parts/Choice.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useCommands } from '../state/commands.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { show, usePlace } from '../state/place.ts';
import { BundlePart } from './BundlePart.tsx';
import { Received } from './Received.tsx';
import { SchedulePart } from './SchedulePart.tsx';

const parts = [
  { id: 'schedule', label: 'Schedule of searches' },
  { id: 'bundle', label: 'Make a bundle' },
  { id: 'received', label: 'Check a bundle' },
] as const;

export function DisclosurePage() {
  const { caseId, person } = useDesk();
  const { part: asked } = usePlace().shown;
  const part = parts.find(({ id }) => id === asked)?.id ?? 'schedule';
  const mayLook = mayDo(person.roles, 'search-shown');
  const schedule = useAsk('schedule', { caseId }, { when: mayLook });
  const commands = useMemo(() => parts.map(({ id, label }, i) => ({ id: `disclosure-${id}`, label, keys: 'SBR'[i]!, run: () => show({ part: id }) })), []);
  useCommands('Disclosure', commands);
  const under = 'What the other side is given, and how anybody tests it without trusting this program.';
  if (!mayLook) {
    return (
      <Page title="Disclosure" under={under}>
        <Notice tone="info">Searches and what they gave are kept from reviewers, so that they decide on faces alone; that goes for the schedule and for bundles too. A disclosure officer, an analyst or the defence sees them.</Notice>
      </Page>
    );
  }
  return (
    <Page title="Disclosure" under={under} actions={<Choice label="Part" as="segments" value={part} onChange={(id) => show({ part: id })} options={parts} />}>
      {part === 'received' ? <Received /> : schedule.data === undefined ? <Waiting sentence={schedule.error?.message ?? null} /> : part === 'schedule' ? <SchedulePart schedule={schedule.data} /> : <BundlePart schedule={schedule.data} />}
    </Page>
  );
}
