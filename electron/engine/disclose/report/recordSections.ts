/** @file Sections 11 and 12: the schedule of all searches; who received what, and what this bundle hides. */
import { count } from '../../../core/countWords.ts';
import type { Disclosure } from '../../../core/disclosure.ts';
import { caution, facts, heading, say, table } from './blocks.ts';
import type { ReportBlock } from './document.ts';
import { moment, scoreText, sentences, shortMoment, sources } from './words.ts';

const stateWords = { answered: 'answered', stopped: 'stopped', unanswered: 'no answer recorded' } as const;

export function schedule(d: Disclosure): ReportBlock[] {
  return [
    ...say('Every search that was asked for in this case, whether or not it is relied on, with those that found nothing or were stopped. Every row rests on ledger entries that this bundle discloses. What a search gave that is not in this bundle can be asked for by its number.'),
    ...table('Schedule of searches', [
      { title: 'Search', share: 1 }, { title: 'Entry', share: 0.9, align: 'right' }, { title: 'Asked for', share: 3.2 }, { title: 'By', share: 2 }, { title: 'Authority', share: 1.4 }, { title: 'Faces', share: 1.1, align: 'right' },
      { title: 'What became of it', share: 2.6 }, { title: 'Tracks', share: 1, align: 'right' }, { title: 'Candidates', share: 1.4, align: 'right' }, { title: 'Lowest score', share: 1.1, align: 'right' },
    ], d.schedule.map((s) => [s.search, count(s.entry), shortMoment(s.at), s.by, s.authority, count(s.probes), `${s.list === null ? '' : `list ${s.list}, `}${stateWords[s.state]}; ${s.disclosed ? 'in this bundle' : 'not in this bundle'}`, s.tracksCompared === null ? '–' : count(s.tracksCompared), s.candidates === null ? '–' : count(s.candidates), s.threshold === null ? 'none' : scoreText(s.threshold)]),
    sources.schedule, 'No search is recorded in this case.'),
    ...(d.checks.length === 0 ? [] : say('A check compares one face with the faces of a list; no footage is compared.')),
    ...table('Schedule of checks', [{ title: 'Check', share: 1 }, { title: 'Entry', share: 1, align: 'right' }, { title: 'Asked for', share: 3 }, { title: 'By', share: 2 }, { title: 'Authority', share: 1.4 }, { title: 'List', share: 1 }, { title: 'Faces compared', share: 1.6, align: 'right' }],
      d.checks.map((c) => [c.check, count(c.entry), shortMoment(c.at), c.by, c.authority, c.list, c.entriesCompared === null ? 'no answer' : count(c.entriesCompared)]), sources.schedule, 'No check of a face against a list is recorded in this case.'),
  ];
}

export function whoReceivedWhat(d: Disclosure): ReportBlock[] {
  const { entries, made } = d;
  const pictures = d.searches.flatMap((s) => s.pictures.map((each) => [s.id, count(each.rank), each.facesFound === null ? 'not looked' : count(each.facesFound), count(each.blurred.length), each.clip === null ? 'no' : 'yes']));
  return [
    facts([
      ['This bundle', `${d.bundle}, for: ${sentences(made.recipients, 'nobody was named')}`],
      ['Entries of the ledger', `${count(entries.total)} when this bundle was made, ${count(entries.disclosed)} disclosed, ${count(entries.total - entries.disclosed)} hidden`],
      ['Pictures', made.pictures === 0 ? 'None were asked for.' : `Of the first ${count(made.pictures)} candidates of each search at the most, ${made.clips ? 'with clips' : 'without clips'}`],
    ]),
    ...say('Hidden entries are counted and cannot be changed later without notice: the proofs in the bundle bind all of them. A court can order that they be shown.'),
    ...table('Bundles handed out before', [{ title: 'Bundle', share: 1 }, { title: 'When', share: 3 }, { title: 'To', share: 4 }], d.bundlesBefore.map(({ bundle, at, recipients }) => [bundle, moment(at), sentences(recipients, 'nobody was named')]), sources.everything, 'No other bundle of this case was handed out before.'),
    heading(2, 'Faces that are blurred'),
    ...(made.faces === 'nobody-blurred'
      ? [caution('Nobody is blurred', `The faces of other people can be seen in the pictures of this bundle. Reason given: ${made.whyNotBlurred ?? 'none'}`)]
      : [
          ...say('In stills and clips, every face that the program found and that is not the candidate’s is blurred strongly. The exhibits themselves are not altered.'),
          caution('What may not be blurred', 'A face that the program did not find is not blurred: one that is small, turned away, covered or in the dark. People can also be known by clothes, gait or company. Whoever passes these pictures on has to look at them first.'),
        ]),
    ...table('Faces found and blurred in the stills', [{ title: 'Search', share: 1 }, { title: 'Candidate', share: 1, align: 'right' }, { title: 'Faces found', share: 1, align: 'right' }, { title: 'Faces blurred', share: 1, align: 'right' }, { title: 'Clip', share: 1 }], pictures, sources.everything, 'No picture from the footage is in this bundle.'),
  ];
}
