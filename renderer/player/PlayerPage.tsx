/** @file The player workspace: which footage is played, or the choice of it. */
import { useMemo, useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useCommands } from '../state/commands.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { go, show, usePlace } from '../state/place.ts';
import { camerasOf, mostCameras } from './cameras.ts';
import { CameraChoice, CameraSheet } from './CameraSheet.tsx';
import { Deck } from './Deck.tsx';

export function PlayerPage() {
  const { caseId } = useDesk();
  const { footage = '', track = null } = usePlace().shown;
  const all = useAsk('playedFootage', { caseId });
  const seen = useAsk('trackSeen', { caseId, trackId: track ?? '' }, { when: track !== null });
  const [choosing, setChoosing] = useState(false);
  const commands = useMemo(() => [{ id: 'player-cameras', label: 'Choose cameras', keys: 'C', run: () => setChoosing(true) }], []);
  useCommands('Player', commands);
  const wanted = footage === '' && seen.data ? seen.data.footageId : footage;
  const cameras = useMemo(() => {
    const ids = wanted.split(',').filter((id) => id !== '').slice(0, mostCameras);
    return camerasOf(ids.flatMap((id) => all.data?.find(({ footageId }) => footageId === id) ?? []));
  }, [wanted, all.data]);
  if (!all.data) return <Waiting sentence={all.error?.message ?? null} />;
  if (footage === '' && track !== null && !seen.data && !seen.error) return <Waiting />;
  const take = (ids: readonly string[]): void => {
    setChoosing(false);
    show({ footage: ids.join(','), ticks: undefined, track: undefined });
  };
  const sheet = choosing && (
    <CameraSheet
      footage={all.data} chosen={cameras.map(({ footageId }) => footageId)} onClose={() => setChoosing(false)}
      onChosen={take}
    />
  );
  if (cameras.length > 0) {
    return (
      <>
        <Deck key={cameras.map(({ footageId }) => footageId).join()} cameras={cameras} onCameras={() => setChoosing(true)} />
        {sheet}
      </>
    );
  }
  const unknown = wanted !== '' || seen.error;
  return (
    <Page title="Player" under="Up to four cameras in step on wall time, stepped through frame by frame on the original’s own frames.">
      {unknown && <Notice tone="bad">{seen.error?.message ?? 'This case has no such footage. Nothing is wrong with what there is; choose from it.'}</Notice>}
      {all.data.length === 0 ? (
        <Empty icon="film" title="No footage yet" action={<Button label="Receive footage on the Case page" icon="folder" kind="main" onPress={() => go('case')} />}>
          What was received as an exhibit can be played here.
        </Empty>
      ) : (
        <CameraChoice footage={all.data} onChosen={take} />
      )}
    </Page>
  );
}
