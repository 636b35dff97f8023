/** @file What the search pages say: authorities, what is compared, and what a result is and is not. Pure. */
import { authorityStateWords, type AuthorityState } from '../../electron/core/authorityState.ts';
import type { StandingAuthority } from '../../electron/api/searchContract.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { chanceSentence } from '../../electron/core/chanceWords.ts';
import { count, counted } from '../../electron/core/countWords.ts';
import { originWords, origins as everyOrigin } from '../../electron/core/provenance.ts';
import type { Answer, NotSearched, SearchResult, WallTime } from '../../electron/core/search.ts';
import { capitalised, uncertainty, utc, type Tone } from '../words.ts';

const tones: Readonly<Record<AuthorityState, Tone>> = { 'requested': 'caution', 'in-force': 'good', 'declined': 'quiet', 'revoked': 'bad', 'expired': 'quiet', 'exhausted': 'quiet' };

export function authorityWords(state: AuthorityState): readonly [Tone, string] {
  return [tones[state], capitalised(authorityStateWords[state])];
}

/** “every exhibit · camera Yard · at any time”. Exhibits by their references, where they are known. */
export function scopeWords({ exhibits, cameras, from, to }: StandingAuthority, known: readonly ExhibitSummary[]): string {
  const references = exhibits === null ? null : [...new Set(exhibits.map((id) => known.find((each) => each.id === id)?.reference ?? id))];
  return [
    references === null ? 'every exhibit' : references.length === 1 ? `exhibit ${references[0]}` : `exhibits ${references.join(', ')}`,
    cameras === null ? 'every camera' : `${cameras.length === 1 ? 'camera' : 'cameras'} ${cameras.join(', ')}`,
    windowWords(from, to),
  ].join(' · ');
}

export function windowWords(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'at any time';
  return [from === null ? 'from the beginning' : `from ${utc(new Date(from).toISOString())}`, to === null ? 'to the end' : `to ${utc(new Date(to).toISOString())}`].join(' ');
}

export function classesOf({ origins }: StandingAuthority): string {
  return origins.length === everyOrigin.length ? 'of every class' : origins.map((origin) => originWords[origin]).join(', ');
}

/** “in 12 days”, “in 3 hours”, “in 5 minutes”; null where it is past. */
export function timeLeft(expires: string, now: string): string | null {
  const minutes = (Date.parse(expires) - Date.parse(now)) / 60_000;
  if (minutes <= 0) return null;
  if (minutes < 90) return `in ${counted(Math.max(1, Math.floor(minutes)), 'minute')}`;
  return minutes < 2880 ? `in ${counted(Math.floor(minutes / 60), 'hour')}` : `in ${counted(Math.floor(minutes / 1440), 'day')}`;
}

/** What the entry that asked for the search states of chance, before anything was compared. */
export function expectedByChance({ estimate, threshold }: SearchResult): string {
  return chanceSentence(estimate, threshold);
}

export const leadSentence = 'A candidate is a lead for people to examine, and not a finding of who somebody is. Whoever stands first may be somebody else. A score orders the list; it is no probability.';

/** The same in short, where one candidate is looked at. */
export const leadShort = 'A lead to be examined, and no finding of who this is.';

export const notSearchedWords: Readonly<Record<NotSearched['reason'], string>> = {
  'not-indexed': 'not indexed, so nothing of it was compared',
  'partly-indexed': 'indexed in part; only that part was compared',
  'no-clock': 'left out: a time was asked for, and no wall time is known for it',
};

export const answerWords: Readonly<Record<Answer['role'], string>> = { probe: 'The picture searched for', original: 'As it was before editing', entry: 'Entry of the list' };

/** “2026-03-01 14:04:09 UTC ± 1.0 s”; without a clock, so said. */
export function momentWords(time: WallTime | null): string {
  return time === null ? 'No wall time known' : `${utc(time.utc)}${time.uncertaintyMs === null ? ' · ' : ' '}${uncertainty(time)}`;
}

export function scoreWords(score: number): string {
  return score.toFixed(4);
}

/** 0 to 1, as “0.81 of 1”. */
export function qualityWords(quality: number): string {
  return `${quality.toFixed(2)} of 1`;
}

export function pixelsWords(pixels: number): string {
  return `${count(Math.round(pixels))} px`;
}

/** Of the sheet that measures chance. */
export const measureWords = {
  what: 'Thirty people or more who cannot be in the footage are compared with every track of it, as if each were searched for. Whatever they score is chance, so this is how often chance gives a candidate here, for pictures like theirs. Searches state it before they compare.',
  kept: 'Nobody is shown. Of the folder its hash is kept, and how many people and photographs it had; of the measurement, counts of scores.',
  folder: 'A folder for each person, with pictures of that person alone or clearly in front, like those that are searched with.',
};
