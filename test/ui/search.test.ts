/**
 * @file The search workspace in a real Chromium: an authority asked for, granted by the officer in the same window, a probe added from a file, a
 * search made under it, candidates seen; and what of it is in the record. Any console error fails. SEARCH_PICTURES=<folder> keeps pictures.
 */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { people } from '../support/grantedCase.ts';
import { thirtyPeople } from '../support/thirtyPeople.ts';
import { fill, leaveSheet, pressKey, takeOver } from './support/hands.ts';
import { actsOf } from './support/record.ts';
import { openWorkedWindow, signInAs, type WorkedWindow } from './support/worked.ts';

const pictures = process.env['SEARCH_PICTURES'];
let window: WorkedWindow;
let chromium: WorkedWindow['chromium'];
let worked: WorkedWindow['worked'];

beforeAll(async () => {
  window = await openWorkedWindow();
  ({ chromium, worked } = window);
  // Files are chosen from the user's own folder: one of the group in the footage, not a probe yet.
  process.env['HOME'] = worked.root;
  writeFileSync(join(worked.root, 'photograph.png'), await drawProbe(20));
  cpSync(await thirtyPeople(), join(worked.root, 'elsewhere'), { recursive: true });
});
afterAll(() => window.close());

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

test('an authority is asked for and granted in one window, a probe is added from a file, and a search under it gives candidates by rank', async () => {
  const folder = join(worked.root, 'case'), before = actsOf(folder, 0).length;
  const { page, problems } = await chromium.open((await worked.open()).address);
  // A process of the pool begins with loading its engines; a busy machine takes its time for that.
  page.setDefaultTimeout(25_000);
  await signInAs(page, 'analyst');
  await page.keyboard.press('Alt+2');
  await page.getByRole('heading', { name: 'Search', exact: true }).waitFor();
  await page.getByText('998 of 1,000 searches left').waitFor();

  await page.keyboard.press('a');
  await fill(page, { Offence: 'burglary', Purpose: 'to find where the person went', Necessity: 'nothing else is left', Proportionality: 'one evening', Expires: '2090-01-31 18:00', 'Most searches': '2' });
  await page.getByLabel('from a witness').focus();
  await page.keyboard.press('Space');
  await picture(page, 'request');
  await page.getByRole('button', { name: 'Ask for it' }).click();

  await page.getByRole('heading', { name: 'Authority A-2' }).waitFor();
  await takeOver(page, 'Authorising officer signs in here', 'officer');
  await page.getByRole('button', { name: 'Grant A-2 as asked' }).click();
  await page.getByText('You granted this authority').waitFor();
  await picture(page, 'granted');
  await takeOver(page, 'Hand the window to the analyst', 'analyst');
  await leaveSheet(page);
  await page.getByText('2 of 2 searches left').waitFor();

  await pressKey(page, 'p');
  await page.getByRole('button', { name: 'Choose a picture' }).click();
  await page.getByRole('row', { name: 'photograph.png' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('1 face found on').waitFor();
  await fill(page, { 'What to call it': 'person by the door', 'Obtained from': 'a drawn picture', 'Lawful basis': 'drawn for tests' });
  await page.getByRole('button', { name: 'Class of picture' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'From a witness', exact: true }).click();
  await picture(page, 'probe');
  await page.getByRole('dialog').getByRole('button', { name: 'Add the probe' }).click();
  await page.getByRole('option', { name: 'person by the door' }).click();

  // Two authorities cover it: which one is asked and not guessed.
  await page.getByText('Several authorities cover this').waitFor();
  await page.getByRole('button', { name: 'Under the authority' }).click();
  await page.getByRole('option', { name: 'A-2' }).click();
  const ahead = page.getByRole('region', { name: 'Before the search' });
  await ahead.getByText('10 tracks of 2 footages').waitFor();
  // Chance is told before anything is compared, and a lowest score is chosen by it.
  const begin = page.getByRole('button', { name: 'Search under A-2' });
  await ahead.getByText('No threshold: how many candidates are expected by chance').waitFor();
  await ahead.getByRole('button', { name: 'Use at most 0.1', exact: true }).click();
  await ahead.getByText('The threshold is the lowest at which no more than 0.1 are expected.').waitFor();
  await picture(page, 'chance');
  await page.getByText('Where the list ends').click();
  await page.getByLabel('Candidates expected by chance, at most').fill('0.0000001');
  await ahead.getByText('No lowest score keeps the candidates').waitFor();
  expect(await begin.isDisabled()).toBe(true);
  await page.getByText('None', { exact: true }).click();
  await page.getByLabel('From', { exact: true }).fill('2090-01-01');
  await ahead.getByText('0 tracks').waitFor();
  await page.getByLabel('From', { exact: true }).fill('');
  await ahead.getByText('10 tracks of 2 footages').waitFor();
  await picture(page, 'before');

  // Chance is measured with people who are declared not to be there; how many were compared is told, and nobody shown.
  await ahead.getByText('Where the error rates come from').click();
  await page.getByRole('button', { name: 'Measure with people who are not in the footage' }).click();
  const sheet = page.getByRole('dialog', { name: 'Chance, measured with people who are not in the footage' });
  await sheet.getByRole('button', { name: 'Choose the folder of people' }).click();
  await page.getByRole('row', { name: 'elsewhere' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Choose “elsewhere”' }).click();
  await page.getByLabel('Who they are, and why they cannot be in it').fill('drawn people, of whom no footage was drawn');
  await picture(page, 'measure-chance');
  await sheet.getByRole('button', { name: 'Measure and record it' }).click();
  await sheet.getByText('30 photographs of 30 people against').first().waitFor({ timeout: 90_000 });
  expect(await sheet.getByText('30 photographs of 30 people against').count()).toBe(2);
  await picture(page, 'measured-chance');
  await page.keyboard.press('Escape');
  await begin.click();

  const result = page.getByRole('region', { name: 'Search S-3' });
  await result.getByText('A candidate is a lead').waitFor();
  const grid = result.getByRole('grid', { name: 'Candidates by rank' });
  await grid.getByRole('row').first().click();
  const first = (await result.getByRole('complementary', { name: 'Rank 1' }).locator('img').elementHandle())!;
  await page.keyboard.press('ArrowRight');
  await result.getByRole('complementary', { name: 'Rank 2' }).waitFor();
  // The face of one is never in view beside what is said of another, also while the next picture is read.
  expect(await first.evaluate((face) => face.isConnected)).toBe(false);
  await expect.poll(() => grid.locator('img').evaluateAll((faces) => faces.length > 0 && faces.every((face) => (face as HTMLImageElement).naturalWidth > 0)), { timeout: 25_000 }).toBe(true);
  await picture(page, 'result');
  // What was measured of both pictures, and whether a ratio is stated, are asked for one by one.
  const second = result.getByRole('complementary', { name: 'Rank 2' });
  await second.getByText('Quality of both pictures, measured').click();
  await second.getByRole('row', { name: /Between the eyes \d+ px \d+ px/ }).waitFor();
  await second.getByText('Likelihood ratio, where one can be stated').click();
  await second.getByText('The pack’s reference calibration is of drawn faces').or(second.getByText('R v T')).first().waitFor();
  await picture(page, 'measured');
  const text = await result.innerText();
  expect(text).toMatch(/expected by chance/);
  expect(text).toContain('10 candidates');
  expect(text).not.toMatch(/%|match/i);
  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'Look again at S-3' }).waitFor();

  // A score below the calibrated range is allowed by somebody else, in the same window.
  await page.evaluate(() => void (location.hash = 'search?allow=-0.9'));
  await page.getByRole('heading', { name: 'A lowest score below the calibrated range' }).waitFor();
  await page.getByLabel('Passphrase').fill('correct horse');
  await page.keyboard.press('Enter');
  await page.getByRole('banner').getByText(people.officer.name).waitFor();
  await page.getByLabel('Reason').fill('the camera is poor, and the list is looked at by two');
  await page.getByRole('button', { name: 'Allow scores down to -0.9' }).click();
  await page.getByText('T-1: scores down to -0.9').waitFor();
  await picture(page, 'allowed');
  await page.keyboard.press('Escape');

  expect(actsOf(folder, before).map(({ act, by }) => [act, by])).toEqual([
    ['authority-requested', people.analyst.name], ['authority-granted', people.officer.name], ['probe-added', people.analyst.name],
    ['non-mated-measured', people.analyst.name], ['non-mated-measured', people.analyst.name], ['search-requested', people.analyst.name], ['search-answered', null], ['search-shown', people.analyst.name],
    ['threshold-allowed', people.officer.name],
  ]);

  // A reviewer sees neither searches nor their answers.
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await signInAs(page, 'reviewer');
  await page.getByText('Searches and what they gave are kept from reviewers').waitFor();
  expect(await page.locator('body').innerText()).not.toContain('person by the door');
  expect(problems).toEqual([]);
}, 180_000);
