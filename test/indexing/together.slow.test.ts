/** @file Several footages at once: on as many cores as there are, with the same results as one after the other. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { canonicalRecord } from '../support/canonicalRecord.ts';
import { copyPlace, retrace, startedBy, startRetrace } from '../support/cli.ts';
import type { Place } from '../support/cli.ts';
import { indexing, receiveTwoClips } from './twoClips.ts';

test('two footages are indexed at the same time, with the digests of one after the other', { timeout: 180_000 }, async ({ skip }) => {
  skip(availableParallelism() < 2, 'this machine has one core: not tested');
  const apart = await receiveTwoClips();
  const together = copyPlace(apart);
  onTestFinished(() => [apart, together].forEach((place) => place.remove()));

  let since = performance.now();
  for (const exhibit of ['JB/1', 'JB/2']) expect((await retrace(apart, [...indexing, '--exhibit', exhibit])).exit).toBe(0);
  const secondsApart = (performance.now() - since) / 1000;

  since = performance.now();
  const running = startRetrace(together, indexing);
  let most = 0;
  for (let ended = false; !ended; most = Math.max(most, process.platform === 'linux' ? startedBy(running, process.execPath).length : 2)) {
    ended = await Promise.race([running.done.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, 50, false))]);
  }
  expect(most).toBe(2);
  expect((await running.done).exit).toBe(0);
  console.log(`Two clips: ${secondsApart.toFixed(1)} s one after the other (two commands), ${((performance.now() - since) / 1000).toFixed(1)} s together`);

  expect(acts(together).filter((act) => act.startsWith('index'))).toEqual(['index-started', 'index-started', 'index-finished', 'index-finished']);
  expect(canonicalRecord(join(together.folder, 'case/case.sqlite'))).toEqual(canonicalRecord(join(apart.folder, 'case/case.sqlite')));
});

function acts(place: Place): string[] {
  const db = new Database(join(place.folder, 'case/case.sqlite'), { readonly: true });
  try {
    return db.prepare<[], { act: string }>(`SELECT json ->> '$.act' AS act FROM entry ORDER BY idx`).all().map(({ act }) => act);
  } finally {
    db.close();
  }
}
