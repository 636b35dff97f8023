/** @file One camera's moving picture while the transport runs: the original in the browser's own player, or frames from the engine on a canvas. */
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { ticksToMicroseconds } from '../../electron/core/time.ts';
import { useDesk } from '../state/desk.tsx';
import { covers, type Camera } from './cameras.ts';
import { openSequence, type Sequence } from './sequence.ts';
import { useOfTransport, type Transport } from './transport.ts';

/** Seconds by which a camera that follows may be off before it is set anew; below, its speed is bent a little. */
const mostOff = 0.2;

/** Milliseconds without a picture after which a browser’s player is not waited for any longer. */
const patienceMs = 8000;

export interface Played {
  /** Ticks of the moving picture as far as they are known: of the engine's frame, or nearest to what the browser says of its own. Null: none yet. */
  readonly ticks: bigint | null;
  /** Frames from the engine that were drawn in the last second; null while the browser plays. */
  readonly perSecond: number | null;
  /** Whether the machine does not manage all of the engine's frames in time, and some are passed over. */
  readonly thinned: boolean;
  readonly problem: string | null;
}

/** Width in pixels of frames from the engine: what one camera of four takes on a large screen. */
const sequenceWidth = 960;

interface Screens {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
}

const nothing: Played = { ticks: null, perSecond: null, thinned: false, problem: null };

/** `coming`: the exact frame where one stands is not in view yet; nothing else is fetched meanwhile. */
export function usePlayed({ video, canvas }: Screens, camera: Camera, transport: Transport, leads: boolean, byBrowser: boolean, refuse: () => void, coming: boolean): Played {
  const { caseId } = useDesk();
  const playing = useOfTransport(transport, (state) => state.playing);
  const [shown, setShown] = useState(nothing);
  // Another camera may take the lead while this one plays.
  const leading = useRef(leads);
  useEffect(() => {
    leading.current = leads;
  }, [leads]);

  const sequence = useMemo(() => (byBrowser ? null : openSequence(caseId, camera, sequenceWidth)), [byBrowser, camera, caseId]);
  useEffect(() => () => sequence?.close(), [sequence]);

  // Standing still, the browser's player waits where playing will begin.
  const standingUs = useOfTransport(transport, (state) => (state.playing ? null : state.us));
  useEffect(() => {
    const element = video.current;
    if (!byBrowser || !element || standingUs === null || !covers(camera, standingUs)) return;
    const settle = setTimeout(() => void (element.currentTime = secondsAt(camera, standingUs)), 120);
    return () => clearTimeout(settle);
  }, [byBrowser, camera, standingUs, video]);

  // The same for frames from the engine.
  const speed = useOfTransport(transport, (state) => state.speed);
  useEffect(() => (standingUs === null ? undefined : sequence?.stand(coming || !covers(camera, standingUs) ? null : standingUs, speed)), [camera, coming, sequence, speed, standingUs]);

  useEffect(() => {
    if (!playing) return;
    const isLeading = (): boolean => leading.current;
    const end = sequence === null ? playVideo(video.current!, camera, transport, isLeading, setShown, refuse) : playSequence(canvas.current!, sequence, camera, transport, isLeading, setShown);
    return () => {
      end();
      setShown(nothing);
    };
  }, [camera, canvas, playing, refuse, sequence, transport, video]);
  return shown;
}

type Tell = (shown: Played) => void;

/** A browser counts as the container does, not from the first frame; only times before nought are moved, so that the first one is nought. */
const originOf = ({ start }: Camera): bigint => (start < 0n ? start : 0n);

function secondsAt(camera: Camera, us: number): number {
  return Math.max(0, Number(ticksToMicroseconds(camera.ticksAt(us) - originOf(camera), camera.base)) / 1e6);
}

/** Follows the transport, or leads it; gives what ends it. `refuse`: it has no picture to show after all. */
function playVideo(element: HTMLVideoElement, camera: Camera, transport: Transport, leads: () => boolean, tell: Tell, refuse: () => void): () => void {
  const { base, usOf } = camera;
  const ticksOf = (seconds: number): bigint => originOf(camera) + BigInt(Math.round((seconds * base.den) / base.num));
  let jumps = transport.state().jumps, called = 0, stuckSince: number | null = null;
  const hasPicture = (us: number): boolean => {
    const has = !covers(camera, us) || element.ended || (element.readyState >= 3 && !element.seeking);
    stuckSince = has ? null : (stuckSince ?? performance.now());
    if (stuckSince !== null && performance.now() - stuckSince > patienceMs) refuse();
    return has;
  };
  const set = (us: number): void => void (element.currentTime = secondsAt(camera, us));
  if (Math.abs(element.currentTime - secondsAt(camera, transport.state().us)) > 0.05) set(transport.state().us);
  const presented = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
    tell({ ...nothing, ticks: ticksOf(mediaTime) });
    called = element.requestVideoFrameCallback(presented);
  };
  called = element.requestVideoFrameCallback(presented);
  const follow = (): void => {
    const { us, speed, jumps: now, waiting } = transport.state();
    const inside = covers(camera, us) && !element.ended;
    if (now !== jumps) {
      jumps = now;
      if (covers(camera, us)) set(us);
    }
    if (!inside || waiting) return element.pause();
    const off = secondsAt(camera, us) - element.currentTime;
    if (!leads() && Math.abs(off) > mostOff * Math.max(1, speed) && !element.seeking) set(us);
    element.playbackRate = leads() ? speed : speed * Math.min(1.1, Math.max(0.9, 1 + off / 2));
    if (element.paused) void element.play().catch(() => undefined);
  };
  const leave = transport.join({
    ready: hasPicture,
    at: () => (covers(camera, transport.state().us) && !element.ended && !element.paused && jumps === transport.state().jumps ? usOf(ticksOf(element.currentTime)) : null),
  }, leads);
  const heard = transport.subscribe(follow);
  follow();
  return () => {
    heard();
    leave();
    element.cancelVideoFrameCallback(called);
    element.pause();
  };
}

function playSequence(element: HTMLCanvasElement, sequence: Sequence, camera: Camera, transport: Transport, leads: () => boolean, tell: Tell): () => void {
  let told: string | null = null;
  const draw = (): void => {
    const { us } = transport.state();
    if (!covers(camera, us)) return;
    const shown: Played = { ticks: sequence.draw(element, us), perSecond: sequence.perSecond(), thinned: sequence.thinned(), problem: sequence.problem() };
    const now = Object.values(shown).join(' ');
    if (now !== told) tell(shown);
    told = now;
  };
  const leave = transport.join({ ready: (us) => !covers(camera, us) || sequence.ready(us, transport.state().speed), at: () => null }, leads);
  const heard = transport.subscribe(draw);
  return () => {
    heard();
    leave();
  };
}
