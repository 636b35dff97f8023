/** @file The rules of review, by trying to break each of them; nothing that was refused is recorded as done. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantAuthority, requestAuthority } from '../../electron/engine/authorising.ts';
import { findResult, showResult } from '../../electron/engine/answers.ts';
import { openCase } from '../../electron/engine/caseFolder.ts';
import { removeMember } from '../../electron/engine/members.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { exportLedger } from '../../electron/engine/retain/ledgerExport.ts';
import { actionLead, corroborateLead, recordOutcome } from '../../electron/engine/review/leads.ts';
import { createLineup, decide, describeFace, showFace } from '../../electron/engine/review/reviewing.ts';
import { shownReviews } from '../../electron/engine/review/shownReviews.ts';
import { people, wish } from '../support/grantedCase.ts';
import { crowdCase, doubleRoles } from './crowdCase.ts';
import type { CrowdCase } from './crowdCase.ts';
import { passphrase } from '../engine/newCase.ts';
import { features, lineupOf, recorded, review, scale, statement, wholeReview } from './steps.ts';

const [analyst, reviewer, second, defence] = [people.analyst.name, people.reviewer.name, people.second.name, people.defence.name];
const { both, granting } = doubleRoles;

let root: string, scene: CrowdCase;
/** Made by the analyst from the analyst's search; by `both` from the analyst's; by the analyst from that of `both`; under an authority that `granting` granted. */
let plain: string, madeByBoth: string, searchedByBoth: string, grantedByGranting: string;
const lead = { search: 'S-1', probe: null, rank: 1 };

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-rules-'));
  scene = await crowdCase(root);
  const { opened } = scene;
  plain = lineupOf(scene);
  const { authority } = requestAuthority(opened, wish());
  await scene.as(both);
  madeByBoth = lineupOf(scene);
  const byBoth = await scene.search();
  await scene.as(granting);
  grantAuthority(opened, authority);
  await scene.as(analyst);
  searchedByBoth = lineupOf(scene, byBoth.id);
  grantedByGranting = lineupOf(scene, (await scene.search(authority)).id);
  await scene.as(reviewer);
  await review(scene, madeByBoth, ['face']);
  await review(scene, searchedByBoth, ['face', 'describe']);
  await review(scene, grantedByGranting, wholeReview);
});
afterAll(() => {
  scene.opened.close();
  rmSync(root, { recursive: true, force: true });
});

type Attempt = readonly [what: string, by: string, code: string, act: () => unknown];

