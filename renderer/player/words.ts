/** @file What the player says: times, sources of pictures, clocks. Pure. */
import { wallTime } from '../../electron/core/clock.ts';
import { ticksToMicroseconds } from '../../electron/core/time.ts';
import { codecName, uncertainty, type Tone } from '../words.ts';
import type { Camera } from './cameras.ts';
import type { Played } from './usePlayed.ts';

/** “2026-03-14 18:02:11.240 UTC”. */
export function utcMs(utc: string): string {
  return `${utc.slice(0, 10)} ${utc.slice(11, 23)} UTC`;
}

/** “0:02:11.240 from its first frame”. */
function sinceStart({ base, start }: Camera, ticks: bigint): string {
  const ms = Number(ticksToMicroseconds(ticks - start, base) / 1000n);
  return `${clockOf(ms)} from its first frame`;
}

/** Milliseconds as “1:02:03.040”. */
export function clockOf(ms: number): string {
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${Math.floor(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;
}

/** When a frame was taken, and how far that can be trusted. */
export function momentOf(camera: Camera, ticks: bigint): { readonly time: string; readonly trust: string } {
  const time = wallTime(ticks, camera);
  return time === null ? { time: sinceStart(camera, ticks), trust: 'No clock stated' } : { time: utcMs(time.utc), trust: uncertainty(time) };
}

export const stepWords: Readonly<Record<Camera['step'], readonly [Tone, string]>> = {
  checked: ['good', 'In step by its checked clock'],
  stated: ['caution', 'Recorder’s own time, never checked'],
  none: ['caution', 'Not in step: no clock stated'],
};

export const exactWords: readonly [Tone, string] = ['good', 'Original, exact frame'];
/** Between playing and standing. */
export const endingWords: readonly [Tone, string] = ['active', 'The exact frame is coming'];
export const playedWords: readonly [Tone, string] = ['active', 'Original, played by the browser'];

export function sequenceWords({ perSecond, thinned }: Pick<Played, 'perSecond' | 'thinned'>): readonly [Tone, string] {
  return ['caution', `Frames from the engine${perSecond ? `, ${perSecond} a second` : ''}${thinned ? ', others passed over' : ''}`];
}

/** Why the original itself does not play, and what is seen instead. */
export function insteadWords({ codec }: Pick<Camera, 'codec'>): string {
  return `The browser cannot play this original (${codecName(codec)}). In motion: its frames, shrunk by the engine. At rest: the exact frame.`;
}

/** “Entrance”, or what there is instead. */
export function nameOf({ camera, exhibit }: Pick<Camera, 'camera' | 'exhibit'>): string {
  return camera ?? `Exhibit ${exhibit}`;
}

export function pictureWords({ width, height, codec }: Pick<Camera, 'width' | 'height' | 'codec'>, byBrowser: boolean): string {
  return `${width} × ${height}, ${codecName(codec)}${byBrowser ? '' : ', played through frames from the engine'}`;
}

/** What a person typed as a moment: a wall time in UTC, or “ticks 12345” of the leading camera. Microseconds on the line; null: not understood. */
export function readMoment(text: string, camera: Camera): number | null {
  const ticks = /^(?:ticks?\s+)?(-?\d{1,18})$/i.exec(text.trim())?.[1];
  if (ticks !== undefined) return camera.usOf(BigInt(ticks));
  const since = /^\+(?:(\d+):)?(?:(\d{1,2}):)?(\d{1,6}(?:\.\d{1,6})?)$/.exec(text.trim());
  if (since) {
    const [hours, minutes] = since[2] === undefined ? [0, Number(since[1] ?? 0)] : [Number(since[1]), Number(since[2])];
    return camera.startUs + (hours * 3600 + minutes * 60 + Number(since[3])) * 1e6;
  }
  const time = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)\s*(?:Z|UTC)?$/i.exec(text.trim());
  const ms = time ? Date.parse(`${time[1]}T${time[2]}Z`) : Number.NaN;
  return Number.isNaN(ms) || camera.clock === null ? null : ms * 1000;
}

export const momentHint = 'A wall time in UTC (2026-03-14 18:02:11.5), a time from the first frame (+1:20 or +12.5), or exact ticks (ticks 12800).';

export const takenWords = 'It is recorded with your name: a picture has left the case.';
