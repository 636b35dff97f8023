/** @file The machine workspace in a real Chromium: the packs with what was measured and on whom, and the self-test of one. Any console error fails. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkedWindow, signInAs, type WorkedWindow } from './support/worked.ts';

let window: WorkedWindow;

beforeAll(async () => {
  window = await openWorkedWindow();
});
afterAll(() => window.close());

test('a pack states its terms, what was measured of it and on whom, and its self-test is run on this machine', async () => {
  const { page, problems } = await window.chromium.open((await window.worked.open()).address);
  page.setDefaultTimeout(40_000);
  await signInAs(page, 'analyst');
  await page.keyboard.press('Alt+8');
  const pack = page.getByRole('region', { name: /^blazeface-dlib 1/ });
  await pack.getByText('Measured on drawn faces, which are not people').waitFor();
  expect(await pack.innerText()).toContain('By group of people\nnot measured');
  expect(await pack.locator('polygon').count()).toBe(2);
  for (const other of ['blazeface-fused', 'blazeface-dlib-mirror']) await page.getByRole('region', { name: `What was measured of ${other}` }).getByText('Measured on drawn faces, which are not people').waitFor();
  await page.getByText('MIT package; licence of the weights unknown').waitFor();
  await pack.getByRole('button', { name: 'Run its self-test' }).click();
  await pack.getByText('of drawn faces score here as they should').waitFor();
  // What ended is told once: coming back asks nothing anew, until somebody does.
  await page.locator('button:not([data-pending])', { hasText: 'Examine again' }).waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url().split('/').at(-1)!));
  await page.keyboard.press('Alt+1');
  await pack.waitFor({ state: 'hidden' });
  await page.keyboard.press('Alt+8');
  await pack.getByText('of drawn faces score here as they should').waitFor();
  await Promise.all([page.waitForRequest(/doctor$/), page.getByRole('button', { name: 'Examine again' }).click()]);
  expect(asked.filter((call) => call === 'doctor')).toHaveLength(1);
  if (process.env['LOOK']) await page.screenshot({ path: process.env['LOOK'], fullPage: true });
  expect(problems).toEqual([]);
}, 120_000);