const attempts: readonly Attempt[] = [
  ['the officer makes a line-up', people.officer.name, 'role-missing', () => lineupOf(scene)],
  ['a reviewer makes a line-up', reviewer, 'role-missing', () => lineupOf(scene)],
  ['a line-up of no search', analyst, 'search-unknown', () => createLineup(scene.opened, { search: 'S-99', probe: null, rank: 1, fillers: 5, alsoUncertain: false }, scale)],
  ['a line-up of nobody', analyst, 'candidate-unknown', () => createLineup(scene.opened, { search: 'S-1', probe: null, rank: 99, fillers: 5, alsoUncertain: false }, scale)],
  ['the analyst sees the face as a reviewer', analyst, 'role-missing', () => review(scene, plain, ['face'])],
  ['the defence reviews', defence, 'role-missing', () => review(scene, plain, ['face'])],
  ['a review of no line-up', reviewer, 'lineup-unknown', () => review(scene, 'V-99', ['face'])],
  ['who made the line-up reviews it', both, 'review-not-independent', () => review(scene, madeByBoth, ['face'])],
  ['who made the search reviews it', both, 'review-not-independent', () => review(scene, searchedByBoth, ['face'])],
  ['who granted the authority reviews it', granting, 'review-not-independent', () => review(scene, grantedByGranting, ['face'])],
  ['who made the line-up decides at once', both, 'review-not-independent', () => decide(scene.opened, madeByBoth, statement)],
  ['a reviewer looks at the answer of the search', reviewer, 'role-missing', () => showResult(scene.opened, 'S-1')],
  ['who made another search for the same face reviews', both, 'review-not-independent', () => review(scene, plain, ['face'])],
  ['the face is described unseen', reviewer, 'review-order', () => describeFace(scene.opened, plain, { features })],
  ['the line-up is opened unseen', reviewer, 'review-order', () => review(scene, plain, ['open'])],
  ['the line-up is decided unseen', reviewer, 'review-order', () => decide(scene.opened, plain, statement)],
  ['the line-up is opened before the face is described', reviewer, 'review-order', () => review(scene, madeByBoth, ['open'])],
  ['the line-up is decided before it is opened', reviewer, 'review-order', () => decide(scene.opened, searchedByBoth, statement)],
  ['the face is described twice', reviewer, 'face-described-already', () => describeFace(scene.opened, searchedByBoth, { features })],
  ['another’s steps count for the second reviewer', second, 'review-order', () => decide(scene.opened, grantedByGranting, statement)],
  ['four parts are described', reviewer, 'review-details', () => describeFace(scene.opened, madeByBoth, { features: features.slice(1) })],
  ['one part is described twice', reviewer, 'review-details', () => describeFace(scene.opened, madeByBoth, { features: [...features, features[0]!] })],
  ['a part is described with nothing', reviewer, 'review-details', () => describeFace(scene.opened, madeByBoth, { features: features.with(0, { component: 'ears', text: '  ' }) })],
  ['the first reviewer reviews a second time', reviewer, 'decision-stands', () => decide(scene.opened, grantedByGranting, statement)],
  ['another’s decision is superseded', second, 'review-order', () => decide(scene.opened, grantedByGranting, { ...statement, supersedes: 'D-1' })],
  ['a decision that is not there is superseded', reviewer, 'decision-foreign', () => decide(scene.opened, grantedByGranting, { ...statement, supersedes: 'D-7' })],
  ['picture 0 is picked', reviewer, 'pick-unknown', () => decide(scene.opened, grantedByGranting, { ...statement, supersedes: 'D-1', pick: 0 })],
  ['picture 7 of 6 is picked', reviewer, 'pick-unknown', () => decide(scene.opened, grantedByGranting, { ...statement, supersedes: 'D-1', pick: 7 })],
  ...([{ pick: null }, { strength: null }, { features: [] }, { reasons: ' ' }, { conclusion: 'different' }, { conclusion: 'inconclusive' }, { conclusion: 'unsuitable', strength: null }, { viewing: '' }] as const).map(
    (wrong): Attempt => [`a decision with ${JSON.stringify(wrong)}`, reviewer, 'review-details', () => decide(scene.opened, grantedByGranting, { ...statement, supersedes: 'D-1', ...wrong, features: 'features' in wrong ? [] : statement.features })],
  ),
  ['a file that is there is overwritten', reviewer, 'file-exists', () => showFace(scene.opened, plain, join(root, 'crowd.avi'), scene.natives)],
  ['a file in no folder', reviewer, 'file-unwritable', () => showFace(scene.opened, plain, join(root, 'none', 'face.png'), scene.natives)],
  ['a lead is acted on with no corroboration', analyst, 'lead-uncorroborated', () => actionLead(scene.opened, lead, 'arrested')],
  ['a lead of no candidate', analyst, 'candidate-unknown', () => corroborateLead(scene.opened, { ...lead, rank: 99 }, 'for', 'a receipt')],
  ['a corroboration with no words', analyst, 'review-details', () => corroborateLead(scene.opened, lead, 'for', '')],
  ['the exhibits officer’s role is not enough for an outcome', defence, 'role-missing', () => recordOutcome(scene.opened, lead, 'wrong', 'was elsewhere')],
];

