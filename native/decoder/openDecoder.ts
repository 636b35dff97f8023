/** @file Which decoder this machine has: the one in node-av; where that is not installed or does not load, an ffmpeg that is; otherwise one that says so. */
import { Failure } from '../../electron/core/failure.ts';
import type { Decoder, DecoderIdentity } from './decoder.ts';
import { findFfmpeg, type InstalledFfmpeg } from './findFfmpeg.ts';

/** Answers everything with Failure 'decoder-missing', also the question which one it is: no run can be recorded with it. */
const noDecoder: Decoder = {
  get identity(): DecoderIdentity {
    throw missing();
  },
  probe: () => Promise.reject(missing()),
  // oxlint-disable-next-line require-yield
  async *frames() {
    throw missing();
  },
  still: () => Promise.reject(missing()),
  times: () => Promise.reject(missing()),
};

const missing = (): Failure => new Failure('decoder-missing', {});

/**
 * The decoder for everything that is recorded; its identity goes into each record. Installers carry no node-av: what decodes
 * there is an ffmpeg of the machine's, or the build that a force has validated (RETRACE_FFMPEG, RETRACE_FFPROBE).
 */
export async function openDecoder(): Promise<Decoder> {
  try {
    const { openNodeAvDecoder } = await import('./nodeAv.ts');
    return openNodeAvDecoder();
  } catch {
    // Why it does not load is the doctor's to say.
    const tools = await findFfmpeg();
    return tools !== null && isRecent(tools) ? withFfmpeg(tools) : noDecoder;
  }
}

/** An independent one for cross-checks; null where this machine has none besides `first`. */
export async function openSecondDecoder(first: Decoder): Promise<Decoder | null> {
  if (first === noDecoder || first.identity.name !== 'node-av') return null;
  const tools = await findFfmpeg();
  return tools && withFfmpeg(tools);
}

async function withFfmpeg(tools: InstalledFfmpeg): Promise<Decoder> {
  const { openFfmpegDecoder } = await import('./ffmpegCli.ts');
  return openFfmpegDecoder(tools);
}

/** Exact times of every frame take `-fps_mode`, which ffmpeg has since 5.1 (libavcodec 59.37); an older one would give none. */
function isRecent({ libraries }: InstalledFfmpeg): boolean {
  const [major = 0, minor = 0] = (libraries['libavcodec'] ?? '').split('.').map(Number);
  return major > 59 || (major === 59 && minor >= 37);
}
