/** @file The candidates of an answer by camera and time, above their grid: a press on one chooses it. The grid beside it is the way by keyboard. */
import { Fragment, useMemo } from 'react';
import { counted } from '../../electron/core/countWords.ts';
import type { Candidate } from '../../electron/core/search.ts';
import type { Span } from '../../electron/core/timeline.ts';
import { Button } from '../parts/Button.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { go } from '../state/place.ts';
import { divide } from './ruler.ts';
import styles from './strip.module.css';
import { candidateMarks } from './useMarks.ts';
import { laneName } from './words.ts';

/** As many as can be told apart; the others are on the timeline. */
const mostPins = 300;

/** What labels are divided for; the strip itself is as wide as there is room. */
const asWide = 620;

interface ResultStripProps {
  readonly search: string;
  readonly candidates: readonly Candidate[];
  readonly chosen: string | null;
  readonly onChoose: (track: string) => void;
}

export function ResultStrip({ search, candidates, chosen, onChoose }: ResultStripProps) {
  const { caseId } = useDesk();
  const asked = useAsk('timeline', { caseId });
  const lanes = useMemo(() => (asked.data ?? []).filter(({ axis }) => axis === 'wall'), [asked.data]);
  const marks = useMemo(() => candidateMarks(lanes, candidates.slice(0, mostPins)), [lanes, candidates]);
  if (marks.length === 0) return null;
  const rows = lanes.filter(({ id }) => marks.some(({ lane }) => lane === id));
  const span = around(marks.map(({ ms }) => ms));
  const share = (ms: number): number => ((ms - span.fromMs) / (span.toMs - span.fromMs)) * 100;
  const timeless = Math.min(candidates.length, mostPins) - marks.length;
  const { main, days } = divide(span, asWide, 'wall', 100);
  return (
    <section className={styles.strip} aria-label="Candidates by camera and time">
      <div className={styles.rows} aria-hidden="true">
        <span className={styles.day}>{days.findLast(({ ms }) => ms <= span.fromMs)?.label}</span>
        <div className={styles.scale}>
          {main.map(({ ms, label }) => <span key={ms} style={{ left: `${share(ms)}%` }}>{label}</span>)}
        </div>
        {rows.map((lane) => (
          <div key={lane.id} className={styles.row}>
            <span className={styles.name}>{laneName(lane)}</span>
            <div className={styles.line}>
              {lane.stretches.filter(({ fromMs, toMs }) => fromMs <= span.toMs && toMs >= span.fromMs).map(({ footageId, fromMs, toMs }) => (
                <i key={footageId} style={{ left: `${Math.max(0, share(fromMs))}%`, right: `${100 - Math.min(100, share(toMs))}%` }} />
              ))}
              {marks.filter((mark) => mark.lane === lane.id).map(({ trackId, ms, label, rank }) => (
                <button key={trackId} type="button" tabIndex={-1} className={styles.pin} data-chosen={trackId === chosen || undefined} style={{ left: `${share(ms)}%`, zIndex: trackId === chosen ? mostPins + 1 : mostPins - rank! }} title={`Rank ${label}`} onClick={() => onChoose(trackId)}>
                  {label}
                </button>
              ))}
            </div>
          </div>
        ))}
      </div>
      <footer className={styles.foot}>
        <span>
          {rows.map((lane, i) => (
            <Fragment key={lane.id}>
              {i > 0 && ' · '}<bdi>{laneName(lane)}</bdi>: {counted(marks.filter((mark) => mark.lane === lane.id).length, 'candidate')}
            </Fragment>
          ))}
          {timeless > 0 && ` · ${counted(timeless, 'candidate')} without wall time`}
          {candidates.length > mostPins && ` · the first ${mostPins} are shown`}
        </span>
        <Button label="On the timeline" icon="timeline" kind="quiet" onPress={() => go('timeline', { search, from: new Date(span.fromMs).toISOString(), to: new Date(span.toMs).toISOString() })} />
      </footer>
    </section>
  );
}

/** All moments with some room on both sides. */
function around(moments: readonly number[]): Span {
  const [first, last] = moments.reduce(([least, most], ms) => [Math.min(least, ms), Math.max(most, ms)] as const, [Infinity, -Infinity] as const);
  const room = Math.max(2000, (last - first) * 0.06);
  return { fromMs: first - room, toMs: last + room };
}
