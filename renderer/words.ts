/** @file Every sentence and label of the interface, and how quantities are written. */
import { count } from '../electron/core/countWords.ts';
import type { ExhibitSummary, RunSummary } from '../electron/core/overview.ts';
import type { MachineFact } from '../electron/core/machineFact.ts';
import type { Progress } from '../electron/core/job.ts';
import type { WallTime } from '../electron/core/clock.ts';

/** How a state is drawn besides its words. */
export type Tone = 'good' | 'caution' | 'bad' | 'quiet' | 'active';

export const integrityWords: Readonly<Record<ExhibitSummary['integrity'], readonly [Tone, string]>> = {
  'as-received': ['good', 'As received'],
  'not-checked': ['quiet', 'Not checked again'],
  'changed': ['bad', 'Changed since receipt'],
  'missing': ['bad', 'File missing'],
};

export const runWords: Readonly<Record<RunSummary['state'], readonly [Tone, string]>> = {
  running: ['active', 'Indexing'],
  stopped: ['caution', 'Stopped, can go on'],
  finished: ['good', 'Indexed'],
};

export const machineWords: Readonly<Record<MachineFact['state'], readonly [Tone, string]>> = {
  works: ['good', 'Works'],
  limited: ['caution', 'Limited'],
  missing: ['bad', 'Missing'],
};

export const promises: readonly (readonly [title: string, text: string])[] = [
  ['Originals stay as they are', 'Footage is opened for reading only. Its SHA-256 is taken at receipt and checked before it is used.'],
  ['What was not seen is counted', 'Each footage carries a completeness record: frames that failed, gaps, and faces that could not be searched, with the reason.'],
  ['The other side can check', 'Every act is an entry in a signed ledger of published formats. A search can be run again and must give the same list.'],
];

/** The first letter large: “granted” -> “Granted”. */
export function capitalised(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Hexadecimal in groups of four, as it is read out over a telephone. */
export function grouped(hex: string): string {
  return hex.replaceAll(/.{4}(?=.)/g, '$& ');
}

/** Decimal units, as on the label of a disk: 734003200 -> "734.0 MB". */
export function fileSize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let step = 0;
  let size = bytes;
  while (size >= 1000 && step < units.length - 1) {
    size /= 1000;
    step++;
  }
  return step === 0 ? `${bytes} bytes` : `${size.toFixed(1)} ${units[step]}`;
}

/** Decimal microseconds -> "1:02:03" or "2:03"; whole seconds, rounded down. */
export function duration(us: string | null): string {
  if (us === null) return 'length unknown';
  const seconds = Number(BigInt(us) / 1_000_000n);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** "2026-03-14 18:02:11 UTC". */
export function utc(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
}

/** A typed time as RFC 3339; null: nothing typed; undefined: no time. Without a zone it is UTC. */
export function typedMoment(text: string): string | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const parts = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?)?\s*([Zz]|UTC|[+-]\d\d:\d\d)?$/.exec(typed);
  if (!parts) return undefined;
  const zone = parts[4] === undefined || !/^[+-]/.test(parts[4]) ? 'Z' : parts[4];
  const moment = `${parts[1]}T${parts[2] ?? '00:00'}${parts[3] ?? ':00'}${zone}`;
  // Date.parse takes 30 February for 1 March.
  const day = new Date(`${parts[1]}T00:00:00Z`);
  return Number.isNaN(Date.parse(moment)) || !day.toISOString().startsWith(parts[1]!) ? undefined : moment;
}

/** How far a wall time can be trusted. */
export function uncertainty(time: WallTime | null): string {
  if (time === null) return 'Recorder’s time not stated';
  return time.uncertaintyMs === null ? 'Recorder’s clock never checked' : `±\u00a0${(time.uncertaintyMs / 1000).toFixed(1)}\u00a0s`;
}

const codecNames: Readonly<Record<string, string>> = { h264: 'H.264', hevc: 'HEVC', mjpeg: 'MJPEG', mpeg4: 'MPEG-4', mpeg2video: 'MPEG-2', av1: 'AV1', vp9: 'VP9' };

/** ffmpeg's short name of a codec as people write it. */
export function codecName(codec: string): string {
  return codecNames[codec] ?? codec.toUpperCase();
}

const jobs: Readonly<Record<string, string>> = {
  takeClip: 'Writing a clip',
  checkIntegrity: 'Reading every file again',
  index: 'Indexing footage', openLineup: 'Opening a line-up', receive: 'Receiving files', search: 'Searching', measureNonMated: 'Measuring chance', exportBundle: 'Making a bundle', verifyBundle: 'Verifying a bundle', replayBundle: 'Running the searches again', counterSearch: 'Counter-search',
  makeDemoCase: 'Making the demo case', verifyLedger: 'Verifying the ledger', testPack: 'Testing a model pack',
};

/** Long work by the name of its call. */
export function jobWords(call: string): string {
  return jobs[call] ?? 'Working';
}

/** How far, how fast, how long still: “320 of 900 frames · 4.1 × real time · about 2 min left”. */
export function speedWords(progress: Progress | null): string {
  if (progress === null) return '';
  const { done, total, unit, realTimeFactor, secondsLeft } = progress;
  const amount = unit === 'bytes' ? `${fileSize(done)}${total === null ? '' : ` of ${fileSize(total)}`}` : `${count(Math.floor(done))}${total === null ? '' : ` of ${count(Math.ceil(total))}`} ${unit}`;
  return [amount, realTimeFactor === undefined ? '' : `${realTimeFactor.toFixed(1)} × real time`, secondsLeft === undefined ? '' : `${roughly(secondsLeft)} left`].filter((part) => part !== '').join(' · ');
}

/** “about 40 s”, “about 12 min”, “about 3 h”. */
function roughly(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `about ${Math.round(seconds / 60)} min` : `about ${Math.round(seconds / 3600)} h`;
}

/** What was dropped and could not be taken. */
export const dropWords = {
  here: 'Drop it here',
  noPlace: 'A browser does not say where a dropped file or folder lies, and it has to stay where it is. Nothing was taken; choose it with this button.',
  notTaken: 'The host did not take it: a dropped picture may have 100 MB at the most. Nothing was recorded; choose it with this button.',
  folder: 'That is a folder. Nothing was taken; drop the files in it.',
  noFolder: 'That is a file. Nothing was taken; drop the folder of a case.',
  wrongKind: (extensions: readonly string[]): string => `That is none of the kinds that are taken here (${extensions.join(', ')}). Nothing was taken.`,
} as const;
