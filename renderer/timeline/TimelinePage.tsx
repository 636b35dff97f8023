/** @file The timeline workspace: every camera on one wall clock, from weeks to single frames. */
import { useMemo } from 'react';
import { Button } from '../parts/Button.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Page } from '../parts/Page.tsx';
import { Soon } from '../parts/Soon.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { go } from '../state/place.ts';
import { Board } from './Board.tsx';

export function TimelinePage() {
  const { caseId } = useDesk();
  const asked = useAsk('timeline', { caseId });
  const lanes = useMemo(() => asked.data ?? [], [asked.data]);
  if (!asked.data) return <Waiting sentence={asked.error?.message ?? null} />;
  if (lanes.length === 0) {
    return (
      <Page title="Timeline">
        <Empty icon="timeline" title="No footage yet" action={<Button label="Receive footage on the Case page" icon="folder" kind="main" onPress={() => go('case')} />}>
          Receive footage and state its recorder’s clock; each camera then has a lane here, and when it is indexed the faces in it are seen.
        </Empty>
      </Page>
    );
  }
  return <Soon><Board lanes={lanes} /></Soon>;
}
