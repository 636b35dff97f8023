/** @file The doctor on this machine, with the real native packages and with one that is broken. */
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import type { Progress } from '../../electron/core/job.ts';
import { doctor } from '../../electron/engine/doctor.ts';
import { nativeAttempts } from '../../electron/nativeAttempts.ts';

test('every native package of this machine and the default pack are tried and work', async () => {
  const facts = await doctor({ home: tmpdir(), attempts: nativeAttempts });
  const names = [...nativeAttempts.map(({ what }) => what).filter((what) => what !== 'Second decoder'), 'Model pack'];
  expect(facts.filter(({ what }) => names.includes(what)).map(({ what, state, advice }) => [what, state, advice])).toEqual(names.map((what) => [what, 'works', null]));
});

test('a part that does not load is missing, with its reason and what to do, and the rest is still examined', async () => {
  const stages: Progress[] = [];
  const broken = { what: 'Decoder', attempt: () => Promise.reject(new Error('libx.so: cannot open\n    at secret', { cause: new Error('too old a libc\n    at secret') })), advice: 'Install again.' };
  const facts = await doctor({ home: '/nowhere/at/all', attempts: [broken] }, { onProgress: (progress) => stages.push(progress) });
  expect(facts.map(({ what }) => what)).toEqual(['Node', 'Processor', 'Memory', 'Disk space', 'Decoder', 'Model pack', 'Electron', 'Browser', 'Sandbox', 'Key files', 'Clock']);
  expect(facts.find(({ what }) => what === 'Decoder')).toEqual({ what: 'Decoder', state: 'missing', sentence: 'Does not work here: libx.so: cannot open (too old a libc)', advice: 'Install again.' });
  expect(facts.filter(({ state, advice }) => (state === 'works') !== (advice === null))).toEqual([]);
  expect(stages.map(({ done }) => done)).toEqual(facts.map((_fact, i) => i));
});

test('a doctor who is stopped says what was examined so far', async () => {
  const stop = new AbortController();
  const facts = await doctor({ home: tmpdir(), attempts: [] }, { signal: stop.signal, onProgress: ({ done }) => done === 2 && stop.abort() });
  expect(facts.map(({ what }) => what)).toEqual(['Node', 'Processor', 'Memory']);
});
