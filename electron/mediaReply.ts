/** @file What both hosts of the window answer to GET /media/<name>?<input>: bytes, or a file in the ranges that a player asks for. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Dispatch } from './api/dispatch.ts';
import type { Job } from './core/job.ts';

export interface MediaReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | Readable | null;
}

/** Null: the address names no media. `range`: the request's header of this name. */
export async function mediaReply(dispatch: Pick<Dispatch, 'media'>, { pathname, searchParams }: URL, range: string | null, job: Job): Promise<MediaReply | null> {
  const name = /^\/media\/([a-zA-Z]+)$/.exec(pathname)?.[1];
  if (name === undefined) return null;
  const answer = await dispatch.media(name, Object.fromEntries(searchParams), job);
  // Pictures of evidence do not lie in a browser's cache on the disk.
  const headers = { 'cache-control': 'no-store' };
  if (!answer.ok) return { status: statuses[answer.error.code] ?? 404, headers: { ...headers, 'content-type': 'application/json' }, body: text(JSON.stringify({ error: answer.error })) };
  const media = answer.value;
  if ('bytes' in media) return { status: 200, headers: { ...headers, 'content-type': media.type, 'content-length': String(media.bytes.length) }, body: new Uint8Array(media.bytes) };
  const { file: path, size, type } = media;
  const asked = rangeOf(range, size);
  if (asked === 'outside') return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: null };
  const { from, to } = asked ?? { from: 0, to: size - 1 };
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => null);
  if (file === null) return { status: 404, headers, body: null };
  return {
    status: asked ? 206 : 200,
    headers: { ...headers, 'content-type': type, 'accept-ranges': 'bytes', 'content-length': String(to - from + 1), ...(asked && { 'content-range': `bytes ${from}-${to}/${size}` }) },
    body: file.createReadStream({ start: from, end: to, highWaterMark: 2 ** 18 }),
  };
}

/** Everything else that was refused is 404: not here, for this person, now. */
const statuses: Readonly<Record<string, number>> = { 'bug': 500, 'call-malformed': 400, 'signed-out': 403, 'video-not-playable': 415 };

function text(said: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(said);
}

/** One range of bytes, both ends included (RFC 9110, 14.2); null where none is asked for in a form that is served, and all of it is sent then. */
function rangeOf(header: string | null, size: number): { readonly from: number; readonly to: number } | 'outside' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') return Number(last) === 0 ? 'outside' : { from: Math.max(0, size - Number(last)), to: size - 1 };
  if (last !== '' && Number(last) < Number(first)) return null;
  return Number(first) >= size ? 'outside' : { from: Number(first), to: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
