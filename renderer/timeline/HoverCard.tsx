/** @file The card beside the pointer: the face that is meant, with its camera and time, or the words that there is none. */
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Lane } from '../../electron/core/timeline.ts';
import { FacePicture } from '../search/FacePicture.tsx';
import { useDesk } from '../state/desk.tsx';
import type { Pointed } from './gestures.ts';
import { headWidth } from './layout.ts';
import { momentText } from './ruler.ts';
import type { Stage } from './stage.ts';
import styles from './timeline.module.css';
import { useFaceAt } from './useFaceAt.ts';
import { stretchAt } from './view.ts';
import { emptyWords, laneName, markWords, trackWords } from './words.ts';

/** Milliseconds that a pointer rests before something is asked of the host. */
const patience = 130;

/** Follows the pointer without drawing the page: only another face, or a pointer at rest, is told to React. */
export function usePointed() {
  const card = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Pointed | null>(null);
  const latest = useRef<Pointed | null>(null), waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const onPointed = useCallback((pointed: Pointed | null): void => {
    if (pointed && card.current) place(card.current, pointed);
    const before = latest.current;
    const same = pointed !== null && before !== null && pointed.lane === before.lane && pointed.track?.trackId === before.track?.trackId && pointed.mark === before.mark && (pointed.track ?? pointed.mark) !== null;
    if (same) return;
    latest.current = pointed;
    clearTimeout(waiting.current);
    if (pointed === null || pointed.track || pointed.mark) return setShown(pointed);
    setShown(null);
    waiting.current = setTimeout(() => setShown(pointed), patience);
  }, []);
  // What it says is another size than before.
  useLayoutEffect(() => {
    if (card.current && shown) place(card.current, shown);
  });
  return { card, shown, onPointed };
}

/** On the side where there is room for it. */
function place(card: HTMLElement, { x, y }: Pointed): void {
  const { clientWidth, clientHeight } = card.parentElement!;
  const left = headWidth + x + 18, top = y + 60;
  card.style.left = `${left + card.offsetWidth > clientWidth ? left - card.offsetWidth - 36 : left}px`;
  card.style.top = `${Math.max(4, Math.min(clientHeight - card.offsetHeight - 4, top))}px`;
}

interface HoverCardProps {
  readonly stage: Stage | null;
  readonly pointing: ReturnType<typeof usePointed>;
  readonly lanes: readonly Lane[];
  readonly search: string | null;
}

export function HoverCard({ stage, pointing: { card, shown }, lanes, search }: HoverCardProps) {
  const { caseId } = useDesk();
  const { face, waiting } = useFaceAt(stage, shown);
  const lane = shown && lanes[shown.lane];
  return (
    <div ref={card} className={styles.card} hidden={!lane} role="tooltip">
      {lane && face && (
        <>
          <FacePicture name="face" of={{ caseId, trackId: face.trackId, size: '240' }} says={`Face, ${laneName(lane)}, ${momentText(face.ms, lane.axis)}`} />
          <div>
            <strong>{laneName(lane)}</strong>
            <span>{momentText(face.ms, lane.axis)}</span>
            {face.track && <span>{trackWords(face.track)}</span>}
            {face.of !== null && face.of > 1 && <span>the best of {face.of} tracks here</span>}
            {face.mark && <span className={styles.said}>{markWords(face.mark, search)}</span>}
          </div>
        </>
      )}
      {lane && !face && (
        <div>
          <strong>{laneName(lane)}</strong>
          <span>{momentText(shown.ms, lane.axis)}</span>
          <span>{waiting ? 'One moment' : emptyWords(stretchAt(lane, shown.ms), shown.ms)}</span>
        </div>
      )}
    </div>
  );
}
