/** @file The divisions of a time axis for any length in view, and how its moments are written. Pure. */
import type { Span } from '../../electron/core/timeline.ts';

const second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
/** Lengths that a person counts in, milliseconds. */
const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, ...[1, 2, 5, 10, 15, 30].map((n) => n * second), ...[1, 2, 5, 10, 15, 30].map((n) => n * minute), ...[1, 3, 6, 12].map((n) => n * hour), ...[1, 2, 7, 14, 28, 91, 364].map((n) => n * day)];
/** 1970 began on a Thursday; weeks are counted from Mondays. */
const firstMonday = 4 * day;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const two = (n: number): string => String(n).padStart(2, '0');

export interface Division {
  readonly ms: number;
  readonly label: string;
}

export interface Divisions {
  /** With labels. */
  readonly main: readonly Division[];
  /** Between them, without. */
  readonly between: readonly number[];
  /** Days in view with their names, where the main divisions are parts of a day; empty on an axis of a footage's own. */
  readonly days: readonly Division[];
}

/** Labels stand at least `labelPx` apart. */
export function divide(view: Span, width: number, axis: 'wall' | 'own', labelPx: number): Divisions {
  const msPerPx = (view.toMs - view.fromMs) / width;
  const step = steps.find((each) => each / msPerPx >= labelPx) ?? steps.at(-1)!;
  const finer = steps.findLast((each) => each < step && step % each === 0 && each / msPerPx >= 9);
  const main = multiples(view, step).map((ms) => ({ ms, label: axis === 'own' ? elapsed(ms, step) : step >= day ? dayWords(ms, step >= 7 * day) : clockTime(ms, step) }));
  const days = axis === 'own' || step >= day ? [] : multiples({ fromMs: view.fromMs - day, toMs: view.toMs }, day).map((ms) => ({ ms, label: dayWords(ms, true) }));
  return { main, between: finer === undefined ? [] : multiples(view, finer), days };
}

function multiples({ fromMs, toMs }: Span, step: number): number[] {
  const offset = step % (7 * day) === 0 ? firstMonday : 0;
  const first = Math.ceil((fromMs - offset) / step);
  const found: number[] = [];
  for (let n = first; n * step + offset <= toMs; n++) found.push(n * step + offset);
  return found;
}

function dayWords(ms: number, withYear: boolean): string {
  const date = new Date(ms);
  return `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}${withYear ? ` ${date.getUTCFullYear()}` : ''}`;
}

function clockTime(ms: number, step: number): string {
  const text = new Date(ms).toISOString();
  return step < second ? text.slice(11, 23) : step < minute ? text.slice(11, 19) : text.slice(11, 16);
}

/** Time since the first frame. */
function elapsed(ms: number, step: number): string {
  const sign = ms < 0 ? '-' : '', all = Math.abs(ms);
  const [h, m, s] = [Math.floor(all / hour), Math.floor(all / minute) % 60, Math.floor(all / second) % 60];
  return `${sign}${h > 0 ? `${h}:${two(m)}` : m}:${two(s)}${step < second ? `.${String(Math.round(all % second)).padStart(3, '0')}` : ''}`;
}

/** “2026-03-01 14:04:09.250 UTC”, or of a footage's own time “0:04.250 after the first frame”. */
export function momentText(ms: number, axis: 'wall' | 'own'): string {
  if (axis === 'own') return `${elapsed(ms, 1)} after the first frame`;
  const text = new Date(ms).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 23)} UTC`;
}

/** “2026-03-01 14:02:58 to 14:04:14 UTC”, parts of a second where it is short. */
export function spanText({ fromMs, toMs }: Span, axis: 'wall' | 'own'): string {
  if (axis === 'own') return `${elapsed(fromMs, 1)} to ${elapsed(toMs, 1)} after the first frame`;
  const digits = toMs - fromMs < 20 * second ? 23 : 19;
  const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString().slice(0, digits).replace('T', ' '));
  return `${from} to ${from!.slice(0, 10) === to!.slice(0, 10) ? to!.slice(11) : to} UTC`;
}

/** “12 ms”, “4.2 s”, “3 min”, “5 h”, “12 days”. */
export function lengthText(ms: number): string {
  if (ms < second) return `${Math.round(ms)} ms`;
  if (ms < minute) return `${(ms / second).toFixed(1)} s`;
  if (ms < 2 * hour) return `${Math.round(ms / minute)} min`;
  return ms < 2 * day ? `${Math.round(ms / hour)} h` : `${Math.round(ms / day)} days`;
}
