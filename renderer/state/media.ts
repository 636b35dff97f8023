/** @file Addresses of pictures and video, by id. */
import type { MediaName } from '../../electron/api/mediaContract.ts';

export function mediaAddress(name: MediaName, of: Readonly<Record<string, string>>): string {
  return `/media/${name}?${new URLSearchParams(of).toString()}`;
}
