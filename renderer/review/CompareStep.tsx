/** @file The opened line-up: the face that is searched for and one picture beside it, the others below, and the decision next to them. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { ReviewerView } from '../../electron/core/shownReviews.ts';
import { Button } from '../parts/Button.tsx';
import { useCommands } from '../state/commands.ts';
import { useDesk } from '../state/desk.tsx';
import { mediaAddress } from '../state/media.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { LightControls } from './LightControls.tsx';
import { useLooks } from './looks.ts';
import { Neighbours } from './Neighbours.tsx';
import { Pane } from './Pane.tsx';
import styles from './review.module.css';
import { useViews, type Side } from './useViews.ts';
import { ViewControls } from './ViewControls.tsx';
import { pictureName } from './words.ts';

/** `supersedes`: the reviewer's own standing decision. */
export function CompareStep({ view, supersedes, onRecorded }: { readonly view: ReviewerView; readonly supersedes: string | null; readonly onRecorded: () => void }) {
  const { caseId } = useDesk();
  const { lineup, pictures } = view;
  const looks = useLooks(lineup);
  const views = useViews(looks.zoomedTo);
  const [around, setAround] = useState<{ readonly place: number; readonly step: number } | null>(null);
  // What was asked for last is made first: the small pictures wait for the one that is compared.
  const [settled, setSettled] = useState(false);
  const { at, goTo, lookAround } = looks;
  const places = useMemo(() => Array.from({ length: pictures }, (_, i) => i + 1), [pictures]);
  const step = around?.place === at ? around.step : 0;
  const address = (place: number, of = 0): string => mediaAddress('review', { caseId, ...looks.of(place, of) });
  const show = (place: number): void => {
    goTo(place);
    setAround(null);
  };
  const lookNear = (): void => {
    if (around === null) lookAround(at);
    setAround(around === null ? { place: at, step: 0 } : null);
  };
  const latest = useRef({ show, lookNear });
  useEffect(() => {
    latest.current = { show, lookNear };
  });
  const commands = useMemo(() => [
    ...places.map((place) => ({ id: `picture-${place}`, label: `Put picture ${place} beside the face`, ...(place < 10 && { keys: String(place) }), run: () => latest.current.show(place) })),
    { id: 'frames-around', label: 'Frames around this picture', keys: 'F', run: () => latest.current.lookNear() },
  ], [places]);
  useCommands('Line-up', commands);
  const pane = (side: Side, place: number, title: string, of: number) => (
    <div className={styles.side}>
      <Pane title={title} address={address(place, of)} view={views.of[side]} light={looks.lightOf(place)} onZoom={(factor, point) => views.zoom(side, factor, point)} onMove={(by) => views.move(side, by)} onReset={views.reset} onSettled={() => side === 'right' && setSettled(true)} />
      <LightControls of={looks.lightOf(place)} onChange={(light) => looks.setLight(place, light)} />
    </div>
  );
  return (
    <div className={styles.comparing}>
      <section className={styles.looking} aria-label="Pictures">
        <div className={styles.panes}>
          {pane('left', 0, 'The face that is searched for', 0)}
          {pane('right', at, step === 0 ? `Picture ${at}` : `Picture ${at}, another frame`, step)}
        </div>
        <ViewControls views={views} beside>
          <Button label={around === null ? `Frames around picture ${at}` : 'Close the frames around it'} icon="film" onPress={lookNear} />
        </ViewControls>
        <ListBox
          aria-label="Pictures of the line-up" orientation="horizontal" layout="grid" className={styles.strip!} selectionMode="single" selectionBehavior="replace" disallowEmptySelection selectedKeys={[String(at)]}
          onSelectionChange={(keys) => keys !== 'all' && keys.forEach((key) => show(Number(key)))}
        >
          {places.map((place) => (
            <ListBoxItem key={place} id={String(place)} textValue={pictureName(place)} className={styles.small!}>
              {settled ? <img src={address(place)} alt="" draggable={false} /> : <span className={styles.later} />}
              <b>{place}</b>
            </ListBoxItem>
          ))}
        </ListBox>
        {around !== null && <Neighbours lineup={lineup} place={at} step={step} addressOf={(of) => address(at, of)} onStep={(next) => setAround({ place: at, step: next })} />}
        <p className={styles.soft}>In an order that chance made for you alone. The person who is searched for may be none of them.</p>
      </section>
      <DecisionForm view={view} places={places} supersedes={supersedes} looks={looks} onRecorded={onRecorded} />
    </div>
  );
}
