/**
 * @file Disclosure in a real Chromium: the schedule, a bundle made in steps and recorded, the same bundle checked as the other side does, without a case: searched
 * again and otherwise; and one that was changed. Any console error fails. DISCLOSURE_PICTURES=<folder> keeps pictures.
 */
import { appendFileSync, cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { chooseInSheet } from './support/hands.ts';
import { inRecord } from './support/record.ts';
import { openWorkedWindow, signInAs, type WorkedWindow } from './support/worked.ts';

const pictures = process.env['DISCLOSURE_PICTURES'];
let window: WorkedWindow;
let root: string;

beforeAll(async () => {
  window = await openWorkedWindow();
  root = window.worked.root;
  process.env['HOME'] = root;
  writeFileSync(join(root, 'another.png'), await drawProbe(20));
});
afterAll(() => window.close());

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

async function open(folder?: null): Promise<{ page: Page; problems: readonly string[] }> {
  const opened = await window.chromium.open((await window.worked.open(folder)).address, pictures === undefined ? 'light' : 'dark');
  // A process of the pool begins with loading its engines; a busy machine takes its time for that.
  opened.page.setDefaultTimeout(40_000);
  return opened;
}

/** What the ledger says last of a bundle. */
function recorded(): unknown {
  const row = inRecord(join(root, 'case'), (db) => db.prepare<[], { body: string; by: string }>("SELECT json ->> '$.body' AS body, json ->> '$.actor.operator' AS by FROM entry WHERE json ->> '$.act' = 'bundle-exported' ORDER BY idx DESC LIMIT 1").get());
  return row && { ...(JSON.parse(row.body) as object), by: row.by };
}

test('a bundle is made in steps, and a stranger without a case checks it, searches again and otherwise, and is told what was changed in it', async () => {
  const { page, problems } = await open();
  await signInAs(page, 'analyst');
  await page.keyboard.press('Alt+6');
  const every = page.getByRole('table', { name: 'Every search' });
  await every.waitFor();
  expect((await every.locator('tbody tr').allInnerTexts()).map((line) => line.split(/\s+/)[0])).toEqual(['S-1', 'S-2']);
  expect(await every.innerText()).toContain('none was a candidate');

  await page.getByText('Make a bundle', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Who gets it' }).fill('Example & Co, solicitors');
  await page.getByLabel('What for').fill('initial disclosure');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.locator('label').filter({ hasText: 'Some searches.' }).click();
  await page.locator('label').filter({ hasText: 'S-1' }).click();
  await page.getByLabel('Pictures of so many').fill('1');
  await picture(page, 'goes-in');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  const ahead = page.getByRole('region', { name: '4. What it will be' });
  await ahead.getByText('S-2: outside of what you chose').waitFor();
  await picture(page, 'will-be');
  await page.getByRole('button', { name: 'Next' }).click();
  await chooseInSheet(page)('Choose where', 'new', 'for the defence');
  await page.getByRole('button', { name: 'Make the bundle and sign it' }).click();
  // The work is the host's: a page that is loaded again finds it.
  await page.getByText('nothing half-made is left').waitFor();
  await page.reload();
  const made = page.getByRole('region', { name: 'Bundle B-1 is made' });
  await made.waitFor({ timeout: 120_000 });
  await picture(page, 'made');
  const print = (await made.getByRole('region', { name: 'Fingerprint of the bundle' }).locator('> code').innerText()).replaceAll(/\s/g, '');
  expect(recorded()).toMatchObject({ bundle: 'B-1', by: 'A. Analyst', manifest: print, searches: ['S-1'], recipients: ['Example & Co, solicitors (initial disclosure)'], faces: 'bystanders-blurred' });
  expect((await verifyBundle(join(root, 'for the defence'), null, {})).findings).toEqual([]);
  expect(await page.locator('body').innerText()).not.toContain(root);
  expect(problems).toEqual([]);

  const key = (await made.getByRole('region', { name: 'Key of the case' }).locator('> code').innerText()).trim();
  // For the next one what goes in stays, and for whom it is does not.
  await page.getByRole('button', { name: 'Make another' }).click();
  await expect.poll(() => page.getByRole('textbox', { name: 'Who gets it' }).inputValue()).toBe('');
  await page.getByRole('button', { name: 'Next' }).click();
  expect(await page.getByRole('radio', { name: 'Some searches.' }).isChecked()).toBe(true);
  const stranger = await open(null);
  const { page: other } = stranger;
  await picture(other, 'welcome');
  await other.getByRole('button', { name: 'Check a bundle you received' }).click();
  await other.getByLabel('Key of the case').fill(key);
  await chooseInSheet(other)('Choose a zip file', 'file', 'for the defence.zip');
  await other.getByText('Nothing found wrong').waitFor();
  await other.getByText('It is the one that you typed in.').waitFor();
  await other.getByText('which it does not hold: S-2').waitFor();
  await other.getByRole('button', { name: 'Search again from the bundle alone' }).click();
  const stages = other.getByRole('table', { name: 'Stages' });
  await stages.waitFor();
  expect(await stages.innerText()).not.toContain('Different');
  await chooseInSheet(other)('Choose another picture', 'file', 'another.png');
  await other.getByRole('button', { name: 'Search otherwise' }).click();
  const counter = other.getByRole('region', { name: 'Counter-search of S-1' });
  await counter.getByText('More like the other picture').waitFor();
  await picture(other, 'checked');

  cpSync(join(root, 'for the defence'), join(root, 'changed'), { recursive: true });
  appendFileSync(join(root, 'changed', 'data', 'report.html'), 'x');
  await other.getByRole('button', { name: 'Choose a folder' }).click();
  await other.getByRole('dialog').getByRole('row', { name: 'changed' }).focus();
  await other.keyboard.press('Enter');
  await other.getByRole('button', { name: 'Choose “changed”' }).click();
  const finding = other.getByRole('region', { name: 'A file is not the one that was listed' });
  await finding.getByText('What still holds').waitFor();
  expect(await finding.innerText()).toContain('data/report.html');
  await picture(other, 'changed');
  await other.getByRole('button', { name: 'Choose a folder' }).click();
  await other.getByRole('dialog').getByRole('row', { name: 'home' }).focus();
  await other.keyboard.press('Enter');
  await other.getByRole('button', { name: 'Choose “home”' }).click();
  await other.getByText('This is no bundle').waitFor();
  // What came out of the others stays, with what was searched again, and can be read until it is taken off.
  const list = other.getByRole('table', { name: 'Checked before' });
  await expect.poll(() => list.getByRole('rowheader').allInnerTexts()).toEqual(['changed', 'for the defence.zip']);
  await list.getByRole('button', { name: 'Take changed off the list' }).click();
  await list.getByRole('row', { name: 'for the defence.zip' }).getByRole('button', { name: 'Show' }).click();
  await counter.getByText('More like the other picture').waitFor();
  expect(await stages.innerText()).not.toContain('Different');
  expect(await list.getByRole('rowheader').allInnerTexts()).toEqual(['home']);
  // A check that is not begun is told of beside what an earlier one found.
  await other.route('**/call/beginJob', (route) => route.fulfill({ body: `${JSON.stringify({ answer: { ok: false, error: { code: 'bug', message: 'It was not begun.' } } })}\n` }));
  await other.getByRole('button', { name: 'Check it again' }).click();
  await other.getByText('It was not begun.').waitFor();
  await other.getByRole('region', { name: 'The check' }).getByText('Nothing found wrong').waitFor();
  await picture(other, 'kept');
  expect(await other.locator('body').innerText()).not.toContain(root);
  expect(stranger.problems).toEqual([]);
}, 180_000);

test('who may not export is told who may, reviewers see no search, and whoever comes next reads what somebody else checked', async () => {
  const { page, problems } = await open();
  await signInAs(page, 'defence');
  await page.keyboard.press('Alt+6');
  await page.getByRole('table', { name: 'Every search' }).waitFor();
  await page.getByText('Make a bundle', { exact: true }).click();
  await page.getByText('Here that is A. Analyst.').waitFor();
  await page.getByText('Check a bundle', { exact: true }).click();
  await chooseInSheet(page)('Choose a zip file', 'file', 'for the defence.zip');
  await page.getByText('Nothing found wrong').waitFor();
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await signInAs(page, 'analyst');
  await page.getByText(/^Checked [\d-]+ [\d:]+ UTC by D\. Defence$/).waitFor();
  await picture(page, 'kept-by');
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await signInAs(page, 'reviewer');
  await page.getByText('are kept from reviewers').waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/S-1|Check a bundle/);
  expect(problems).toEqual([]);
});
