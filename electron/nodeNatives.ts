/** @file The concrete engines for hosts that run in Node: decoder, face analyser, vector index, pictures, and indexers as child processes. */
import { spawn, spawnSync } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { extname, join } from 'node:path';
import { Failure } from './core/failure.ts';
import type { Child, FromIndexer, IndexerProcess, ToIndexer } from './engine/indexPlan.ts';
import type { Natives } from './engine/natives.ts';
import { findProgram } from './engine/programs.ts';
import type { Decoder } from '../native/decoder/decoder.ts';
import { openDecoder, openSecondDecoder } from '../native/decoder/openDecoder.ts';

// Loaded when they are first called: a window or a command that needs none of them starts sooner.
const faces = () => import('../native/faces/onnxFaceAnalyser.ts');
const vectors = () => import('../native/vectors/lanceIndex.ts');
const pictures = () => import('../native/pictures/pictures.ts');

/** Chosen once for the process, when it is first called: every record of it names the same. */
let chosen: Promise<Decoder> | null = null;
const decoding = (): Promise<Decoder> => (chosen ??= openDecoder());
const decoder: Decoder = {
  identity: async () => (await decoding()).identity(),
  probe: async (path) => (await decoding()).probe(path),
  async *frames(...asked) {
    return yield* (await decoding()).frames(...asked);
  },
  still: async (...asked) => (await decoding()).still(...asked),
  times: async (...asked) => (await decoding()).times(...asked),
};

/** `launch` starts indexers where this process cannot (Electron's cannot run Node scripts); nothing shuts those in. */
export function nodeNatives(launch: (() => IndexerProcess) | null = null): Natives {
  let tried: { readonly command: readonly string[] } | null = null;
  // Tried at the first indexing: other commands need not wait for it.
  const shut = (): readonly string[] => (tried ??= { command: sandbox() }).command;
  return {
    decoder,
    openAnalyser: async (pack) => (await faces()).openFaceAnalyser(pack),
    openVectors: async (folder, pack) => (await vectors()).openLanceIndex(folder, pack),
    readPicture: async (bytes, name) => (await pictures()).readPicture(bytes, name),
    encodePng: async (picture) => (await pictures()).encodePng(picture),
    encodeView: async (picture, box, most) => (await pictures()).encodeView(picture, box, most),
    encodePassing: async (picture, most) => (await pictures()).encodePassing(picture, most),
    numberedSheet: async (each, columns) => (await import('../native/pictures/sheet.ts')).numberedSheet(each, columns),
    secondDecoder: () => openSecondDecoder(decoder),
    async openClip(path, shape) {
      const encoder = await import('../native/decoder/encoder.ts').catch((cause: unknown) => {
        throw new Failure('encoder-missing', {}, { cause });
      });
      // A key picture every half second or so, for players that step; quality 18 is usually taken for one that the eye cannot tell from the source.
      return encoder.openEncoder(path, { container: 'mp4', codec: 'libx264', keyEvery: 12, quality: 18, namesColours: true, ...shape });
    },
    sandbox: () => (launch !== null || shut().length === 0 ? 'none' : 'bubblewrap'),
    launchIndexer: launch ?? (() => launchNode<ToIndexer, FromIndexer>('indexer', shut())),
  };
}

/**
 * [Note: Sandbox] The command that shuts an indexer in, where bubblewrap is installed and works: no network, nothing can be written, no
 * other process is seen, and it ends with its host. Empty where it is not; the record says which. What the file system holds can
 * be read: the footage lies wherever it was received.
 */
function sandbox(): readonly string[] {
  const program = findProgram('bwrap');
  if (program === null) return [];
  const command = [program, '--unshare-all', '--die-with-parent', '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--'];
  return spawnSync(program, [...command.slice(1), 'true'], { timeout: 5000 }).status === 0 ? command : [];
}

/** A process of the pool gives way to window and host from its first moment on; one that makes pictures not as far as those that index (worker.ts). */
export function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL / 2);
  } catch {
    // It is gone already: whoever waits for it hears of that by its exit.
  }
}

/**
 * Another entry of the program in a process of its own, by this command (empty: as it is). Its standard output and error are the host's
 * standard error: standard output belongs to the answer.
 */
export function launchNode<To extends object, From>(entry: 'indexer' | 'worker', shut: readonly string[] = []): Child<To, From> {
  const [program, ...args] = [...shut, process.execPath, join(import.meta.dirname, `${entry}${extname(import.meta.url)}`)];
  const child = spawn(program ?? process.execPath, args, { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
  if (entry === 'worker') giveWay(child.pid);
  return {
    post(message) {
      if (child.connected) child.send(message);
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as From)),
    onExit(listener) {
      child.on('exit', (code, signal) => listener(signal === null ? `exit code ${code}` : `signal ${signal}`));
      // What cannot be sent to a process that is dying (EPIPE) is not its end: that is told by its exit, with the reason, when it is gone.
      child.on('error', ({ message }) => (child.pid === undefined ? listener(message) : child.kill('SIGKILL')));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
