/** @file Whether an ffmpeg is installed or configured, and which. */
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface InstalledFfmpeg {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** As the program says, e.g. `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** e.g. { libavcodec: "59.37.100" } */
  readonly libraries: Readonly<Record<string, string>>;
}

/**
 * The ffmpeg and ffprobe named by RETRACE_FFMPEG and RETRACE_FFPROBE, otherwise the first ones on PATH; null where one of the two is
 * missing or does not run. Nothing is downloaded.
 */
export async function findFfmpeg(): Promise<InstalledFfmpeg | null> {
  const ffmpeg = process.env['RETRACE_FFMPEG'] ?? onPath('ffmpeg');
  const ffprobe = process.env['RETRACE_FFPROBE'] ?? onPath('ffprobe');
  if (!ffmpeg || !ffprobe) return null;
  try {
    const [{ stdout }] = await Promise.all([run(ffmpeg, ['-version'], { timeout: 10_000 }), run(ffprobe, ['-version'], { timeout: 10_000 })]);
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1];
    if (!version) return null;
    const libraries = [...stdout.matchAll(/^(lib\w+)\s+(\d+)\.\s*(\d+)\.\s*(\d+)/gm)].map(([, name, ...numbers]) => [name!, numbers.join('.')] as const);
    return { ffmpeg, ffprobe, version, libraries: Object.fromEntries(libraries) };
  } catch {
    // A program that does not start or does not answer is as good as none.
    return null;
  }
}

/** Exact times of every frame take `-fps_mode`, which ffmpeg has since 5.1 (libavcodec 59.37); an older one would give none. */
export function isRecent({ libraries }: InstalledFfmpeg): boolean {
  const [major = 0, minor = 0] = (libraries['libavcodec'] ?? '').split('.').map(Number);
  return major > 59 || (major === 59 && minor >= 37);
}

function onPath(name: string): string | null {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    try {
      accessSync(join(folder, file), constants.X_OK);
      return join(folder, file);
    } catch {
      continue;
    }
  }
  return null;
}
