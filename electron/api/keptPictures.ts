/** @file Pictures that were made for the window, kept in memory for a while: what is asked again is not decoded again. */
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { Media } from './mediaContract.ts';

/** Bytes that are kept at the most: hundreds of faces, or some dozen whole frames. */
const mostBytes = 96 * 2 ** 20;

interface Wanted {
  readonly made: PromiseWithResolvers<Media>;
  readonly stop: AbortController;
  /** Who still waits for it. */
  waiting: number;
}

export interface KeptPictures {
  /** The picture of this name, made where it is not kept; where `state` is another one than before, nothing of before is kept. Whoever stops waiting gets Failure 'stopped'; what nobody waits for any more is not made. */
  of(key: string, state: string, make: (job: Job) => Promise<Media>, job: Job): Promise<Media>;
  /** Forgets all: nothing of a case stays when it is locked or closed. */
  clear(): void;
}

export function openKeptPictures(): KeptPictures {
  const kept = new Map<string, Media & { readonly bytes: Uint8Array }>();
  const wanted = new Map<string, Wanted>();
  let bytes = 0, age = 0, stateBefore = '';

  function keep(key: string, media: Media): void {
    if (!('bytes' in media) || kept.has(key)) return;
    kept.set(key, media);
    bytes += media.bytes.length;
    for (const [oldest, { bytes: { length } }] of kept) {
      if (bytes <= mostBytes) return;
      kept.delete(oldest);
      bytes -= length;
    }
  }

  function begin(key: string, make: (job: Job) => Promise<Media>): Wanted {
    const one: Wanted = { made: Promise.withResolvers<Media>(), stop: new AbortController(), waiting: 0 };
    const since = age;
    wanted.set(key, one);
    // Where everybody left, nobody hears of what went wrong.
    one.made.promise.catch(() => undefined);
    void make({ signal: one.stop.signal }).then(
      (media) => {
        if (since === age) keep(key, media);
        one.made.resolve(media);
      },
      (error: unknown) => one.made.reject(error),
    ).finally(() => {
      if (wanted.get(key) === one) wanted.delete(key);
    });
    return one;
  }

  function leave(key: string, one: Wanted): void {
    one.waiting -= 1;
    if (one.waiting > 0) return;
    if (wanted.get(key) === one) wanted.delete(key);
    one.stop.abort();
  }

  function clear(): void {
    kept.clear();
    [bytes, age] = [0, age + 1];
  }

  return {
    async of(key, state, make, { signal }) {
      if (state !== stateBefore) clear();
      stateBefore = state;
      const known = kept.get(key);
      if (known) {
        // Used last, forgotten last.
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const one = wanted.get(key) ?? begin(key, make);
      one.waiting += 1;
      const left = Promise.withResolvers<never>();
      const leaves = (): void => {
        leave(key, one);
        left.reject(new Failure('stopped', { kept: '' }));
      };
      if (signal?.aborted) leaves();
      else signal?.addEventListener('abort', leaves, { once: true });
      try {
        return await Promise.race([one.made.promise, left.promise]);
      } finally {
        signal?.removeEventListener('abort', leaves);
      }
    },
    clear,
  };
}
