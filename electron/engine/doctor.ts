/** @file Doctor: what of the product works on this machine, what is limited or missing, and what to do about it. */
import { execFile } from 'node:child_process';
import { scrypt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Job } from '../core/job.ts';
import type { MachineFact } from '../core/machineFact.ts';
import { defaultPack, loadPack } from './models.ts';
import { findBrowser, findElectron, findProgram } from './programs.ts';

/** Something that only the host can try, since the engine knows no native package: gives a short text (a version), throws where it does not work. */
export interface Attempt {
  readonly what: string;
  readonly attempt: () => Promise<string>;
  readonly advice: string;
}

/** `home`: the folder of operators' keys; it need not exist yet. */
export interface Examined {
  readonly home: string;
  readonly attempts: readonly Attempt[];
}

const gibibyte = 2 ** 30;

/** Every fact, always in the same order; nothing is thrown for what does not work. Takes about a second. */
export async function doctor({ home, attempts }: Examined, job: Job = {}): Promise<MachineFact[]> {
  const steps: (() => MachineFact | Promise<MachineFact>)[] = [
    node,
    processor,
    memory,
    () => disk(home),
    ...attempts.map((attempt) => () => tried(attempt)),
    () => pack(home, job),
    electronBinary,
    browser,
    sandbox,
    keyDerivation,
    clock,
  ];
  const facts: MachineFact[] = [];
  for (const step of steps) {
    if (job.signal?.aborted) break;
    job.onProgress?.({ stage: 'examining', done: facts.length, total: steps.length, unit: 'rows' });
    facts.push(await step());
  }
  return facts;
}

function fact(what: string, state: MachineFact['state'], sentence: string, advice: string | null = null): MachineFact {
  return { what, state, sentence, advice: state === 'works' ? null : advice };
}

function node(): MachineFact {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 22 || (major === 22 && minor >= 18);
  return fact('Node', enough ? 'works' : 'missing', `Node ${process.versions.node} on ${process.platform} ${process.arch}.`, 'Start through npm, which brings its own Node, or install Node 22.18 or later.');
}

async function processor(): Promise<MachineFact> {
  const cores = availableParallelism();
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const flags = process.arch === 'x64' && process.platform === 'linux' ? /^flags\s*:(.*)$/m.exec(await readFile('/proc/cpuinfo', 'utf8'))?.[1] : undefined;
  const vector = flags === undefined ? '' : / avx2 .*| avx2$/.test(flags) ? ', with AVX2' : ', without AVX2';
  const slow = cores < 2 || vector === ', without AVX2';
  return fact('Processor', slow ? 'limited' : 'works', `${model}, ${cores} ${cores === 1 ? 'core' : 'cores'}${vector}.`, 'Indexing will be slow on this processor; results are the same.');
}

/** An indexer takes up to about 2 GB (decoder, models, frames in flight); two run side by side with the host. */
function memory(): MachineFact {
  const total = totalmem() / gibibyte;
  return fact('Memory', total >= 4 ? 'works' : 'limited', `${total.toFixed(1)} GB, ${(freemem() / gibibyte).toFixed(1)} GB of it free.`, 'Index one footage at a time; 4 GB or more is better.');
}

async function disk(home: string): Promise<MachineFact> {
  let folder = home;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / gibibyte;
  return fact('Disk space', free >= 10 ? 'works' : 'limited', `${free.toFixed(1)} GB free where keys and settings are kept.`, 'Make room, and keep cases on a disk with more: a case grows by about 1 GB for a million sightings.');
}

async function tried({ what, attempt, advice }: Attempt): Promise<MachineFact> {
  try {
    return fact(what, 'works', await attempt());
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? ` (${firstLine(error.cause)})` : '';
    return fact(what, 'missing', `Does not work here: ${firstLine(error)}${cause}`, advice);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** Makes the default pack where that was not done yet, and compares every file of it with its pinned hash. */
function pack(home: string, job: Job): Promise<MachineFact> {
  const attempt = async (): Promise<string> => {
    const { description, digest } = await loadPack(defaultPack, home, { ...(job.signal && { signal: job.signal }) });
    return `${description.id} ${description.version} is whole, digest ${digest.slice(0, 16)}.`;
  };
  return tried({ what: 'Model pack', attempt, advice: 'Run “npm ci” again; “retrace pack verify” says which file is wrong.' });
}

function electronBinary(): MachineFact {
  const found = findElectron();
  return fact('Electron', found ? 'works' : 'limited', found ? 'Its binary is here: “npm start” opens a window of its own.' : 'Its binary is not here; “npm start” opens the same interface in a browser.', 'Where the network allows it, “npx electron --version” fetches the binary once.');
}

function browser(): MachineFact {
  const found = findBrowser();
  return fact('Browser', found ? 'works' : 'limited', found ? `${found} can show the interface.` : 'No Chromium, Chrome or Edge was found.', 'Install Chromium, or name a browser with RETRACE_BROWSER; otherwise “npm start” prints the address to open.');
}

async function sandbox(): Promise<MachineFact> {
  if (process.versions['electron']) return fact('Sandbox', 'limited', 'In Electron’s window, footage is indexed in a process of its own, without a sandbox around it.', 'Index with “retrace index” or in the browser’s window on Linux; both use bubblewrap where it works.');
  const advice = 'On Linux install bubblewrap (bwrap); “index” uses it where it works.';
  const found = findProgram('bwrap');
  if (!found) return fact('Sandbox', 'missing', 'bubblewrap is not installed; footage is indexed in a process of its own, without a sandbox around it.', advice);
  const attempt = async (): Promise<string> => {
    await promisify(execFile)(found, ['--unshare-all', '--ro-bind', '/', '/', '--', 'true'], { timeout: 5000 });
    return 'Indexers are shut in by bubblewrap: no network, nothing can be written.';
  };
  return tried({ what: 'Sandbox', attempt, advice });
}

/** The parameters of key files (N = 2^17, r = 8, p = 1: OWASP Password Storage Cheat Sheet); they need 128 MB for a moment. */
async function keyDerivation(): Promise<MachineFact> {
  const attempt = async (): Promise<string> => {
    const began = performance.now();
    await new Promise<void>((done, failed) => {
      scrypt('doctor', 'doctor', 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 2 ** 20 }, (error) => (error ? failed(error) : done()));
    });
    return `Unlocking a key takes ${((performance.now() - began) / 1000).toFixed(1)} s.`;
  };
  return tried({ what: 'Key files', attempt, advice: 'Unlocking a key needs 128 MB of free memory for a moment.' });
}

/** systemd-timesyncd makes this file when it has set the clock by a time server (systemd-timesyncd.service(8)). */
const timeWasSet = '/run/systemd/timesync/synchronized';

function clock(): MachineFact {
  const set = existsSync(timeWasSet);
  const now = new Date().toISOString();
  return fact('Clock', set ? 'works' : 'limited', set ? `${now}, set by a time server.` : `${now}; it could not be seen whether anything sets this clock.`, 'Every entry of the ledger carries this time: compare it with a reference before working on a case.');
}
