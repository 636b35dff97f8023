/** @file U1: when the window can be used after a start, and for how long host and page are held at a stretch, while pages are visited and while footage is indexed. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { serve } from '../../electron/serve.ts';
import { openWorkedWindow, signInAs } from '../ui/support/worked.ts';
import type { Figure } from './figure.ts';
import type { Held } from './windowHost.ts';

const hostFile = join(import.meta.dirname, 'windowHost.ts');

/** Every page for this long, milliseconds. */
const stay = 800;

export async function measureWindow(): Promise<Figure[]> {
  const window = await openWorkedWindow();
  const folder = join(window.worked.root, 'case');
  // Pages that are not up to date are built at a start; that is a developer's start and not a user's.
  await (await serve(null)).close();
  const began = performance.now();
  const host = fork(hostFile, [folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(host, 'exit');
  const silent = async (): Promise<never> => {
    throw new Error(`the host ended with ${String((await ended)[0])} before it answered`);
  };
  const answer = async <T>(): Promise<T> => ((await Promise.race([once(host, 'message'), silent()])) as [T])[0];
  const held = async (): Promise<Held> => {
    host.send('held');
    return answer<Held>();
  };
  try {
    const { address } = await answer<{ address: string }>();
    const { page } = await window.chromium.open(address);
    await page.getByLabel('Passphrase').waitFor();
    const usable = performance.now() - began;
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null);
    if (paint === null) throw new Error('the page has painted nothing');
    await page.evaluate(() => {
      const seen = globalThis as { longest?: number };
      new PerformanceObserver((list) => void (seen.longest = Math.max(seen.longest ?? 0, ...list.getEntries().map(({ duration }) => duration)))).observe({ type: 'longtask' });
    });
    const opened = await held();
    await signInAs(page, 'analyst');
    const signedIn = await held();
    await visit(page);
    const visiting = { host: await held(), page: await longestTask(page) };
    await beginIndexing(page);
    await visit(page);
    const indexing = { host: await held(), page: await longestTask(page) };
    const figure = (id: string, what: string, ours: number, goal: number, note: string): Figure => ({ id, what, unit: 'ms', ours, limit: null, goal: `≤ ${goal} ms`, met: ours <= goal, note });
    return [
      figure('U1 start', 'from starting the host to a page where one can sign in', usable, 1500, `first contentful paint ${paint.toFixed(0)} ms after the browser asked for the page; the browser ran already; opening the case held the host for ${opened.heldMs.toFixed(0)} ms, signing in (scrypt) for ${signedIn.heldMs.toFixed(0)} ms`),
      figure('U1 host', 'longest that the host’s thread was held while every page was visited', visiting.host.heldMs, 50, 'looked at every 5 ms; on two cores it also waits until the browser, which draws without a graphics processor, leaves it one'),
      figure('U1 host work', 'most processor time of that thread in one stretch', visiting.host.workMs, 50, 'what the calls themselves cost'),
      figure('U1 page', 'longest task of the page meanwhile', visiting.page, 50, 'the browser’s own long-task entries; 0 where none took 50 ms; it has no graphics processor here'),
      figure('U1 host indexing', 'the same of the host while footage is indexed', indexing.host.heldMs, 50, 'the small drawn case, every frame'),
      figure('U1 host work indexing', 'the same of its processor time', indexing.host.workMs, 50, 'what the calls themselves cost'),
      figure('U1 page indexing', 'the same of the page while footage is indexed', indexing.page, 50, 'indexers take both cores'),
    ];
  } finally {
    if (host.connected) host.disconnect();
    await ended;
    await window.close();
  }
}

/** Every workspace, one after the other. */
async function visit(page: Page): Promise<void> {
  for (let i = 1; i <= 8; i++) {
    await page.keyboard.press(`Alt+${i}`);
    await page.waitForTimeout(stay);
  }
}

/** Since it was last asked. */
async function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => {
    const seen = globalThis as { longest?: number };
    const longest = seen.longest ?? 0;
    seen.longest = 0;
    return longest;
  });
}

/** A further index of the case’s footage, with settings of its own, in the background. */
async function beginIndexing(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ask = async (name: string, input: unknown): Promise<{ answer: { ok: boolean; value: never } }> => {
      const reply = await fetch(`/call/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) });
      return JSON.parse((await reply.text()).trim().split('\n').at(-1)!) as { answer: { ok: boolean; value: never } };
    };
    const [opened] = (await ask('openCases', {})).answer.value as readonly { readonly caseId: string }[];
    const begun = await ask('beginJob', { call: 'index', input: { caseId: opened!.caseId, exhibitId: null, framesPerSecond: 'every', packId: 'blazeface-dlib', detection: 'default', look: 'everywhere' } });
    if (!begun.answer.ok) throw new Error('indexing did not begin');
  });
}
