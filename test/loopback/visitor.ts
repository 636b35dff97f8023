/** @file A browser's part of the loopback host in a test: one session, its calls and what it fetches. */
import type { CallName, Input, Output } from '../../electron/api/contract.ts';
import type { Loopback } from '../../electron/loopback.ts';

interface Fetched {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

export interface Visitor {
  readonly origin: string;
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  get(path: string, headers?: Record<string, string>): Promise<Fetched>;
  post(path: string, body: Uint8Array, headers?: Record<string, string>): Promise<Fetched>;
  /** For a real browser that is to be in the same session. */
  cookies(): { name: string; value: string; url: string }[];
  /** Ends the host. */
  close(): Promise<void>;
}

export async function visit({ address, origin, close }: Loopback): Promise<Visitor> {
  const { headers } = await fetch(address, { redirect: 'manual' });
  const cookie = headers.get('set-cookie')!.split(';')[0]!;
  const fetched = async (path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Fetched> => {
    const reply = await fetch(origin + path, { ...init, headers: { cookie, ...init.headers } });
    return { status: reply.status, headers: reply.headers, bytes: Buffer.from(await reply.arrayBuffer()) };
  };
  return {
    origin,
    async call(name, input) {
      const { bytes } = await fetched(`/call/${name}`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: JSON.stringify(input) });
      const { answer } = JSON.parse(bytes.toString().trim().split('\n').at(-1)!) as { answer: { ok: true; value: never } | { ok: false; error: { code: string; message: string } } };
      if (!answer.ok) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
      return answer.value;
    },
    get: (path, headers = {}) => fetched(path, { headers }),
    post: (path, body, headers = {}) => fetched(path, { method: 'POST', body: new Uint8Array(body), headers: { origin, 'content-type': 'application/octet-stream', ...headers } }),
    cookies() {
      const [name, value] = cookie.split('=') as [string, string];
      return [{ name, value, url: origin }];
    },
    close,
  };
}
