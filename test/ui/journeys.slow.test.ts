/** @file The whole chain in a real Chromium from a first start: the demo case, then a case of one's own up to a bundle that was checked. Any console error fails. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLoopback } from '../../electron/loopback.ts';
import { readPages } from '../../electron/pages.ts';
import { openHost } from '../../electron/parts.ts';
import { openBrowser, type TestBrowser } from './support/browser.ts';
import { chooseInSheet } from './support/hands.ts';
import { openDemo, seize, workThrough } from './support/wholeChain.ts';
import { builtPages } from './support/worked.ts';

let root: string;
let pages: string;
let chromium: TestBrowser;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-chain-'));
  process.env['RETRACE_HOME'] = join(root, 'home');
  // Files are chosen from the user's own folder.
  process.env['HOME'] = await seize(root);
  pages = await builtPages();
  chromium = await openBrowser();
});
afterAll(async () => {
  await chromium.close();
  rmSync(root, { recursive: true, force: true });
});

test('from a first start to the demo case, and four people work a case of their own from its beginning to a bundle that holds', async () => {
  const host = openHost({ host: 'browser', choose: null, startFolder: null, processes: null });
  const loopback = await openLoopback(host, readPages(pages));
  try {
    const { page, problems } = await chromium.open(loopback.address);
    // A process of the pool begins with loading its engines; a busy machine takes its time for that.
    page.setDefaultTimeout(60_000);
    const window = { page, root, choose: chooseInSheet(page) };
    await openDemo(window);
    await workThrough(window);
    expect(problems).toEqual([]);
  } finally {
    await loopback.close();
    await host.close();
  }
}, 600_000);
