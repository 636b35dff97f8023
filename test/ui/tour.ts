/**
 * @file Pictures of the window. `npm run tour -- [folder]` makes the tour, one of each workspace, in both themes; with `--readme` also the small ones
 * that the README shows. `npm run tour -- <folder> <page…>` looks at these pages of a smaller case, in both themes and at two sizes; a page may say what
 * it shows: `search?search=S-1`. `--as reviewer` signs another person in, `--quick` makes dark 1280x800 only. Prints what the pages complained of.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { people } from '../support/grantedCase.ts';
import { settled } from './support/hands.ts';
import { goTo, stops, type Stop } from './support/stops.ts';
import { tourCase } from './support/tourCase.ts';
import { openWorkedWindow, signInAs } from './support/worked.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { as: { type: 'string', default: 'analyst' }, quick: { type: 'boolean', default: false }, readme: { type: 'boolean', default: false } } });
const [to = 'out/tour', ...pages] = positionals;
const touring = pages.length === 0;
const sizes = touring || values.quick ? [[1280, 800]] as const : [[1280, 800], [2560, 1440]] as const;
const themes = values.quick ? (['dark'] as const) : (['light', 'dark'] as const);
const person = (Object.keys(people) as (keyof typeof people)[]).find((name) => name === values.as) ?? 'analyst';
const asked: readonly Stop[] = touring ? stops : pages.map((place) => ({ name: place.replaceAll(/[^a-z0-9]+/gi, '-'), as: person, show: (page) => goTo(page, place) }));

/** Below the size that keeps a page of them quick to load. */
async function readmePicture(file: string, name: string): Promise<void> {
  const small = sharp(file).resize(960);
  for (let quality = 90; quality >= 30; quality -= 5) {
    const bytes = await small.clone().webp({ quality, effort: 6, smartSubsample: true }).toBuffer();
    if (bytes.length <= 45_000) return writeFileSync(join(import.meta.dirname, '../../resources/tour', `${name}.webp`), bytes);
  }
  throw new Error(`${name} does not become small enough`);
}

mkdirSync(to, { recursive: true });
const window = await openWorkedWindow(touring ? tourCase : undefined);
try {
  for (const theme of themes) {
    const { page, problems } = await window.chromium.open((await window.worked.open()).address, theme);
    page.setDefaultTimeout(60_000);
    let who: Stop['as'] | null = null;
    for (const { name, as, show } of asked) {
      if (who !== null && who !== as) await page.getByRole('button', { name: 'Lock', exact: true }).click();
      if (who !== as) await signInAs(page, as);
      who = as;
      await show(page);
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height });
        await settled(page);
        // Until nothing moves any more.
        await page.waitForTimeout(300);
        const file = join(to, `${name}-${theme}-${width}.png`);
        await page.screenshot({ path: file });
        if (values.readme && theme === 'light') await readmePicture(file, name);
      }
    }
    if (problems.length > 0) process.stdout.write(`${theme}: ${problems.join('\n')}\n`);
  }
} finally {
  await window.close();
}
