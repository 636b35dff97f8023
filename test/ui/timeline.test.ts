/**
 * @file The timeline workspace in a real Chromium on a worked case: its lanes are the record's cameras, its faces the record's sightings, a gap is
 * said, keys zoom and move, a chosen stretch becomes the search's filter, candidates stand on it, a face is shown. Any console error fails.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Completeness } from '../../electron/core/completeness.ts';
import { openWorkedWindow, signInAs, type WorkedWindow } from './support/worked.ts';

const pictures = process.env['TIMELINE_PICTURES'];
let window: WorkedWindow;
let sightings: number;

beforeAll(async () => {
  window = await openWorkedWindow();
  const db = new Database(join(window.worked.root, 'case', 'case.sqlite'));
  sightings = db.prepare('SELECT count(*) FROM sighting').pluck().get() as number;
  // Drawn footage has no gap and no frame that failed: they are written into the certificate of one run, as a damaged file would have given it.
  const { number, completeness } = db.prepare<[], { number: number; completeness: string }>('SELECT number, completeness FROM run ORDER BY number LIMIT 1').get()!;
  const covered = JSON.parse(completeness) as Completeness, last = Number(covered.lastTicks);
  db.prepare('UPDATE run SET completeness = ? WHERE number = ?').run(JSON.stringify({ ...covered, framesFailed: 5, failedAt: [{ fromTicks: String(Math.round(last * 0.97)), toTicks: String(Math.round(last * 0.98)), frames: 2 }], gaps: [{ fromTicks: String(Math.round(last * 0.8)), toTicks: String(Math.round(last * 0.95)) }] }), number);
  db.close();
});
afterAll(() => window.close());

test('lanes, faces, gaps and candidates of the record are on the timeline, and a chosen stretch becomes the filter of a search', async () => {
  const { page, problems } = await window.chromium.open((await window.worked.open()).address);
  page.setDefaultTimeout(25_000);
  const look = async (name: string): Promise<void> => void (pictures && await page.screenshot({ path: join(pictures, `${name}.png`) }));
  await signInAs(page, 'analyst');
  await page.keyboard.press('Alt+3');
  const lanes = page.getByRole('list', { name: 'Lanes' });
  await lanes.getByText('Entrance').waitFor();
  await page.getByText(`2 lanes · ${sightings} sightings in indexed footage`).waitFor();
  expect(await lanes.getByRole('listitem').allInnerTexts()).toEqual([expect.stringMatching(/Entrance\s+± 1\.1 s\s+\d+ sightings/), expect.stringMatching(/Passage\s+clock never checked\s+\d+ sightings/)]);

  const board = page.getByRole('application', { name: 'Timeline' });
  const summary = async (): Promise<string> => (await page.locator('#timeline-summary').textContent())!;
  await board.focus();
  const inView = async (): Promise<string> => /([\d.]+ (?:ms|s|min)): /.exec(await summary())?.[1] ?? '';
  await expect.poll(inView).toBe('4 min');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  for (let i = 0; i < 4; i++) await page.keyboard.press('+');
  await expect.poll(inView).toMatch(/^\d\d\.\d s$/);
  const near = await summary();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(summary).not.toBe(near);
  await page.keyboard.press('ArrowRight');
  await expect.poll(summary).toBe(near);
  await look('close');

  await page.keyboard.press('t');
  expect(await page.getByRole('row', { name: /Entrance/ }).innerText()).toContain('1 gap, 2 frames failed, 3 frames failed in this footage, where is not recorded');
  await page.keyboard.press('Escape');

  await expect.poll(() => board.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press(',');
  await page.keyboard.press('Enter');
  const chosen = page.getByRole('region', { name: 'Chosen face' });
  await chosen.getByText('Entrance').waitFor();
  await expect.poll(() => chosen.locator('img').evaluate((face) => (face as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await page.keyboard.press('0');
  const box = (await board.boundingBox())!;
  await page.mouse.move(box.x + box.width - 27, box.y + 70);
  const card = page.getByRole('tooltip');
  await card.locator('img').waitFor();
  expect(await card.innerText()).toMatch(/Entrance\s+2026-03-01 14:04:\d\d\.\d{3} UTC/);
  await look('hover');

  const db = new Database(join(window.worked.root, 'case', 'case.sqlite'), { readonly: true });
  const entries = (): number => db.prepare('SELECT count(*) FROM entry').pluck().get() as number;
  const before = entries();
  await page.getByRole('button', { name: 'Candidates of' }).click();
  await page.getByRole('option', { name: 'S-1' }).click();
  await page.getByRole('button', { name: 'Look at S-1; the look is recorded' }).click();
  await expect.poll(summary).toContain('4 candidates of S-1');
  expect(entries() - before).toBe(1);
  db.close();
  await look('candidates');

  await page.mouse.move(box.x + box.width * 0.7, box.y + 70);
  await page.keyboard.down('Shift');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.99, box.y + 75, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  const stretch = page.getByRole('region', { name: 'Chosen stretch' });
  await look('stretch');
  await stretch.getByRole('button', { name: 'Search Entrance in it' }).click();
  await page.getByRole('heading', { name: 'Search', exact: true }).waitFor();
  await expect.poll(() => page.getByLabel('From', { exact: true }).inputValue()).toMatch(/^2026-03-01 14:0\d:\d\d UTC$/);
  expect(await page.getByLabel('To', { exact: true }).inputValue()).toMatch(/^2026-03-01 14:04:\d\d UTC$/);
  expect(await page.getByRole('button', { name: 'Camera' }).innerText()).toContain('Entrance');
  expect(problems).toEqual([]);
}, 90_000);
