/** @file The report's first page, and section 1: what the document is, what it is not, and its result in a few lines. */
import { count, counted } from '../../../core/countWords.ts';
import type { Disclosure, DisclosedSearch } from '../../../core/disclosure.ts';
import { roleWords } from '../../../core/role.ts';
import { caution, facts, list, note, table } from './blocks.ts';
import type { ReportBlock } from './document.ts';
import { moment, place, sentences, sources } from './words.ts';

export function firstPage(d: Disclosure): ReportBlock[] {
  const { made } = d;
  return [
    facts([
      ['Case', `${d.case.name} (${d.case.reference})`],
      [d.searches.length === 1 ? 'Search' : 'Searches', sentences(d.searches.map(({ id, requestedAt }) => `${id}, asked for on ${moment(requestedAt)}`), 'None.')],
      ['Bundle', `${d.bundle}, made on ${moment(made.at)} with ${made.software}`],
      ['Prepared by', `${made.by.name}, ${roleWords(made.by.roles)}`],
      ['Prepared for', sentences(made.recipients, 'Nobody was named.')],
      [`Key of ${made.by.name}`, [{ code: made.by.publicKey }]],
      ['Key of the case', [{ code: d.case.publicKey }]],
      ['Faces of other people', facesText(d)],
    ]),
    {
      kind: 'callout', tone: 'plain', title: 'How to check this report in three steps',
      text: [
        ['1. In the folder of the bundle, run ', { code: 'node verify.mjs' }, '. It needs nothing else, and it lists everything that is wrong.'],
        ['2. Or use tools that you already trust: ', { code: 'VERIFY.txt' }, ' gives the commands.'],
        '3. Compare the two keys above with keys that you were given by another way than this bundle.',
      ],
    },
    { kind: 'contents' },
  ];
}

function facesText({ made, searches }: Disclosure): string {
  if (made.faces === 'nobody-blurred') return `Not blurred. Reason given: ${made.whyNotBlurred ?? 'none'}`;
  return searches.some(({ pictures }) => pictures.length > 0) ? 'Blurred where the program found them. See section 12 for those it may have missed.' : 'No picture from the footage is in this bundle.';
}

export function whatThisIs(d: Disclosure): ReportBlock[] {
  return [
    { kind: 'paragraph', tone: 'lead', text: 'A computer program compared the face on one picture with the faces that it had found in seized footage, and put those faces in order of how alike they look to it. This report says what was asked, what was compared, what came out, what people then decided, and what all of this cannot show.' },
    caution(
      'What this does not prove',
      ['A candidate is ', { strong: 'a lead, not an identification' }, '. The program does not know who anybody is. It has not said, and cannot say, that two faces belong to one person.'],
      'The first place on a list means only that no other face that was compared got a higher score. Somebody is in first place in every list, also when the person sought is not in the footage at all.',
      'A score is not a probability. How often other people’s faces score as high on footage like this is stated in section 6. Where it was not measured, section 6 says so.',
    ),
    ...table('In short', [
      { title: 'Search', share: 1 }, { title: 'What became of it', share: 2 }, { title: 'Tracks compared', share: 1.4, align: 'right' }, { title: 'Candidates', share: 1.3, align: 'right' },
      { title: 'Decisions', share: 1.2, align: 'right' }, { title: 'Leads acted on', share: 1.3, align: 'right' },
    ], d.searches.map((s) => [s.id, outcome(s), s.result ? count(s.result.tracksCompared) : 'none', s.result ? count(candidates(s)) : 'none', count(decisions(s)), count(s.leads.filter(({ actioned }) => actioned !== null).length)]), sources.everything, 'This bundle holds no search.'),
    list([
      `${counted(d.schedule.length, 'search was', 'searches were')} asked for in this case; this bundle holds ${count(d.searches.length)} of them in full. Section 11 lists all.`,
      d.undermining.length === 0 ? 'The program found nothing in the record that could undermine reliability. See section 8.' : `${counted(d.undermining.length, 'thing')} in the record could undermine reliability. Section 8 lists ${d.undermining.length === 1 ? 'it' : 'them'}.`,
      `${d.refusals.length === 0 ? 'Nothing was asked for and refused under the same authorities' : `${counted(d.refusals.length, 'request was', 'requests were')} refused under the same authorities`}. See section 3.`,
      exhibitsNow(d),
    ]),
    note('Times are in Coordinated Universal Time (UTC). British Summer Time is one hour ahead of it. Words with a meaning of their own, such as track and candidate, are explained at the end.'),
    ...table('Members of the case', [{ title: 'Name', share: 2 }, { title: 'Role', share: 3 }, { title: 'Member since', share: 2.6 }, { title: 'Removed', share: 2.6 }],
      d.members.map((m) => [m.name, roleWords(m.roles), moment(m.addedAt), m.removedAt === null ? 'no' : moment(m.removedAt)]), sources.everything, 'No member of the case is recorded.'),
  ];
}

function outcome({ result, stopped, answered }: DisclosedSearch): string {
  if (stopped !== null) return 'stopped before an answer';
  if (answered === null || result === null) return 'no answer is recorded';
  return 'answered';
}

function candidates({ result }: DisclosedSearch): number {
  return (result?.answers ?? []).reduce((sum, answer) => sum + answer.candidates.length + answer.erased.length, 0);
}

/** Those that stand: the last of each reviewer on each line-up. */
function decisions({ lineups }: DisclosedSearch): number {
  return lineups.flatMap(({ reviews }) => reviews).filter((review) => review.decisions.length > 0).length;
}

function exhibitsNow({ exhibits }: Disclosure): string {
  if (exhibits.length === 0) return 'This bundle names no exhibit.';
  const other = exhibits.filter(({ now }) => now !== 'as-received');
  if (other.length === 0) return `The files of all exhibits (${count(exhibits.length)}) were hashed again for this bundle. They are as they were received.`;
  return `Not as received when this bundle was made: ${other.map(({ exhibit, now }) => `${place(exhibit.reference, exhibit.camera)} (${now === 'changed' ? 'its bytes have changed' : 'its file was not to be found'})`).join('; ')}.`;
}
