/**
 * @file The whole work on a case in one window, from a first start, by clicking and typing as four people would: wherever the window is, in a browser
 * or in Electron. Each step ends with a look at everything the page holds.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { drawProbe } from '../../../resources/demo/portrait.ts';
import { writeGroupClip } from '../../support/disclosedCase.ts';
import { people } from '../../support/grantedCase.ts';
import { describeFace, fill, leaveSheet, passphrase, pressKey, signIn, takeOver } from './hands.ts';
import { actsOf } from './record.ts';

/** A window at its first start, and how files are chosen in it. */
export interface Started {
  readonly page: Page;
  /** Below it lies all that the test makes; no page may name it. */
  readonly root: string;
  /** Presses the button and chooses by name in the folder of `seize`: files to read, the folder itself, or something new. */
  choose(button: string, what: 'files' | 'file' | 'folder' | 'new', name: string): Promise<void>;
}

/** What lies in the user's own folder at the start: footage of a group, and a picture of one of them that is not cut from it. The folder. */
export async function seize(root: string): Promise<string> {
  const folder = join(root, 'seized');
  mkdirSync(folder);
  await writeGroupClip(join(folder, 'group.mp4'), [3, 20, 11, 31, 42, 8]);
  writeFileSync(join(folder, 'photograph.png'), await drawProbe(3));
  return folder;
}

