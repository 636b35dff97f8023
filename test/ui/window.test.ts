/** @file The window in a real Chromium over loopback, on a case that four people have worked: what a person sees and can do. Any console error fails. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { workspaces } from '../../renderer/shell/pages.ts';
import { settled } from './support/hands.ts';
import { openWorkedWindow, signInAs, type WorkedWindow } from './support/worked.ts';

let window: WorkedWindow;

beforeAll(async () => {
  window = await openWorkedWindow();
});
afterAll(() => window.close());

test('a wrong passphrase is said in words, the right one opens the case, a lock takes it out of the page, and a closed case stays closed', async () => {
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
  await page.getByRole('button', { name: 'Close the case' }).click();
  await page.getByRole('button', { name: 'Open a case' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Open a case' }).waitFor();
  expect(problems).toEqual([]);
});

test('a picture that is dropped is looked at for faces; footage that a browser gives no place for is refused in words; nothing leaves the page', async () => {
  const { page, problems } = await window.chromium.open((await window.worked.open()).address);
  /** As when a person lets go of a file above the page. */
  const drop = async (name: string, base64: string): Promise<void> => {
    const dropped = await page.evaluateHandle(async ([name, base64]) => {
      const files = new DataTransfer();
      files.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      return files;
    }, [name, base64] as const);
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  };
  await signInAs(page, 'analyst');
  await page.getByRole('heading', { name: 'Exhibits and footage' }).waitFor();
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  await drop('gate.mp4', '');
  expect(await page.getByRole('alert').innerText()).toContain('A browser does not say where a dropped file or folder lies');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: 'Add a probe' }).first().click();
  await page.getByRole('button', { name: 'Choose a picture' }).waitFor();
  await drop('notes.txt', '');
  expect(await page.getByRole('alert').innerText()).toContain('none of the kinds');
  await drop('portrait.png', Buffer.from(await drawProbe(3)).toString('base64'));
  await page.getByText('portrait.png', { exact: true }).waitFor();
  // The first look for faces begins a process and loads the models.
  await page.getByText('1 face found on').waitFor({ timeout: 40_000 });
  expect(problems).toEqual([]);
}, 90_000);
test.for(['light', 'dark'] as const)('no page has a serious barrier in %s colours, by the rules of WCAG 2.1 A and AA that a program can test', { timeout: 120_000 }, async (colours) => {
  const { page, problems } = await window.chromium.open((await window.worked.open()).address, colours);
  const barriers = async (where: string): Promise<string[]> => {
    // What the parts' library reads out for a moment names a button that may be gone by then.
    const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(({ html }) => `${where}: ${id}: ${html.slice(0, 200)}`));
  };
  const found = await barriers('sign-in');
  await signInAs(page, 'analyst');
  await page.keyboard.press('F1');
  for (const { id, keys } of workspaces) {
    await page.keyboard.press(keys);
    await settled(page);
    found.push(...(await barriers(id)));
  }
  expect(found).toEqual([]);
  expect(problems).toEqual([]);
});
