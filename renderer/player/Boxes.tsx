/** @file The faces of the index over a frame: whole lines where one was seen in it, broken ones between two frames that were looked at. */
import { microsecondsToTicks } from '../../electron/core/time.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import type { Camera } from './cameras.ts';
import { facesAt } from './faces.ts';
import styles from './player.module.css';

/** Microseconds asked for at once, and how far beyond, so that a face between two sightings is known on both sides. */
const stretchUs = 10_000_000n, overlapUs = 1_500_000n;

/** Sightings of a track that are further apart are not joined by a box. */
const longestUs = 1_500_000n;

interface BoxesProps {
  readonly camera: Camera;
  readonly ticks: bigint;
  readonly chosen: string | null;
  readonly onChoose: (track: string) => void;
}

export function Boxes({ camera, ticks, chosen, onChoose }: BoxesProps) {
  const { base, start, width, height } = camera;
  const index = (ticks - start) / (microsecondsToTicks(stretchUs, base) || 1n);
  const now = useStretch(camera, index);
  // Asked for ahead, so that nothing is missing when playing comes there.
  useStretch(camera, index + 1n);
  const part = (of: number, all: number): string => `${(100 * of) / all}%`;
  return facesAt(now, ticks, microsecondsToTicks(longestUs, base)).map(({ trackId, box: [x, y, w, h], seen }) => {
    const number = trackId.slice(trackId.lastIndexOf('-') + 1);
    return (
      <button
        key={trackId} type="button" className={styles.box} data-seen={seen || undefined} data-chosen={trackId === chosen || undefined} aria-label={`Track ${number}${seen ? '' : ', between two sightings'}`} aria-pressed={trackId === chosen} title={`Track ${number}${seen ? '' : ': between two frames that were looked at'}`}
        style={{ left: part(x, width), top: part(y, height), width: part(w, width), height: part(h, height) }} onClick={() => onChoose(trackId)}
      >
        <b>{number}</b>
      </button>
    );
  });
}

function useStretch({ footageId, base, start }: Camera, index: bigint) {
  const { caseId } = useDesk();
  const length = microsecondsToTicks(stretchUs, base) || 1n, overlap = microsecondsToTicks(overlapUs, base);
  const fromTicks = start + index * length - overlap, toTicks = start + (index + 1n) * length + overlap;
  return useAsk('facesSeen', { caseId, footageId, fromTicks: String(fromTicks), toTicks: String(toTicks) }).data ?? [];
}
