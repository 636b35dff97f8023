/** @file The names of the lanes beside the drawing: camera, how far its clock can be trusted, how many faces. */
import type { Lane } from '../../electron/core/timeline.ts';
import type { Row } from './layout.ts';
import type { Seen } from './scene.ts';
import styles from './timeline.module.css';
import { clockWords, laneName, sightingsWords } from './words.ts';

interface LaneHeadsProps {
  readonly lanes: readonly Lane[];
  readonly rows: readonly Row[];
  readonly seen: ReadonlyMap<string, Seen>;
  readonly current: number | null;
  /** Of all lanes, pixels. */
  readonly height: number;
}

export function LaneHeads({ lanes, rows, seen, current, height }: LaneHeadsProps) {
  return (
    <ul className={styles.heads} style={{ height }} aria-label="Lanes">
      {lanes.map((lane, i) => {
        const row = rows[i];
        const faces = seen.get(lane.id);
        return row && (
          <li key={lane.id} className={styles.head} style={{ top: row.top, height: row.height }} data-current={current === i || undefined} data-low={row.height < 44 || undefined} title={`${laneName(lane)}, ${clockWords(lane)}`}>
            <strong>{laneName(lane)}</strong>
            <span>{clockWords(lane)}</span>
            <span>{faces ? sightingsWords(faces.whole?.total ?? null) : 'not indexed'}</span>
          </li>
        );
      })}
    </ul>
  );
}
