/** @file One list of a search beside the list that the counter-search gives. */
import { counted } from '../../electron/core/countWords.ts';
import type { CounterAnswer, CounterTrack } from '../../electron/core/replaying.ts';
import { Facts } from '../parts/Facts.tsx';
import { Table } from '../parts/Table.tsx';
import { utc } from '../words.ts';
import styles from './disclosure.module.css';

/** Longer lists are cut on the page. */
const mostRows = 30;

interface CounterResultProps {
  readonly answer: CounterAnswer;
  readonly otherPicture: boolean;
  /** The pack it was made with; null: that of the search, whose scores can be compared. */
  readonly otherPack: string | null;
}

export function CounterResult({ answer, otherPicture, otherPack }: CounterResultProps) {
  const { search, tracks, before, after, agreement, candidates, droppedOut, cameIn, above } = answer;
  const fits = candidates.filter((track) => track.after.score > track.before.score).length;
  const lists = [['Candidates as they were answered', candidates], ['They drop out', droppedOut], ['They come in', cameIn], ['They fit better now than the first candidate, and did not before', above]] as const;
  return (
    <section className={styles.answer} aria-label={`Counter-search of ${search}`}>
      <h3>{search}</h3>
      <Facts
        of={[
          ['Compared', otherPack === null ? `all ${counted(tracks, 'track')} of the scope, from the vectors of the bundle` : `${counted(tracks, 'track')} of the list (candidates and the nearest of the rest) whose faces ${otherPack} could measure in the footage; the others of the scope were not compared`],
          ['Candidates', `${before} as it was answered, ${after} this time`],
          ['Ranking', agreement === null ? 'There is nothing to rank.' : `Of the first ${agreement.of} as it was, ${agreement.shared} are among the first ${agreement.of} this time. Average overlap of the first ${agreement.depth}: ${agreement.averageOverlap.toFixed(3)} (1: the same order, 0: nothing in common)`],
          ...(otherPicture && otherPack === null ? [['More like the other picture', `${fits} of ${counted(candidates.length, 'candidate')}`] as const] : []),
        ]}
      />
      {lists.filter(([, list]) => list.length > 0).map(([title, list]) => (
        <details key={title} open={list !== candidates}>
          <summary>{title} <span className={styles.soft}>({list.length})</span></summary>
          <Tracks label={`${title}, ${search}`} of={list} unlike={otherPack !== null} />
        </details>
      ))}
    </section>
  );
}

/** `unlike`: the scores are of two packs. */
function Tracks({ label, of, unlike }: { readonly label: string; readonly of: readonly CounterTrack[]; readonly unlike: boolean }) {
  return (
    <>
      <Table
        label={label} heads={['Rank: was, now', unlike ? 'Score: was, now in other units' : 'Score: was, now', 'Exhibit and camera', 'When', 'Track']}
        rows={of.slice(0, mostRows).map(({ track, exhibit, camera, wallTime, before, after }) => [track, `${before.rank} → ${after.rank}`, `${before.score.toFixed(4)} → ${after.score.toFixed(4)}`, `${exhibit}, ${camera}`, wallTime === null ? 'No wall time known' : utc(wallTime.utc), <code key="track">{track}</code>])}
      />
      {of.length > mostRows && <p className={styles.soft}>and {of.length - mostRows} more; “retrace counter-search --json” has all of them</p>}
    </>
  );
}
