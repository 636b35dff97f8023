/** @file Before a search: what it would compare, what chance would give, and the button that begins it. */
import { count, counted } from '../../electron/core/countWords.ts';
import type { Input } from '../../electron/api/contract.ts';
import { Button } from '../parts/Button.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Work } from '../parts/Work.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { show } from '../state/place.ts';
import { useSettled } from '../state/settled.ts';
import { Chance } from './Chance.tsx';
import styles from './search.module.css';
import type { Begun } from './useBegun.ts';
import { notSearchedWords, windowWords } from './words.ts';

interface BeforeProps {
  readonly request: Input<'search'> | null;
  readonly searching: Begun;
  /** A number of candidates expected by chance was chosen to end the list with. */
  readonly onTarget: (target: number) => void;
}

/** Nothing begins before chance has been told: the question is in view when the answer comes. */
export function Before({ request: typed, searching, onTarget }: BeforeProps) {
  const { caseId } = useDesk();
  // Each question reads the whole pack: it is not asked for every letter.
  const text = JSON.stringify(typed), settled = useSettled(text);
  const request = JSON.parse(settled) as typeof typed;
  const asked = request ?? { caseId, probe: null, list: null, authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 1, threshold: null, expectAtMost: null };
  const { data: preview, error, isLoading } = useAsk('previewSearch', asked, { when: request !== null });
  const hasTracks = request !== null && error === null && preview !== undefined && preview.footage > 0;
  const { data: estimate, error: noEstimate } = useAsk('estimateSearch', asked, { when: hasTracks });
  const isBelow = estimate !== undefined && estimate.threshold !== null && estimate.record.lowest !== null && estimate.threshold < estimate.record.lowest && estimate.record.allowance === null;
  const isTold = hasTracks && estimate !== undefined && noEstimate === null;
  const isOpen = settled === text && isTold && !isBelow && (estimate.chosen === null || estimate.chosen.threshold !== null);
  return (
    <>
      <section className={styles.before} aria-label="Before the search">
        {request === null && <p className={styles.soft}>Choose what to search for; then this says how many tracks would be compared, and how many candidates chance alone would give.</p>}
        {request !== null && isLoading && <p className={styles.soft}>Counting tracks</p>}
        {request !== null && error && <Notice tone="caution">{error.message}</Notice>}
        {request !== null && preview && !error && (
          <Facts
            of={[
              ['Would compare', `${counted(preview.tracks, 'track')} of ${counted(preview.footage, 'footage', 'footages')}, ${windowWords(preview.from, preview.to)}`],
              ['Comparisons', count(preview.comparisons)],
              ['Under', `${preview.authority}; it uses up one search`],
              ...preview.notSearched.map(({ footageId, exhibit, camera, reason }) => [`Not ${reason === 'partly-indexed' ? 'wholly ' : ''}compared`, <span key={footageId}>{exhibit}{camera === '' ? '' : `, camera ${camera}`}: {notSearchedWords[reason]}</span>] as const),
            ]}
          />
        )}
        {hasTracks && !estimate && !noEstimate && <p className={styles.soft}>Working out what chance would give</p>}
        {hasTracks && noEstimate && <Notice tone="caution">{noEstimate.message}</Notice>}
        {isTold && <Chance estimate={estimate} onTarget={onTarget} />}
        {isBelow && (
          <>
            <Notice tone="caution">The lowest score lies below {estimate.record.lowest!.toFixed(4)}, where the calibrated range ends: how many candidates chance gives there is not known. Somebody else, an authorising officer, has to allow it.</Notice>
            <div><Button label="Ask for it to be allowed" icon="person" onPress={() => show({ allow: String(estimate.threshold) })} /></div>
          </>
        )}
      </section>
      <div className={styles.begin}>
        <Work job={searching} label="Searching" />
        <Button label={hasTracks ? `Search under ${preview.authority}` : 'Search'} icon="search" kind="main" waiting={searching.underWay} disabled={!isOpen} onPress={() => request && searching.begin(request)} />
      </div>
    </>
  );
}
