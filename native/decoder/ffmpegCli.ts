/**
 * @file The second, independent decoder: an ffmpeg that is installed or configured, as a process of its own. For the cross-check that two
 * decoders saw the same, and where node-av may not be shipped.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Failure } from '../../electron/core/failure.ts';
import type { Frame } from '../../electron/core/picture.ts';
import type { ContainerFacts, DecodeReport, Decoder, FramePlan, StreamFacts, TakenFrame } from './decoder.ts';
import { checkFile, fileKey } from './checkFile.ts';
import { frameArguments, messageOf, stillArguments, ticksOfLine, timesArguments } from './ffmpegArguments.ts';
import { latestUpTo, readPackets, within } from './ffmpegPackets.ts';
import type { Packets } from './ffmpegPackets.ts';
import { countPackets, probeWithFfprobe } from './ffmpegProbe.ts';
import type { InstalledFfmpeg } from './findFfmpeg.ts';
import { gapFinder, sampler, shrunk } from './sampling.ts';

/** Differing message texts that are kept; further ones are counted. */
const keptTexts = 200;
/** Files of which is remembered what was read of them: as many as are watched at once. A day's packets at 25 frames a second are 17 MB. */
const keptFiles = 4;

/**
 * Decodes with this ffmpeg. It differs from the default decoder in three things: `failed` counts only pictures that gave no frame (ffmpeg does not
 * tell which frames it marked as damaged), what is judged is decoded from the beginning, and time stamps that are missing or go back are ffmpeg's own guesses.
 */
export function openFfmpegDecoder(tools: InstalledFfmpeg): Decoder {
  const kept = keeper();
  const streamOf = async (path: string, index: number): Promise<StreamFacts> => {
    const { videoStreams } = await kept(`facts ${fileKey(path)}`, () => probe(path));
    const stream = videoStreams.find((s) => s.index === index);
    if (!stream) throw new Failure('footage-no-such-stream', { path, index });
    return stream;
  };
  async function probe(path: string): Promise<ContainerFacts> {
    checkFile(path);
    return probeWithFfprobe(tools, path);
  }
  const packetsOf = (path: string, index: number, signal: AbortSignal | undefined): Promise<Packets | null> =>
    kept(`packets ${index} ${fileKey(path)}`, () => readPackets(tools, path, index, signal));
  /** Ffmpeg at work on the plan, with the ticks of its first decoded frame. */
  async function start(path: string, stream: StreamFacts, plan: FramePlan, signal: AbortSignal | undefined) {
    const { range, passing } = plan;
    const size = passing ? shrunk(upright(stream).width, upright(stream).height, passing.most) : upright(stream);
    const begin = (jump: bigint | null): Running =>
      startFfmpeg(tools, size.width * size.height * 3, frameArguments(path, stream.index, stream.timeBase, plan, passing ? { size, jump } : null), signal);
    const packets = passing ? await packetsOf(path, stream.index, signal) : null, key = packets && latestUpTo(packets.keys, range!.fromTicks);
    let running = begin(key), first = await running.ticks();
    // Where a container has no index the jump may land later, or between key pictures.
    if (key !== null && (first === null || latestUpTo(packets!.keys, first) !== first || first > key)) {
      await running.kill();
      running = begin(null);
      first = await running.ticks();
    }
    return { running, size, first };
  }
  return {
    identity: async () => ({ name: 'ffmpeg', version: tools.version, libraries: tools.libraries }),
    probe,
    async times(path, streamIndex, range, job = {}) {
      const stream = await streamOf(path, streamIndex);
      // Of interlaced video there may be a packet for each field.
      const packets = stream.interlaced === 'interlaced' ? null : await packetsOf(path, streamIndex, job.signal);
      if (packets) return within(packets.shown, range);
      const running = startFfmpeg(tools, 0, timesArguments(path, streamIndex), job.signal);
      try {
        const found: bigint[] = [];
        for (let ticks = await running.ticks(); ticks !== null && ticks <= range.toTicks; ticks = await running.ticks()) if (ticks >= range.fromTicks) found.push(ticks);
        if (job.signal?.aborted) throw new Failure('stopped', { kept: '' });
        return found;
      } finally {
        await running.kill();
      }
    },
    async *frames(path, streamIndex, plan, job = {}): AsyncGenerator<TakenFrame, DecodeReport> {
      const stopped = (): boolean => job.signal?.aborted ?? false;
      if (stopped()) throw new Failure('stopped', { kept: '' });
      const stream = await streamOf(path, streamIndex);
      const { running, size, first } = await start(path, stream, plan, job.signal);
      try {
        const { range } = plan, apart = plan.passing?.apart ?? 0n;
        let passed: bigint | null = null;
        const takes = range ? (ticks: bigint) => ticks >= range.fromTicks && (passed === null || ticks - passed >= apart) : sampler(plan.framesPerSecond, stream.timeBase);
        const spacing = gapFinder(stream.timeBase, stream.averageRate ?? stream.nominalRate);
        const times: bigint[] = [];
        let decoded = 0, taken = 0;
        /** Ticks of the next frame that is handed over. */
        const nextTaken = async (): Promise<bigint | null> => {
          for (let ticks = decoded === 0 ? first : await running.ticks(); ticks !== null; ticks = await running.ticks()) {
            // What comes after the range is not waited for.
            if (range && ticks > range.toTicks) return null;
            decoded += 1;
            spacing.next(ticks);
            if (decoded === 1) times.push(ticks);
            times[1] = ticks;
            if (!takes(ticks)) continue;
            passed = ticks;
            if ((taken += 1) > (plan.skipTaken ?? 0)) return ticks;
          }
          return null;
        };
        for (let ticks = await nextTaken(); ticks !== null; ticks = await nextTaken()) {
          const rgb = await running.picture();
          if (stopped()) throw new Failure('stopped', { kept: '' });
          if (!rgb) break;
          yield { frame: { ...size, rgb, ticks }, decoded, damaged: false };
        }
        if (range) await running.kill();
        else await running.ended();
        if (stopped()) throw new Failure('stopped', { kept: '' });
        const packets = range ? decoded : await countPackets(tools, path, streamIndex, job.signal);
        return {
          packets, decoded, failed: stream.interlaced === 'interlaced' ? 0 : Math.max(0, packets - decoded), taken,
          firstTicks: times[0] ?? null, lastTicks: times[1] ?? null, gaps: spacing.gaps, messages: running.messages(),
        };
      } finally {
        await running.kill();
      }
    },
    async still(path, streamIndex, ticks): Promise<Frame> {
      const stream = await streamOf(path, streamIndex);
      const size = upright(stream);
      const running = startFfmpeg(tools, size.width * size.height * 3, stillArguments(path, streamIndex, ticks));
      try {
        const rgb = await running.picture();
        if (!rgb) throw new Failure('footage-no-such-frame', { path, ticks: ticks.toString() });
        return { ...size, rgb, ticks };
      } finally {
        await running.kill();
      }
    },
  };
}

