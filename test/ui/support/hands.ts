/** @file What people do with their hands in the window, for tests of more than one page: sign in, take over, choose files, describe a face. */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { workspaces } from '../../../renderer/shell/pages.ts';
import { people } from '../../support/grantedCase.ts';

export const passphrase = 'correct horse';

/** In the page that asks who one is. */
export async function signIn(page: Page, name: string, secret: string): Promise<void> {
  await page.locator('label').filter({ hasText: name }).first().click();
  await page.getByLabel('Passphrase').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Workspaces' }).waitFor();
}

/** Somebody else takes over in the same window; where several may, they say who they are. */
export async function takeOver(page: Page, button: string, person: keyof typeof people): Promise<void> {
  const { name } = people[person];
  await page.getByRole('button', { name: button }).click();
  const who = page.locator('label').filter({ hasText: name });
  await page.getByLabel('Passphrase').waitFor();
  if (await who.count() > 0) await who.click();
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('banner').getByText(name).waitFor();
}

/** The workspace that the address names is in view, everything that it asked for has come, and every picture is drawn: the first one begins a process, which takes its time on a slow machine. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction((labels) => {
    const current = document.querySelector('nav[aria-label="Workspaces"] [aria-current="page"]');
    const there = current?.textContent === labels[location.hash.slice(1).split('?')[0]!] && document.querySelector('main h1') !== null;
    // A picture that is only fetched when it is scrolled to may never come.
    const isHidden = (image: HTMLImageElement): boolean => {
      const { left, top, width, height } = image.getBoundingClientRect();
      return image.loading === 'lazy' && document.elementFromPoint(left + width / 2, top + height / 2) !== image;
    };
    return there && !/One moment|Reading the original/.test(document.body.innerText) && [...document.images].every((image) => image.complete || isHidden(image));
  }, Object.fromEntries(workspaces.map(({ id, label }): [string, string] => [id, label])), { timeout: 40_000 });
}

/** Leaves the dialog in view. The key goes to the dialog itself, since what had the focus in it may just have been redrawn. */
export async function leaveSheet(page: Page): Promise<void> {
  await page.getByRole('dialog').press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** A key of the page, which means nothing while a dialog is still there. */
export async function pressKey(page: Page, key: string): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[role="dialog"]') === null);
  await page.keyboard.press(key);
}

/** Each field by its whole label. */
export async function fill(page: Page | Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
}

/** Choosing in the host's folders, as a browser shows them: a file, several, the folder that is in view, or a name for what is new. */
export function chooseInSheet(page: Page) {
  return async (button: string, what: 'files' | 'file' | 'folder' | 'new', name: string): Promise<void> => {
    await page.getByRole('button', { name: button }).click();
    const sheet = page.getByRole('dialog', { name: button });
    if (what === 'new') await sheet.getByLabel('Name', { exact: true }).fill(name);
    if (what === 'file' || what === 'files') {
      await sheet.getByRole('row', { name }).focus();
      await page.keyboard.press(what === 'file' ? 'Enter' : 'Space');
    }
    if (what !== 'file') await sheet.getByRole('button', { name: { files: 'Choose', folder: `Choose “${name}”`, new: 'Use this name here' }[what], exact: true }).click();
    await sheet.waitFor({ state: 'detached' });
  };
}

/** Choosing in the system's dialogs, which answer what `chooses` was told last. */
export function chooseInDialog(page: Page, folder: string, chooses: (path: string) => Promise<unknown>): ReturnType<typeof chooseInSheet> {
  return async (button, what, name) => {
    await chooses(what === 'folder' ? folder : join(folder, name));
    await page.getByRole('button', { name: button }).click();
  };
}

/** The face of a line-up seen and five parts of it described. */
export async function describeFace(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show me the face' }).click();
  await page.waitForFunction(() => {
    const faces = document.querySelectorAll<HTMLImageElement>('figure img');
    return faces.length === 1 && faces[0]!.naturalWidth > 0;
  });
  await page.getByLabel('Nose', { exact: true }).fill('straight');
  for (const part of ['Ears', 'Neck', 'Lines', 'Eyes']) await page.getByRole('button', { name: `${part}: not visible` }).click();
}
