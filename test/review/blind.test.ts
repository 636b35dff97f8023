/** @file Two reviewers, blind to each other: what each is given and shown, what is disclosed in the end, and how often fillers were picked. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../electron/engine/hash.ts';
import { forget, recall } from '../../electron/engine/kept.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { disclosedLeads, disclosedLineups, reviewerRecords } from '../../electron/engine/review/disclosed.ts';
import { corroborateLead, recordOutcome } from '../../electron/engine/review/leads.ts';
import { decide, describeFace, openLineup, showFace } from '../../electron/engine/review/reviewing.ts';
import { orderFor } from '../../electron/engine/review/order.ts';
import { findLineup } from '../../electron/engine/review/reviewed.ts';
import { shownReviews } from '../../electron/engine/review/shownReviews.ts';
import { people } from '../support/grantedCase.ts';
import { crowdCase, sought } from './crowdCase.ts';
import type { CrowdCase } from './crowdCase.ts';
import { features, lineupOf, placeOf, review, statement, wholeReview } from './steps.ts';

const [analyst, reviewer, second] = [people.analyst.name, people.reviewer.name, people.second.name];

let root: string, scene: CrowdCase;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-blind-'));
  scene = await crowdCase(root);
});

/** Nobody sees two line-ups of one candidate, so that each story begins with a case of its own. */
async function nextScene(): Promise<void> {
  scene.opened.close();
  scene = await crowdCase(mkdtempSync(join(root, 'scene-')));
}
afterAll(() => {
  scene.opened.close();
  rmSync(root, { recursive: true, force: true });
});

/** The kinds of chunk in a PNG. */
function chunks(png: Buffer): string[] {
  const kinds: string[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) kinds.push(png.toString('latin1', at + 4, at + 8));
  return [...new Set(kinds)];
}

