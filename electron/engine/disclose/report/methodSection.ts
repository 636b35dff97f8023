/** @file Sections 8 to 10: what could undermine reliability, what was not done, and how the work was done. */
import { count } from '../../../core/countWords.ts';
import type { Disclosure, DisclosedExhibit, DisclosedSearch, SelfTestRecord } from '../../../core/disclosure.ts';
import { facts, heading, list, note, say, table } from './blocks.ts';
import type { ReportBlock } from './document.ts';
import { jsonRows, place, scoreText, sources } from './words.ts';

export function whatCouldUndermine(d: Disclosure): ReportBlock[] {
  return [
    ...say('The party that relies on evidence has to say what could undermine it (Criminal Procedure Rules, rule 19.3). The program made this list from the records. It knows only what is recorded, so the list may not be complete.'),
    ...table('What could undermine reliability', [{ title: 'No.', share: 0.5, align: 'right' }, { title: 'What', share: 5.6 }, { title: 'Where it is recorded', share: 2 }],
      d.undermining.map(({ sentence, where }, i) => [String(i + 1), sentence, [{ code: where }]]), sources.undermining, 'The program found nothing to list. That does not mean that there is nothing.'),
  ];
}

export function whatWasNotDone(d: Disclosure): ReportBlock[] {
  return d.notDone.length === 0 ? say('The program found nothing to list. That does not mean that everything was done.') : [list(d.notDone), note(['Source: ', { code: sources.undermining }, '.'])];
}

/** One search: pack, machine, self-test; said once where another was made in the same way. */
export function howItWasDone(d: Disclosure, s: DisclosedSearch): ReportBlock[] {
  const { pack, request, answered } = s;
  const way = ({ request: { software, pack: { digest }, machine, selfTest } }: DisclosedSearch): string => JSON.stringify([software, digest, machine, selfTest]);
  const first = d.searches.find((each) => way(each) === way(s))!;
  return [
    facts([
      ...(first === s
        ? ([['Software', request.software], ['Model pack', `${pack.title} (${pack.id}, version ${pack.version})`], ['Digest of the pack', [{ code: request.pack.digest }]], ...jsonRows(request.machine, 'Machine')] as const)
        : ([['Software, model pack, machine and self-test', `As for search ${first.id} above.`]] as const)),
      answered === null ? null : ['Index that was searched', [`${count(answered.body.index.rows)} vectors, ${answered.body.index.rebuilt === 0 ? 'as it was' : `${count(answered.body.index.rebuilt)} runs made anew from the record before the search`}; digest `, { code: answered.body.index.digest }]],
      ['Vectors of the scope', [`${count(s.vectors.rows)} of ${count(s.vectors.dimension)} numbers each, in `, { code: s.vectors.values.path }]],
    ]),
    ...(first === s ? packBlocks(s) : []),
  ];
}

function packBlocks(s: DisclosedSearch): ReportBlock[] {
  const { pack, request } = s;
  return [
    ...table('Files of the model pack', [{ title: 'File', share: 2 }, { title: 'SHA-256', share: 4 }, { title: 'Licence', share: 1.4 }], Object.entries(pack.files).map(([file, { sha256, licence }]) => [file, [{ code: sha256 }], licence]), sources.everything, ''),
    ...selfTestBlocks('Self-test when the search was made', request.selfTest, sources.search(s)),
  ];
}

function selfTestBlocks(title: string, { scores, passed, problems }: SelfTestRecord, source: string): ReportBlock[] {
  return [
    ...table(`${title}: ${passed ? 'passed' : 'failed'}`, [{ title: 'Pair of drawn faces', share: 4 }, { title: 'Score expected', share: 1.5, align: 'right' }, { title: 'Score on this machine', share: 1.8, align: 'right' }],
      scores.map(({ pair, expected, got }) => [pair, scoreText(expected), scoreText(got)]), source, `${title}: no scores are recorded.`),
    ...(problems.length > 0 ? [list(problems)] : []),
  ];
}

type Run = DisclosedExhibit['footage'][number]['runs'][number];

/** How the faces of the footage were found: decoder, settings and machine of each run. */
export function howItWasIndexed(d: Disclosure): ReportBlock[] {
  // Most footage of a case is indexed in the same way: what is the same is said once.
  const ways = new Map<string, { readonly run: Run; readonly where: string[] }>();
  for (const { exhibit, footage } of d.exhibits) {
    for (const run of footage.flatMap(({ runs }) => runs)) {
      const key = JSON.stringify([run.pack, run.decoder, run.settings, run.machine, run.selfTest]);
      const way = ways.get(key) ?? { run, where: [] };
      way.where.push(place(exhibit.reference, exhibit.camera));
      ways.set(key, way);
    }
  }
  if (ways.size === 0) return [];
  return [
    heading(2, 'How the faces in the footage were found'),
    ...[...ways.values()].flatMap(({ where, run }) => [
      facts([
        ['Footage', [...new Set(where)].join('\n')],
        ['Model pack', [`${run.pack.id}, digest `, { code: run.pack.digest }]],
        ...jsonRows(run.decoder, 'Decoder'),
        ...jsonRows(run.settings, 'Settings'),
        ...jsonRows(run.machine, 'Machine'),
        ['Self-test', `${run.selfTest.passed ? 'Passed' : 'Failed'}${run.selfTest.problems.length > 0 ? `: ${run.selfTest.problems.join('; ')}` : ''}`],
      ]),
    ]),
    note(['Source: ', { code: sources.everything }, '.']),
  ];
}
