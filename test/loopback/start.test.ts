/** @file `npm start` as its user runs it: in a process of its own, with a real case, looked at through a real browser. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCase } from '../../electron/engine/caseFolder.ts';
import { openBrowser } from '../ui/support/browser.ts';

const project = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'retrace-start-'));
const folder = join(home, 'a case');
const entry = ['--import', './electron/olderNode.js', 'electron/start.ts'];

beforeAll(async () => {
  const made = await createCase(folder, { name: 'Started case', reference: 'S/1', operator: 'A. Tester', keyCost: 2 ** 14 }, home, 'a long passphrase');
  await made.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function start(...words: string[]): ChildProcess {
  return spawn(process.execPath, [...entry, ...words], { cwd: project, env: { ...process.env, RETRACE_HOME: home }, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function printedAddress(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const piece of child.stdout as AsyncIterable<Buffer>) {
    said += piece.toString();
    const address = /http:\/\/127\.0\.0\.1:\d+\/start\?token=[\w-]+\n/.exec(said)?.[0];
    if (address) return address.trim();
  }
  throw new Error(`no address was printed: ${said}`);
}

test('the printed address opens the named case once, and Ctrl-C ends the program cleanly', async () => {
  const child = start('--address', folder);
  try {
    const address = await printedAddress(child);
    const chromium = await openBrowser();
    try {
      const { page, problems } = await chromium.open(address);
      expect(await page.getByRole('heading', { name: 'Started case' }).innerText()).toBe('Started case');
      await page.getByLabel('Passphrase').fill('a long passphrase');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('navigation', { name: 'Workspaces' }).waitFor();
      expect(problems).toEqual([]);
      expect((await fetch(address, { redirect: 'manual' })).status).toBe(403);
    } finally {
      await chromium.close();
    }
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  } finally {
    // One that still runs would hold this file's process open for as long as it does.
    child.kill('SIGKILL');
  }
}, 90_000);

test('misspelt options get the usage and exit 2', () => {
  const { status, stderr } = spawnSync(process.execPath, [...entry, '--adress'], { cwd: project, encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, 'Usage: npm start -- [folder of a case] [--browser | --address]\n']);
});

test('a Node that cannot run the program is told which one is needed', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--no-strip-types', ...entry], { cwd: project, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^Retrace needs Node 22\.18 or later, and this is \d+\.\d+\.\d+\. .*npm start.*\n$/);
});

test('npm runs every entry point with the Node that the project brings', () => {
  const version = execFileSync('npm', ['exec', '-c', 'node --version'], { cwd: project, encoding: 'utf8' });
  expect(Number(/^v(\d+)/.exec(version)?.[1])).toBeGreaterThanOrEqual(22);
});
