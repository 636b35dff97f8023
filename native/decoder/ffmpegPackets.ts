/** @file The coded pictures of a stream as ffprobe reads them, without decoding: their times, and where decoding may begin. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Failure } from '../../electron/core/failure.ts';
import type { TickRange } from './decoder.ts';
import { inputOptions, packetOfLine } from './ffmpegArguments.ts';
import type { InstalledFfmpeg } from './findFfmpeg.ts';
import { straightSoFar } from './sampling.ts';

/** Times of the pictures that are shown, in order, and of the key pictures among them. */
export interface Packets {
  readonly shown: BigInt64Array;
  readonly keys: BigInt64Array;
}

/**
 * Reads the whole file; null where its time stamps do not run straight (see sampling.ts) or some are missing, so that only decoding tells what the
 * pictures are called. @throws Failure 'stopped'
 */
export async function readPackets(tools: InstalledFfmpeg, path: string, streamIndex: number, signal?: AbortSignal): Promise<Packets | null> {
  const entries = ['-select_streams', String(streamIndex), '-show_entries', 'packet=pts,dts,flags', '-of', 'csv=p=0'];
  const child = spawn(tools.ffprobe, ['-v', 'quiet', ...inputOptions, ...entries, `file:${path}`], { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
  const closed = once(child, 'close');
  const onAbort = (): void => void child.kill('SIGKILL');
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort);
  try {
    const shown: bigint[] = [], keys: bigint[] = [];
    const straight = straightSoFar();
    let reliable = true;
    for await (const line of createInterface({ input: child.stdout })) {
      const packet = packetOfLine(line);
      if (!packet || !reliable) continue;
      reliable = packet.pts !== null && straight(packet);
      if (packet.pts === null || packet.discarded) continue;
      shown.push(packet.pts);
      if (packet.key) keys.push(packet.pts);
    }
    await closed;
    if (signal?.aborted) throw new Failure('stopped', { kept: '' });
    return reliable && child.signalCode === null ? { shown: BigInt64Array.from(shown).sort(), keys: BigInt64Array.from(keys).sort() } : null;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    onAbort();
  }
}

/** The times within the range, in order. */
export function within(times: BigInt64Array, { fromTicks, toTicks }: TickRange): bigint[] {
  return [...times.subarray(firstFrom(times, fromTicks), firstFrom(times, toTicks + 1n))];
}

/** The latest of the times at or before these ticks, null where there is none. */
export function latestUpTo(times: BigInt64Array, ticks: bigint): bigint | null {
  return times[firstFrom(times, ticks + 1n) - 1] ?? null;
}

/** Place of the first time at or after these ticks. */
function firstFrom(times: BigInt64Array, ticks: bigint): number {
  let low = 0, high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < ticks) low = middle + 1;
    else high = middle;
  }
  return low;
}
