/** @file The loopback host: the window's pages and calls on 127.0.0.1 for one browser on this machine. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaReply } from './mediaReply.ts';
import { pageHeaders, type Page } from './pages.ts';
import type { Host } from './parts.ts';
import { longestUpload, openUploads } from './uploads.ts';

// An import would load Node's own web client with it, for names that nobody here uses: a tenth of the whole start.
const { createServer } = process.getBuiltinModule('node:http');

/** Largest body of a call, bytes. Calls carry ids and short texts. */
const longestBody = 1 << 20;

export interface Loopback {
  /** Opens the interface once, in one browser; the token in it is spent by the first visit. */
  readonly address: string;
  readonly origin: string;
  /** Ends running calls and connections. */
  close(): Promise<void>;
}

/**
 * [Note: Who may talk to loopback]
 * Any program and any page on this machine can reach 127.0.0.1. So: a token of 256 bits that works once opens a session; the session is
 * a cookie no script can read and no other site's request carries (SameSite=Strict); `Host` must be ours (DNS rebinding); a call must
 * come from our own `Origin`. Other ports of 127.0.0.1 count as the same site, hence also `Sec-Fetch-Site`, and the port in the
 * cookie's name.
 */
export async function openLoopback(window: Host, pages: ReadonlyMap<string, Page>): Promise<Loopback> {
  let token: string | null = randomBytes(32).toString('base64url');
  const session = randomBytes(32).toString('base64url');
  const running = new Set<Promise<void>>();
  const uploads = openUploads();
  let host = '';

  function refusal(request: IncomingMessage): number | null {
    if (request.headers.host !== host) return 421;
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return 403;
    const cookie = new RegExp(`(?:^|; )${cookieName()}=([\\w-]+)(?:;|$)`).exec(request.headers.cookie ?? '')?.[1];
    return cookie !== undefined && same(cookie, session) ? null : 403;
  }

  const cookieName = (): string => `retrace-${host.split(':')[1]}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    const url = new URL(request.url ?? '/', `http://${host}`);
    const { pathname, searchParams } = url;
    if (request.headers.host === host && request.method === 'GET' && pathname === '/start') {
      if (token === null || !same(searchParams.get('token') ?? '', token)) return end(response, 403, 'This address was used before. Start Retrace again for a new one.');
      token = null;
      response.setHeader('set-cookie', `${cookieName()}=${session}; HttpOnly; SameSite=Strict; Path=/`);
      response.setHeader('location', '/');
      return end(response, 303);
    }
    const refused = refusal(request);
    if (refused !== null) return end(response, refused, 'Refused.');
    if (request.method === 'POST' && pathname.startsWith('/call/')) return answerCall(request, response, pathname.slice('/call/'.length));
    if (request.method === 'POST' && pathname === '/upload') return takeUpload(request, response, searchParams.get('name') ?? '');
    if (request.method !== 'GET') return end(response, 405);
    if (pathname.startsWith('/media/')) return answerMedia(request, response, url);
    const page = pages.get(pathname);
    if (!page) return end(response, 404);
    response.setHeader('content-type', page.type);
    response.writeHead(200).end(page.bytes);
  }

  /** A browser that goes away stops what is being made, and the sending. */
  async function answerMedia(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const reply = await mediaReply(window, url, request.headers.range ?? null, { signal: gone.signal });
    if (reply === null) return end(response, 404);
    response.writeHead(reply.status, reply.headers);
    if (reply.body instanceof Readable) return pipeline(reply.body, response);
    response.end(reply.body ?? undefined);
  }

  /** The body is a file's bytes; the answer is the ChosenFile. */
  async function takeUpload(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    if (request.headers.origin !== `http://${host}`) return end(response, 403, 'Refused.');
    if (request.headers['content-type'] !== 'application/octet-stream') return end(response, 415);
    if (Number(request.headers['content-length']) > longestUpload) return end(response, 413);
    const path = await uploads.keep(name, request);
    if (path === null) return end(response, 413);
    response.setHeader('content-type', 'application/json');
    response.writeHead(200).end(JSON.stringify(window.take(path)));
  }

  /** Lines of JSON: any number of {progress}, then one {answer}. A closed connection stops the job. */
  async function answerCall(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    if (request.headers.origin !== `http://${host}`) return end(response, 403, 'Refused.');
    if (request.headers['content-type'] !== 'application/json') return end(response, 415);
    const input = await readJson(request);
    if (input.state !== 'read') return end(response, input.state === 'too-long' ? 413 : 400);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    response.setHeader('content-type', 'application/x-ndjson');
    response.writeHead(200);
    const say = (line: unknown): void => void response.write(`${JSON.stringify(line)}\n`);
    const answer = await window.call(name, input.value, { signal: gone.signal, onProgress: (progress) => say({ progress }) });
    say({ answer });
    response.end();
  }

  const server = createServer((request, response) => {
    const done = handle(request, response).catch(() => void response.destroy());
    running.add(done);
    void done.finally(() => running.delete(done));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: `http://${host}/start?token=${token}`,
    origin: `http://${host}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all(running);
      await closed;
      uploads.close();
    },
  };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function end(response: ServerResponse, status: number, text = ''): void {
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.writeHead(status).end(text);
}

async function readJson(request: IncomingMessage): Promise<{ state: 'read'; value: unknown } | { state: 'too-long' | 'not-json' }> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > longestBody) return { state: 'too-long' };
    pieces.push(piece);
  }
  try {
    return { state: 'read', value: JSON.parse(Buffer.concat(pieces).toString('utf8')) };
  } catch {
    return { state: 'not-json' };
  }
}
