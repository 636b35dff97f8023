/** @file How numbers, times and names are written in the report, and in which files of the bundle they can be looked up. */
import { wallTime } from '../../../core/clock.ts';
import { count } from '../../../core/countWords.ts';
import type { Disclosure, DisclosedSearch } from '../../../core/disclosure.ts';
import type { Footage } from '../../../core/exhibit.ts';
import type { WallTime } from '../../../core/search.ts';
import type { Rich } from './document.ts';

/** Files of the bundle that the report points to, relative to the folder in which it stands. */
export const sources = {
  everything: 'disclosure.json',
  search: (search: DisclosedSearch) => `search/${search.id}/search.json`,
  /** Of one answer of the search, counted from 0. */
  candidates: (search: DisclosedSearch, answer: number) => `search/${search.id}/candidates${answer === 0 ? '' : `-${answer + 1}`}.jsonl`,
  schedule: 'schedule.csv',
  undermining: 'undermining.json',
  accuracy: 'accuracy-statement.json',
} as const;

export const notStated = 'Not stated.';
export const notMeasured: Rich = [{ strong: 'Not measured.' }];

/** Four decimals: what is beyond tells no two faces apart. */
export function scoreText(value: number): string {
  return value.toFixed(4).replace('-', '−');
}

/** A share or quality between 0 and 1. */
export function ofOne(value: number): string {
  return `${value.toFixed(2)} of 1`;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** RFC 3339 as people write it; calendar dates too. Seconds keep the digits they have. */
export function moment(at: string): string {
  const [, year, month, day, time, zone] = /^(\d{4})-(\d\d)-(\d\d)(?:T([\d:.]+)(Z|[+-]\d\d:\d\d))?$/.exec(at) ?? [];
  if (year === undefined) return at;
  const date = `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
  return time === undefined ? date : `${date}, ${time.replace(/\.000$/, '')} ${zone === 'Z' || zone === '+00:00' ? 'UTC' : zone}`;
}

/** Time of day by the recorder's clock as corrected, with how far it may be out. */
export function wall(time: WallTime | null): string {
  if (time === null) return 'not known: no clock was stated';
  return `${moment(time.utc)}${time.uncertaintyMs === null ? ' by the recorder’s clock, which was never checked' : `, give or take ${duration(time.uncertaintyMs)}`}`;
}

/** RFC 3339 in UTC for cells of tables. */
export function shortMoment(at: string): string {
  return at.replace('T', ' ').replace('.000Z', 'Z').replace('Z', ' UTC');
}

/** For cells of tables. */
export function shortWall(time: WallTime | null): string {
  if (time === null) return 'not known';
  return `${shortMoment(time.utc)} ${time.uncertaintyMs === null ? '(clock never checked)' : `±\u00a0${duration(time.uncertaintyMs)}`}`;
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms}\u00a0ms` : `${count(ms / 1000)}\u00a0s`;
}

/** Decimal microseconds as seconds. */
export function secondsOf(us: string): string {
  return `${count(Number(us) / 1e6)} s`;
}

/** A tick of a footage with its time of day, where that is known. */
export function when(ticks: string, footage: Footage): string {
  const time = wallTime(BigInt(ticks), footage);
  return time === null ? `tick ${ticks}` : `${wall(time)} (tick ${ticks})`;
}

/** “JB/1, camera ENTRANCE”. */
export function place(reference: string, camera: string | null): string {
  return camera ? `${reference}, camera ${camera}` : `${reference}, camera not stated`;
}

/** Exhibit and camera of a footage by its id; the id itself where the bundle does not hold the exhibit. */
export function footagePlace(disclosure: Disclosure, id: string): string {
  const held = disclosure.exhibits.find(({ footage }) => footage.some((each) => each.footage.id === id));
  return held ? place(held.exhibit.reference, held.exhibit.camera) : `footage ${id}`;
}

/** A sentence that ends once, however its writer ended it. */
export function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function sentences(texts: readonly string[], none: string): string {
  return texts.length === 0 ? none : texts.join('; ');
}

export function windowText(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'all times';
  return `${from === null ? 'from the beginning' : `from ${moment(from)}`} ${to === null ? 'to the end' : `to ${moment(to)}`}`;
}

/** What JSON holds, a row for each value, labelled by its place: “Settings: analysis: look”. */
export function jsonRows(value: unknown, label: string): (readonly [string, Rich])[] {
  if (Array.isArray(value)) return value.every((each) => typeof each !== 'object') ? [[label, value.join(', ') || 'none']] : value.flatMap((each: unknown, i) => jsonRows(each, `${label} ${i + 1}`));
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, inner]) => jsonRows(inner, `${label}: ${spaced(name)}`));
  return [[label, value === null || value === undefined ? 'none' : typeof value === 'number' ? count(value) : String(value)]];
}

function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
