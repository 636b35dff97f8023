/** @file Whole journeys through the window in a real Chromium, from a first start with no case: by keyboard alone, with damaged footage, stopped and gone on with. Any console error fails. JOURNEY_PICTURES=<folder> keeps pictures. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLoopback } from '../../electron/loopback.ts';
import { readPages } from '../../electron/pages.ts';
import { openHost } from '../../electron/parts.ts';
import { writePortraitClip } from '../support/portraitClip.ts';
import { openBrowser, type TestBrowser } from './support/browser.ts';
import { pressKey } from './support/hands.ts';
import { actsOf } from './support/record.ts';
import { builtPages } from './support/worked.ts';

const pictures = process.env['JOURNEY_PICTURES'];
let root: string;
let pages: string;
let chromium: TestBrowser;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-journeys-'));
  process.env['RETRACE_HOME'] = join(root, 'home');
  // Files are chosen from the user's own folder.
  process.env['HOME'] = join(root, 'seized');
  mkdirSync(join(root, 'seized'));
  await writePortraitClip(join(root, 'seized', 'entrance.mp4'), [3, 20, 11, 31, 42, 8]);
  await writePortraitClip(join(root, 'whole.ts'), [3, 50]);
  const whole = readFileSync(join(root, 'whole.ts'));
  writeFileSync(join(root, 'seized', 'passage.ts'), whole.subarray(0, Math.floor(whole.length * 0.6)));
  writeFileSync(join(root, 'seized', 'recorder.txt'), 'no footage\n');
  pages = await builtPages();
  chromium = await openBrowser();
});
afterAll(async () => {
  await chromium.close();
  rmSync(root, { recursive: true, force: true });
});

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Tab, until what has the focus is called this; fails where the keyboard does not come to it. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const at = await page.evaluate(() => {
      const { activeElement: one } = document;
      const labels = [...((one as HTMLInputElement | null)?.labels ?? [])].map((label) => label.textContent);
      return [one?.getAttribute('aria-label'), one?.textContent, ...labels].map((text) => (text ?? '').trim());
    });
    if (at.includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not come to “${name}”`);
}

/** This key, until this has the focus. */
async function keyTo(page: Page, key: string, there: Locator): Promise<void> {
  for (let i = 0; i < 60; i++) {
    if (await there.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the key ${key} does not come to ${String(there)}`);
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().waitFor();
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function write(page: Page, fields: readonly (readonly [label: string, text: string])[]): Promise<void> {
  for (const [label, text] of fields) {
    await tabTo(page, label);
    await page.keyboard.type(text);
  }
}

test('by keyboard alone: a case is begun, sound and damaged footage received, indexing stopped and gone on with', async () => {
  const host = openHost({ host: 'browser', choose: null, startFolder: null, processes: null });
  const loopback = await openLoopback(host, readPages(pages));
  try {
    const { page, problems } = await chromium.open(loopback.address);
    // A process of the pool begins with loading its engines; a busy machine takes its time for that.
    page.setDefaultTimeout(30_000);
    await page.getByRole('heading', { name: 'Begin a case' }).waitFor();
    await picture(page, 'welcome');
    await press(page, 'Begin a case');
    await page.getByRole('dialog').waitFor();
    await write(page, [['Name', 'Harbour Street'], ['Reference', 'OP/26/114']]);
    await press(page, 'Choose where to keep it');
    await press(page, 'Choose “seized”');
    await write(page, [['Your name', 'A. Analyst'], ['Passphrase', 'correct horse'], ['The same again', 'correct horse']]);
    await picture(page, 'begin');
    await press(page, 'Begin the case');
    await page.getByText('No footage yet').waitFor();

    await pressKey(page, 'r');
    await press(page, 'Choose files');
    await page.getByRole('row', { name: 'entrance.mp4' }).waitFor();
    await keyTo(page, 'Tab', page.getByRole('grid', { name: 'In seized' }).getByRole('row').first());
    for (const name of ['entrance.mp4', 'passage.ts', 'recorder.txt']) {
      await keyTo(page, 'ArrowDown', page.getByRole('row', { name }));
      await page.keyboard.press('Space');
    }
    await picture(page, 'files');
    await press(page, 'Choose 3 files');
    await write(page, [['Exhibit reference', 'JB/1'], ['Camera', 'Entrance']]);
    await press(page, 'Receive 3 files');
    await page.getByText('is not a video in a format that is accepted').waitFor();

    await pressKey(page, 'i');
    await page.getByRole('dialog', { name: 'Index footage' }).waitFor();
    await write(page, [['Schedule 8 condition', 'paragraph 1'], ['Policy document', 'Appropriate policy document'], ['Its version', '1.0']]);
    await press(page, 'State the basis');
    await page.getByText('By what right').waitFor({ state: 'detached' });
    await press(page, 'Begin indexing');
    await press(page, 'Stop');
    await page.getByText('Stopped', { exact: false }).first().waitFor();
    await picture(page, 'stopped');
    await pressKey(page, 'i');
    await press(page, 'Begin indexing');
    await page.getByText('2 of 2', { exact: true }).waitFor({ timeout: 90_000 });
    await picture(page, 'indexed');
    expect(problems).toEqual([]);
    // Of each footage one run: what was stopped went on. How many had begun by then is the machine's affair.
    const acts = actsOf(join(root, 'seized', 'OP-26-114-Harbour-Street'), 0).map(({ act }) => act);
    const [stopped, resumed] = ['index-stopped', 'index-resumed'].map((act) => acts.filter((each) => each === act).length);
    expect(stopped).toBe(resumed);
    expect(acts.filter((act) => act !== 'index-stopped' && act !== 'index-resumed')).toEqual(['case-created', 'exhibit-received', 'exhibit-received', 'exhibit-refused', 'policy-set', 'index-started', 'index-started', 'index-finished', 'index-finished']);
  } finally {
    await loopback.close();
    await host.close();
  }
}, 180_000);
