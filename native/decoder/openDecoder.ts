/** @file Which decoder this machine has: the one in node-av; where that is not installed or does not load, an ffmpeg that is; otherwise one that says so. */
import { Failure } from '../../electron/core/failure.ts';
import type { Decoder } from './decoder.ts';
import { findFfmpeg, isRecent } from './findFfmpeg.ts';

/** Answers everything with Failure 'decoder-missing', also the question which one it is: no run can be recorded with it. `cause`: why node-av does not load. */
function noDecoder(cause: unknown): Decoder {
  const missing = (): Failure => new Failure('decoder-missing', {}, { cause });
  return {
    identity: () => Promise.reject(missing()),
    probe: () => Promise.reject(missing()),
    // oxlint-disable-next-line require-yield
    async *frames() {
      throw missing();
    },
    still: () => Promise.reject(missing()),
    times: () => Promise.reject(missing()),
  };
}

/**
 * The decoder for everything that is recorded; its identity goes into each record. Installers carry no node-av: what decodes
 * there is an ffmpeg of the machine's, or the build that a force has validated (RETRACE_FFMPEG, RETRACE_FFPROBE).
 */
export async function openDecoder(): Promise<Decoder> {
  try {
    const { openNodeAvDecoder } = await import('./nodeAv.ts');
    return openNodeAvDecoder();
  } catch (cause) {
    return (await ffmpegDecoder()) ?? noDecoder(cause);
  }
}

/** An independent one for cross-checks; null where this machine has none besides `first`. */
export async function openSecondDecoder(first: Decoder): Promise<Decoder | null> {
  const ffmpeg = await ffmpegDecoder();
  return ffmpeg !== null && (await first.identity()).name === 'node-av' ? ffmpeg : null;
}

async function ffmpegDecoder(): Promise<Decoder | null> {
  const tools = await findFfmpeg();
  if (tools === null || !isRecent(tools)) return null;
  const { openFfmpegDecoder } = await import('./ffmpegCli.ts');
  return openFfmpegDecoder(tools);
}
