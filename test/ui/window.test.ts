/** @file The window in a real Chromium over loopback, on a case that four people have worked: what a person sees and can do. Any console error fails. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkedWindow, signInAs, type WorkedWindow } from './support/worked.ts';

let window: WorkedWindow;

beforeAll(async () => {
  window = await openWorkedWindow();
});
afterAll(() => window.close());

test('a wrong passphrase is said in words, the right one opens the case, and a lock takes it out of the page', async () => {
  const { page, problems } = await window.chromium.open((await window.worked.open()).address);
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
