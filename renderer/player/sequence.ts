/** @file Frames from the engine, in sequence: fetched some seconds ahead and drawn when their time comes, where a browser cannot play the original. */
import { microsecondsToTicks } from '../../electron/core/time.ts';
import { fetchMedia } from '../state/media.ts';
import type { Camera } from './cameras.ts';

/** Length of one request, microseconds of watching, and how many are fetched beyond the one that plays. They follow each other, so that one decoder goes on from each to the next. */
const stretchUs = 1_000_000, ahead = 4;

/** Milliseconds that one stands at a frame before what follows is fetched, and how many stretches of it: what playing needs to begin at once, and no more. */
const restMs = 400, whileStanding = 2;

/** More pictures a second than this are not told apart from fewer when footage runs faster than it was recorded. */
const mostPerSecond = 30;

/** Pictures a second that are asked for where a machine does not manage all of them: the next lower each time that two stretches took longer than they last. */
const fewer = [12, 6, 3] as const;

/** Pictures that are unpacked before their time comes: compressed ones are a fiftieth of the size. */
const unpackedAhead = 8;

interface Picture {
  readonly ticks: bigint;
  readonly us: number;
  readonly jpeg: Blob;
  bitmap: ImageBitmap | 'coming' | null;
}

export interface Sequence {
  /** One stands here: after a rest what follows is fetched, so that playing begins at once. Gives what ends the rest. Null: the frame that one goes to is not there yet, and comes first: what is under way ends. */
  stand(us: number | null, speed: number): () => void;
  /** Whether the pictures for this position have come. Asks for them and for what follows. */
  ready(us: number, speed: number): boolean;
  /** Draws the picture of this position, if it is another than before; its ticks. */
  draw(canvas: HTMLCanvasElement, us: number): bigint | null;
  /** Pictures drawn in the last second. */
  perSecond(): number;
  /** Whether fewer are asked for than there are, since not all of them came in time. */
  thinned(): boolean;
  /** What went wrong, in a sentence. */
  problem(): string | null;
  close(): void;
}

