/** @file Indexing that is killed, stopped, started twice or out of room: the same command again ends with the same record as if nothing had happened. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { copyPlace, retrace, retraceJson, startedBy, startLimited, startRetrace } from '../support/cli.ts';
import type { Place, Running, Said } from '../support/cli.ts';
import { indexing, receiveTwoClips, searchAndRead } from './twoClips.ts';

const KILLS = 50;
const places: Place[] = [];
let received: Place;
/** The record of the case whose indexing nothing disturbed, one footage after the other. */
let undisturbed: string[];

beforeAll(async () => {
  received = await receiveTwoClips();
  const place = another();
  for (const exhibit of ['JB/1', 'JB/2']) await retraceJson(place, [...indexing, '--exhibit', exhibit]);
  undisturbed = await searchAndRead(place);
});

afterAll(() => [received, ...places].forEach((place) => place.remove()));

test('killed fifty times, host or indexer, indexing ends with the record of an undisturbed one', { timeout: 600_000 }, async ({ skip }) => {
  skip(process.platform !== 'linux', 'looks for running indexers in /proc, which only Linux has: not tested');
  const random = randomFrom(20_260_314);
  const kills = { host: 0, indexer: 0, cases: 0, resumed: 0 };
  let place = another();
  for (let attempt = 0; kills.host + kills.indexer < KILLS; attempt++) {
    expect(attempt).toBeLessThan(3 * KILLS);
    const running = startRetrace(place, indexing);
    const ended = await Promise.race([running.done.then(() => true), momentToKill(place, running, random)]);
    const aimedAt = ended ? 'nobody' : kill(running, random() < 0.3);
    const said = await running.done;
    // A host that had ended by itself when the signal came was not killed.
    const victim = aimedAt === 'host' && said.exit === 0 ? 'nobody' : aimedAt;
    if (victim !== 'nobody') kills[victim] += 1;
    expect(await problemsAfter(victim, said, running)).toEqual([]);
    const tenth = victim !== 'nobody' && (kills.host + kills.indexer) % 10 === 0;
    expect(tenth ? findings(place) : []).toEqual([]);
    if (said.exit === 0) {
      await expectUndisturbed(place, kills);
      place = another();
    }
  }
  expect((await retrace(place, indexing)).exit).toBe(0);
  await expectUndisturbed(place, kills);
  console.log(`Killed: host ${kills.host} times, indexer ${kills.indexer} times; ${kills.cases} cases finished, with ${kills.resumed} resumptions of a run that had results.`);
  expect(kills.host).toBeGreaterThan(20);
  expect(kills.indexer).toBeGreaterThan(5);
  expect(kills.resumed).toBeGreaterThan(10);
});

test('Ctrl-C ends it with 130 and says what is kept; the same command goes on; a second one meanwhile is refused', { timeout: 120_000 }, async () => {
  const place = another();
  const running = startRetrace(place, indexing);
  await batches(place, 1);
  const second = await retrace(place, indexing);
  expect([second.exit, second.out, second.error]).toEqual([3, '', 'Another process is indexing this case; wait for it or stop it.\n']);
  process.kill(-running.process.pid!, 'SIGINT');
  const { exit, out, error } = await running.done;
  expect([exit, out, error]).toEqual([130, '', 'Stopped as asked. What was acknowledged is kept; the same command goes on from there.\n']);
  expect(startedBy(running)).toEqual([]);
  expect(statesOf(place)).toContain('stopped');
  expect(findings(place)).toEqual([]);
  expect((await retrace(place, indexing)).exit).toBe(0);
  expect(await searchAndRead(place)).toEqual(undisturbed);
});

test('out of room, it says so and loses nothing', { timeout: 120_000 }, async () => {
  const place = another();
  const { exit, out, error } = await startLimited(place, indexing, 300).done;
  expect([exit, out, error]).toEqual([3, expect.stringMatching(/^Refused “a.mp4”: The folder .* cannot be used: disk I\/O error\.\nRefused “b.ts”: The folder .* cannot be used: disk I\/O error\.\n$/), '']);
  expect(statesOf(place)).not.toEqual(['finished', 'finished']);
  expect(findings(place)).toEqual([]);
  expect((await retrace(place, indexing)).exit).toBe(0);
  expect(await searchAndRead(place)).toEqual(undisturbed);
});

