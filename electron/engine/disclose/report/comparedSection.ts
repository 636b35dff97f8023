/** @file Section 4: what was compared: exhibits and their files, clocks, what of the footage was covered, and what was not. */
import { clockSummary, wallTime } from '../../../core/clock.ts';
import { failedWords, unsearchableWords } from '../../../core/completeness.ts';
import type { Completeness } from '../../../core/completeness.ts';
import { count, counted } from '../../../core/countWords.ts';
import type { Disclosure, DisclosedExhibit, DisclosedSearch } from '../../../core/disclosure.ts';
import { uprightSize } from '../../../core/exhibit.ts';
import type { Footage } from '../../../core/exhibit.ts';
import type { Unsearchable } from '../../../core/sighting.ts';
import { caution, facts, heading, note, say, table } from './blocks.ts';
import type { ReportBlock, Rich } from './document.ts';
import { footagePlace, moment, notStated, place, secondsOf, sentences, sources, wall, when } from './words.ts';

type Disclosed = DisclosedExhibit['footage'][number];

const notSearchedWords = {
  'not-indexed': 'its faces were never looked for with this model pack, so nothing of it was compared',
  'partly-indexed': 'its faces were looked for in a part of it only; the rest was not compared',
  'no-clock': 'no clock was stated for it, so it could not be told whether it lies in the times asked for; nothing of it was compared',
} as const;

/** What one search compared. */
export function comparedBySearch(d: Disclosure, s: DisclosedSearch): ReportBlock[] {
  const { result } = s;
  if (result === null) return say(s.stopped === null ? 'No answer is recorded: nothing can be said of what was compared.' : `The search was stopped on ${moment(s.stopped.at)} and gave no answer. ${s.stopped.reason}`);
  return [
    facts([
      ['Tracks compared', `${count(result.tracksCompared)}. A track is one face followed from frame to frame.`],
      ['Sightings compared', `${count(result.sightingsCompared)}. A sighting is one face in one frame.`],
      ['Comparisons made', `${count(result.comparisons)}: each face searched for against each track. The more comparisons, the more other people score high by chance.`],
      ['Footage compared', s.request.footage.map((each) => `${footagePlace(d, each.footage)}: ${extent(d, each)}`).join('\n') || 'None.'],
    ]),
    ...(result.notSearched.length === 0
      ? say('All footage in the scope was compared.')
      : [caution('In the scope and not compared, or not wholly', ...result.notSearched.map(({ exhibit, camera, reason }) => `${place(exhibit, camera)}: ${notSearchedWords[reason]}.`))]),
    note(['Source: ', { code: sources.search(s) }, '.']),
  ];
}

function extent(d: Disclosure, { footage, fromTicks, toTicks }: DisclosedSearch['request']['footage'][number]): string {
  if (fromTicks === null && toTicks === null) return 'all that was indexed of it';
  const held = d.exhibits.flatMap((exhibit) => exhibit.footage).find((each) => each.footage.id === footage)?.footage;
  const end = (ticks: string | null, open: string): string => (ticks === null ? open : held ? when(ticks, held) : `tick ${ticks}`);
  return `from ${end(fromTicks, 'its beginning')} to ${end(toTicks, 'its end')}`;
}

export function exhibitsTable(d: Disclosure): ReportBlock[] {
  return table('Exhibits', [{ title: 'Reference', share: 1.2 }, { title: 'File', share: 2 }, { title: 'Bytes', share: 1.3, align: 'right' }, { title: 'SHA-256 at receipt', share: 4 }],
    d.exhibits.map(({ exhibit: e }) => [e.reference, e.name, count(e.bytes), [{ code: e.sha256 }]]), sources.everything, 'This bundle names no exhibit.');
}

const nowWords = {
  'as-received': 'As received: the file was hashed again for this bundle.',
  'changed': 'Changed: the file no longer has the SHA-256 that it had at receipt.',
  'missing': 'Not found when this bundle was made.',
} as const;

export function exhibitBlocks({ exhibit: e, receivedBy, footage, now }: DisclosedExhibit): ReportBlock[] {
  return [
    heading(2, `Exhibit ${place(e.reference, e.camera)}`),
    facts([
      ['File', e.name],
      ['Description', e.description ?? notStated],
      ['Seized', `${e.seizedAt === null ? 'when: not stated' : `on ${moment(e.seizedAt)}`}; ${e.seizedBy === null ? 'by whom: not stated' : `by ${e.seizedBy}`}`],
      ['Recorder', e.recorder ?? notStated],
      ['Received', `on ${moment(e.receivedAt)} by ${receivedBy.name}`],
      ['Length, as the file states', e.container.durationUs === null ? notStated : secondsOf(e.container.durationUs)],
      ['State of the file', nowWords[now]],
    ]),
    ...footage.flatMap((each) => [...(footage.length > 1 ? [heading(3, `Video stream ${each.footage.stream}`)] : []), ...footageBlocks(each)]),
  ];
}

