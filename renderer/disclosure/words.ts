/** @file What the disclosure pages say: of the schedule, of a bundle, and of what a check, a replay and a counter-search found. Pure. */
import type { JobState } from '../../electron/api/hostContract.ts';
import type { WholeSchedule } from '../../electron/core/bundlePreview.ts';
import { counted } from '../../electron/core/countWords.ts';
import type { Amount, Stage, StageState } from '../../electron/core/replaying.ts';
import { utc, type Tone } from '../words.ts';

type ScheduleLine = WholeSchedule['searches'][number];

export function searchState({ state, candidates }: ScheduleLine): readonly [Tone, string] {
  if (state === 'stopped') return ['caution', 'Stopped'];
  if (state === 'unanswered') return ['bad', 'Not answered'];
  return candidates === 0 ? ['quiet', 'No candidates'] : ['good', 'Answered'];
}

/** “1 face under A-1, no lowest score: 10 tracks compared, 4 candidates.” */
export function searchSentence({ probes, list, authority, threshold, state, tracksCompared, candidates, stoppedBecause }: ScheduleLine): string {
  const asked = `${counted(probes, 'face')}${list === null ? '' : ` of the list ${list}`} under ${authority}, ${threshold === null ? 'no lowest score' : `scores from ${threshold}`}`;
  if (state === 'stopped') return `${asked}. It was stopped and has no answer: ${stoppedBecause ?? 'no reason is recorded'}`;
  if (state === 'unanswered') return `${asked}. It was asked for, and no answer is recorded; nor was it stopped.`;
  return `${asked}. ${counted(tracksCompared ?? 0, 'track')} compared, ${candidates === 0 ? 'none was a candidate' : counted(candidates ?? 0, 'candidate')}.`;
}

/** “Checked 2026-03-17 09:12:30 UTC by A. Analyst”. */
export function endedWords(done: string, job: JobState | null): string {
  return job === null || job.endedAt === null ? '' : `${done} ${utc(job.endedAt)}${job.by === null ? '' : ` by ${job.by}`}`;
}

/** “the whole case”, “S-1, S-2”. */
export function heldWords(searches: readonly string[] | null): string {
  return searches === null ? 'the whole case' : searches.join(', ');
}

/** What a finding is about, what still holds in spite of it, and what to do. */
interface FindingWords {
  readonly title: string;
  readonly holds: string;
  readonly next: string;
}

const askAgain = 'Ask the sender for the bundle again, on another way, and check the new one. Keep this one as it is.';
const askSender = 'Do not rely on it. Show the sender this page and ask for a written answer; keep the bundle as it is.';
const othersHold = 'Files that are not named here are those of the list. Whether the list itself holds, findings about its signature say, if there are any.';
const onlyFiles = 'The files can still be those that were listed; who vouches for the list is open.';
const entriesHold = 'Other entries are held against their own proofs and signatures; those that are not named here stand.';

const files = (title: string): FindingWords => ({ title, holds: othersHold, next: askAgain });
const record = (title: string): FindingWords => ({ title, holds: entriesHold, next: askSender });

