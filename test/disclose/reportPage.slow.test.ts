/** @file report.html in a real browser, from a folder as a bundle lies there: its pictures are shown under its own policy, and nothing else happens. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { reportHtml } from '../../electron/engine/disclose/report/html.ts';
import { reportOf } from '../../electron/engine/disclose/report/report.ts';
import { openBrowser } from '../ui/support/browser.ts';
import { exampleDisclosure } from './reportExample.ts';

test('the page shows its pictures, runs nothing, asks for nothing else, and is no wider than a telephone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-page-'));
  const [search] = exampleDisclosure.searches;
  const name = '"><img src=x onerror=document.title=1><script>document.title=2</script>';
  const report = reportOf({ ...exampleDisclosure, case: { ...exampleDisclosure.case, name } });
  const pictures = [search!.probes[0]!.image!, ...search!.pictures.flatMap(({ still, crop }) => [still, crop])];
  for (const { path } of pictures) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(import.meta.dirname, '../../models/selftest/drawn-1a.png'), join(folder, path));
  }
  writeFileSync(join(folder, 'report.html'), reportHtml(report));
  const browser = await openBrowser();
  try {
    const { page, problems } = await browser.open(pathToFileURL(join(folder, 'report.html')).href);
    expect(await page.evaluate(() => [...document.images].map((image) => image.naturalWidth > 0))).toEqual(pictures.map(() => true));
    expect(await page.title()).toContain('Report of a face search');
    expect(await page.getByText(name).count()).toBe(1);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
