/**
 * @file The host at work on a case of drawn footage: pictures and video as pages fetch them, right, in ranges, only for who is signed in; long work in
 * processes of its own that can be stopped and may die.
 */
import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPack } from '../../electron/engine/models.ts';
import type { ChosenFile, JobState } from '../../electron/api/hostContract.ts';
import { openDatabase } from '../../electron/engine/schema.ts';
import type { Overview } from '../../electron/core/overview.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { disclosedCase } from '../support/disclosedCase.ts';
import { openBrowser, type TestBrowser } from '../ui/support/browser.ts';
import { openWorked, type Worked } from '../ui/support/worked.ts';
import { visit, type Visitor } from './visitor.ts';

const pages = mkdtempSync(join(tmpdir(), 'retrace-media-'));
let worked: Worked;
let chromium: TestBrowser;
let visitor: Visitor;
let caseId: string;
let footage: Overview['exhibits'][number]['footage'][number][];

beforeAll(async () => {
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Retrace</title><link rel="icon" href="icon.svg">');
  writeFileSync(join(pages, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  [chromium, worked] = await Promise.all([openBrowser(), openWorked(pages, disclosedCase)]);
  visitor = await visit(await worked.open());
  const { startWith } = await visitor.call('about', {});
  ({ caseId } = await visitor.call('openCase', { fileId: startWith! }));
});
afterAll(async () => {
  await chromium.close();
  await worked.close();
  rmSync(pages, { recursive: true, force: true });
});

const face = (trackId: string, size = '160'): string => `/media/face?${new URLSearchParams({ caseId, trackId, size })}`;
const video = (footageId: string): string => `/media/video?${new URLSearchParams({ caseId, footageId })}`;

async function trackOf(footageId: string): Promise<string> {
  const run = footage.find(({ id }) => id === footageId)!.runs[0]!;
  return `${run.id}-1`;
}

test('who is not signed in gets nothing; who is gets faces, frames and probes', async () => {
  expect((await visitor.get(video('x'))).status).toBe(403);
  await visitor.call('signIn', { caseId, operator: 'A. Analyst', passphrase: 'correct horse' });
  footage = (await visitor.call('overview', { caseId })).exhibits.flatMap((exhibit) => exhibit.footage);
  const [group, passage] = footage as [(typeof footage)[0], (typeof footage)[0]];

  const started = performance.now();
  const faces = await Promise.all([group, passage].map(async ({ id }) => visitor.get(face(await trackOf(id)))));
  console.log(`two first faces: ${Math.round(performance.now() - started)} ms`);
  for (const { status, headers, bytes } of faces) {
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'image/png', 'no-store']);
    const { width, height } = await sharp(bytes).metadata();
    expect([width, height]).toEqual([160, 160].map((side) => Math.min(side, width)));
  }

  const ticks = '12800';
  const frame = await visitor.get(`/media/frame?${new URLSearchParams({ caseId, footageId: group.id, ticks, width: '4000' })}`);
  const original = await openNodeAvDecoder().still(join(worked.root, 'group.mp4'), 0, BigInt(ticks));
  const shown = await sharp(frame.bytes).raw().toBuffer({ resolveWithObject: true });
  expect([shown.info.width, shown.info.height, Buffer.compare(shown.data, original.rgb)]).toEqual([original.width, original.height, 0]);
  const between = await visitor.get(`/media/frame?${new URLSearchParams({ caseId, footageId: group.id, ticks: '12801', width: '100' })}`);
  expect([between.status, (JSON.parse(between.bytes.toString()) as { error: { code: string } }).error.code]).toEqual([404, 'footage-no-such-frame']);
});

