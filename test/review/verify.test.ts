/** @file Verifying reviews: entries that somebody wrote with a key of theirs and a program of their own, past the engine. */
import { expect, test } from 'vitest';
import type { Append } from '../../electron/engine/caseFolder.ts';
import { keep } from '../../electron/engine/kept.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { verifyReviews } from '../../electron/engine/review/reviewVerify.ts';
import { people } from '../support/grantedCase.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { crowdCase, doubleRoles } from './crowdCase.ts';
import { lineupOf, placeOf, review, wholeReview } from './steps.ts';

test('every rule that an entry breaks is found, and what keeps them is not', async () => {
  const scene = await crowdCase(temporaryFolder());
  const { opened, found } = scene;
  const lineup = lineupOf(scene);
  await scene.as(people.reviewer.name);
  await review(scene, lineup, wholeReview, { pick: 1 });
  expect(verifyReviews(opened.db)).toEqual([]);
  const details = keep(opened.db, { text: 'forged' });
  const { probe, candidates: [first] } = found.answers[0]!;
  const lead = { search: 'S-1', probe, track: first!.trackId, rank: 1 };
  const decision = (body: object) => (append: Append) => append('decision-made', { decision: 'D-9', lineup, pick: null, picked: 'nobody', conclusion: 'inconclusive', strength: null, details, supersedes: null, ...body });
  const wrongPick = { pick: placeOf(scene, lineup, 'filler'), picked: 'candidate', supersedes: 'D-1' };
  const forgeries: readonly (readonly [by: string, finding: string, says: RegExp, act: (append: Append) => number])[] = [
    [people.reviewer.name, 'pick-altered', /who stands there/, decision(wrongPick)],
    [people.reviewer.name, 'review-rule', /locked/, (append) => append('face-described', { lineup, description: details })],
    [people.reviewer.name, 'review-rule', /decided/, decision({})],
    [people.reviewer.name, 'review-rule', /not your standing decision/, decision({ supersedes: 'D-4' })],
    [people.reviewer.name, 'review-rule', /no picture 7/, decision({ pick: 7, picked: 'filler', supersedes: 'D-9' })],
    [people.reviewer.name, 'review-rule', /there is not/, (append) => append('face-shown', { lineup: 'V-8', sha256: details })],
    [people.reviewer.name, 'review-rule', /is a lead/, (append) => append('lead-actioned', { ...lead, corroboration: 1, details })],
    [people.second.name, 'review-rule', /see the face first/, (append) => append('face-described', { lineup, description: details })],
    [people.second.name, 'review-rule', /see the face first/, (append) => append('lineup-opened', { lineup, pictures: details })],
    [people.second.name, 'review-rule', /see the face first|describe the face first/, decision({})],
    [doubleRoles.both, 'review-rule', /cannot review/, (append) => append('face-shown', { lineup: 'V-2', sha256: details })],
  ];
  await scene.as(doubleRoles.both);
  expect(lineupOf(scene)).toBe('V-2');
  for (const [by, , , act] of forgeries) {
    if (opened.operator!.name !== by) await scene.as(by);
    opened.write('operator', act);
  }
  const last = entriesOf(opened.db, 'face-shown').at(-1)!.index;
  const findings = verifyReviews(opened.db);
  console.log(`${forgeries.length} forged entries of review, ${findings.length} found`);
  expect(findings.map(({ code }) => code)).toEqual(forgeries.map(([, code]) => code));
  expect(findings.map(({ message }, i) => forgeries[i]![2].test(message) && message.includes(`Entry ${last - forgeries.length + 1 + i} `))).toEqual(forgeries.map(() => true));
});
