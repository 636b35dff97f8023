/** @file Pictures, video and counts of faces, by id: their addresses, and fetching them. */
import type { MediaName } from '../../electron/api/mediaContract.ts';

export function mediaAddress(name: MediaName, of: Readonly<Record<string, string>>): string {
  return `/media/${name}?${new URLSearchParams(of).toString()}`;
}

/** Fetches one. Throws an Error with the sentence to show. */
export async function fetchMedia(name: MediaName, of: Readonly<Record<string, string>>, signal: AbortSignal | null = null): Promise<Response> {
  const reply = await fetch(mediaAddress(name, of), { signal });
  if (reply.ok) return reply;
  const said = (await reply.json().catch(() => null)) as { readonly error?: { readonly message?: string } } | null;
  throw new Error(said?.error?.message ?? 'It cannot be read now. The original is as it was; try again.');
}