test('a grid of fifty faces comes, and comes again from memory', async () => {
  const record = openDatabase(join(worked.root, 'case/case.sqlite'), false);
  const tracks = record.prepare<[], string>("SELECT DISTINCT run.id || '-' || track FROM sighting JOIN run ON run.number = sighting.run WHERE track IS NOT NULL").pluck().all();
  record.close();
  const grid = Array.from({ length: 50 }, (_, i) => face(tracks[i % tracks.length]!, String(96 + Math.floor(i / tracks.length))));
  const times = [];
  for (const _ of ['first', 'again']) {
    const started = performance.now();
    const statuses = await Promise.all(grid.map(async (address) => (await visitor.get(address)).status));
    times.push(Math.round(performance.now() - started));
    expect(new Set(statuses)).toEqual(new Set([200]));
  }
  console.log(`50 faces: ${times[0]} ms, again ${times[1]} ms`);
  expect(times[1]).toBeLessThan(times[0]!);
});

test('video comes in the ranges that are asked for, and a browser plays and seeks it', async () => {
  const id = footage[0]!.id;
  const whole = readFileSync(join(worked.root, 'group.mp4'));
  const { length } = whole;
  const asked = async (range: string): Promise<unknown[]> => {
    const { status, headers, bytes } = await visitor.get(video(id), { range });
    return [status, headers.get('content-range'), bytes.length, whole.indexOf(bytes) >= 0];
  };
  expect([await asked('bytes=100-199'), await asked('bytes=-7'), await asked(`bytes=${length - 3}-`), await asked('bytes=0-1,3-4'), await asked(`bytes=${length}-`)]).toEqual([
    [206, `bytes 100-199/${length}`, 100, true], [206, `bytes ${length - 7}-${length - 1}/${length}`, 7, true], [206, `bytes ${length - 3}-${length - 1}/${length}`, 3, true],
    [200, null, length, true], [416, `bytes */${length}`, 0, true],
  ]);
  const { page, problems } = await chromium.open((await worked.open(null)).address);
  await page.context().addCookies(visitor.cookies());
  await page.goto(visitor.origin);
  const seeked = await page.evaluate(async (address) => {
    const player = document.createElement('video');
    player.src = address;
    player.muted = true;
    await new Promise((loaded, failed) => {
      player.addEventListener('loadeddata', loaded);
      player.addEventListener('error', () => failed(new Error(player.error?.message)));
    });
    player.currentTime = 2.5;
    await new Promise((resolve) => player.addEventListener('seeked', resolve));
    return [player.currentTime, player.videoWidth, player.duration > 3.5];
  }, video(id));
  expect([seeked, problems]).toEqual([[2.5, 560, true], []]);
  const stream = await visitor.get(video(footage[1]!.id));
  expect([stream.status, stream.bytes.toString()]).toEqual([415, expect.stringContaining('video-not-playable')]);
});

/** Processes of the pool that this host started, oldest first. */
function workers(): number[] {
  const { stdout } = spawnSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes('electron/worker.ts')).map((line) => Number.parseInt(line, 10));
}