function another(): Place {
  const place = copyPlace(received);
  places.push(place);
  return place;
}

async function expectUndisturbed(place: Place, kills: { cases: number; resumed: number }): Promise<void> {
  kills.cases += 1;
  kills.resumed += read<{ n: number }>(place, `SELECT count(*) AS n FROM entry WHERE json ->> '$.act' = 'index-resumed' AND json ->> '$.body.batches' > 0`)[0]!.n;
  expect(await searchAndRead(place)).toEqual(undisturbed);
  expect(findings(place)).toEqual([]);
}

/**
 * A moment soon after the start, after the indexers were started, or after one or two further batches were committed (or a run was
 * finished): by what has happened and not only by the clock, so that a busy machine is interrupted at the same places. False: the
 * command has not ended by then.
 */
async function momentToKill(place: Place, running: Running, random: () => number): Promise<false> {
  const kind = random();
  if (kind < 0.65) await batches(place, progressOf(place) + 1 + Math.floor(random() * 2));
  else if (kind < 0.9) while (startedBy(running).length === 0 && running.process.exitCode === null) await sleep(10);
  await sleep(random() * (kind < 0.65 ? 200 : 700));
  return false;
}

/** Resolves when this many batches are committed and runs finished, or when nothing more is to come. */
async function batches(place: Place, wanted: number): Promise<void> {
  const until = Date.now() + 60_000;
  while (progressOf(place) < wanted && statesOf(place).join() !== 'finished,finished' && Date.now() < until) await sleep(15);
}

function progressOf(place: Place): number {
  return read<{ n: number }>(place, `SELECT coalesce(sum(batches + (state = 'finished')), 0) AS n FROM run`)[0]!.n;
}

function statesOf(place: Place): string[] {
  return read<{ state: string }>(place, 'SELECT state FROM run').map(({ state }) => state);
}

function read<T>(place: Place, sql: string): T[] {
  const db = new Database(join(place.folder, 'case/case.sqlite'), { readonly: true });
  try {
    return db.prepare<[], T>(sql).all();
  } finally {
    db.close();
  }
}

/** What is not as it must be after a kill. An indexer that had nothing left to do is not missed. */
async function problemsAfter(victim: 'host' | 'indexer' | 'nobody', { exit, out, error }: Said, running: Running): Promise<string[]> {
  const kept = '(signal SIGKILL). What was acknowledged is kept; the same command goes on from there.';
  const fine = victim === 'host' ? exit === null : exit === 0 || (victim === 'indexer' && exit === 3 && out.includes(kept) && error === '');
  return [
    ...(fine ? [] : [`${victim} killed: exit ${exit}, ${out}, ${error}`]),
    ...((await othersGone(running)) ? [] : ['an indexer goes on without its host']),
  ];
}

function kill(running: Running, indexerOnly: boolean): 'host' | 'indexer' | 'nobody' {
  const [indexer] = indexerOnly ? startedBy(running) : [];
  try {
    process.kill(indexer ?? running.process.pid!, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
    return 'nobody';
  }
  return indexer === undefined ? 'host' : 'indexer';
}

/** An indexer without a host must end by itself. */
async function othersGone(running: Running): Promise<boolean> {
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(20)) if (startedBy(running).length === 0) return true;
  return false;
}

function findings(place: Place) {
  const engine = openEngine(nodeNatives(), join(place.folder, 'home'));
  const opened = engine.openCase(join(place.folder, 'case'));
  try {
    return engine.verifyLedger(opened).findings;
  } finally {
    opened.close();
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Numbers from 0 to 1 that are the same in every run: mulberry32 (T. Ettinger, public domain). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
