/** @file The default decoder: FFmpeg's libraries through node-av, in a worker thread of the calling process. */
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { getFFmpegInfo } from 'node-av/lib';
import { Failure } from '../../electron/core/failure.ts';
import type { Job, Progress } from '../../electron/core/job.ts';
import type { Frame } from '../../electron/core/picture.ts';
import type { ContainerFacts, DecodeReport, Decoder, DecoderIdentity, FramePlan, TakenFrame, TickRange } from './decoder.ts';
import type { RangeStart } from './avRange.ts';
import type { Listed } from './avTimes.ts';
import type { Sought } from './avStill.ts';
import { fileKey } from './checkFile.ts';
import { collectMessages } from './messages.ts';
import type { CountedMessage } from './messages.ts';
import { control, startWorker } from './worker.ts';
import type { RangeRequest, Request, StillRequest, TimesRequest } from './worker.ts';

/** Opens nothing yet: each call has its own worker, file and codec, and leaves none behind. Call it in a process's main thread. */
export function openNodeAvDecoder(): Decoder {
  return { identity, probe, frames, still, times };
}

async function identity(): Promise<DecoderIdentity> {
  const { version, libraries } = getFFmpegInfo();
  const { version: binding } = JSON.parse(readFileSync(findPackageJSON('node-av', import.meta.url)!, 'utf8')) as { version: string };
  return { name: 'node-av', version: `${binding} (FFmpeg ${version})`, libraries };
}

/** One request with one answer, and what the libraries said meanwhile. */
async function ask(request: Request): Promise<{ value: unknown; messages: CountedMessage[] }> {
  const collection = collectMessages();
  const worker = startWorker(request);
  try {
    const answer = await worker.next();
    if (answer.kind !== 'done') throw new Error(`unexpected answer ${answer.kind}`);
    await worker.end();
    return { value: answer.value, messages: await collection.end() };
  } catch (error) {
    await worker.end();
    await collection.end();
    throw error;
  }
}

async function probe(path: string): Promise<ContainerFacts> {
  const { value, messages } = await ask({ kind: 'probe', path });
  return { ...(value as Omit<ContainerFacts, 'messages'>), messages: messages.map((message) => message.text) };
}

/** Whether the time stamps of a file's stream run straight: found out once per file, as it takes a reading of the whole of it. */
const straightness = new Map<string, boolean>();

type OfStream = StillRequest | RangeRequest | TimesRequest;
type Unknowing<R> = R extends OfStream ? Omit<R, 'straight'> : never;

/** Asks with what is known of the stream's time stamps, and keeps what is known then. */
async function askKnowing<T extends { readonly straight: boolean }>(request: Unknowing<OfStream>): Promise<{ value: T; messages: CountedMessage[] }> {
  const key = `${request.streamIndex} ${fileKey(request.path)}`;
  const { value, messages } = await ask({ ...request, straight: straightness.get(key) ?? null });
  straightness.set(key, (value as T).straight);
  return { value: value as T, messages };
}

async function still(path: string, streamIndex: number, ticks: bigint): Promise<Frame> {
  const request = { kind: 'still', path, streamIndex, ticks } as const;
  const { value: { frame }, messages } = await askKnowing<Sought>({ ...request, seek: true });
  // See [Note: Stills by seeking].
  if (frame !== null && messages.length === 0) return frame;
  return (await ask({ ...request, seek: false, straight: null })).value as Frame;
}

/** Where to begin for this range; null: at the beginning. Nothing may have been said on the way: what the libraries tell of is not clean. */
async function seekFor(path: string, streamIndex: number, range: TickRange, proven: boolean): Promise<bigint | null> {
  const { value: { seekTo }, messages } = await askKnowing<RangeStart>({ kind: 'range', path, streamIndex, range, proven });
  return !proven || messages.length === 0 ? seekTo : null;
}

async function times(path: string, streamIndex: number, range: TickRange): Promise<bigint[]> {
  return [...(await askKnowing<Listed>({ kind: 'times', path, streamIndex, range })).value.ticks];
}

async function* frames(path: string, streamIndex: number, plan: FramePlan, job: Job = {}): AsyncGenerator<TakenFrame, DecodeReport> {
  const words = new SharedArrayBuffer(8);
  const shared = new Int32Array(words);
  const stop = (): void => {
    Atomics.store(shared, control.stop, 1);
    Atomics.notify(shared, control.consumed);
  };
  const stoppedFailure = (): Failure => new Failure('stopped', { kept: '' });
  if (job.signal?.aborted) throw stoppedFailure();
  job.signal?.addEventListener('abort', stop);
  const seekTo = plan.range ? await seekFor(path, streamIndex, plan.range, plan.passing === undefined) : null;
  const started = performance.now();
  const collection = collectMessages();
  const worker = startWorker({ kind: 'frames', path, streamIndex, plan, seekTo, control: words });
  let ended: { report: Omit<DecodeReport, 'messages'>; remarks: string[] };
  let messages: CountedMessage[];
  try {
    for (;;) {
      const answer = await worker.next();
      if (job.signal?.aborted || answer.kind === 'stopped') throw stoppedFailure();
      if (answer.kind === 'progress') job.onProgress?.(progressOf(answer.doneUs, answer.totalUs, started));
      if (answer.kind === 'frame') {
        Atomics.add(shared, control.consumed, 1);
        Atomics.notify(shared, control.consumed);
        yield answer.taken;
      }
      if (answer.kind === 'done') {
        ended = answer.value as typeof ended;
        break;
      }
    }
  } finally {
    job.signal?.removeEventListener('abort', stop);
    stop();
    await worker.end();
    messages = await collection.end();
  }
  return { ...ended.report, messages: [...messages, ...ended.remarks.map((text) => ({ text, count: 1 }))] };
}

/** Seconds of footage from its first frame. A run that passes over frames already taken counts them like all others. */
function progressOf(doneUs: bigint, totalUs: bigint | null, startedMs: number): Progress {
  const done = Number(doneUs) / 1e6, total = totalUs === null ? null : Number(totalUs) / 1e6;
  const realTimeFactor = done / Math.max(0.001, (performance.now() - startedMs) / 1000);
  const left = total === null || realTimeFactor === 0 ? {} : { secondsLeft: Math.max(0, total - done) / realTimeFactor };
  return { stage: 'decode', done, total, unit: 'seconds', realTimeFactor, ...left };
}
