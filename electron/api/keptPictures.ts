/** @file Pictures that were made for the window, kept in memory for a while: what is asked again is not decoded again. Two are made at once, the others wait their turn. */
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { Media } from './mediaContract.ts';

/** Bytes that are kept at the most: hundreds of faces, or some dozen whole frames. */
const mostBytes = 96 * 2 ** 20;

/** As many as a machine with two cores decodes at once beside everything else. */
const atOnce = 2;

interface Wanted {
  readonly made: PromiseWithResolvers<Media>;
  readonly make: (job: Job) => Promise<Media>;
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
  const turn: string[] = [];
  let bytes = 0, running = 0, age = 0, stateBefore = '';

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

  function next(): void {
    while (running < atOnce && turn.length > 0) {
      // The newest first: what a person scrolled past can wait.
      const key = turn.pop()!;
      const one = wanted.get(key)!;
      const since = age;
      running += 1;
      void one.make({ signal: one.stop.signal }).then(
        (media) => {
          if (since === age) keep(key, media);
          one.made.resolve(media);
        },
        (error: unknown) => one.made.reject(error),
      ).finally(() => {
        running -= 1;
        if (wanted.get(key) === one) wanted.delete(key);
        next();
      });
    }
  }

  function leave(key: string, one: Wanted): void {
    one.waiting -= 1;
    if (one.waiting > 0) return;
    const at = turn.indexOf(key);
    if (at >= 0) turn.splice(at, 1);
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
      const one = wanted.get(key) ?? { made: Promise.withResolvers<Media>(), make, stop: new AbortController(), waiting: 0 };
      one.waiting += 1;
      if (!wanted.has(key)) {
        // Where everybody left, nobody hears of what went wrong.
        one.made.promise.catch(() => undefined);
        wanted.set(key, one);
        turn.push(key);
      }
      const left = Promise.withResolvers<never>();
      const leaves = (): void => {
        leave(key, one);
        left.reject(new Failure('stopped', { kept: '' }));
      };
      if (signal?.aborted) leaves();
      else signal?.addEventListener('abort', leaves, { once: true });
      next();
      try {
        return await Promise.race([one.made.promise, left.promise]);
      } finally {
        signal?.removeEventListener('abort', leaves);
      }
    },
    clear,
  };
}
