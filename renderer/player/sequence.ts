/** @file Frames from the engine, in sequence: fetched some seconds ahead and drawn when their time comes, where a browser cannot play the original. */
import { microsecondsToTicks } from '../../electron/core/time.ts';
import { mediaAddress } from '../state/media.ts';
import type { Camera } from './cameras.ts';
import { sentenceOf } from './stills.ts';

/** Length of one request, microseconds of footage, and how many are fetched beyond the one that plays. */
const stretchUs = 2_000_000, ahead = 2;

/** More pictures a second than this are not told apart from fewer when footage runs faster than it was recorded. */
const mostPerSecond = 30;

interface Picture {
  readonly ticks: bigint;
  readonly us: number;
  readonly bitmap: ImageBitmap;
}

export interface Sequence {
  /** Whether the pictures for this position have come. Asks for them and for what follows. */
  ready(us: number, speed: number): boolean;
  /** Draws the picture of this position, if it is another than before; its ticks. */
  draw(canvas: HTMLCanvasElement, us: number): bigint | null;
  /** Pictures drawn in the last second. */
  perSecond(): number;
  /** What went wrong, in a sentence. */
  problem(): string | null;
  close(): void;
}

export function openSequence(caseId: string, camera: Camera, width: number): Sequence {
  const { footageId, base, startUs, ticksAt, usOf } = camera;
  const stretches = new Map<number, readonly Picture[] | AbortController>();
  let apartBefore = -1n, drawn: bigint | null = null, times: number[] = [], problem: string | null = null;

  const indexOf = (us: number): number => Math.floor((us - startUs) / stretchUs);

  function forget(index: number): void {
    const stretch = stretches.get(index);
    stretches.delete(index);
    if (stretch instanceof AbortController) stretch.abort();
    else for (const { bitmap } of stretch ?? []) bitmap.close();
  }

  async function fetchStretch(index: number, apart: bigint): Promise<void> {
    const stop = new AbortController();
    stretches.set(index, stop);
    try {
      const fromTicks = ticksAt(startUs + index * stretchUs), toTicks = ticksAt(startUs + (index + 1) * stretchUs) - 1n;
      const reply = await fetch(mediaAddress('sequence', { caseId, footageId, fromTicks: String(fromTicks), toTicks: String(toTicks), apart: String(apart), width: String(width) }), { signal: stop.signal });
      if (!reply.ok) throw new Error(await sentenceOf(reply));
      const pictures = await unpack(await reply.arrayBuffer(), usOf);
      if (stretches.get(index) === stop) stretches.set(index, pictures);
      else for (const { bitmap } of pictures) bitmap.close();
    } catch (error) {
      if (stretches.get(index) !== stop) return;
      stretches.set(index, []);
      problem = error instanceof Error ? error.message : String(error);
    }
  }

  return {
    ready(us, speed) {
      const apart = speed <= 1 ? 0n : microsecondsToTicks(BigInt(Math.round((speed / mostPerSecond) * 1e6)), base);
      if (apart !== apartBefore) for (const index of stretches.keys()) forget(index);
      apartBefore = apart;
      const now = indexOf(us), last = now + Math.ceil(ahead * Math.max(1, speed));
      for (const index of stretches.keys()) if (index < now - 1 || index > last) forget(index);
      for (let index = now; index <= last; index += 1) if (!stretches.has(index) && underWay(stretches) < 2) void fetchStretch(index, apart);
      return Array.isArray(stretches.get(now));
    },
    draw(canvas, us) {
      const stretch = stretches.get(indexOf(us)), earlier = stretches.get(indexOf(us) - 1);
      const of = (one: typeof stretch): Picture | undefined => (one === undefined || one instanceof AbortController ? undefined : one.findLast((picture) => picture.us <= us));
      const picture = of(stretch) ?? of(earlier);
      if (!picture || picture.ticks === drawn) return drawn;
      const { bitmap } = picture;
      if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
      if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
      canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
      drawn = picture.ticks;
      times = [...times.filter((time) => performance.now() - time < 1000), performance.now()];
      return drawn;
    },
    perSecond: () => times.filter((time) => performance.now() - time < 1000).length,
    problem: () => problem,
    close() {
      for (const index of stretches.keys()) forget(index);
    },
  };
}

function underWay(stretches: ReadonlyMap<number, readonly Picture[] | AbortController>): number {
  return [...stretches.values()].filter((stretch) => stretch instanceof AbortController).length;
}

/** As api/mediaContract.ts has it. */
async function unpack(bytes: ArrayBuffer, usOf: (ticks: bigint) => number): Promise<Picture[]> {
  const length = new DataView(bytes).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as readonly { readonly ticks: string; readonly bytes: number }[];
  let at = 4 + length;
  return Promise.all(head.map(async (line) => {
    const jpeg = new Blob([new Uint8Array(bytes, at, line.bytes)], { type: 'image/jpeg' });
    at += line.bytes;
    const ticks = BigInt(line.ticks);
    return { ticks, us: usOf(ticks), bitmap: await createImageBitmap(jpeg) };
  }));
}