test('the reviewer is given the faces in their own order, and nothing that says which is the candidate', async () => {
  const { opened, natives, tracksOf } = scene;
  const lineup = lineupOf(scene);
  await scene.as(reviewer);
  const shown = await showFace(opened, lineup, join(root, 'face.png'), natives);
  describeFace(opened, lineup, { features });
  const handed = await openLineup(opened, lineup, join(root, 'handed'), natives, {});
  const names = ['1.png', '2.png', '3.png', '4.png', '5.png', '6.png', 'questioned.png', 'sheet.png'];
  expect(readdirSync(join(root, 'handed')).toSorted()).toEqual(names);
  const files = new Map(names.map((name) => [name, readFileSync(join(root, 'handed', name))]));
  expect([...new Set([...files.values()].flatMap(chunks))].filter((kind) => !['IHDR', 'pHYs', 'IDAT', 'IEND'].includes(kind))).toEqual([]);
  // Each face is the one whose turn it is: the fake paints people's numbers in green.
  const order = orderFor(findLineup(opened.db, lineup), opened.operator!);
  const faces = await Promise.all(order.map(async (_, i) => {
    const { width, height, rgb } = await natives.readPicture(files.get(`${i + 1}.png`)!, '');
    const middle = (Math.floor(height / 2) * width + Math.floor(width / 2)) * 3;
    return [rgb[middle], rgb[middle + 1]];
  }));
  const numbers = new Map([sought, 10, 20, 30, 40, 50, 60, 70].flatMap((person) => tracksOf(person).map((track) => [track, person])));
  expect(faces).toEqual(order.map((track) => [255, numbers.get(track)]));
  // What the engine said to the reviewer names no track, no rank and no score.
  const said = JSON.stringify([shown, handed, shownReviews(opened)]);
  expect([...order, 'rank', 'score', 'candidate', 'filler'].filter((word) => said.includes(word))).toEqual([]);
  const [entry] = entriesOf(opened.db, 'lineup-opened');
  const kept = recall(opened.db, entry!.body.pictures)!.body as { files: { name: string; sha256: string }[] };
  expect(kept.files.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(names.map((name) => ({ name, sha256: sha256(files.get(name)!) })));
  expect(entriesOf(opened.db, 'face-shown')[0]!.body.sha256).toBe(sha256(readFileSync(join(root, 'face.png'))));
  // Another reviewer gets the same pictures in another order; asked for again, they are the same.
  await openLineup(opened, lineup, join(root, 'again'), natives, {});
  expect(names.filter((name) => !readFileSync(join(root, 'again', name)).equals(files.get(name)!))).toEqual([]);
});

test('the second reviewer sees nothing of the first’s decision before their own; afterwards not whom the first picked', async () => {
  await nextScene();
  const { opened } = scene;
  const lineup = lineupOf(await scene.as(analyst).then(() => scene));
  const viewOf = (): unknown => shownReviews(opened).lineups.map((view) => ('whole' in view ? view.whole : view.forReviewer)).find((view) => view.lineup === lineup);
  await scene.as(reviewer);
  await review(scene, lineup, wholeReview, { pick: placeOf(scene, lineup, 'filler'), reasons: 'the first reviewer’s words' });
  await scene.as(second);
  expect(viewOf()).toEqual({ lineup, pictures: 6, faceShownAt: null, own: null, ownPicks: [], others: null });
  await review(scene, lineup, ['face', 'describe', 'open']);
  expect(JSON.stringify(viewOf())).not.toMatch(/first reviewer|support|D-1|picked/);
  const { decision } = decide(opened, lineup, { ...statement, pick: null, conclusion: 'inconclusive', strength: null });
  expect(viewOf()).toMatchObject({ own: { decisions: [{ decision, conclusion: 'inconclusive' }] }, others: [{ reviewer, decisions: [{ conclusion: 'support', reasons: 'the first reviewer’s words' }] }] });
  expect(JSON.stringify(viewOf())).not.toContain('picked');
  await scene.as(analyst);
  expect(viewOf()).toMatchObject({ disagreement: true, reviews: [{ reviewer, decisions: [{ picked: 'filler' }] }, { reviewer: second, decisions: [{ picked: 'nobody' }] }] });
});

test('decisions are superseded and all of them disclosed; a later one is marked where others’ could be seen by then', async () => {
  await nextScene();
  const { opened } = scene;
  await scene.as(analyst);
  const search = (await scene.search()).id;
  const lineup = lineupOf(scene, search);
  const candidate = async (name: string): Promise<number> => {
    await scene.as(name);
    return placeOf(scene, lineup, 'candidate');
  };
  const picks = { first: await candidate(reviewer), second: await candidate(second) };
  await scene.as(reviewer);
  await review(scene, lineup, wholeReview, { pick: placeOf(scene, lineup, 'filler') });
  const decisionOf = (): string => entriesOf(opened.db, 'decision-made').at(-1)!.body.decision;
  const first = decisionOf();
  // Nobody else has decided: still blind.
  decide(opened, lineup, { ...statement, pick: picks.first, strength: 'strong', supersedes: first });
  const corrected = decisionOf();
  await scene.as(second);
  await review(scene, lineup, wholeReview, { pick: picks.second, viewing: null });
  await scene.as(reviewer);
  decide(opened, lineup, { ...statement, pick: picks.first, strength: 'moderate', supersedes: corrected });
  await scene.as(analyst);
  const [disclosed] = disclosedLineups(opened, search);
  expect(disclosed!.disagreement).toBe(false);
  expect(disclosed!.reviews.map(({ reviewer: name, decisions }) => [name, decisions.map(({ picked, strength, supersedes, blind }) => [picked, strength, supersedes, blind])])).toEqual([
    [reviewer, [['filler', 'limited', null, true], ['candidate', 'strong', first, true], ['candidate', 'moderate', corrected, false]]],
    [second, [['candidate', 'limited', null, true]]],
  ]);
  expect(disclosed!.reviews[1]).toMatchObject({ description: features, decisions: [{ reasons: statement.reasons, features: statement.features, viewing: null }] });
  // Counted over first decisions: what was corrected later was picked all the same.
  expect(reviewerRecords(opened.db)).toEqual([
    { reviewer, lineups: 1, candidates: 0, fillers: 1, uncertain: 0, nobody: 0 },
    { reviewer: second, lineups: 1, candidates: 1, fillers: 0, uncertain: 0, nobody: 0 },
  ]);
});

test('words are kept beside the ledger, and their loss leaves the decision', async () => {
  const { opened } = scene;
  const last = entriesOf(opened.db, 'decision-made').at(-1)!;
  const ledger = opened.db.prepare<[], string>('SELECT json FROM entry').pluck().all().join('\n');
  expect([statement.reasons, features[0]!.text].filter((words) => ledger.includes(words))).toEqual([]);
  opened.db.transaction(() => forget(opened.db, last.body.details))();
  const search = findLineup(opened.db, last.body.lineup).created.body.search;
  expect(disclosedLineups(opened, search)[0]!.reviews[0]!.decisions.at(-1)).toMatchObject({ conclusion: 'support', reasons: null, features: [], viewing: null });
});

test('leads are disclosed with what speaks for and against them and how they turned out', async () => {
  const { opened } = scene;
  const name = { search: 'S-1', probe: null, rank: 1 };
  await scene.as(analyst);
  corroborateLead(opened, name, 'against', 'a train ticket');
  corroborateLead(opened, name, 'for', 'a receipt');
  recordOutcome(opened, name, 'right', 'said so');
  recordOutcome(opened, name, 'wrong', 'was elsewhere');
  expect(disclosedLeads(opened, 'S-1')).toMatchObject([{
    rank: 1, track: scene.found.answers[0]!.candidates[0]!.trackId, probe: scene.found.answers[0]!.probe,
    corroboration: [{ by: analyst, speaks: 'against', text: 'a train ticket' }, { speaks: 'for', text: 'a receipt' }], actioned: null, outcome: { outcome: 'wrong', text: 'was elsewhere' },
  }]);
  expect(disclosedLeads(opened, 'S-2')).toEqual([]);
  expect(shownReviews(opened)).toMatchObject({ records: reviewerRecords(opened.db), leads: [{ search: 'S-1', rank: 1 }] });
  // What else is known, and whom they picked, would colour what a reviewer has still to decide.
  await scene.as(reviewer);
  expect(shownReviews(opened)).toMatchObject({ records: null, leads: null });
});
