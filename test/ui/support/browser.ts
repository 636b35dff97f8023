/** @file A real headless Chromium that npm brings, and pages in it where any console error counts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromiumPackage from '@sparticuz/chromium';
import { chromium, type Browser, type Page } from 'playwright';
import { once } from '../../support/once.ts';

export interface TestBrowser {
  readonly browser: Browser;
  /** 1280 x 800; `problems` fills with everything the page complained of. */
  open(address: string, colours?: 'light' | 'dark'): Promise<{ readonly page: Page; readonly problems: string[] }>;
  close(): Promise<void>;
}

/** Where the browser's program lies. TMPDIR is private to this process until it is removed: the browser's own folders go there. */
export async function browserProgram(): Promise<{ readonly path: string; remove(): void }> {
  const before = process.env['TMPDIR'], own = mkdtempSync(join(tmpdir(), 'retrace-browser-'));
  const program = await once('browser', async (folder) => {
    process.env['TMPDIR'] = folder;
    await chromiumPackage.executablePath();
  });
  process.env['TMPDIR'] = own;
  return {
    path: join(program, 'chromium'),
    remove: () => {
      rmSync(own, { recursive: true, force: true });
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    },
  };
}

/** Hears everything a page complains of. */
export function listen(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // A page that is left gives up what it asked.
    if (why !== 'net::ERR_ABORTED') problems.push(`${request.url()} ${why}`);
  });
  return problems;
}

export async function openBrowser(): Promise<TestBrowser> {
  const program = await browserProgram();
  const browser = await chromium.launch({ executablePath: program.path, args: ['--no-sandbox'] });
  return {
    browser,
    async open(address, colours = 'light') {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: colours });
      const page = await context.newPage();
      // A page on this machine answers at once; a test that waits longer has found a fault.
      page.setDefaultTimeout(8000);
      const problems = listen(page);
      await page.goto(address);
      return { page, problems };
    },
    async close() {
      await browser.close();
      program.remove();
    },
  };
}