function footageBlocks({ footage: f, earlierClocks, runs }: Disclosed): ReportBlock[] {
  const size = uprightSize(f);
  return [
    facts([
      ['Picture', `${size.width} × ${size.height} pixels, coded as ${f.codec}${f.interlaced === 'interlaced' ? ', interlaced: each picture holds two moments' : ''}${f.variableRate ? ', at a varying rate' : ''}`],
      ['Clock', clockText(f)],
      ['Clock as first stated', earlierClocks.length === 0 ? 'It was never stated differently.' : earlierClocks.map(({ at, by, reason, clock }) => `${moment(at)}, by ${by}${reason === null ? '' : ` (${reason})`}: ${clock === null ? 'no clock' : `recorder’s time at the first frame ${clock.claim.startsAt}, ${correction(clock)}`}`).join('\n')],
    ]),
    ...(runs.length === 0 ? [caution('Not indexed', 'Faces were never looked for in this footage.')] : runs.flatMap((run) => runBlocks(f, run, runs.length > 1))),
  ];
}

function clockText(f: Footage): string {
  const { clock } = f;
  if (clock === null) return 'None was stated. Times of day in this footage are not known.';
  const { startsAt, checkedBy, method } = clock.claim;
  return `The recorder showed ${startsAt} at the first frame; ${correction(clock)}. Checked by: ${checkedBy ?? 'not stated'}. How: ${method ?? 'not stated'}. First frame: ${wall(wallTime(BigInt(f.startTicks ?? '0'), f))}.`;
}

function correction(clock: NonNullable<Footage['clock']>): string {
  const summary = clockSummary(clock);
  if (summary === null) return 'it was never compared with a reference';
  const { offsetSeconds: offset, driftSecondsPerDay: drift } = summary;
  const side = offset === 0 ? 'it agreed with the reference' : `it was ${count(Math.abs(offset))} s ${offset > 0 ? 'behind' : 'ahead of'} the reference`;
  return `${side}${drift === null ? '; whether it drifts is not known' : `, drifting by ${drift.toFixed(2)} s a day`}`;
}

function runBlocks(f: Footage, { run, state, pack, digest, completeness: c }: Disclosed['runs'][number], several: boolean): ReportBlock[] {
  const head = several ? [heading(3, `Indexing with ${pack.id} (run ${run.slice(0, 8)})`)] : [];
  if (c === null) return [...head, caution('Indexing not finished', `The indexing ${state === 'stopped' ? 'was stopped' : 'has not ended'}. How much of the footage it covered is not known.`)];
  return [
    ...head,
    facts([
      ['Frames', `${count(c.framesExpected)} expected (${c.framesExpectedFrom === 'container' ? 'as the file states' : 'counted in the file'}), ${count(c.framesDecoded)} decoded, ${failedWords(c, count)}`],
      ...(c.failedAt?.length ? [['Frames that failed', failedText(f, c.failedAt)] as const] : []),
      ['Frames looked at', `${count(c.framesAnalysed)}: ${count(c.looked.wholeFrames)} as a whole, ${count(c.looked.partialFrames)} where something had changed; ${(c.looked.pixelShare * 100).toFixed(0)} % of their pixels. A face seen only between these frames was not seen.`],
      ['Covered', c.firstTicks === null || c.lastTicks === null ? 'Nothing.' : `from ${when(c.firstTicks, f)} to ${when(c.lastTicks, f)}`],
      ['Gaps', gapsText(f, c)],
      ['Faces seen', `${count(c.faces)} sightings, of which ${count(c.searchable)} can be searched`],
      ['Not searchable', sentences(Object.entries(c.unsearchable).map(([why, faces]) => `${count(faces)} ${unsearchableWords[why as Unsearchable] ?? why}`), 'None.')],
      ['Tracks', `${count(c.tracks)}, of which ${count(c.searchableTracks)} can be searched. Who appears only in the others cannot be found by any search.`],
      ['Messages of the decoder', sentences(c.decoderMessages.slice(0, 20).map(({ text, count: times }) => `${text} (${count(times)} ×)`), 'None.')],
      ['Digest of the run', digest === null ? 'None.' : [{ code: digest }]],
    ]),
  ];
}

function failedText(f: Footage, all: NonNullable<Completeness['failedAt']>): Rich {
  return listed('', all.map(({ fromTicks, toTicks, frames }) => `${counted(frames, 'frame')} from ${when(fromTicks, f)} to ${when(toTicks, f)}`));
}

function gapsText(f: Footage, { gaps }: Completeness): Rich {
  if (gaps.length === 0) return 'None.';
  return listed(`${counted(gaps.length, 'stretch', 'stretches')} of time without frames:\n`, gaps.map(({ fromTicks, toTicks }) => `from ${when(fromTicks, f)} to ${when(toTicks, f)}`));
}

/** The first twenty, a line each, and where the others are. */
function listed(head: string, lines: readonly string[]): Rich {
  return [`${head}${lines.slice(0, 20).join('\n')}`, ...(lines.length > 20 ? ['\nThe others are in ', { code: sources.everything }, '.'] : [])];
}
