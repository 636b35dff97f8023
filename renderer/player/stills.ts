/** @file Exact frames of originals as pictures, kept in memory while they are near: nothing of them goes through a browser's cache. */
import { fetchMedia } from '../state/media.ts';

/** Pictures that are kept: four cameras with some steps to both sides. */
const mostKept = 28;

/** Asked for without being shrunk: no original is wider. */
const whole = '99999';

export interface Stills {
  /** The address of the picture within this page. Throws an Error with the sentence to show. */
  of(footageId: string, ticks: bigint): Promise<string>;
  close(): void;
}

export function openStills(caseId: string): Stills {
  const kept = new Map<string, Promise<string>>();
  const drop = (address: Promise<string>): void => void address.then((url) => URL.revokeObjectURL(url), () => undefined);
  return {
    of(footageId, ticks) {
      const key = `${footageId} ${ticks}`;
      const made = kept.get(key) ?? stillBytes(caseId, footageId, ticks).then((picture) => URL.createObjectURL(picture));
      kept.delete(key);
      kept.set(key, made);
      made.catch(() => kept.delete(key));
      for (const [oldest, address] of kept) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
        drop(address);
      }
      return made;
    },
    close() {
      for (const address of kept.values()) drop(address);
      kept.clear();
    },
  };
}

/** The frame as PNG. Throws an Error with the sentence to show. */
export async function stillBytes(caseId: string, footageId: string, ticks: bigint): Promise<Blob> {
  return (await fetchMedia('frame', { caseId, footageId, ticks: String(ticks), width: whole })).blob();
}
