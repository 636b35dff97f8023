/** @file Sections 5 and 6: what was found and what was not, and what the numbers can and cannot carry. */
import { measuredText } from '../../../core/chance.ts';
import { chanceSentence, partLines } from '../../../core/chanceWords.ts';
import { count, counted } from '../../../core/countWords.ts';
import type { CandidatePictures, Disclosure, DisclosedSearch } from '../../../core/disclosure.ts';
import type { Answer, Candidate } from '../../../core/search.ts';
import { caution, facts, heading, list, note, say, table } from './blocks.ts';
import type { Column, ReportBlock } from './document.ts';
import { footagePlace, notMeasured, ofOne, place, scoreText, sentences, shortWall, sources, wall } from './words.ts';

const columns: readonly Column[] = [
  { title: 'Rank', share: 0.8, align: 'right' }, { title: 'Score', share: 1.1, align: 'right' }, { title: 'Exhibit', share: 1.3 }, { title: 'Camera', share: 1.6 },
  { title: 'Time of day', share: 4.6 }, { title: 'Tick', share: 1.7, align: 'right' }, { title: 'Face, px', share: 1, align: 'right' }, { title: 'Quality', share: 1, align: 'right' },
];

export function whatWasFound(d: Disclosure, s: DisclosedSearch): ReportBlock[] {
  const { result } = s;
  if (result === null) return say('This search gave no answer, so no candidate.');
  const several = result.answers.length > 1;
  return [
    scoreMeaning(s),
    ...result.answers.flatMap((answer, i) => answerBlocks(d, s, answer, i, several ? answerName(s, answer) : null)),
    ...differenceBlocks(s),
  ];
}

function answerName(s: DisclosedSearch, { probe, role }: Answer): string {
  const label = s.probes.find(({ id }) => id === probe)?.probe?.label ?? probe;
  return role === 'original' ? `${label}: the picture before it was processed` : label;
}

function scoreMeaning({ pack }: DisclosedSearch): ReportBlock {
  return caution(
    'What a score is',
    pack.metric === 'l2'
      ? 'The program turns each face into a row of numbers. The score is minus the distance between two such rows. Zero would be the very same row; the further below zero, the less alike.'
      : 'The program turns each face into a row of numbers. The score says how nearly two such rows point the same way: 1 would be the very same direction; the lower, the less alike.',
    'It is neither a percentage nor a probability, and it does not measure likeness as people see it. Scores of different model packs cannot be compared.',
  );
}

function answerBlocks(d: Disclosure, s: DisclosedSearch, answer: Answer, ordinal: number, name: string | null): ReportBlock[] {
  const { candidates, erased, rest } = answer;
  const seen = new Set(candidates.map(({ footageId }): string => footageId));
  const without = s.request.footage.filter(({ footage }) => !seen.has(footage)).map(({ footage }) => footagePlace(d, footage));
  return [
    ...(name === null ? [] : [heading(2, name)]),
    ...say(`${candidates.length + erased.length === 0 ? 'No candidate was found.' : `${counted(candidates.length + erased.length, 'candidate')} ${candidates.length + erased.length === 1 ? 'was' : 'were'} returned.`} ${s.request.threshold === null ? `No lowest score was set; the list holds at most ${count(s.request.limit)}.` : `The lowest score was set to ${scoreText(s.request.threshold)}; the list holds at most ${count(s.request.limit)}.`}`),
    ...(candidates.length === 0 ? [] : table('Candidates, the most alike first', columns, candidates.map(candidateRow), sources.candidates(s, ordinal), '')),
    ...(erased.length === 0 ? [] : say(`${counted(erased.length, 'candidate was', 'candidates were')} erased after the search (rank ${erased.map(({ rank }) => rank).join(', ')}). What ${erased.length === 1 ? 'it' : 'they'} held is gone; the digest of the list can still be derived.`)),
    ...say(`What was not found: ${counted(rest.tracks, 'other track was', 'other tracks were')} compared and ${rest.tracks === 1 ? 'is no candidate' : 'are no candidates'}, because the score was too low or the list was full.${rest.nearest.length === 0 ? '' : ` The ${count(rest.nearest.length)} nearest of them are kept in full beside the candidates.`} ${without.length === 0 ? 'Every footage that was compared gave a candidate.' : `Compared without any candidate: ${without.join('; ')}.`}`),
    ...(ordinal === 0 ? s.pictures.flatMap((pictures) => pictureBlocks(candidates.find(({ rank }) => rank === pictures.rank), pictures)) : []),
    ...(ordinal === 0 && s.withoutPictures.length > 0 ? [heading(3, 'Candidates without pictures in this bundle'), list(s.withoutPictures.map(({ rank, reason }) => `Candidate ${rank}: ${reason}`))] : []),
  ];
}

function candidateRow({ rank, score, exhibit, camera, wallTime, bestTicks, box, quality }: Candidate): string[] {
  return [count(rank), scoreText(score), exhibit, camera || 'not stated', shortWall(wallTime), bestTicks, count(Math.round(box[2])), quality.toFixed(2)];
}

