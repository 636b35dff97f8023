/**
 * @file The ledger workspace in a real Chromium: entries by keyboard and filter, the proof of one checked with stock tools, the checkpoint to read
 * out, verification of a whole and of an altered record; and what a reviewer is not shown. Any console error fails.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkedWindow, signInAs, type WorkedWindow } from './support/worked.ts';

let window: WorkedWindow;

beforeAll(async () => {
  window = await openWorkedWindow();
});
afterAll(() => window.close());

function record<T>(does: (db: Database.Database) => T): T {
  const db = new Database(join(window.worked.root, 'case', 'case.sqlite'));
  try {
    return does(db);
  } finally {
    db.close();
  }
}

test('every entry is read in a sentence, one is proved with stock tools, the whole is verified, and a reviewer is shown no line-up', async () => {
  const { chromium, worked } = window;
  const { page, problems } = await chromium.open((await worked.open()).address);
  page.setDefaultTimeout(25_000);
  await signInAs(page, 'analyst');
  await page.keyboard.press('Alt+7');
  const list = page.getByRole('listbox', { name: 'Entries, newest first' });
  await list.getByRole('option').first().getByText('.').waitFor();
  const entries = record((db) => db.prepare<[], number>('SELECT count(*) FROM entry').pluck().get()!);
  expect(await list.getByRole('option').first().getAttribute('aria-setsize')).toBe(String(entries));

  // By keyboard to the first entry of all, and back one.
  await list.focus();
  await page.keyboard.press('End');
  await list.getByText('made the case R/1 (Operation Example)').waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary', { name: 'Entry 1' });
  await detail.getByText('the signature holds').waitFor();
  await detail.getByText(`Entry 1 is one of the ${entries} entries under the newest signed checkpoint`).waitFor();
  await detail.getByText('Check it without this program').click();
  const lines = await detail.locator('pre').nth(1).innerText();
  expect(execFileSync('bash', ['-c', lines], { encoding: 'utf8' })).toBe('in the ledger\n');
  expect(execFileSync('bash', ['-c', lines.replace(/^h=./, 'h=f').replace(/^(h=f.)./, '$10')], { encoding: 'utf8' })).toBe('NOT in the ledger\n');
  expect(page.url()).toMatch(/#ledger\?entry=1$/);
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Review and leads' }).click();
  await list.getByText('made the line-up V-1').waitFor();
  expect(await list.innerText()).not.toContain('made the case');
  await page.getByLabel('Text of the entry').fill('lineup-created');
  await page.getByText(/^1 of \d+ entries/).waitFor();
  expect(page.url()).toContain('group=review&text=lineup-created');
  await page.getByRole('button', { name: 'Show all' }).click();
  // A page leads here with what it shows: only entries that name it.
  await page.evaluate(() => void (location.hash = 'ledger?about=V-1'));
  await page.getByText(/^[1-9] of \d+ entries/).waitFor();
  await list.getByText('made the line-up V-1').waitFor();
  expect(await list.innerText()).not.toContain('S-2');
  await page.getByRole('button', { name: 'Show all' }).click();

  await page.getByRole('button', { name: 'Read out the checkpoint' }).click();
  const groups = await page.getByRole('list', { name: 'Fingerprint' }).getByRole('listitem').allInnerTexts();
  expect(Buffer.from(groups.join(''), 'hex').toString('base64')).toBe(record((db) => db.prepare<[], string>('SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1').pluck().get()!).split('\n')[2]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('Read out to:').isVisible()).toBe(true);
  expect(await page.locator('#root').isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'Close', exact: true }).click();

  await page.getByRole('button', { name: 'Verify the ledger' }).click();
  await page.getByText(`Nothing wrong was found: ${entries} entries`).waitFor();
  const altered = record((db) => {
    const { json } = db.prepare<[], { json: string }>('SELECT json FROM entry WHERE idx = 1').get()!;
    db.prepare('UPDATE entry SET json = ? WHERE idx = 1').run(json.replace('authorising-officer', 'analyst'));
    return json;
  });
  await page.getByRole('button', { name: 'Verify the ledger' }).click();
  await page.getByText('Entry 1 does not have the hash that was kept with it.').waitFor();
  await page.getByText('go on from a copy that verifies').first().waitFor();
  record((db) => db.prepare('UPDATE entry SET json = ? WHERE idx = 1').run(altered));

  // A reviewer is shown that entries are there, and neither what they say nor, by a filter, which they are.
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await signInAs(page, 'reviewer');
  await page.getByText('are kept from your role').waitFor();
  await list.getByText('Kept from you').first().waitFor();
  expect(await list.innerText()).not.toMatch(/made the line-up|the search S-|S\. Second decided/);
  await page.evaluate(() => void (location.hash = 'ledger?text=V-1&group=review'));
  await page.getByText(/of \d+ entries.* fit no filter/).waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(/made the line-up|S\. Second decided/);
  expect(problems).toEqual([]);
}, 120_000);
