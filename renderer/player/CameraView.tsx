/** @file One camera: its picture with the faces of the index, where the picture comes from, and exactly when it is. */
import { useCallback, useRef, useState, type CSSProperties } from 'react';
import { Icon } from '../parts/Icon.tsx';
import { State } from '../parts/State.tsx';
import { useDesk } from '../state/desk.tsx';
import { mediaAddress } from '../state/media.ts';
import { Boxes } from './Boxes.tsx';
import type { Camera } from './cameras.ts';
import type { Frames } from './frames.ts';
import { mayPlay } from './ownPlayer.ts';
import styles from './player.module.css';
import type { Stills } from './stills.ts';
import { useOfTransport, type Transport } from './transport.ts';
import { useFrame } from './useFrame.ts';
import { usePlayed } from './usePlayed.ts';
import { endingWords, exactWords, insteadWords, momentOf, nameOf, playedWords, sequenceWords, stepWords } from './words.ts';

interface CameraViewProps {
  readonly camera: Camera;
  readonly frames: Frames;
  readonly stills: Stills;
  readonly transport: Transport;
  /** The one whose frames are stepped through and whose time is shown large. */
  readonly leads: boolean;
  readonly alone: boolean;
  readonly faces: boolean;
  readonly track: string | null;
  readonly onLead: () => void;
  readonly onTrack: (track: string) => void;
}

export function CameraView({ camera, frames, stills, transport, leads, alone, faces, track, onLead, onTrack }: CameraViewProps) {
  const { caseId } = useDesk();
  const { footageId, width, height, step } = camera;
  const [byBrowser, setByBrowser] = useState(() => mayPlay(camera));
  const refuse = useCallback(() => setByBrowser(false), []);
  const playing = useOfTransport(transport, (state) => state.playing);
  const standingUs = useOfTransport(transport, (state) => (state.playing ? null : state.us));
  const covered = useOfTransport(transport, ({ us }) => us >= camera.startUs && (camera.endUs === null || us <= camera.endUs + 1_000_000));
  const { inView: found, coming } = useFrame(camera, frames, stills, standingUs);
  const video = useRef<HTMLVideoElement>(null), canvas = useRef<HTMLCanvasElement>(null);
  const played = usePlayed({ video, canvas }, camera, transport, leads, byBrowser, refuse, coming);
  const moves = playing && played.ticks !== null;
  // Where playing ends its last picture stays until the exact frame has come; the frame where it began does not come back.
  const [gone, setGone] = useState<typeof found>(null);
  if (moves && gone !== found) setGone(found);
  const inView = found === gone ? null : found, ending = !playing && found !== null && found === gone;
  const ticks = moves ? played.ticks : inView?.kind === 'frame' ? inView.ticks : null;
  const moment = ticks === null ? null : momentOf(camera, ticks);
  const ratio = width > 0 && height > 0 ? width / height : 16 / 9;
  const fit: CSSProperties = { aspectRatio: `${ratio}`, width: `min(100cqw, 100cqh * ${ratio})` };
  const name = nameOf(camera);
  return (
    <section className={styles.camera} aria-label={name} data-leads={(leads && !alone) || undefined} onPointerDown={onLead}>
      <header className={styles.cameraHead}>
        <strong>{name}</strong>
        <span className={styles.soft}>{camera.exhibit}</span>
        {leads && !alone && <span className={styles.leads}>leads</span>}
        <span className={styles.spring} />
        {covered && (playing ? <State is={byBrowser ? playedWords : sequenceWords(played)} /> : (ending || inView?.kind === 'frame') && <State is={ending ? endingWords : exactWords} />)}
        {!byBrowser && <p className={styles.instead}>{insteadWords(camera)}</p>}
      </header>
      <div className={styles.picture}>
        <div className={styles.fit} style={fit}>
          {byBrowser ? (
            <video
              ref={video} className={styles.layer} src={mediaAddress('video', { caseId, footageId })} muted playsInline preload="auto" disablePictureInPicture aria-label={`${name}, playing`}
              // A browser without a decoder for the picture plays the sound and complains of nothing.
              onError={refuse} onLoadedMetadata={({ currentTarget }) => currentTarget.videoWidth === 0 && refuse()}
            />
          ) : (
            <canvas ref={canvas} className={styles.layer} aria-label={`${name}, frames from the engine`} />
          )}
          {!moves && inView?.kind === 'frame' && <img className={styles.layer} src={inView.address} alt={`${name}, frame at ${inView.ticks} ticks`} draggable={false} data-ticks={String(inView.ticks)} />}
          {faces && covered && ticks !== null && <Boxes camera={camera} ticks={ticks} chosen={track} onChoose={onTrack} />}
        </div>
        {!covered && <p className={styles.nothing}>No footage at this time</p>}
        {covered && !playing && inView?.kind === 'none' && <p className={styles.nothing}>{coming ? 'One moment' : 'No frame near this time'}</p>}
        {covered && !playing && found === null && <p className={styles.nothing}>Reading the original; the first time, all of it is checked against its hash</p>}
        {((!playing && inView?.kind === 'wrong' && inView.sentence) || played.problem) && (
          <p className={styles.nothing} role="alert">
            <Icon name="warn" /> {inView?.kind === 'wrong' && !playing ? inView.sentence : played.problem}
          </p>
        )}
      </div>
      <footer className={styles.cameraFoot}>
        {moment && covered ? (
          <>
            <span className={styles.time}>{moment.time}</span>
            {(alone || step === 'checked') && <span className={styles.soft}>{moment.trust}</span>}
            <span className={styles.spring} />
            <code title="Presentation time of the frame in the original, and the length of a tick">{String(ticks)} × {camera.timeBase} s</code>
            {!alone && step !== 'checked' && <State is={stepWords[step]} />}
          </>
        ) : (
          <span className={styles.soft}>{covered ? ' ' : `Begins ${momentOf(camera, camera.start).time}${camera.endTicks === null ? '' : `, ends ${momentOf(camera, BigInt(camera.endTicks)).time.slice(camera.clock === null ? 0 : 11)}`}`}</span>
        )}
      </footer>
    </section>
  );
}