const findings: Readonly<Record<string, FindingWords>> = {
  'bundle-file-altered': files('A file is not the one that was listed'),
  'bundle-file-missing': files('A file is missing'),
  'bundle-file-unreadable': { ...files('A file cannot be read to its end'), next: 'Copy the bundle from its medium again and check the copy; if it stays so, ask the sender for it again.' },
  'bundle-file-unlisted': { title: 'A file was added', holds: 'Everything that was listed is held against the list all the same.', next: 'Do not open the added file. An unpacking tool or a file browser may have left it; if not, ask the sender what it is.' },
  'bundle-file-name': { ...files('A file has a name that no bundle uses'), next: askSender },
  'bundle-file-special': { ...files('There is a link or a device among the files'), next: 'Do not follow it. Ask the sender for a bundle of plain files.' },
  'bundle-zip': { ...files('The zip file is not whole'), holds: 'What could be read of it was checked.' },
  'bundle-zip-compressed': { title: 'The zip was packed anew by another program', holds: 'What is inside may be whole.', next: 'Unpack it into an empty folder and check the folder.' },
  'bundle-manifest': files('The list of files is not in order'),
  'bundle-facts': files('What the bundle states of its own size is not so'),
  'bundle-signature': { title: 'The signature does not hold', holds: onlyFiles, next: askSender },
  'bundle-signer': { title: 'Somebody else signed than is recorded', holds: onlyFiles, next: askSender },
  'bundle-key': { title: 'The key of the case is another one than you were given', holds: 'The bundle may be whole in itself, and of another case or made by somebody else.', next: 'Compare the key with the sender once more, by telephone or on paper. If it differs, do not rely on this bundle.' },
  'bundle-checkpoint': { title: 'The head of the ledger is not signed with the key of the case', holds: 'That the files are those that were listed. That the entries are those of the case is not shown.', next: askSender },
  'bundle-entry': record('An entry of the ledger cannot be read'),
  'bundle-entry-proof': record('An entry is not shown to be in the ledger'),
  'bundle-entry-signature': record('An act is not signed by whom it names'),
  'bundle-member': record('Somebody acted who was no member then'),
  'bundle-rule': { title: 'An act broke a rule of the case', holds: 'The record itself holds: it shows that this was done.', next: 'Ask on what ground it was done. What follows from it is for the court.' },
  'bundle-consistency': { title: 'The ledger is not shown to continue the one that was handed out before', holds: 'This bundle may be whole in itself.', next: 'Compare with the earlier bundle, and ask the sender why the ledger does not continue it.' },
  'bundle-timestamp': { title: 'A time stamp is not about this ledger', holds: 'Everything but the time that the stamp was to show.', next: askSender },
  'bundle-unrecorded': { title: 'The ledger does not record this bundle as it is', holds: onlyFiles, next: askSender },
  'bundle-content': { title: 'The bundle says something else than its entries', holds: 'The entries: they are what was recorded. What contradicts them is not to be relied on.', next: askSender },
  'replay-file': { title: 'A file that is needed to search again cannot be used', holds: 'Stages that do not need it.', next: askAgain },
  'replay-record': { title: 'The bundle’s account of a search cannot be used', holds: 'Stages of other searches.', next: askSender },
  'replay-vectors': { title: 'The vectors are not those of the search', holds: 'The list itself, as the entries prove it. That it follows from these vectors is not shown.', next: askSender },
  'replay-frame': { title: 'A frame could not be decoded again', holds: 'Stages of other frames.', next: 'Check that the footage is complete, and try again.' },
};

const unknownFinding: FindingWords = { title: 'Something is wrong', holds: 'What is not named here.', next: askSender };

export function findingWords(code: string): FindingWords {
  return findings[code] ?? unknownFinding;
}

export const stageWords: Readonly<Record<Stage, readonly [name: string, what: string]>> = {
  'bytes': ['The bundle', 'Every file against the signed list'],
  'frames': ['Frames', 'Decoded again from the footage'],
  'crops': ['Faces', 'Found again on these frames'],
  'vectors': ['Vectors', 'Each face measured again by the model'],
  'scores': ['Scores', 'Every listed score computed again'],
  'order': ['Order', 'The whole list ranked again'],
  'second-decoder': ['Second decoder', 'The same frames by another decoder'],
};

export const stageStates: Readonly<Record<StageState, readonly [Tone, string]>> = {
  'same': ['good', 'Same'], 'within-tolerance': ['good', 'Within tolerance'], 'different': ['bad', 'Different'], 'not-tried': ['quiet', 'Could not be tried'],
};

/** “0 of 24 differ · farthest 0.0002 (distance; up to 0.001 counts as the same)”. */
export function amountWords({ compared, different, largest, unit, tolerance }: Amount): string {
  if (compared === 0) return '';
  const far = largest === null || largest === 0 ? '' : ` · farthest ${largest.toPrecision(2)} (${unit}${tolerance === null || tolerance === 0 ? '' : `; up to ${tolerance} counts as the same`})`;
  return `${different} of ${compared} differ${far}`;
}

export const replayShows = 'A search that comes out the same again was made as it is recorded. It does not follow that a candidate is the person who was sought: the same pictures and the same model give the same scores, right or wrong.';
export const replayDiffers = 'A difference says that what was handed out is not what was recorded, or that this machine computes otherwise. It does not say which, nor who caused it; the first stage that differs is where to begin.';
export const counterShows = 'This shows how far the list depends on what was changed. It does not show who anybody is: a track that fits another face better is not that person, one that drops out is not cleared, and one that stays is no more likely to be right for it. Nothing outside of the scope of the bundle was compared, no error rate follows from it, and nothing was recorded.';
export const verifyShows = 'That what the entries say is true, no check can show; nor what is in entries that are counted and hidden.';
