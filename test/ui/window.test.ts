/** @file The window in a real Chromium over loopback, on a case that four people have worked: what a person sees and can do. Any console error fails. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPages } from '../../electron/serve.ts';
import { openBrowser, type TestBrowser } from './support/browser.ts';
import { openWorked, signInAs, type Worked } from './support/worked.ts';

const folder = mkdtempSync(join(tmpdir(), 'retrace-pages-'));
let chromium: TestBrowser;
let worked: Worked;

beforeAll(async () => {
  await buildPages(join(folder, 'pages'));
  chromium = await openBrowser();
  worked = await openWorked(join(folder, 'pages'));
});
afterAll(async () => {
  await chromium.close();
  await worked.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a wrong passphrase is said in words, the right one opens the case, and a lock takes it out of the page', async () => {
  const { page, problems } = await chromium.open((await worked.open()).address);
  await page.locator('label').filter({ hasText: 'A. Analyst' }).click();
  await page.getByLabel('Passphrase').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('passphrase');
  await signInAs(page, 'analyst');
  await page.getByRole('heading', { name: 'Exhibits and footage' }).waitFor();
  await page.getByText('R/1').first().waitFor();
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await page.getByLabel('Passphrase').waitFor();
  expect(await page.locator('body').innerText()).not.toContain('R/1 ');
  expect(await page.title()).toBe('Retrace');
  expect(problems).toEqual([]);
});
