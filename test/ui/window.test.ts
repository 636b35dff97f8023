/** @file The window in a real Chromium over loopback: what a person sees and can do. Any console error fails. RETRACE_SHOTS=<folder> keeps pictures. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openDispatch, type Parts } from '../../electron/api/dispatch.ts';
import { Failure } from '../../electron/core/failure.ts';
import { openLoopback, type Loopback } from '../../electron/loopback.ts';
import { readPages, type Page as BuiltPage } from '../../electron/pages.ts';
import { buildPages } from '../../electron/serve.ts';
import { openBrowser, type TestBrowser } from './support/browser.ts';
import { exampleParts } from './support/exampleCase.ts';

const folder = mkdtempSync(join(tmpdir(), 'retrace-pages-'));
let pages: ReadonlyMap<string, BuiltPage>;
let chromium: TestBrowser;
let opened: Loopback | undefined;

beforeAll(async () => {
  const built = join(folder, 'pages');
  await buildPages(built);
  pages = readPages(built);
  chromium = await openBrowser();
});
afterEach(async () => opened?.close());
afterAll(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

async function visit(changed: Partial<Parts> = {}, colours: 'light' | 'dark' = 'light'): Promise<{ page: Page; problems: string[] }> {
  opened = await openLoopback(openDispatch(exampleParts([], changed)), pages);
  return chromium.open(opened.address, colours);
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const shots = process.env['RETRACE_SHOTS'];
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
}

test('a case is opened and its exhibits, clocks, runs and problems are told in words', async () => {
  const { page, problems } = await visit();
  await keepPicture(page, 'welcome-light');
  await page.getByRole('button', { name: 'Open case' }).click();
  await page.getByRole('heading', { name: 'Harbour Street burglary' }).waitFor();
  await keepPicture(page, 'case-light');
  const rows = await page.getByRole('table').getByRole('row').allInnerTexts();
  expect(rows).toHaveLength(5);
  const said = rows.map((row) => row.replaceAll(/\s+/g, ' '));
  expect(said[1]).toContain('JB/1 As received entrance <b>north</b>.mp4 734.0 MB · 3b7e01d7b05e9ab4… Received 2026-03-15 09:12:44 UTC');
  expect(said[1]).toContain('2026-03-14 18:02:11 UTC ± 1.5 s Indexed');
  expect(said[1]).toContain('8,994 of 9,000 frames decoded, 1,800 analysed, 6 failed, 1 gap');
  expect(said[1]).toContain('412 faces seen, 297 searchable; not searchable: 81 too small, 25 turned away, 9 too blurred');
  expect(said[2]).toContain('Recorder’s clock never checked Stopped, can go on');
  expect(said[2]).toContain('The file ends before its last frame.');
  expect(said[3]).toContain('Changed since receipt');
  expect(said[3]).toContain('No wall time Recorder’s time not stated Not indexed');
  expect(said[4]).toContain('No footage in this file');
  expect(await page.locator('body').innerText()).not.toMatch(/\bmatch|suspect|identified\b/i);
  expect(problems).toEqual([]);
});

test('what cannot be opened is said in a sentence that a screen reader announces', async () => {
  const { page, problems } = await visit({ openCase: () => Promise.reject(new Failure('case-missing', { folder: 'elsewhere' })) });
  await page.getByRole('button', { name: 'Open case' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('There is no case in the folder “elsewhere”');
  await page.getByRole('button', { name: 'Open case' }).waitFor();
  expect(problems).toEqual([]);
});

test('choosing no folder changes nothing', async () => {
  const { page, problems } = await visit({ chooseFolder: async () => null });
  await page.getByRole('button', { name: 'Open case' }).click();
  await page.getByRole('button', { name: 'Open case' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(problems).toEqual([]);
});

test('the pages are reached by keyboard alone, and the open case stays open behind them', async () => {
  const { page, problems } = await visit({}, 'dark');
  await page.getByRole('button', { name: 'Open case' }).waitFor();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Harbour Street burglary' }).waitFor();
  await keepPicture(page, 'case-dark');
  for (const [label, heading] of [['What it is for', 'What it is for, and what it must not be used for'], ['This machine', 'This machine']] as const) {
    await page.getByRole('button', { name: label }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await keepPicture(page, label === 'This machine' ? 'machine-dark' : 'guide-dark');
  }
  await page.getByText('1 of 3 parts work, 1 limited, 1 missing').waitFor();
  await keepPicture(page, 'machine-dark');
  await page.getByRole('button', { name: 'Case', exact: true }).press('Enter');
  await page.getByRole('heading', { name: 'Harbour Street burglary' }).waitFor();
  expect(problems).toEqual([]);
});

test('when the program ends under an open window, the window says so', async () => {
  const { page } = await visit();
  await page.getByRole('button', { name: 'Open case' }).waitFor();
  await opened?.close();
  await page.getByRole('button', { name: 'Open case' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('Retrace does not answer any more');
});
