/** @file Candidates by rank as a grid of faces; only those in view are in the page. */
import { GridLayout, GridList, GridListItem, Size, Virtualizer } from 'react-aria-components';
import type { Candidate } from '../../electron/core/search.ts';
import { useDesk } from '../state/desk.tsx';
import { FacePicture } from './FacePicture.tsx';
import styles from './search.module.css';
import { momentWords, qualityWords, scoreWords } from './words.ts';

const layout = { minItemSize: new Size(168, 262), maxItemSize: new Size(230, 324), minSpace: new Size(10, 10) };

interface CandidateGridProps {
  readonly name: string;
  readonly candidates: readonly Candidate[];
  readonly chosen: string | null;
  readonly onChoose: (track: string) => void;
}

export function CandidateGrid({ name, candidates, chosen, onChoose }: CandidateGridProps) {
  const { caseId } = useDesk();
  return (
    <Virtualizer layout={GridLayout} layoutOptions={layout}>
      <GridList
        aria-label={name} layout="grid" className={styles.grid!} items={candidates.map((candidate) => ({ id: candidate.trackId, candidate }))} selectionMode="single" selectionBehavior="replace" disallowEmptySelection selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => keys !== 'all' && keys.forEach((key) => onChoose(String(key)))}
      >
        {({ candidate: { rank, trackId, score, exhibit, camera, wallTime, quality } }) => (
          <GridListItem id={trackId} textValue={`Rank ${rank}, ${camera || exhibit}`} className={styles.card!}>
            <FacePicture name="face" of={{ caseId, trackId, size: '240' }} says={`Face of the candidate of rank ${rank}`} />
            <div className={styles.cardWords}>
              <div className={styles.cardTop}>
                <strong>{rank}</strong>
                <span>{scoreWords(score)}</span>
              </div>
              <span>{camera || 'Camera not named'}</span>
              <span className={styles.soft}>{momentWords(wallTime)}</span>
              <span className={styles.soft}>Quality {qualityWords(quality)}</span>
            </div>
          </GridListItem>
        )}
      </GridList>
    </Virtualizer>
  );
}