function upright({ width, height, rotation }: StreamFacts): { readonly width: number; readonly height: number } {
  return rotation === 90 || rotation === 270 ? { width: height, height: width } : { width, height };
}

/** What was read before under the same name, or what `read` says now; of the last few files. */
function keeper(): <T>(name: string, read: () => Promise<T>) => Promise<T> {
  const values = new Map<string, unknown>();
  return async <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const value = values.has(name) ? (values.get(name) as T) : await read();
    values.delete(name);
    values.set(name, value);
    // Facts and packets of each.
    for (const oldest of values.keys()) if (values.size > 2 * keptFiles) values.delete(oldest);
    return value;
  };
}

type Running = ReturnType<typeof startFfmpeg>;

/** A started ffmpeg whose pictures have this many bytes. */
function startFfmpeg(tools: InstalledFfmpeg, bytes: number, args: readonly string[], signal?: AbortSignal) {
  const child = spawn(tools.ffmpeg, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], windowsHide: true });
  const closed = once(child, 'close').catch((error: unknown) => [error]);
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    for (const pipe of child.stdio) pipe?.destroy();
    await closed;
  };
  const onAbort = (): void => void kill();
  signal?.addEventListener('abort', onAbort, { once: true });
  void closed.then(() => signal?.removeEventListener('abort', onAbort));
  const counts = new Map<string, number>();
  const pixels = child.stdout![Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  let rest: Uint8Array = new Uint8Array(0);
  const read = async (): Promise<Uint8Array | null> => {
    const rgb = new Uint8Array(bytes);
    for (let at = 0; at < bytes;) {
      if (rest.length === 0) {
        const { value, done } = await pixels.next().catch(() => ({ value: undefined, done: true }));
        if (done || value === undefined) return null;
        rest = value;
      }
      const part = rest.subarray(0, bytes - at);
      rgb.set(part, at);
      at += part.length;
      rest = rest.subarray(part.length);
    }
    return rgb;
  };
  let ahead: Promise<Uint8Array | null> | null = read();
  const lines = linesOf(child.stdio[3] as Readable);
  const errors = (async () => {
    for await (const line of linesOf(child.stderr!)) {
      const text = messageOf(line), key = counts.has(text) || counts.size < keptTexts ? text : 'further messages, texts not kept';
      if (text !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  })().catch(() => { /* destroyed with its process */ });
  return {
    kill,
    messages: () => [...counts].map(([text, count]) => ({ text, count })),
    /** Ticks of the next decoded frame, null at the end. */
    async ticks(): Promise<bigint | null> {
      for (;;) {
        const { value, done } = await lines.next().catch(() => ({ value: undefined, done: true }));
        if (done || value === undefined) return null;
        const ticks = ticksOfLine(value);
        if (ticks !== null) return ticks;
      }
    },
    /** The next picture's bytes, null at the end. The one after it is read meanwhile: ffmpeg may write a picture before its line of ticks. */
    async picture(): Promise<Uint8Array | null> {
      const picture = await ahead;
      ahead = picture && read();
      return picture;
    },

    /** Waits for the end of the process; a process that was killed by others did not decode the whole footage. */
    async ended(): Promise<void> {
      await Promise.all([closed, errors]);
      if (child.signalCode !== null && !signal?.aborted) throw new Error(`ffmpeg was ended by ${child.signalCode}`);
    },
  };
}

async function* linesOf(stream: Readable): AsyncGenerator<string, undefined> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + (chunk as Buffer).toString('utf8')).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
  return undefined;
}
