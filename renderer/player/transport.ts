/** @file The one transport of all cameras: where it is, whether it runs and how fast, and the stretch that it repeats. */
import { useSyncExternalStore } from 'react';

export const speeds = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const;

interface Stretch {
  readonly fromUs: number;
  readonly toUs: number;
}

export interface TransportState {
  /** Position on the line of time, microseconds. */
  readonly us: number;
  readonly playing: boolean;
  readonly speed: number;
  /** A stretch that was marked, for repeating and for a clip. */
  readonly marked: Stretch | null;
  readonly looping: boolean;
  /** Running, and held because a camera has no picture yet. */
  readonly waiting: boolean;
  /** Counts jumps, so that what plays by itself knows that it has to follow. */
  readonly jumps: number;
}

/** What a camera tells while it plays. */
export interface Player {
  /** Whether it has the picture for this position. */
  ready(us: number): boolean;
  /** Where its picture really is; null: where the transport says. The leading camera's word counts. */
  at(): number | null;
}

export interface Transport {
  readonly state: () => TransportState;
  readonly subscribe: (heard: () => void) => () => void;
  change(part: Partial<Pick<TransportState, 'playing' | 'speed' | 'marked' | 'looping'>>): void;
  seek(us: number): void;
  /** Takes part while it plays. Gives what ends it. */
  join(player: Player, leads: () => boolean): () => void;
  close(): void;
}

export function openTransport(span: Stretch, startUs: number): Transport {
  let state: TransportState = { us: startUs, playing: false, speed: 1, marked: null, looping: false, waiting: false, jumps: 0 };
  const listeners = new Set<() => void>();
  const players = new Map<Player, () => boolean>();
  let timer = 0, last = 0;

  function set(part: Partial<TransportState>): void {
    state = { ...state, ...part };
    for (const heard of listeners) heard();
  }

  function run(now: number): void {
    if (!state.playing) return;
    timer = requestAnimationFrame(run);
    const passed = Math.min(100, now - last) * 1000 * state.speed;
    last = now;
    if ([...players.keys()].some((player) => !player.ready(state.us))) {
      if (!state.waiting) set({ waiting: true });
      return;
    }
    const leading = [...players].find(([, leads]) => leads())?.[0].at() ?? null;
    const us = leading ?? state.us + passed;
    const { marked, looping } = state;
    if (looping && marked && (us >= marked.toUs || us < marked.fromUs - 1_000_000)) set({ us: marked.fromUs, jumps: state.jumps + 1, waiting: false });
    else if (us >= span.toUs) set({ us: span.toUs, playing: false, waiting: false });
    else set({ us, waiting: false });
  }

  return {
    state: () => state,
    subscribe: (heard) => (listeners.add(heard), () => void listeners.delete(heard)),
    change(part) {
      const begins = part.playing === true && !state.playing;
      set({ ...part, ...(part.playing === false && { waiting: false }) });
      if (!begins) return;
      if (state.us >= span.toUs) set({ us: state.marked && state.looping ? state.marked.fromUs : span.fromUs, jumps: state.jumps + 1 });
      last = performance.now();
      timer = requestAnimationFrame(run);
    },
    seek: (us) => set({ us: Math.min(span.toUs, Math.max(span.fromUs, us)), jumps: state.jumps + 1 }),
    join: (player, leads) => (players.set(player, leads), () => void players.delete(player)),
    close() {
      cancelAnimationFrame(timer);
      state = { ...state, playing: false };
    },
  };
}

export function useTransport({ subscribe, state }: Transport): TransportState {
  return useSyncExternalStore(subscribe, state);
}

/** One thing of it, so that what does not need the position is not drawn anew with it. */
export function useOfTransport<T>({ subscribe, state }: Transport, of: (state: TransportState) => T): T {
  return useSyncExternalStore(subscribe, () => of(state()));
}
