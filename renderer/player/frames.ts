/** @file Which frames the originals have, by exact ticks: asked for in stretches and kept. */
import type { Client } from '../../electron/api/client.ts';
import { microsecondsToTicks } from '../../electron/core/time.ts';
import type { Camera } from './cameras.ts';

/** Seconds that are asked for at once. */
const stretchUs = 20_000_000n;

/** Stretches without a frame that are passed over before the search for one is given up: ten minutes. */
const mostEmpty = 30;

export interface Frames {
  /** Ticks of the frame that is in view at this position; null: none. */
  at(us: number): Promise<bigint | null>;
  /** Of the frame after, or before, the one with these ticks. */
  beside(ticks: bigint, way: 1 | -1): Promise<bigint | null>;
}

export function openFrames(client: Client, caseId: string, { footageId, base, start, endTicks, usOf, ticksAt }: Camera): Frames {
  const length = microsecondsToTicks(stretchUs, base) || 1n;
  const end = endTicks === null ? null : BigInt(endTicks);
  const known = new Map<bigint, Promise<readonly bigint[]>>();

  function stretch(index: bigint): Promise<readonly bigint[]> {
    const kept = known.get(index);
    if (kept) return kept;
    const fromTicks = start + index * length;
    const asked = client('frameTimes', { caseId, footageId, fromTicks: String(fromTicks), toTicks: String(fromTicks + length - 1n) }).then((list) => list.map(BigInt));
    known.set(index, asked);
    asked.catch(() => known.delete(index));
    return asked;
  }

  const indexOf = (ticks: bigint): bigint => (ticks < start ? -1n : (ticks - start) / length);

  async function before(index: bigint, fits: (ticks: bigint) => boolean): Promise<bigint | null> {
    for (let i = index, empty = 0; i >= 0n && empty < mostEmpty; i -= 1n, empty += 1) {
      const found = (await stretch(i)).findLast(fits);
      if (found !== undefined) return found;
    }
    return null;
  }

  return {
    at: (us) => before(indexOf(ticksAt(us) + 1n), (ticks) => usOf(ticks) <= us),
    async beside(ticks, way) {
      const index = indexOf(ticks);
      if (way < 0) return before(index, (each) => each < ticks);
      for (let i = index < 0n ? 0n : index, empty = 0; empty < mostEmpty; i += 1n, empty += 1) {
        if (end !== null && start + i * length > end) return null;
        const found = (await stretch(i)).find((each) => each > ticks);
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}
