/**
 * @file Pictures of the window's pages with a worked case: `npx node test/ui/look.ts <folder for pictures> [page…]`, each in both themes and at
 * two sizes. A page may name what it shows: `search?from=…`. `--as reviewer` signs another person in. Prints what the pages complained of.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { people } from '../support/grantedCase.ts';
import { openWorkedWindow, signInAs } from './support/worked.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { as: { type: 'string', default: 'analyst' }, quick: { type: 'boolean', default: false } } });
const [to = 'look', ...named] = positionals;
const places = named.length > 0 ? named : ['case', 'search', 'timeline', 'player', 'review', 'disclosure', 'ledger', 'machine'];
const person = (Object.keys(people) as (keyof typeof people)[]).find((name) => name === values.as) ?? 'analyst';
const sizes = values.quick ? [[1280, 800]] as const : [[1280, 800], [2560, 1440]] as const;

mkdirSync(to, { recursive: true });
const window = await openWorkedWindow();
const { chromium, worked } = window;
try {
  for (const colours of values.quick ? (['dark'] as const) : (['dark', 'light'] as const)) {
    const loopback = await worked.open();
    const { page, problems } = await chromium.open(loopback.address, colours);
    await signInAs(page, person).catch(async (error: unknown) => { await page.screenshot({ path: join(to, 'failed.png') }); process.stdout.write(problems.join('\n')); throw error; });
    for (const place of places) {
      await page.evaluate((hash) => void (location.hash = hash), place);
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height });
        await page.waitForTimeout(1500);
        await page.screenshot({ path: join(to, `${place.replaceAll(/[^a-z0-9]+/gi, '-')}-${colours}-${width}.png`) });
      }
    }
    if (problems.length > 0) process.stdout.write(`${colours}: ${problems.join('\n')}\n`);
  }
} finally {
  await window.close();
}
