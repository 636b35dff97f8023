/** @file A host over a case that four people have worked, on drawn footage, for the window's tests and tour: what a page shows is what the engine holds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Case } from '../../../electron/engine/caseFolder.ts';
import { openLoopback, type Loopback } from '../../../electron/loopback.ts';
import { readPages } from '../../../electron/pages.ts';
import { openHost } from '../../../electron/parts.ts';
import { buildPages } from '../../../electron/serve.ts';
import { disclosedCopy } from '../../support/disclosedCase.ts';
import { people } from '../../support/grantedCase.ts';
import { once } from '../../support/once.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { passphrase, signIn } from './hands.ts';

export interface Worked {
  readonly root: string;
  /** A new host, as after a start of the program: its address opens one browser. */
  open(folder?: string | null): Promise<Loopback>;
  close(): Promise<void>;
}

/** The case in a folder of its own, as `work` makes it: a copy of one, whose originals nobody may change, unless another is worked; `pages` is the folder of the built renderer. */
export async function openWorked(pages: string, work: Work = disclosedCopy): Promise<Worked> {
  const root = mkdtempSync(join(tmpdir(), 'retrace-worked-'));
  process.env['RETRACE_HOME'] = join(root, 'home');
  const { opened } = await work(root);
  opened.close();
  const hosts: { close(): Promise<void> }[] = [];
  return {
    root,
    async open(folder = join(root, 'case')) {
      const dispatch = openHost({ host: 'browser', choose: null, startFolder: folder, processes: null });
      const loopback = await openLoopback(dispatch, readPages(pages));
      hosts.push({ close: async () => (await loopback.close(), dispatch.close()) });
      return loopback;
    },
    async close() {
      for (const host of hosts) await host.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Makes a case in the subfolder `case` of the folder, with keys in `home`. */
type Work = (root: string) => Promise<{ readonly opened: Case }>;

export interface WorkedWindow {
  readonly chromium: TestBrowser;
  readonly worked: Worked;
  close(): Promise<void>;
}

/** The folder of the built renderer. */
export async function builtPages(): Promise<string> {
  return join(await once('pages', (folder) => buildPages(join(folder, 'built'))), 'built');
}

/** The pages, a browser, and the worked case: what a test of the window begins with. */
export async function openWorkedWindow(work?: Work): Promise<WorkedWindow> {
  const pages = await builtPages();
  const chromium = await openBrowser();
  const worked = await openWorked(pages, work);
  return {
    chromium, worked,
    async close() {
      await chromium.close();
      await worked.close();
    },
  };
}

/** Signs a person of the worked case in, in the page that asks who one is. */
export async function signInAs(page: Page, person: keyof typeof people): Promise<void> {
  await signIn(page, people[person].name, passphrase);
}
