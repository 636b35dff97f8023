/** @file The stretch of wall time that was chosen: how many faces are in it, and a search within it. */
import type { Lane } from '../../electron/core/timeline.ts';
import { Button } from '../parts/Button.tsx';
import { go } from '../state/place.ts';
import { countWithin } from './density.ts';
import type { Seen } from './scene.ts';
import type { ChosenStretch } from './stage.ts';
import styles from './timeline.module.css';
import { holesWords, laneName, sightingsWords, spanWords } from './words.ts';

/** As a person would type it, in whole seconds so that nothing of the stretch is left out. */
const typed = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** The search page with this stretch as its filter, of one camera or of all. */
export function searchStretch({ fromMs, toMs, lane }: ChosenStretch, lanes: readonly Lane[]): void {
  const camera = lane === null ? null : lanes.find(({ id }) => id === lane)?.camera ?? null;
  go('search', { from: typed(Math.floor(fromMs / 1000) * 1000), to: typed(Math.ceil(toMs / 1000) * 1000), ...(camera !== null && { camera }) });
}

interface ChosenTimeProps {
  readonly stretch: ChosenStretch | null;
  readonly lanes: readonly Lane[];
  readonly seen: ReadonlyMap<string, Seen>;
  readonly onClose: () => void;
}

export function ChosenTime({ stretch, lanes, seen, onClose }: ChosenTimeProps) {
  if (stretch === null) return null;
  const of = lanes.filter(({ id, axis }) => axis === 'wall' && (stretch.lane === null || stretch.lane === id));
  const faces = of.reduce((n, { id }) => n + (seen.get(id)?.whole ? countWithin(seen.get(id)!.whole!, stretch) : 0), 0);
  const one = stretch.lane === null ? null : of[0] ?? null;
  return (
    <section className={styles.chosen} aria-label="Chosen stretch">
      <div className={styles.facts}>
        <strong>{one ? laneName(one) : 'Every camera'}</strong>
        <span>{spanWords(stretch, 'wall')}</span>
        <span>about {sightingsWords(faces)}{one && `; ${holesWords(one, stretch)}`}</span>
      </div>
      <div className={styles.ways}>
        <Button label={one?.camera ? `Search ${one.camera} in it` : 'Search in it'} icon="search" kind="main" onPress={() => searchStretch(stretch, lanes)} />
        {one && <Button label="Every camera" icon="search" onPress={() => searchStretch({ ...stretch, lane: null }, lanes)} />}
        <Button label="Let it go" icon="cross" kind="quiet" iconOnly onPress={onClose} />
      </div>
    </section>
  );
}
