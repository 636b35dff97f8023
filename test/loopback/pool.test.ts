/** @file The pool's turns and patience, with processes that only listen: who works, who waits, who is stopped. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromWorker, ToWorker } from '../../electron/order.ts';
import { openPool } from '../../electron/pool.ts';

/** What each process was told, and how it ends or answers. */
interface Listening {
  readonly told: string[];
  answer(value: unknown): void;
}

let processes: Listening[];
beforeEach(() => {
  processes = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

function open() {
  return openPool(() => {
    const told: string[] = [];
    let say: (message: FromWorker) => void = () => undefined, end: (detail: string) => void = () => undefined;
    processes.push({ told, answer: (value) => say({ kind: 'done', value, unchanged: [] }) });
    return {
      post: (message: ToWorker) => void told.push(message.kind === 'order' ? message.order.name : message.kind),
      onMessage: (listener) => void (say = listener),
      onExit: (listener) => void (end = listener),
      kill() {
        told.push('killed');
        end('signal SIGKILL');
      },
    };
  }, null);
}

const order = (name: string, kind: 'call' | 'media' = 'call') => ({ kind, name, input: {}, home: '', lent: null, files: new Map<string, string>() });
const told = (): string[][] => processes.map((each) => each.told);

test('two calls work at once; one that takes long hands its turn on; pictures never wait for calls, and the newest comes first', async () => {
  const pool = open();
  void pool.run(order('a'), {});
  void pool.run(order('b'), {});
  const c = pool.run(order('c'), {});
  for (const name of ['p', 'q', 'r', 's']) void pool.run(order(name, 'media'), {});
  await vi.advanceTimersByTimeAsync(3000);
  expect(told()).toEqual([['a'], ['b'], ['p'], ['q']]);
  processes[2]!.answer('picture');
  await vi.advanceTimersByTimeAsync(900);
  expect(told()).toEqual([['a'], ['b'], ['p', 's'], ['q']]);
  await vi.advanceTimersByTimeAsync(200);
  expect(told().flat()).toContain('c');
  processes.find((each) => each.told.includes('c'))!.answer('done');
  expect(await c).toBe('done');
});

test('who waits and is stopped never works; who works is asked to stop, and killed where that does not help', async () => {
  const pool = open();
  const stops = ['a', 'b', 'c'].map(() => new AbortController());
  const ends = ['a', 'b', 'c'].map((name, i) => pool.run(order(name), { signal: stops[i]!.signal }).catch((error: { code: string }) => error.code));
  await vi.advanceTimersByTimeAsync(1);
  for (const stop of stops.slice(1)) stop.abort();
  await vi.advanceTimersByTimeAsync(14_000);
  expect(told()).toEqual([['a'], ['b', 'stop']]);
  expect(await ends[2]).toBe('stopped');
  await vi.advanceTimersByTimeAsync(2000);
  expect(told()[1]).toEqual(['b', 'stop', 'killed']);
  expect(await ends[1]).toBe('stopped');
  await pool.close();
  expect(await ends[0]).toBe('process-lost');
});

test('processes for pictures begin one after the other before they are asked for, and none once nothing is open', async () => {
  const pool = open();
  pool.wake();
  pool.rest();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told()).toEqual([]);
  pool.wake();
  await vi.advanceTimersByTimeAsync(1000);
  expect(told()).toEqual([[]]);
  const ends = [pool.run(order('p', 'media'), {})];
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told()).toEqual([['p'], []]);
  ends.push(pool.run(order('q', 'media'), {}));
  await vi.advanceTimersByTimeAsync(1);
  expect(told()).toEqual([['p'], ['q']]);
  pool.wake();
  const ended = Promise.allSettled(ends);
  await pool.close();
  await ended;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told()).toEqual([['p', 'killed'], ['q', 'killed']]);
});

test('processes for pictures that end as soon as they begin are not begun again and again', async () => {
  let begun = 0;
  const pool = openPool(() => {
    begun += 1;
    return { post: () => undefined, onMessage: () => undefined, onExit: (listener) => listener('exit code 1'), kill: () => undefined };
  }, null);
  pool.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(begun).toBe(2);
  await pool.close();
});
