/** @file The face that was chosen on the timeline: what is known of it, and where one can go from it. */
import { mayDo } from '../../electron/core/duties.ts';
import type { Lane } from '../../electron/core/timeline.ts';
import { Button } from '../parts/Button.tsx';
import { FacePicture } from '../search/FacePicture.tsx';
import { qualityWords } from '../search/words.ts';
import { useDesk } from '../state/desk.tsx';
import { go } from '../state/place.ts';
import { momentText } from './ruler.ts';
import styles from './timeline.module.css';
import type { FaceThere } from './useFaceAt.ts';
import { laneName, markWords, searchedNote, trackWords } from './words.ts';

interface ChosenFaceProps {
  readonly face: FaceThere | null;
  readonly lane: Lane | null;
  readonly search: string | null;
  readonly onClose: () => void;
}

export function ChosenFace({ face, lane, search, onClose }: ChosenFaceProps) {
  const { caseId, person } = useDesk();
  if (!face || !lane) return <section className={styles.chosen} aria-label="Chosen face" data-empty><p>Point at a face to see it; click it, or press Enter at the cursor, and it stays here.</p></section>;
  return (
    <section className={styles.chosen} aria-label="Chosen face">
      <FacePicture name="face" of={{ caseId, trackId: face.trackId, size: '240' }} says={`Chosen face, ${laneName(lane)}, ${momentText(face.ms, lane.axis)}`} />
      <div className={styles.facts}>
        <strong>{laneName(lane)}</strong>
        <span>{momentText(face.ms, lane.axis)}</span>
        <span>{face.track ? `${trackWords(face.track)}, quality ${qualityWords(face.track.quality)}` : `${face.ticks} ticks`}</span>
        {face.mark && <span className={styles.said}>{markWords(face.mark, search)}{face.mark.kind === 'candidate' && ` ${searchedNote}`}</span>}
      </div>
      <div className={styles.ways}>
        <Button label="Play from here" icon="play" kind="main" onPress={() => go('player', { footage: face.footageId, ticks: face.ticks, track: face.trackId })} />
        {mayDo(person.roles, 'probe-added') && <Button label="Search with this face" icon="face" onPress={() => go('search', { track: face.trackId })} />}
        <Button label="Let it go" icon="cross" kind="quiet" iconOnly onPress={onClose} />
      </div>
    </section>
  );
}