/** The newest work of the case, looked at until it is as wanted. */
async function workUntil(wanted: (job: JobState) => boolean): Promise<JobState> {
  for (;;) {
    const job = (await visitor.call('jobs', { caseId })).at(-1)!;
    if (wanted(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const beginIndexing = (framesPerSecond: 'every' | number): Promise<unknown> =>
  visitor.call('beginJob', { call: 'index', input: { caseId, exhibitId: null, framesPerSecond, packId: defaultPack, detection: 'thorough', look: 'everywhere' } });

test('long work whose process is killed says so, harms nobody else, and goes on when asked again; while it goes on the host answers at once', async () => {
  const before = workers();
  await beginIndexing(1);
  await workUntil(({ progress }) => progress !== null);
  const started = workers().filter((pid) => !before.includes(pid));
  expect(started).toHaveLength(1);
  const picture = visitor.get(face(await trackOf(footage[0]!.id), '90'));
  process.kill(started[0]!, 'SIGKILL');
  const lost = await workUntil(({ state }) => state !== 'running');
  expect([lost.state, lost.sentence]).toEqual(['failed', expect.stringMatching(/ended unexpectedly \(signal SIGKILL\)\. What was recorded before is safe/)]);
  expect((await picture).status).toBe(200);

  const gaps = monitorEventLoopDelay({ resolution: 5 });
  gaps.enable();
  await beginIndexing(1);
  const done = await workUntil(({ state }) => state !== 'running');
  gaps.disable();
  expect([done.state, done.value]).toEqual(['done', { finished: 2, already: 0, refused: [] }]);
  console.log(`longest gap of the host while two footages are indexed: ${Math.round(gaps.max / 1e6)} ms, median ${Math.round(gaps.percentile(50) / 1e6)} ms`);
  expect(gaps.percentile(99) / 1e6).toBeLessThan(50);
}, 60_000);

test('long work that is stopped ends soon, and its indexers with it', async () => {
  await beginIndexing('every');
  const { jobId } = await workUntil(({ progress }) => progress?.stage === 'index' || progress?.unit === 'seconds');
  const asked = performance.now();
  await visitor.call('stopJob', { jobId });
  const { state } = await workUntil((job) => job.state !== 'stopping');
  console.log(`stopped after ${Math.round(performance.now() - asked)} ms`);
  expect(state).toBe('stopped');
  expect(spawnSync('pgrep', ['-g', '0', '-f', 'electron/indexer.ts'], { encoding: 'utf8' }).stdout).toBe('');
}, 60_000);

test('what somebody’s long work was asked, and answered, is shown to that person alone', async () => {
  const own = (await visitor.call('jobs', { caseId })).find(({ state }) => state === 'done')!;
  await visitor.call('lock', {});
  await visitor.call('signIn', { caseId, operator: 'R. Reviewer', passphrase: 'correct horse' });
  const seen = (await visitor.call('jobs', { caseId })).find(({ jobId }) => jobId === own.jobId);
  await visitor.call('lock', {});
  await visitor.call('signIn', { caseId, operator: 'A. Analyst', passphrase: 'correct horse' });
  const again = (await visitor.call('jobs', { caseId })).find(({ jobId }) => jobId === own.jobId);
  expect([own.by, own.value, seen, again]).toEqual(['A. Analyst', expect.objectContaining({ finished: 2 }), { ...own, by: null, input: null, value: null, sentence: null }, own]);
});

test('a picture dropped into a browser is kept under its name, shown, and gone when the host ends', async () => {
  const picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'white' } }).jpeg().toBuffer();
  const sent = await visitor.post('/upload?name=..%2FJ%3Bane.jpg', picture);
  const chosen = JSON.parse(sent.bytes.toString()) as ChosenFile;
  expect([chosen.name, chosen.bytes]).toEqual(['_J;ane.jpg', picture.length]);
  const shown = await visitor.get(`/media/chosen?fileId=${chosen.fileId}`);
  expect((await sharp(shown.bytes).metadata()).width).toBe(30);
  expect((await visitor.post('/upload?name=x', picture, { origin: 'http://127.0.0.1:1' })).status).toBe(403);
  expect((await visitor.post('/upload?name=x', picture, { 'content-type': 'text/plain' })).status).toBe(415);
  const dropped = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('retrace-dropped-'));
  expect(dropped()).toHaveLength(1);
  await visitor.close();
  expect(dropped()).toEqual([]);
});

test('an original that was changed is not shown', async () => {
  visitor = await visit(await worked.open());
  await visitor.call('openCase', { fileId: (await visitor.call('about', {})).startWith! });
  await visitor.call('signIn', { caseId, operator: 'A. Analyst', passphrase: 'correct horse' });
  const original = join(worked.root, 'group.mp4');
  expect((await visitor.get(face(await trackOf(footage[0]!.id)))).status).toBe(200);
  copyFileSync(original, join(worked.root, 'kept'));
  appendFileSync(original, 'x');
  const changed = await visitor.get(face(await trackOf(footage[0]!.id), '97'));
  expect([changed.status, changed.bytes.toString()]).toEqual([404, expect.stringContaining('exhibit-changed')]);
  expect((await visitor.get(video(footage[0]!.id))).status).toBe(404);
  copyFileSync(join(worked.root, 'kept'), original);
  expect((await visitor.get(face(await trackOf(footage[0]!.id), '97'))).status).toBe(200);
  await visitor.call('lock', {});
  expect((await visitor.get(face(await trackOf(footage[0]!.id), '97'))).status).toBe(403);
});