function pictureBlocks(candidate: Candidate | undefined, pictures: CandidatePictures): ReportBlock[] {
  const { rank, still, crop, clip, facesFound, blurred, notes, track, ticks, frameSha256 } = pictures;
  const title = candidate ? `Candidate ${rank}: ${place(candidate.exhibit, candidate.camera)}` : `Candidate ${rank}`;
  return [
    heading(3, title),
    {
      kind: 'figure',
      pictures: [
        { path: still.path, alt: `${title}: the whole frame`, caption: `The frame at tick ${ticks}, in the size in which it was recorded. Faces blurred: ${blurred.length}.`, share: 0.7 },
        { path: crop.path, alt: `${title}: the face`, caption: 'The face, cut from the same frame.', share: 0.26 },
      ],
    },
    facts([
      ...(candidate ? [['Time of day', wall(candidate.wallTime)] as const, ['Score', scoreText(candidate.score)] as const, ['Expected by chance to score as high', candidate.expected === null ? 'Not measured.' : `${measuredText(candidate.expected)} candidates`] as const, ['Face', `${count(Math.round(candidate.box[2]))} pixels wide; quality ${ofOne(candidate.quality)}`] as const] : []),
      ['Track', [{ code: track }]],
      ['Faces in the still', facesFound === null ? 'Nothing is blurred in it, and nobody looked for other faces.' : `${count(facesFound)} found, ${count(blurred.length)} blurred. A face that was not found is not blurred.`],
      ...notes.map((each) => ['To be known of these pictures', each] as const),
      ['Clip', clip === null ? 'None in this bundle.' : [{ code: clip.path }, ', with the tick of each of its frames in ', { code: clip.facts.path }]],
      ['Still, SHA-256', [{ code: still.sha256 }]],
      ['Frame before blurring, SHA-256 of its pixels', [{ code: frameSha256 }]],
    ]),
  ];
}

function differenceBlocks({ result }: DisclosedSearch): ReportBlock[] {
  const difference = result?.difference;
  if (!difference) return [];
  const { both, onlyProcessed, onlyOriginal, largestMove } = difference;
  return [
    heading(2, 'What processing the picture changed'),
    ...say('The picture was processed before it was searched with. It was also searched with as it was before, and the two lists differ as follows.'),
    facts([
      ['On both lists', counted(both, 'track')],
      ['Only with the processed picture', counted(onlyProcessed.length, 'track')],
      ['Only with the picture as it was', counted(onlyOriginal.length, 'track')],
      ['Largest change of rank among those on both', counted(largestMove, 'place')],
    ]),
  ];
}

/** Section 6, of one search. */
export function numbersAndLimits(s: DisclosedSearch): ReportBlock[] {
  const { result, request, pack } = s;
  const rates = request.threshold !== null && request.estimate.parts.some(({ rate }) => rate !== null) ? partLines(request.estimate) : [];
  const found = result ? `${counted(result.comparisons, 'comparison was', 'comparisons were')} made. The more there are, the more other people score high.` : 'No answer is recorded.';
  return [
    ...table('What the numbers can carry', [{ title: 'Question', share: 3 }, { title: 'Answer', share: 4.6 }], [
      ['How many candidates would be on the list by chance alone, if the person were not in the footage?', request.estimate.expected === null ? [...notMeasured, ` ${found}`] : `${chanceSentence(request.estimate, request.threshold)} ${found} This was stated in the entry that asked for the search, before anything was compared.`],
      ['How often do two different people score above the lowest score set?', rates.length === 0 ? [...notMeasured, ' Not on this footage, and not on footage like it.'] : rates.join(' ')],
      ['How often does it miss a person who is there?', notMeasured],
      ['Do these errors differ between groups of people?', [...notMeasured, ' Measurements of other face recognition systems have found large differences. Nothing is known of this pack.']],
      ['Does the lowest score set stand for a known rate of error?', request.threshold === null ? 'No lowest score was set.' : rates.length === 0 ? ['No. ', ...notMeasured] : 'For the rates above, within their intervals.'],
      ['Did the program work as expected on this machine when it searched?', selfTestText(s)],
      ['Could the decoder and the indexer read everything?', result && s.answered ? `${counted(s.answered.body.counters.framesFailed, 'frame')} failed, ${counted(s.answered.body.counters.gaps, 'gap')} in time, ${counted(s.answered.body.counters.decoderMessages, 'message')} of the decoder, ${counted(s.answered.body.counters.facesNotSearchable, 'face')} that cannot be searched.` : 'No answer is recorded.'],
      ['Would another computer give the same list?', 'From the same vectors: the same order and the same scores to the last bit; “retrace replay” shows it. Vectors made anew on another processor may differ in their last digits.'],
    ], sources.search(s), ''),
    ...say('What its makers say about the model pack:'),
    list(pack.notes.length === 0 ? ['Nothing.'] : pack.notes),
    note(['Source: ', { code: sources.everything }, '. “Not measured” means that nobody has measured it in a way that this bundle could show. It does not mean that the rate is low.']),
  ];
}

function selfTestText({ request: { selfTest } }: DisclosedSearch): string {
  const differences = selfTest.scores.map(({ expected, got }) => Math.abs(expected - got));
  return `${selfTest.passed ? 'Yes' : 'No'}: ${counted(selfTest.scores.length, 'pair')} of drawn faces with known scores ${selfTest.passed ? 'scored as expected' : `did not score as expected (${sentences(selfTest.problems, 'no reason is recorded')})`}. ${differences.length === 0 ? '' : 'Section 10 lists them. '}This tests the machine, not whether candidates are right.`;
}
