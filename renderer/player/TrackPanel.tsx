/** @file One track: its face, when it was seen, each sighting, and the ways on from it. */
import { memo } from 'react';
import { count, counted } from '../../electron/core/countWords.ts';
import { mayDo } from '../../electron/core/duties.ts';
import type { TrackSeen } from '../../electron/core/playing.ts';
import { Button } from '../parts/Button.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Notice } from '../parts/Notice.tsx';
import { FacePicture } from '../search/FacePicture.tsx';
import { useDesk } from '../state/desk.tsx';
import { go } from '../state/place.ts';
import type { Camera } from './cameras.ts';
import styles from './player.module.css';
import { useOfTransport, type Transport } from './transport.ts';
import { momentOf } from './words.ts';

interface TrackPanelProps {
  readonly seen: TrackSeen | null;
  readonly problem: string | null;
  /** Null where it is not among those that are played. */
  readonly camera: Camera | null;
  readonly transport: Transport;
  readonly onClose: () => void;
}

export function TrackPanel({ seen, problem, camera, transport, onClose }: TrackPanelProps) {
  const { caseId, person } = useDesk();
  const looping = useOfTransport(transport, ({ looping: on, marked }) => on && camera !== null && seen !== null && marked?.fromUs === camera.usOf(BigInt(seen.firstTicks)));
  const loop = (): void => {
    if (!camera || !seen) return;
    if (looping) return transport.change({ looping: false });
    const fromUs = camera.usOf(BigInt(seen.firstTicks)), toUs = camera.usOf(BigInt(seen.lastTicks));
    transport.change({ marked: { fromUs, toUs: Math.max(toUs, fromUs + 200_000) }, looping: true });
    transport.seek(fromUs);
    transport.change({ playing: true });
  };
  return (
    <aside className={styles.track} aria-label="Track">
      <header className={styles.trackHead}>
        <h2>{seen ? `Track ${seen.trackId.slice(seen.trackId.lastIndexOf('-') + 1)}` : 'Track'}</h2>
        <Button label="Close the track" icon="cross" kind="quiet" iconOnly onPress={onClose} />
      </header>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {seen && (
        <>
          <FacePicture name="face" of={{ caseId, trackId: seen.trackId, size: '480' }} says="The track’s best picture" />
          <p className={styles.soft}>One face followed from frame to frame. It says nothing of who somebody is.</p>
          <div className={styles.ways}>
            <Button label={looping ? 'Stop repeating this track' : 'Repeat this track'} icon="loop" kind={looping ? 'plain' : 'main'} onPress={loop} disabled={!camera} />
            {mayDo(person.roles, 'probe-added') && <Button label="Search with this face" icon="face" onPress={() => go('search', { track: seen.trackId })} />}
            {camera && camera.clock !== null && <Button label="On the timeline" icon="timeline" onPress={() => go('timeline', aroundOf(camera, seen))} />}
          </div>
          {camera && (
            <Facts
              of={[
                ['From', momentOf(camera, BigInt(seen.firstTicks)).time], ['To', momentOf(camera, BigInt(seen.lastTicks)).time], ['Clock', momentOf(camera, BigInt(seen.firstTicks)).trust],
                ['Seen', `in ${counted(seen.count, 'frame')}, ${count(seen.searchable)} searchable`], ['Track', <code key="track">{seen.trackId}</code>],
              ]}
            />
          )}
          {camera && <Sightings seen={seen} camera={camera} transport={transport} />}
        </>
      )}
    </aside>
  );
}

/** The track with as much time before and after it, ten seconds at the least, as the timeline takes a stretch. */
function aroundOf(camera: Camera, seen: TrackSeen): { readonly from: string; readonly to: string } {
  const [fromUs, toUs] = [seen.firstTicks, seen.lastTicks].map((ticks) => camera.usOf(BigInt(ticks))) as [number, number];
  const marginUs = Math.max(10_000_000, toUs - fromUs);
  return { from: new Date((fromUs - marginUs) / 1000).toISOString(), to: new Date((toUs + marginUs) / 1000).toISOString() };
}

/** Each frame in which the face was seen; a press goes there. */
const Sightings = memo(function Sightings({ seen, camera, transport }: { readonly seen: TrackSeen; readonly camera: Camera; readonly transport: Transport }) {
  const rest = seen.count - seen.sightings.length;
  return (
    <>
      <h3>Sightings</h3>
      <ol className={styles.sightings}>
        {seen.sightings.map(({ ticks, quality, searchable }) => (
          <li key={ticks}>
            <button
              type="button"
              onClick={() => {
                transport.change({ playing: false });
                transport.seek(camera.usOf(BigInt(ticks)));
              }}
            >
              <span>{momentOf(camera, BigInt(ticks)).time.slice(camera.clock === null ? 0 : 11)}</span>
              <span className={styles.soft}>{searchable ? `quality ${quality.toFixed(2)}` : 'not searchable'}{ticks === seen.bestTicks ? ', best' : ''}</span>
            </button>
          </li>
        ))}
      </ol>
      {rest > 0 && <p className={styles.soft}>{counted(rest, 'further sighting')} later in the track.</p>}
    </>
  );
});
