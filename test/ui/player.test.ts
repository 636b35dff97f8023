/**
 * @file The player in a real Chromium: two cameras on one line of time, stepped through on the original's frames, played by the browser and from the
 * engine, a track repeated, a still and a clip taken out; and what of it is in the record. Any console error fails. PLAYER_PICTURES=<folder> keeps pictures.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Request } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { encodePng } from '../../native/pictures/pictures.ts';
import { encodeClip, evenly } from '../decoder/clips.ts';
import { disclosedCopy } from '../support/disclosedCase.ts';
import { inRecord } from './support/record.ts';
import { openWorkedWindow, signInAs, type WorkedWindow } from './support/worked.ts';

const pictures = process.env['PLAYER_PICTURES'];
let window: WorkedWindow;
let root: string;

beforeAll(async () => {
  window = await openWorkedWindow(async (folder) => {
    const worked = await disclosedCopy(folder);
    const { path } = await encodeClip(join(folder, 'yard.mp4'), { container: 'mp4', codec: 'libx265', timeBase: { num: 1, den: 12_800 } }, evenly(60, 512n));
    await worked.engine.receive(worked.opened, [path], { reference: 'R/3', camera: 'Yard', clock: { startsAt: '2026-03-01T14:00:00Z' } }, {});
    return worked;
  });
  ({ root } = window.worked);
  // Files are chosen from the user's own folder.
  process.env['HOME'] = root;
});
afterAll(() => window.close());

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Entries from this one on: the act, and what its body says under these names. */
function acts(from: number, ...names: readonly string[]): unknown[] {
  const rows = inRecord(join(root, 'case'), (db) => db.prepare<[number], string>('SELECT json FROM entry WHERE idx >= ? ORDER BY idx').pluck().all(from)).map((json) => JSON.parse(json) as { act: string; body: Record<string, unknown> });
  return rows.map(({ act, body }) => [act, ...names.flatMap((name) => (name in body ? [body[name]] : []))]);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('two cameras are stepped through and played in step, a track is repeated, and a still and a clip are taken out with their entries', async () => {
  const before = acts(0).length;
  const { page, problems } = await window.chromium.open((await window.worked.open()).address, 'dark');
  // A process of the pool begins with loading its engines; a busy machine takes its time for that.
  page.setDefaultTimeout(45_000);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await signInAs(page, 'analyst');
  // The passage begins half a second after the entrance.
  await page.evaluate(async () => {
    const call = async (name: string, input: unknown) => {
      const reply = await fetch(`/call/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) });
      return (JSON.parse((await reply.text()).trim().split('\n').at(-1)!) as { answer: { value: unknown } }).answer.value;
    };
    const [{ caseId }] = (await call('openCases', {})) as [{ caseId: string }];
    const { exhibits } = (await call('overview', { caseId })) as { exhibits: { id: string; reference: string }[] };
    const clock = { startsAt: '2026-03-01T14:04:08Z' };
    await call('stateClock', { caseId, exhibitId: exhibits.find(({ reference }) => reference === 'R/2')!.id, clock, reason: 'read anew' });
  });
  await page.keyboard.press('Alt+4');
  await page.getByText('Which cameras?').waitFor();
  for (const camera of ['Entrance', 'Passage']) {
    await page.getByRole('checkbox', { name: camera }).focus();
    await page.keyboard.press('Space');
  }
  await picture(page, 'choose');
  await page.getByRole('button', { name: 'Play 2 cameras' }).click();

  const entrance = page.getByRole('region', { name: 'Entrance' }), passage = page.getByRole('region', { name: 'Passage' });
  await entrance.locator('img[data-ticks="0"]').waitFor();
  await passage.getByText('No footage at this time').waitFor();
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
  await entrance.locator('img[data-ticks="7680"]').waitFor();
  await entrance.getByText('2026-03-01 14:04:08.100 UTC').waitFor();
  await entrance.getByText('±').waitFor();
  // Exactly the frame that is in view then in the other: 0.1 s after its first, at 8 100 000 ticks.
  await passage.locator('img[data-ticks="8109000"]').waitFor();
  await passage.getByText('Recorder’s own time, never checked').waitFor();
  await page.keyboard.press('ArrowLeft');
  await entrance.locator('img[data-ticks="6400"]').waitFor();
  await entrance.getByText('6400 × 1/12800 s').waitFor();
  await page.keyboard.press('Shift+ArrowRight');
  await entrance.locator('img[data-ticks="19200"]').waitFor();
  await page.keyboard.press('ArrowRight');
  await entrance.locator('img[data-ticks="20480"]').waitFor();
  await picture(page, 'standing');

  const boxes = entrance.getByRole('button', { name: /^Track \d+$/ });
  await expect.poll(() => boxes.count()).toBe(8);
  // Space presses what has the focus; only elsewhere does it play.
  await boxes.first().focus();
  await page.keyboard.press('Space');
  const track = page.getByRole('complementary', { name: 'Track' });
  await track.getByText('Sightings').waitFor();
  await track.getByRole('button', { name: 'Repeat this track' }).click();
  await entrance.getByText('Original, played by the browser').waitFor();
  await passage.getByText(/Frames from the engine, \d+ a second/).waitFor();
  await picture(page, 'playing');
  await page.keyboard.press('k');
  await entrance.getByText('Original, exact frame').waitFor();
  await track.getByRole('button', { name: 'Close the track' }).click();

  await page.keyboard.press('g');
  await page.getByLabel('Moment of Entrance').fill('ticks 12800');
  await page.keyboard.press('Enter');
  await entrance.locator('img[data-ticks="12800"]').waitFor();
  await expect.poll(() => page.url()).toContain('ticks=12800');
  await page.keyboard.press('i');
  await page.keyboard.press('Shift+ArrowRight');
  await entrance.locator('img[data-ticks="25600"]').waitFor();
  await page.keyboard.press('o');

  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Write the still to a file' }).click();
  await page.getByLabel('Name').fill('still.png');
  await page.getByRole('button', { name: 'Use this name here' }).click();
  const { rgb, width, height } = await openNodeAvDecoder().still(join(root, 'group.mp4'), 0, 25_600n);
  const exact = sha256(await encodePng({ rgb, width, height }));
  await page.getByText(exact.slice(0, 16)).waitFor();
  expect(sha256(readFileSync(join(root, 'still.png')))).toBe(exact);
  await page.getByRole('button', { name: 'Copy the still' }).click();
  await page.getByText('Copied and recorded').waitFor();
  await expect.poll(() => page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types))).toContain('image/png');
  await page.getByRole('button', { name: 'Write the clip to a file' }).click();
  await page.getByLabel('Name').fill('clip.mp4');
  await page.getByRole('button', { name: 'Use this name here' }).click();
  await page.getByText('11 frames, 12800 to 25600 ticks').waitFor();
  await picture(page, 'taken');
  const clip = sha256(readFileSync(join(root, 'clip.mp4')));
  expect(existsSync(join(root, 'clip.mp4.unrecorded'))).toBe(false);
  expect(acts(before, 'ticks', 'fromTicks', 'toTicks', 'sha256', 'file')).toEqual([
    ['clock-stated'], ['still-exported', '25600', exact, join(root, 'still.png')], ['still-exported', '25600', exact, 'clipboard'],
    ['clip-exported', '12800', '25600', clip, join(root, 'clip.mp4')],
  ]);
  expect(problems).toEqual([]);
}, 180_000);

test('what the browser cannot decode plays through frames from the engine, says so, and is stepped through on the original’s own frames', async () => {
  const { page, problems } = await window.chromium.open((await window.worked.open()).address, 'light');
  page.setDefaultTimeout(45_000);
  await signInAs(page, 'analyst');
  const patient = { timeout: 45_000 }, asked: Request[] = [], came: Request[] = [];
  const of = (request: Request | undefined): string | null => (request ? new URL(request.url()).searchParams.get('fromTicks') : null);
  page.on('request', (request) => request.url().includes('/sequence?') && asked.push(request));
  page.on('requestfinished', (request) => request.url().includes('/sequence?') && came.push(request));
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/media/sequence?*', async (route) => {
    if (of(route.request()) === '12800') await held;
    await route.continue().catch(() => undefined);
  });
  await page.keyboard.press('Alt+4');
  await page.getByRole('checkbox', { name: 'Yard' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play it' }).click();
  const yard = page.getByRole('region', { name: 'Yard' });
  await yard.getByText('The browser cannot play this original (HEVC)').waitFor();
  await yard.locator('img[data-ticks="0"]').waitFor();
  // At a tenth of its speed no machine is too slow to see it move.
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('j');
  for (let n = 1; n <= 3; n += 1) {
    await page.keyboard.press('ArrowRight');
    await yard.locator(`img[data-ticks="${n * 512}"]`).waitFor();
    expect(await yard.locator('img').evaluate(numberIn)).toBe(n);
  }
  // Two seconds are fetched where one stands. Whoever goes on while the second of them is under way gives it up, and has two where they come to rest.
  await expect.poll(() => of(asked.at(-1)) === '12800' && asked.at(-1)!.failure(), patient).toBe(null);
  const underWay = asked.at(-1)!;
  await page.keyboard.press('Shift+ArrowRight');
  await yard.locator('img[data-ticks="14336"]').waitFor();
  await expect.poll(() => underWay.failure()?.errorText, patient).toBe('net::ERR_ABORTED');
  goOn();
  await expect.poll(() => came.map(of), patient).toEqual(expect.arrayContaining(['12800', '25600']));
  const beforehand = asked.length;
  await page.keyboard.press('k');
  await yard.getByText(/Frames from the engine, \d+ a second/).waitFor();
  await yard.locator('img').waitFor({ state: 'detached' });
  await expect.poll(() => yard.locator('canvas').evaluate(numberIn), patient).toBeGreaterThan(28);
  // Playing asks only for what follows them.
  expect(asked.slice(beforehand).filter((request) => Number(of(request)) <= 25_600)).toEqual([]);
  await picture(page, 'instead');
  await page.keyboard.press('k');
  await yard.getByText('Original, exact frame').waitFor();
  // The one where playing began does not come back in between.
  expect(Number(await yard.locator('img').getAttribute('data-ticks'))).toBe(512 * (await yard.locator('img').evaluate(numberIn)));
  expect(problems).toEqual([]);
}, 180_000);

/** The number that a frame of decoder/clips.ts shows, read in the page. */
function numberIn(shown: HTMLElement | SVGElement): number {
  const canvas = Object.assign(document.createElement('canvas'), { width: 192, height: 128 });
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(shown as HTMLImageElement | HTMLCanvasElement, 0, 0);
  return Array.from({ length: 8 }, (_, bit) => (context.getImageData(bit * 24 + 12, 12, 1, 1).data[0]! > 128 ? 1 << bit : 0)).reduce((sum, value) => sum + value, 0);
}