test('every rule is kept, with its own reason', async () => {
  const outcomes: unknown[] = [];
  const before = recorded(scene), files = readdirSync(root).length;
  for (const [what, by, , act] of attempts) {
    if (scene.opened.operator!.name !== by) await scene.as(by);
    outcomes.push([what, await Promise.resolve().then(act).then(() => 'done', (error: { code?: string }) => error.code ?? error)]);
  }
  console.log(`${attempts.length} attempts to break a rule of review, ${outcomes.filter((outcome) => (outcome as string[])[1] !== 'done').length} refused`);
  expect(outcomes).toEqual(attempts.map(([what, , code]) => [what, code]));
  expect([recorded(scene), readdirSync(root).length]).toEqual([before, files]);
  const refused = entriesOf(scene.opened.db, 'act-refused').map(({ body }) => [body.by.name, body.code]);
  expect(refused).toEqual([...[both, both, granting, both, both].map((name) => [name, 'review-not-independent']), [analyst, 'lead-uncorroborated']]);
});

test('who opened a line-up does not open another of the same candidate, which only the candidate would be in too', async () => {
  const { opened } = scene;
  await scene.as(analyst);
  const later = lineupOf(scene);
  await scene.as(reviewer);
  await review(scene, grantedByGranting, ['open']);
  await review(scene, later, ['face', 'describe']);
  const before = recorded(scene);
  for (const lineup of [searchedByBoth, later]) await expect(review(scene, lineup, ['open'])).rejects.toMatchObject({ code: 'review-not-independent' });
  expect(recorded(scene)).toBe(before);
  expect(entriesOf(opened.db, 'act-refused').slice(-2).map(({ body }) => [body.by.name, body.what])).toEqual([searchedByBoth, later].map((lineup) => [reviewer, `review line-up ${lineup}`]));
});

test('who has looked at the answer, or handed the ledger out, cannot begin a review any more, and what they did is an entry', async () => {
  const { opened } = scene;
  const refused = expect.objectContaining({ code: 'review-not-independent' });
  const looks = [() => exportLedger(opened, join(root, 'ledger.jsonl'), { from: null, to: null }), () => expect(showResult(opened, 'S-1')).toEqual(findResult(opened.db, 'S-1'))];
  for (const look of looks) {
    await scene.as(analyst);
    const lineup = lineupOf(scene);
    await scene.as(granting);
    await review(scene, lineup, ['face']);
    const before = entriesOf(opened.db, 'search-shown', 'ledger-exported').length;
    look();
    expect(entriesOf(opened.db, 'search-shown', 'ledger-exported').length).toBe(before + 1);
    expect(() => describeFace(opened, lineup, { features })).toThrow(refused);
  }
});

test('corroboration against a lead is none for it, and what is acted on is acted on once', async () => {
  await scene.as(analyst);
  corroborateLead(scene.opened, lead, 'against', 'a train ticket');
  expect(() => actionLead(scene.opened, lead, 'arrested')).toThrow(expect.objectContaining({ code: 'lead-uncorroborated' }));
  corroborateLead(scene.opened, { ...lead, rank: 2 }, 'for', 'of another candidate');
  expect(() => actionLead(scene.opened, lead, 'arrested')).toThrow(expect.objectContaining({ code: 'lead-uncorroborated' }));
  corroborateLead(scene.opened, lead, 'for', 'a receipt with a name');
  actionLead(scene.opened, lead, 'asked for an interview');
  expect(() => actionLead(scene.opened, lead, 'again')).toThrow(expect.objectContaining({ code: 'lead-actioned-already' }));
});

test('a removed reviewer writes nothing more, also in a session that is open', async () => {
  const { opened } = scene;
  const open = openCase(opened.folder, opened.home);
  await open.unlock(second, passphrase);
  const session = { ...scene, opened: open };
  await review(session, plain, ['face', 'describe', 'open']);
  await scene.as(analyst);
  removeMember(opened, second, 'moved to another force');
  const before = recorded(scene);
  expect(() => decide(open, plain, statement)).toThrow(expect.objectContaining({ code: 'operator-removed' }));
  expect(() => shownReviews(open)).toThrow(expect.objectContaining({ code: 'operator-removed' }));
  await expect(scene.as(second)).rejects.toMatchObject({ code: 'operator-removed' });
  expect(recorded(scene)).toBe(before);
  open.close();
});

test('nobody is shown line-ups without saying who they are', () => {
  const locked = openCase(scene.opened.folder, scene.opened.home);
  expect(() => shownReviews(locked)).toThrow(expect.objectContaining({ code: 'case-locked' }));
  locked.close();
});