/** A step is over: no place of the machine is in the page, neither to be read nor in what it is made of. JOURNEY_PICTURES=<folder> keeps a picture. */
async function over(window: Started, step: string): Promise<void> {
  const { page, root } = window;
  const pictures = process.env['JOURNEY_PICTURES'];
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${step.replaceAll(' ', '-')}.png`) });
  const held = await page.evaluate(() => [document.body.innerText, document.documentElement.outerHTML, location.href, document.title, ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value)]);
  expect(held.filter((text) => text.includes(root)), `a path in the page after “${step}”`).toEqual([]);
}

/** First start: the demo case is made, opened and signed in to with the passphrase that the page tells; then it is closed. */
export async function openDemo(window: Started): Promise<void> {
  const { page } = window;
  const way = page.getByRole('region', { name: 'See how it works' });
  await way.getByRole('button', { name: 'Open the demo case' }).click();
  await way.getByText('the passphrase of each is').waitFor({ timeout: 120_000 });
  const told = /passphrase of each is “(.+)”/.exec(await way.innerText())?.[1] ?? '';
  await over(window, 'demo made');
  await way.getByRole('button', { name: 'Open the demo case' }).click();
  await signIn(page, 'Demo Analyst', told);
  for (const exhibit of ['DEMO/1', 'DEMO/2']) await page.getByText(exhibit).first().waitFor();
  await page.getByText('2 of 2', { exact: true }).waitFor();
  await over(window, 'demo');
  await page.getByRole('button', { name: 'Close the case' }).click();
  await page.getByRole('region', { name: 'Cases that were open here' }).getByText('Demonstration').waitFor();
  await over(window, 'demo closed');
}

/** A case from its beginning to a bundle that was verified and searched again; and what of it is in the record. */
export async function workThrough(window: Started): Promise<void> {
  await beginCase(window);
  await receiveAndIndex(window);
  await authorise(window);
  await search(window);
  await review(window);
  await handOut(window);
  const { page, root } = window;
  const folder = join(root, 'seized', 'OP-26-114-Harbour-Street');
  const by = { analyst: people.analyst.name, officer: people.officer.name, reviewer: people.reviewer.name, second: people.second.name };
  const reviewed = ['face-shown', 'face-described', 'lineup-opened', 'decision-made'];
  const acts = actsOf(folder, 0);
  expect(acts.map(({ act, by }) => [act, by])).toEqual([
    ...['case-created', 'member-added', 'member-added', 'member-added', 'exhibit-received', 'policy-set', 'index-started'].map((act) => [act, by.analyst]), ['index-finished', null],
    ['authority-requested', by.analyst], ['authority-granted', by.officer], ['probe-added', by.analyst], ['calibration-recorded', null], ['search-requested', by.analyst], ['search-answered', null], ['search-shown', by.analyst],
    ['lineup-created', by.analyst], ...reviewed.map((act) => [act, by.reviewer]), ...reviewed.map((act) => [act, by.second]), ['bundle-exported', by.analyst],
  ]);
  await page.keyboard.press('Alt+7');
  await page.getByRole('button', { name: 'Verify the ledger' }).click();
  await page.getByText(`Nothing wrong was found: ${acts.length} entries`).waitFor();
  await over(window, 'ledger verified');
}

async function beginCase(window: Started): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: 'Begin a case' }).click();
  await fill(page, { Name: 'Harbour Street', Reference: 'OP/26/114', 'Your name': people.analyst.name, Passphrase: passphrase, 'The same again': passphrase });
  await window.choose('Choose where to keep it', 'folder', 'seized');
  await over(window, 'begin');
  await page.getByRole('button', { name: 'Begin the case' }).click();
  await page.getByText('No footage yet').waitFor();
  for (const { name, roles: [role] } of [people.officer, people.reviewer, people.second]) {
    await page.getByRole('button', { name: 'Add a member' }).click();
    const sheet = page.getByRole('dialog', { name: 'Add a member' });
    await sheet.locator('label').filter({ hasText: 'A new operator' }).click();
    await fill(sheet, { Name: name, Passphrase: passphrase });
    await sheet.locator('label').filter({ hasText: role.replace('-', ' ') }).click();
    await sheet.getByRole('button', { name: 'Add the member' }).click();
    await page.getByRole('rowheader', { name }).waitFor();
  }
  await over(window, 'people');
}

async function receiveAndIndex(window: Started): Promise<void> {
  const { page } = window;
  await pressKey(page, 'r');
  await window.choose('Choose files', 'files', 'group.mp4');
  await fill(page, { 'Exhibit reference': 'JB/1', Camera: 'Entrance', 'Recorder’s own time at the first frame': '2026-03-14T18:02:11Z' });
  await over(window, 'receive');
  await page.getByRole('button', { name: 'Receive 1 file' }).click();
  await page.getByText('JB/1').first().waitFor();
  await pressKey(page, 'i');
  await fill(page, { 'Schedule 8 condition': 'paragraph 1', 'Policy document': 'Appropriate policy document', 'Its version': '1.0' });
  await page.getByRole('button', { name: 'State the basis' }).click();
  await page.getByRole('button', { name: 'Begin indexing' }).click();
  await page.getByText('1 of 1', { exact: true }).waitFor({ timeout: 120_000 });
  await over(window, 'indexed');
}

async function authorise(window: Started): Promise<void> {
  const { page } = window;
  await page.keyboard.press('Alt+2');
  await page.getByRole('heading', { name: 'Search', exact: true }).waitFor();
  await pressKey(page, 'a');
  await fill(page, { Offence: 'burglary', Purpose: 'to find where the person went', Necessity: 'nothing else is left', Proportionality: 'one camera, one evening', Expires: '2090-01-31 18:00', 'Most searches': '2' });
  await page.locator('label').filter({ hasText: 'from a witness' }).click();
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByRole('heading', { name: 'Authority A-1' }).waitFor();
  await over(window, 'authority asked');
  await takeOver(page, 'Authorising officer signs in here', 'officer');
  await page.getByRole('button', { name: 'Grant A-1 as asked' }).click();
  await page.getByText('You granted this authority').waitFor();
  await over(window, 'authority granted');
  await takeOver(page, 'Hand the window to the analyst', 'analyst');
  await leaveSheet(page);
  await page.getByText('2 of 2 searches left').waitFor();
}

async function search(window: Started): Promise<void> {
  const { page } = window;
  await pressKey(page, 'p');
  await window.choose('Choose a picture', 'file', 'photograph.png');
  await page.getByText('1 face found on').waitFor();
  await fill(page, { 'What to call it': 'person by the door', 'Obtained from': 'a drawn picture', 'Lawful basis': 'drawn for tests' });
  await page.getByRole('button', { name: 'Class of picture' }).click();
  await page.getByRole('option', { name: 'From a witness', exact: true }).click();
  await over(window, 'probe');
  await page.getByRole('dialog').getByRole('button', { name: 'Add the probe' }).click();
  await page.getByRole('option', { name: 'person by the door' }).click();
  const ahead = page.getByRole('region', { name: 'Before the search' });
  await ahead.getByText('6 tracks of 1 footage').waitFor();
  await ahead.getByText('how many candidates are expected by chance').waitFor();
  await over(window, 'chance');
  await page.getByRole('button', { name: 'Search under A-1' }).click();
  const result = page.getByRole('region', { name: 'Search S-1' });
  await result.getByText('A candidate is a lead').waitFor();
  await result.getByRole('grid', { name: 'Candidates by rank' }).getByRole('row').first().click();
  await result.getByRole('complementary', { name: 'Rank 1' }).waitFor();
  await over(window, 'result');
}

async function review(window: Started): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: 'Review this candidate' }).click();
  await page.getByRole('button', { name: 'Make a line-up of 6 pictures' }).click();
  await page.getByText('V-1 shows the candidate and 5 others').waitFor();
  await over(window, 'lineup');
  await takeOver(page, 'A reviewer signs in here', 'reviewer');
  await page.getByRole('button', { name: 'Begin with V-1' }).click();
  await decide(window, { pick: '2', conclusion: 'Support for the same person', strength: 'Limited' });
  await takeOver(page, 'Hand the window to another reviewer', 'second');
  await decide(window, { pick: 'Nobody', conclusion: 'Inconclusive', strength: null });
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await signIn(page, people.analyst.name, passphrase);
  await page.keyboard.press('Alt+5');
  await page.getByRole('button', { name: 'Open V-1' }).click();
  await page.getByText('The reviewers disagree').waitFor();
  await over(window, 'reviews');
}

/** From the first look at the face to the recorded decision. */
async function decide(window: Started, of: { readonly pick: string; readonly conclusion: string; readonly strength: string | null }): Promise<void> {
  const { page } = window;
  const who = `review ${of.pick}`;
  const whole = (text: string) => page.locator('label').filter({ hasText: new RegExp(`^${text}$`) });
  await describeFace(page);
  await over(window, `${who} described`);
  await page.getByRole('button', { name: 'Lock this description of 5 parts' }).click();
  await page.getByRole('button', { name: 'Open the line-up' }).click();
  await page.getByRole('listbox', { name: 'Pictures of the line-up' }).waitFor();
  await whole(of.pick).click();
  await page.locator('label').filter({ hasText: of.conclusion }).click();
  if (of.strength !== null) {
    await whole(of.strength).click();
    await page.getByText('Part by part').click();
    await page.getByLabel('Nose', { exact: true }).fill('alike in both');
  }
  await page.getByLabel('Why', { exact: true }).fill('the bridge of the nose');
  await over(window, `${who} compared`);
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await page.getByText('Your decision is recorded').waitFor();
  await over(window, `${who} decided`);
}

/** A bundle is made, checked with the key of the case, searched again with the footage, and otherwise with another model. */
async function handOut(window: Started): Promise<void> {
  const { page } = window;
  await page.keyboard.press('Alt+6');
  await page.getByText('Make a bundle', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Who gets it' }).fill('Example & Co, solicitors');
  for (let step = 1; step < 5; step++) {
    if (step === 2) {
      await page.getByLabel('Pictures of so many').fill('1');
      // Encoding them takes longest.
      await page.locator('label').filter({ hasText: 'Clips of these candidates' }).click();
    }
    await over(window, `bundle ${step}`);
    await page.getByRole('button', { name: 'Next' }).click();
  }
  await window.choose('Choose where', 'new', 'for-the-defence');
  await page.getByRole('button', { name: 'Make the bundle and sign it' }).click();
  const made = page.getByRole('region', { name: 'Bundle B-1 is made' });
  await made.waitFor({ timeout: 120_000 });
  await over(window, 'bundle made');
  const key = (await made.getByRole('region', { name: 'Key of the case' }).locator('> code').innerText()).trim();
  await made.getByRole('button', { name: 'Check it as the other side will' }).click();
  await page.getByLabel('Key of the case').fill(key);
  await page.getByRole('button', { name: 'Check it', exact: true }).click();
  await page.getByText('Nothing found wrong').waitFor();
  await page.getByText('It is the one that you typed in.').waitFor();
  await over(window, 'bundle verified');
  await window.choose('Choose the folder with the footage', 'folder', 'seized');
  await page.getByRole('button', { name: 'Search again with the footage' }).click();
  await page.getByText('Nothing that was tried came out different').waitFor({ timeout: 120_000 });
  await over(window, 'bundle searched again');
  // With another model, whose pack is made first; the footage is the one that was chosen.
  await page.getByRole('button', { name: 'Model' }).click();
  await page.getByRole('option', { name: 'blazeface-dlib-mirror' }).click();
  await page.getByRole('button', { name: 'Search otherwise' }).click();
  const otherwise = page.getByRole('region', { name: 'Counter-search of S-1' });
  await otherwise.getByText('6 tracks of the list (candidates and the nearest of the rest) whose faces blazeface-dlib-mirror could measure').waitFor({ timeout: 120_000 });
  await over(window, 'bundle searched otherwise');
}