export function openSequence(caseId: string, camera: Camera, width: number): Sequence {
  const { footageId, base, startUs, ticksAt, usOf } = camera;
  const stretches = new Map<number, readonly Picture[] | AbortController>();
  /** Stretches that are to be there, in the order in which they are fetched. */
  let wanted: readonly number[] = [];
  let lengthUs = stretchUs, speedBefore = 1, slower = 0, late = 0, last = Number.NaN, drawn: bigint | null = null, times: number[] = [], problem: string | null = null;

  const indexOf = (us: number): number => Math.floor((us - startUs) / lengthUs);
  const perSecondAsked = (): number | null => (slower > 0 ? fewer[slower - 1]! : speedBefore > 1 ? mostPerSecond : null);

  function forget(index: number): void {
    const stretch = stretches.get(index);
    stretches.delete(index);
    if (stretch instanceof AbortController) stretch.abort();
    else stretch?.forEach(release);
  }

  /** Keeps what lies near this position, forgets the rest and fetches what is missing; the stretch that the position is in. */
  function want(us: number, speed: number, before: number, count: number): number {
    if (speed !== speedBefore) {
      for (const index of stretches.keys()) forget(index);
      [speedBefore, lengthUs, slower] = [speed, stretchUs * Math.max(1, speed), 0];
    }
    const now = indexOf(us);
    for (const index of stretches.keys()) if (index < now - before || index >= now + count) forget(index);
    wanted = Array.from({ length: count }, (_, i) => now + i);
    fetchMissing();
    return now;
  }

  /** One after the other; each goes on to what is wanted by then. */
  function fetchMissing(): void {
    if ([...stretches.values()].some((stretch) => stretch instanceof AbortController)) return;
    const next = wanted.find((index) => !stretches.has(index));
    if (next !== undefined) void fetchStretch(next).then(fetchMissing);
  }

  async function fetchStretch(index: number): Promise<void> {
    const stop = new AbortController();
    stretches.set(index, stop);
    const began = performance.now(), asked = perSecondAsked(), goesOn = index === last + 1;
    last = index;
    try {
      const fromTicks = ticksAt(startUs + index * lengthUs), toTicks = ticksAt(startUs + (index + 1) * lengthUs) - 1n;
      const apart = asked === null ? 0n : microsecondsToTicks(BigInt(Math.round((Math.max(1, speedBefore) / asked) * 1e6)), base);
      const reply = await fetchMedia('sequence', { caseId, footageId, fromTicks: String(fromTicks), toTicks: String(toTicks), apart: String(apart), width: String(width) }, stop.signal);
      const pictures = packed(await reply.arrayBuffer(), usOf);
      if (stretches.get(index) !== stop) return;
      stretches.set(index, pictures);
      problem = null;
      // After a jump a decoder has to begin; what follows it tells what the machine manages.
      late = goesOn && (performance.now() - began) * 1000 * speedBefore > lengthUs ? late + 1 : 0;
      if (late < 2 || slower === fewer.length) return;
      [late, slower, last] = [0, slower + 1, Number.NaN];
    } catch (error) {
      if (stretches.get(index) !== stop) return;
      stretches.set(index, []);
      problem = error instanceof Error ? error.message : String(error);
    }
  }

  function unpack(picture: Picture): void {
    if (picture.bitmap !== null) return;
    picture.bitmap = 'coming';
    createImageBitmap(picture.jpeg).then((bitmap) => {
      if (picture.bitmap === 'coming') picture.bitmap = bitmap;
      else bitmap.close();
    }, (error: unknown) => void (problem = String(error)));
  }

  const picturesAt = (index: number): readonly Picture[] => {
    const stretch = stretches.get(index);
    return stretch === undefined || stretch instanceof AbortController ? [] : stretch;
  };

  return {
    stand(us, speed) {
      [wanted, drawn, late, slower, problem] = [[], null, 0, 0, null];
      for (const [index, stretch] of stretches) {
        // What went wrong left nothing behind, and is tried again.
        if (stretch instanceof AbortController || stretch.length === 0) forget(index);
        else stretch.forEach(release);
      }
      if (us === null) return () => undefined;
      const rest = setTimeout(() => want(us, speed, 0, whileStanding), restMs);
      return () => clearTimeout(rest);
    },
    ready: (us, speed) => Array.isArray(stretches.get(want(us, speed, 1, ahead + 1))),
    draw(canvas, us) {
      const index = indexOf(us), near = [...picturesAt(index - 1), ...picturesAt(index), ...picturesAt(index + 1)];
      const at = near.findLastIndex((picture) => picture.us <= us);
      near.slice(Math.max(0, at), at + 1 + unpackedAhead).forEach(unpack);
      near.slice(0, Math.max(0, at - 1)).forEach(release);
      const picture = near.slice(0, at + 1).findLast(({ bitmap }) => bitmap !== null && bitmap !== 'coming');
      if (!picture || picture.ticks === drawn) return drawn;
      const bitmap = picture.bitmap as ImageBitmap;
      if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
      if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
      canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
      drawn = picture.ticks;
      times = [...times.filter((time) => performance.now() - time < 1000), performance.now()];
      return drawn;
    },
    perSecond: () => times.filter((time) => performance.now() - time < 1000).length,
    thinned: () => slower > 0,
    problem: () => problem,
    close() {
      wanted = [];
      for (const index of stretches.keys()) forget(index);
    },
  };
}

function release(picture: Picture): void {
  if (picture.bitmap instanceof ImageBitmap) picture.bitmap.close();
  picture.bitmap = null;
}

/** As api/mediaContract.ts has it. */
function packed(bytes: ArrayBuffer, usOf: (ticks: bigint) => number): Picture[] {
  const length = new DataView(bytes).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as readonly { readonly ticks: string; readonly bytes: number }[];
  let at = 4 + length;
  return head.map((line) => {
    const jpeg = new Blob([new Uint8Array(bytes, at, line.bytes)], { type: 'image/jpeg' });
    at += line.bytes;
    const ticks = BigInt(line.ticks);
    return { ticks, us: usOf(ticks), jpeg, bitmap: null };
  });
}
