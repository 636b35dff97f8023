/** @file Where the tour stops: one place of each workspace with real content in it, and who stands there. */
import type { Page } from 'playwright';
import type { people } from '../../support/grantedCase.ts';
import { describeFace } from './hands.ts';

export interface Stop {
  /** The picture's name. */
  readonly name: string;
  readonly as: keyof typeof people;
  show(page: Page): Promise<void>;
}

/** Goes to a page as its address names it: `search?search=S-1`. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), place);
}

const at = (name: string, place: string): Stop => ({ name, as: 'analyst', show: (page) => goTo(page, place) });

export const stops: readonly Stop[] = [
  at('case', 'case'),
  {
    name: 'search', as: 'analyst',
    async show(page) {
      await goTo(page, 'search?search=S-1');
      await page.getByRole('button', { name: 'Look at S-1' }).click();
      await page.getByRole('grid', { name: 'Candidates by rank' }).getByRole('row').nth(1).click();
    },
  },
  {
    name: 'player', as: 'analyst',
    async show(page) {
      await page.getByRole('button', { name: 'See it in the footage' }).click();
      await page.getByRole('complementary', { name: 'Track' }).getByText('Sightings').waitFor();
    },
  },
  {
    name: 'timeline', as: 'analyst',
    async show(page) {
      await goTo(page, 'timeline?search=S-1');
      const board = page.getByRole('application', { name: 'Timeline' });
      await board.focus();
      for (const key of ['Home', '.', '.', '.', 'Enter']) await page.keyboard.press(key);
    },
  },
  at('disclosure', 'disclosure?part=bundle&step=4'),
  at('ledger', 'ledger?entry=7'),
  {
    name: 'machine', as: 'analyst',
    async show(page) {
      await goTo(page, 'machine');
      const pack = page.getByRole('region', { name: /^blazeface-dlib 1/ });
      await pack.locator('polygon').first().waitFor();
      await pack.evaluate((one) => one.scrollIntoView());
    },
  },
  {
    name: 'review', as: 'reviewer',
    async show(page) {
      await goTo(page, 'review?lineup=V-2');
      const strip = page.getByRole('listbox', { name: 'Pictures of the line-up' }), first = page.getByRole('button', { name: 'Show me the face' });
      await strip.or(first).first().waitFor();
      if (await first.isVisible()) {
        await describeFace(page);
        await page.getByRole('button', { name: 'Lock this description' }).click();
        await page.getByRole('button', { name: 'Open the line-up' }).click();
        await strip.waitFor();
      }
      await page.keyboard.press('2');
    },
  },
];
