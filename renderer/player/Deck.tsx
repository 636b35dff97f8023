/** @file The cameras that were chosen, side by side over one transport, with the track that is looked at beside them. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { Page } from '../parts/Page.tsx';
import { useCommands } from '../state/commands.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk, useClient } from '../state/host.tsx';
import { show, usePlace } from '../state/place.ts';
import { spanOf, type Camera } from './cameras.ts';
import { CameraView } from './CameraView.tsx';
import { openFrames } from './frames.ts';
import { JumpSheet } from './JumpSheet.tsx';
import styles from './player.module.css';
import { openStills } from './stills.ts';
import { TakePanel } from './TakePanel.tsx';
import { TrackPanel } from './TrackPanel.tsx';
import { openTransport, speeds, useOfTransport } from './transport.ts';
import { TransportBar } from './TransportBar.tsx';
import { nameOf } from './words.ts';

export function Deck({ cameras, onCameras }: { readonly cameras: readonly Camera[]; readonly onCameras: () => void }) {
  const client = useClient();
  const { caseId } = useDesk();
  const { ticks: shownTicks, track = null } = usePlace().shown;
  const [leading, setLeading] = useState(cameras[0]!.footageId);
  const lead = cameras.find(({ footageId }) => footageId === leading) ?? cameras[0]!;
  const [faces, setFaces] = useState(true);
  const [jumping, setJumping] = useState(false);
  const span = useMemo(() => spanOf(cameras), [cameras]);
  const [transport] = useState(() => openTransport(span, shownTicks !== undefined && /^-?\d{1,18}$/.test(shownTicks) ? cameras[0]!.usOf(BigInt(shownTicks)) : cameras[0]!.startUs));
  const [stills] = useState(() => openStills(caseId));
  const frames = useMemo(() => new Map(cameras.map((camera) => [camera.footageId, openFrames(client, caseId, camera)])), [cameras, client, caseId]);
  useEffect(() => () => (transport.close(), stills.close()), [transport, stills]);

  // The address follows where one stands, and where it was changed from outside one goes there.
  const written = useRef(shownTicks);
  const standingUs = useOfTransport(transport, (state) => (state.playing ? null : state.us));
  useEffect(() => {
    if (standingUs === null) return;
    const settle = setTimeout(() => void frames.get(cameras[0]!.footageId)!.at(standingUs).then((at) => {
      if (at === null || transport.state().us !== standingUs) return;
      written.current = String(at);
      show({ ticks: String(at) });
    }, () => undefined), 200);
    return () => clearTimeout(settle);
  }, [standingUs, frames, cameras, transport]);
  useEffect(() => {
    if (shownTicks === undefined || shownTicks === written.current || !/^-?\d{1,18}$/.test(shownTicks)) return;
    written.current = shownTicks;
    transport.seek(cameras[0]!.usOf(BigInt(shownTicks)));
  }, [shownTicks, cameras, transport]);

  // A track without a moment: its best picture.
  const seen = useAsk('trackSeen', { caseId, trackId: track ?? '' }, { when: track !== null });
  const placed = useRef(shownTicks !== undefined);
  useEffect(() => {
    const camera = cameras.find(({ footageId }) => footageId === seen.data?.footageId);
    if (placed.current || !camera || !seen.data) return;
    placed.current = true;
    transport.seek(camera.usOf(BigInt(seen.data.bestTicks)));
  }, [seen.data, cameras, transport]);

  // Steps follow each other, however fast the key repeats.
  const steps = useRef(Promise.resolve());
  const step = useCallback((way: 1 | -1) => {
    transport.change({ playing: false });
    const before = steps.current;
    const of = frames.get(lead.footageId)!;
    steps.current = (async () => {
      await before;
      const at = await of.at(transport.state().us).catch(() => null);
      const next = at === null ? null : await of.beside(at, way).catch(() => null);
      if (next !== null) transport.seek(lead.usOf(next));
    })();
  }, [frames, lead, transport]);
  const play = useCallback(() => transport.change({ playing: !transport.state().playing }), [transport]);
  const speed = useCallback((way: 1 | -1) => {
    const at = speeds.findIndex((each) => each === transport.state().speed);
    transport.change({ speed: speeds[Math.min(speeds.length - 1, Math.max(0, at + way))]! });
  }, [transport]);
  const mark = useCallback((end: 'fromUs' | 'toUs') => {
    const { us, marked } = transport.state();
    const next = { fromUs: marked?.fromUs ?? span.fromUs, toUs: marked?.toUs ?? span.toUs, [end]: us };
    transport.change({ marked: next.fromUs < next.toUs ? next : end === 'fromUs' ? { fromUs: us, toUs: span.toUs } : { fromUs: span.fromUs, toUs: us } });
  }, [span, transport]);
  const choose = useCallback((next: string | null) => show({ track: next ?? undefined }), []);
  const commands = useMemo(() => [
    { id: 'player-play', label: 'Play or pause', keys: 'Space / K', run: play },
    { id: 'player-next', label: 'One frame forward', keys: 'ArrowRight', run: () => step(1) },
    { id: 'player-before', label: 'One frame back', keys: 'ArrowLeft', run: () => step(-1) },
    { id: 'player-second', label: 'One second forward', keys: 'Shift+ArrowRight', run: () => transport.seek(transport.state().us + 1e6) },
    { id: 'player-second-back', label: 'One second back', keys: 'Shift+ArrowLeft', run: () => transport.seek(transport.state().us - 1e6) },
    { id: 'player-first', label: 'To the first frame', keys: 'Home', run: () => transport.seek(span.fromUs) },
    { id: 'player-last', label: 'To the last frame', keys: 'End', run: () => transport.seek(span.toUs) },
    { id: 'player-faster', label: 'Faster', keys: 'L', run: () => speed(1) },
    { id: 'player-slower', label: 'Slower', keys: 'J', run: () => speed(-1) },
    { id: 'player-jump', label: 'Jump to a time', keys: 'G', run: () => setJumping(true) },
    { id: 'player-from', label: 'Mark the beginning of a stretch here', keys: 'I', run: () => mark('fromUs') },
    { id: 'player-to', label: 'Mark the end of a stretch here', keys: 'O', run: () => mark('toUs') },
    { id: 'player-loop', label: 'Repeat the marked stretch, or stop repeating', keys: 'R', run: () => transport.change({ looping: !transport.state().looping && transport.state().marked !== null }) },
    { id: 'player-faces', label: 'Show or hide the faces of the index', keys: 'F', run: () => setFaces((on) => !on) },
    ...cameras.map(({ footageId, camera, exhibit }, i) => ({ id: `player-lead-${i + 1}`, label: `${nameOf({ camera, exhibit })} leads`, keys: String(i + 1), run: () => setLeading(footageId) })),
  ], [cameras, mark, play, span, speed, step, transport]);
  useCommands('Player, what is played', commands);
  const alone = cameras.length === 1;
  return (
    <Page
      full title="Player"
      under={alone ? `${nameOf(cameras[0]!)}, exhibit ${cameras[0]!.exhibit}. What stands still is always the original’s own frame.` : `${cameras.length} cameras on one line of time. What stands still is always the original’s own frame.`}
      actions={<><Button label="Cameras" icon="camera" onPress={onCameras} /><TakePanel camera={lead} frames={frames.get(lead.footageId)!} transport={transport} /></>}
    >
      <div className={styles.deck} data-beside={track !== null || undefined}>
        <div className={styles.cameras} data-count={cameras.length}>
          {cameras.map((camera) => (
            <CameraView
              key={camera.footageId} camera={camera} frames={frames.get(camera.footageId)!} stills={stills} transport={transport} leads={camera === lead} alone={alone} faces={faces} track={track}
              onLead={() => setLeading(camera.footageId)} onTrack={choose}
            />
          ))}
        </div>
        {track !== null && <TrackPanel seen={seen.data ?? null} problem={seen.error?.message ?? null} camera={cameras.find(({ footageId }) => footageId === seen.data?.footageId) ?? null} transport={transport} onClose={() => choose(null)} />}
        <TransportBar cameras={cameras} lead={lead} span={span} transport={transport} faces={faces} onFaces={() => setFaces((on) => !on)} onStep={step} onMark={mark} onJump={() => setJumping(true)} />
      </div>
      {jumping && <JumpSheet camera={lead} onClose={() => setJumping(false)} onJump={(us) => (setJumping(false), transport.seek(us))} />}
    </Page>
  );
}
