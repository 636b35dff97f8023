/** @file One candidate: its face, where and when it was seen, how good the picture is, and the way to the footage itself. */
import { measuredText } from '../../electron/core/chance.ts';
import { mayDo } from '../../electron/core/duties.ts';
import type { Candidate } from '../../electron/core/search.ts';
import { Button } from '../parts/Button.tsx';
import { Facts } from '../parts/Facts.tsx';
import { useDesk } from '../state/desk.tsx';
import { go } from '../state/place.ts';
import { FacePicture } from './FacePicture.tsx';
import { Measures, Ratio, type CandidatePlace } from './Measures.tsx';
import styles from './search.module.css';
import { leadShort, momentWords, pixelsWords, qualityWords, scoreWords } from './words.ts';

interface CandidateDetailProps {
  readonly candidate: Candidate;
  /** Of what it is the candidate, in words; the rank alone says nothing. */
  readonly under: string;
  readonly place: CandidatePlace;
  /** Whether a likelihood ratio is asked for of such a one. */
  readonly weighed: boolean;
  /** The probe that it is a candidate for; null: it is none. */
  readonly probe: string | null;
}

export function CandidateDetail({ candidate, under, place, weighed, probe }: CandidateDetailProps) {
  const { caseId, person } = useDesk();
  const { rank, trackId, footageId, score, exhibit, camera, bestTicks, timeBase, wallTime, box, quality, expected } = candidate;
  return (
    <aside className={styles.detail} aria-label={`Rank ${rank}`}>
      <FacePicture name="face" of={{ caseId, trackId, size: '480' }} says={`Face of the candidate of rank ${rank}`} />
      <p>
        <strong>{leadShort}</strong>
      </p>
      <p className={styles.soft}>The track’s best picture; the score is that of the frame named below.</p>
      <Facts
        of={[
          ['Rank', `${rank} ${under}`], ['Score', scoreWords(score)], ['By chance', expected === null ? 'how many score as high is not measured' : `${measuredText(expected)} expected to score as high or higher`], ['Camera', `${camera || 'not named'}, exhibit ${exhibit}`], ['Wall time', momentWords(wallTime)],
          ['Face', `${pixelsWords(box[2])} wide, quality ${qualityWords(quality)}`], ['Frame', `${bestTicks} ticks of ${timeBase} s`], ['Track', <code key="track">{trackId}</code>],
        ]}
      />
      <Measures of={place} />
      {weighed && <Ratio of={place} />}
      <div className={styles.ways}>
        {probe !== null && <Button label="Review this candidate" icon="review" onPress={() => go('review', { search: place.search, probe, candidate: String(rank) })} />}
        <Button label="See it in the footage" icon="play" onPress={() => go('player', { footage: footageId, ticks: bestTicks, track: trackId })} />
        {mayDo(person.roles, 'probe-added') && <Button label="Search with this face" icon="face" onPress={() => go('search', { track: trackId })} />}
      </div>
    </aside>
  );
}
