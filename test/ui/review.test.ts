/**
 * @file The review workspace in a real Chromium: a candidate put in a line-up, described, opened, compared and decided by one reviewer, then by a second in the same
 * window who is told nothing of the first; what each saw and what of it is in the record. Any console error fails. REVIEW_PICTURES=<folder> keeps pictures.
 */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '../support/grantedCase.ts';
import { describeFace, takeOver } from './support/hands.ts';
import { actsOf, inRecord } from './support/record.ts';
import { openWorkedWindow, signInAs, type WorkedWindow } from './support/worked.ts';

const pictures = process.env['REVIEW_PICTURES'];
let window: WorkedWindow;

beforeAll(async () => {
  window = await openWorkedWindow();
});
afterAll(() => window.close());

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

test('a candidate is reviewed blind by two people in one window, and no picture of the line-up is made before its description is locked', async () => {
  const { page, problems } = await window.chromium.open((await window.worked.open()).address);
  // A process of the pool begins with loading its engines; a busy machine takes its time for that.
  page.setDefaultTimeout(40_000);
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/media/') && asked.push(new URL(request.url()).search));
  const places = (): string[] => asked.flatMap((query) => new URLSearchParams(query).get('place') ?? []);
  const before = actsOf(folder(), 0).length;

  await signInAs(page, 'analyst');
  await page.evaluate((hash) => void (location.hash = hash), `review?search=S-1&candidate=${unseenRank()}`);
  await page.getByRole('button', { name: 'Make a line-up of 6 pictures' }).click();
  await page.getByText('V-2 shows the candidate and 5 others').waitFor();
  await picture(page, 'candidate');
  await page.keyboard.press('Alt+5');
  await page.getByRole('button', { name: 'Open V-2' }).waitFor();
  await picture(page, 'list');

  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await signInAs(page, 'reviewer');
  await page.getByRole('button', { name: 'Begin with V-2' }).click();
  await describeFace(page);
  await picture(page, 'describe');
  expect(new Set(places())).toEqual(new Set(['0']));
  // What was typed outlives the lock.
  await page.keyboard.press('Control+l');
  await signInAs(page, 'reviewer');
  await page.getByRole('button', { name: 'Lock this description of 5 parts' }).click();
  await page.getByRole('button', { name: 'Open the line-up' }).waitFor();
  expect(new Set(places())).toEqual(new Set(['0']));
  await page.getByRole('button', { name: 'Open the line-up' }).click();

  const strip = page.getByRole('listbox', { name: 'Pictures of the line-up' });
  await expect.poll(() => strip.locator('img').evaluateAll((faces) => faces.filter((face) => (face as HTMLImageElement).naturalWidth > 0).length), { timeout: 60_000 }).toBe(6);
  // Six pictures and the face: nothing is made that nobody looks at.
  expect(new Set(places()).size).toBe(7);
  await page.keyboard.press('3');
  const right = page.getByRole('button', { name: 'Picture 3. Plus' });
  await right.focus();
  for (const key of ['+', '+', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
  const looks = () => page.locator('figure img').evaluateAll((faces) => faces.map((face) => (face as HTMLElement).style.transform));
  expect(new Set(await looks()).size).toBe(1);
  expect((await looks())[0]).toContain('scale(1.5625)');
  // The face is enlarged alone, then both: what is recorded is how large the larger became at any time.
  const apart = page.getByText('Move together');
  await apart.click();
  await page.getByRole('button', { name: 'The face that is searched for. Plus' }).focus();
  for (const key of ['+', '+']) await page.keyboard.press(key);
  await apart.click();
  await page.getByRole('button', { name: 'Larger' }).click();
  // Two turns of a wheel before anything is drawn, the second one back.
  await right.evaluate((frame) => {
    for (const deltaY of [-300, 100]) frame.dispatchEvent(new WheelEvent('wheel', { deltaY, cancelable: true }));
  });
  await page.getByRole('group', { name: 'For viewing only' }).last().getByRole('slider', { name: 'Brightness' }).focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Frames around picture 3' }).click();
  await page.getByRole('region', { name: 'Frames around picture 3' }).getByRole('button').last().click();
  await page.getByText('Picture 3, another frame').waitFor();
  await picture(page, 'compare');

  await page.locator('label').filter({ hasText: /^3$/ }).click();
  await page.getByRole('radio', { name: 'Support for the same person' }).focus();
  await page.keyboard.press('Space');
  await page.locator('label').filter({ hasText: /^Limited$/ }).click();
  await page.getByLabel('Why', { exact: true }).fill('the bridge of the nose');
  await page.getByText('Part by part').click();
  await page.getByLabel('Nose', { exact: true }).fill('alike in both');
  await page.getByLabel('Screen, size, light').fill('24 inches, daylight.');
  await picture(page, 'decide');
  expect(await page.locator('main').innerText()).not.toMatch(/%|\brank\b|\bscore\b|S-1/i);
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await page.getByText('Your decision is recorded').waitFor();
  await picture(page, 'decided');

  await takeOver(page, 'Hand the window to another reviewer', 'second');
  await page.getByText('First the face alone').waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/nose|daylight|R\. Reviewer|support/i);
  await describeFace(page);
  await page.getByRole('button', { name: 'Lock this description of 5 parts' }).click();
  await page.getByRole('button', { name: 'Open the line-up' }).click();
  await strip.waitFor();
  await page.locator('label').filter({ hasText: /^Nobody$/ }).click();
  await page.locator('label').filter({ hasText: /^Inconclusive$/ }).click();
  await page.getByLabel('Why', { exact: true }).fill('too few pixels');
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await page.getByText('the bridge of the nose').waitFor();

  const mine = actsOf(folder(), before).filter(({ act }) => /^(lineup|face|decision)-/.test(act));
  const steps = ['face-shown', 'face-described', 'lineup-opened', 'decision-made'];
  expect(mine.map(({ act, by }) => [act, by])).toEqual([['lineup-created', people.analyst.name], ...steps.map((act) => [act, people.reviewer.name]), ...steps.map((act) => [act, people.second.name])]);
  expect(kept(mine[4]!.details)).toMatchObject({
    reasons: 'the bridge of the nose', features: [{ component: 'nose', text: 'alike in both' }],
    viewing: '24 inches, daylight. Changed on the screen for viewing, as last set: picture 3 (brightness × 1.20, contrast × 1.00). Frames around it looked at: picture 3. Enlarged up to × 7.8 of the whole picture.',
  });

  // Whoever may know what it was reads both, and that a lead needs more.
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await signInAs(page, 'analyst');
  await page.getByText('The reviewers disagree').waitFor();
  await page.getByLabel('What was found').fill('a train ticket');
  await page.locator('label').filter({ hasText: 'Against it' }).click();
  await page.getByRole('button', { name: 'Record what was found' }).click();
  await page.getByText('Speaks against it.').waitFor();
  await page.getByText('Nobody may act on it').waitFor();
  await picture(page, 'lead');
  expect(problems).toEqual([]);
}, 180_000);

/** A candidate of the group whom no reviewer has seen in a line-up. */
function unseenRank(): number {
  return inRecord(folder(), (db) => {
    const seen = JSON.parse(db.prepare<[], string>("SELECT json FROM entry WHERE json ->> '$.act' = 'lineup-created'").pluck().get()!) as { body: { track: string; rank: number } };
    const { answers } = JSON.parse(db.prepare<[], string>('SELECT result FROM search WHERE number = 1').pluck().get()!) as { answers: { candidates: { rank: number; trackId: string }[] }[] };
    return answers[0]!.candidates.find(({ rank, trackId }) => rank !== seen.body.rank && trackId.split('-')[0] === seen.body.track.split('-')[0])!.rank;
  });
}

function kept(digest: string | null): unknown {
  return inRecord(folder(), (db) => JSON.parse(db.prepare<[string | null], string>('SELECT body FROM kept WHERE digest = ?').pluck().get(digest)!));
}

function folder(): string {
  return join(window.worked.root, 'case');
}
