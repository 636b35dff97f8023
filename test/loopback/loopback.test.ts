/** @file The loopback host as other programs and pages of the machine meet it: raw requests, right ones and wrong ones. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { Calls } from '../../electron/api/dispatch.ts';
import { Failure } from '../../electron/core/failure.ts';
import { openLoopback, type Loopback } from '../../electron/loopback.ts';
import { exampleDispatch, exampleOverview } from '../ui/support/exampleCase.ts';

const pages = new Map([['/', { type: 'text/html; charset=utf-8', bytes: new Uint8Array(Buffer.from('<!doctype html><title>Retrace</title>')) }]]);
const opened: Loopback[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(bugs: unknown[] = [], changed: Partial<Calls> = {}): Promise<Loopback> {
  const loopback = await openLoopback(exampleDispatch(bugs, changed), pages);
  opened.push(loopback);
  return loopback;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request with exactly these headers, which `fetch` would not send. */
function send(address: string, headers: Record<string, string> = {}, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(address, { method: body === undefined ? 'GET' : 'POST', headers }, async (reply) => {
      const pieces: Buffer[] = [];
      for await (const piece of reply as AsyncIterable<Buffer>) pieces.push(piece);
      resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text: Buffer.concat(pieces).toString() });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function signIn({ address }: Loopback): Promise<string> {
  const { headers } = await send(address);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** The last line of a call's reply. */
async function call(loopback: Loopback, cookie: string, name: string, input: unknown): Promise<unknown> {
  const { text } = await send(`${loopback.origin}/call/${name}`, { cookie, origin: loopback.origin, 'content-type': 'application/json' }, JSON.stringify(input));
  return (JSON.parse(text.trim().split('\n').at(-1) ?? '') as { answer: unknown }).answer;
}

test('the token opens one session, with a cookie that no script and no other site can use, and is spent', async () => {
  const { address, origin } = await open();
  const wrong = await send(`${origin}/start?token=${'A'.repeat(43)}`);
  const first = await send(address);
  const second = await send(address);
  expect([wrong.status, first.status, second.status]).toEqual([403, 303, 403]);
  expect(first.headers['set-cookie']?.[0]).toMatch(/^retrace-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  expect(first.headers.location).toBe('/');
  expect(second.headers['set-cookie']).toBeUndefined();
});

test('the page comes with a policy that allows nothing from elsewhere', async () => {
  const loopback = await open();
  const page = await send(loopback.origin, { cookie: await signIn(loopback) });
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(page.headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
  expect(page.headers['x-content-type-options']).toBe('nosniff');
});

test('a wrong cookie, host, origin, method, type or site is refused', async () => {
  const loopback = await open();
  const { origin } = loopback;
  const cookie = await signIn(loopback);
  const right = { cookie, origin, 'content-type': 'application/json' };
  const about = `${origin}/call/about`;
  const statuses = {
    right: (await send(about, right, '{}')).status,
    noCookie: (await send(origin)).status,
    wrongCookie: (await send(origin, { cookie: `${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}` })).status,
    otherHost: (await send(origin, { cookie, host: 'evil.example' })).status,
    localhost: (await send(origin, { cookie, host: origin.slice('http://'.length).replace('127.0.0.1', 'localhost') })).status,
    tokenAtOtherHost: (await send(`${origin}/start?token=x`, { host: 'evil.example' })).status,
    noOrigin: (await send(about, { cookie, 'content-type': 'application/json' }, '{}')).status,
    otherOrigin: (await send(about, { ...right, origin: 'http://evil.example' }, '{}')).status,
    otherPort: (await send(about, { ...right, origin: 'http://127.0.0.1:1' }, '{}')).status,
    nullOrigin: (await send(about, { ...right, origin: 'null' }, '{}')).status,
    sameSiteOnly: (await send(origin, { cookie, 'sec-fetch-site': 'same-site' })).status,
    formType: (await send(about, { ...right, 'content-type': 'text/plain' }, '{}')).status,
    callByGet: (await send(about, { cookie })).status,
    notJson: (await send(about, right, '{')).status,
    tooLong: (await send(about, right, JSON.stringify('x'.repeat(1 << 20)))).status,
    outside: (await send(`${origin}/..%2f..%2fpackage.json`, { cookie })).status,
  };
  expect(statuses).toEqual({
    right: 200, noCookie: 403, wrongCookie: 403, otherHost: 421, localhost: 421, tokenAtOtherHost: 421, noOrigin: 403, otherOrigin: 403, otherPort: 403, nullOrigin: 403,
    sameSiteOnly: 403, formType: 415, callByGet: 404, notJson: 400, tooLong: 413, outside: 404,
  });
});

test('a case is opened by the host and asked about by its id', async () => {
  const loopback = await open();
  const cookie = await signIn(loopback);
  expect(await call(loopback, cookie, 'openCase', { fileId: 'x' })).toMatchObject({ ok: true, value: { caseId: 'c0ffee' } });
  expect(await call(loopback, cookie, 'overview', { caseId: 'c0ffee' })).toEqual({ ok: true, value: exampleOverview });
});

test('a misspelt call, a misspelt field and an unknown case each get their own sentence', async () => {
  const loopback = await open();
  const cookie = await signIn(loopback);
  const code = async (name: string, input: unknown): Promise<unknown> => ((await call(loopback, cookie, name, input)) as { error: { code: string } }).error.code;
  expect([
    await code('overveiw', {}), await code('toString', {}), await code('about', { versoin: 1 }), await code('overview', {}), await code('overview', { caseId: 7 }), await code('overview', { caseId: 'no' }),
  ]).toEqual(['call-unknown', 'call-unknown', 'call-malformed', 'call-malformed', 'call-malformed', 'case-not-open']);
});

test('an expected failure gives its sentence; a fault of the program tells the window nothing of the machine', async () => {
  const bugs: unknown[] = [];
  const fault = new Error('ENOENT: /home/analyst/secret/case.sqlite');
  let next: Error = new Failure('case-missing', { folder: 'elsewhere' });
  const loopback = await open(bugs, { openCase: () => Promise.reject(next) });
  const cookie = await signIn(loopback);
  expect(await call(loopback, cookie, 'openCase', { fileId: 'x' })).toMatchObject({ error: { code: 'case-missing', message: expect.stringContaining('There is no case') } });
  next = fault;
  const answer = await call(loopback, cookie, 'openCase', { fileId: 'x' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'bug' } });
  expect(JSON.stringify(answer)).not.toContain('analyst');
  expect(bugs).toEqual([fault]);
});

test('progress comes before the answer, and a closed connection stops the job', async () => {
  const stopped = Promise.withResolvers<void>();
  const loopback = await open([], {
    async doctor(_input, { signal, onProgress }) {
      onProgress?.({ stage: 'examining', done: 1, total: 3, unit: 'rows' });
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      stopped.resolve();
      return [];
    },
  });
  const cookie = await signIn(loopback);
  const browser = new AbortController();
  const reply = await fetch(`${loopback.origin}/call/doctor`, { method: 'POST', body: '{}', signal: browser.signal, headers: { cookie, origin: loopback.origin, 'content-type': 'application/json' } });
  const reader = reply.body!.getReader();
  const { value } = await reader.read();
  expect(JSON.parse(Buffer.from(value!).toString())).toEqual({ progress: { stage: 'examining', done: 1, total: 3, unit: 'rows' } });
  browser.abort();
  await expect(stopped.promise).resolves.toBeUndefined();
});
