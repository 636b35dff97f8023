/** @file The exact frame that a camera shows while the transport stands: found among the original's frames, fetched, and shown when it has come. */
import { useEffect, useState } from 'react';
import type { Camera } from './cameras.ts';
import { covers } from './cameras.ts';
import type { Frames } from './frames.ts';
import type { Stills } from './stills.ts';

/** Milliseconds of standing before a frame is asked for: less than anybody notices, more than lies between repeats of a key. */
const restMs = 35;

/** What is in view: a frame with its ticks, nothing at this time, or the sentence why it cannot be shown. */
export type InView =
  | { readonly kind: 'frame'; readonly ticks: bigint; readonly address: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly sentence: string };

/** The picture before stays, with its own ticks, until the next one has come. Null: nothing has come yet. `us` null: not now. */
export function useFrame(camera: Camera, frames: Frames, stills: Stills, us: number | null): { readonly inView: InView | null; readonly coming: boolean } {
  const [inView, setInView] = useState<InView | null>(null);
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    if (us === null) return;
    let gone = false;
    const come = (view: InView): void => {
      if (gone) return;
      setInView(view);
      setAt(us);
    };
    void (async () => {
      const ticks = covers(camera, us) ? await frames.at(us) : null;
      if (gone) return;
      if (ticks === null) return come({ kind: 'none' });
      // Of a key that repeats, only the frame where it comes to rest is decoded.
      await new Promise((rest) => setTimeout(rest, restMs));
      if (gone) return;
      const address = await stills.of(camera.footageId, ticks);
      // Nobody may ask for what was given back since.
      if (gone) return;
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      come({ kind: 'frame', ticks, address });
      // Whoever steps goes on stepping: the neighbours are ready then.
      for (const way of [1, -1] as const) {
        const near = gone ? null : await frames.beside(ticks, way);
        if (near !== null && !gone) await stills.of(camera.footageId, near).catch(() => undefined);
      }
    })().catch((error: unknown) => come({ kind: 'wrong', sentence: error instanceof Error ? error.message : String(error) }));
    return () => {
      gone = true;
    };
  }, [camera, frames, stills, us]);
  return { inView, coming: us !== null && at !== us };
}
