/** @file Runs the real `retrace` command as its user does: another process, its own data folder, its words and its exit code. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grantedCase } from './grantedCase.ts';

const command = join(import.meta.dirname, '../../electron/cli.ts');

/** A folder for one user: working folder and, in it, the data folder `home`. */
export interface Place {
  readonly folder: string;
  /** Removes everything. */
  remove(): void;
}

/** Makes `case` in the place, with people, policy and an authority over everything, for commands of its analyst (and, by `--operator`, of the others). */
export async function newGrantedCase({ folder }: Place): Promise<void> {
  (await grantedCase(join(folder, 'case'), join(folder, 'home'))).close();
}

export interface Said {
  /** null where the process was killed. */
  readonly exit: number | null;
  readonly out: string;
  /** Without the lines of progress. */
  readonly error: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly done: Promise<Said>;
}

export function newPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-cli-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Another place that holds the same: keys, cases, files. */
export function copyPlace({ folder }: Place): Place {
  const copy = newPlace();
  cpSync(folder, copy.folder, { recursive: true });
  return copy;
}

/** Environment of the command in a place; nothing of the caller's settings for Retrace is left in it. */
function environment(place: Place, changes: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { ...process.env, RETRACE_HOME: join(place.folder, 'home'), RETRACE_PASSPHRASE: 'correct horse', RETRACE_OPERATOR: 'A. Analyst', NODE_OPTIONS: undefined, ...changes };
}

/** Starts `retrace` with these arguments in the place's folder, without a terminal. */
export function startRetrace(place: Place, args: readonly string[], changes: Readonly<Record<string, string | undefined>> = {}): Running {
  return start(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...args], place, changes);
}

/** As startRetrace, in a process that may write no file longer than this: what a full disk is to it, without one. */
export function startLimited(place: Place, args: readonly string[], kibibytes: number): Running {
  return start('/bin/sh', ['-c', `ulimit -f ${kibibytes * 2}; exec "$@"`, 'sh', process.execPath, command, ...args], place, {});
}

function start(program: string, args: readonly string[], place: Place, changes: Readonly<Record<string, string | undefined>>): Running {
  // A process group of its own, as a shell gives it: what the command starts can be told from everything else, and Ctrl-C reaches all of it.
  const child = spawn(program, args, { cwd: place.folder, env: environment(place, changes), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let out = '', error = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const done = new Promise<Said>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, out, error: withoutProgress(error) }));
  });
  return { process: child, done };
}

export async function retrace(place: Place, args: readonly string[], changes: Readonly<Record<string, string | undefined>> = {}): Promise<Said> {
  return startRetrace(place, args, changes).done;
}

/** The JSON document of a command that must end with this exit code. Anything else on standard output is an error. */
export async function retraceJson<T>(place: Place, args: readonly string[], exit = 0): Promise<T> {
  const names = args.includes('--') ? args.indexOf('--') : args.length;
  const said = await retrace(place, args.toSpliced(names, 0, '--json'));
  if (said.exit !== exit) throw new Error(`retrace ${args.join(' ')} ended with ${said.exit}, not ${exit}: ${said.error}`);
  return JSON.parse(said.out) as T;
}

function withoutProgress(text: string): string {
  return text.split('\n').filter((line) => !/^(\w+|looking for \w+|(writing|making) the .+|(decoding candidates|embedding) again)( \[[#.]+\] \d+ %)? [\d.]+ ([kMGT]?B|frames|rows|files|h|min|s)\b/.test(line)).join('\n');
}

/** The processes that a command has started and that are still running, the command itself left out; only those of this program, if one is named. Linux only. */
export function startedBy({ process: { pid } }: Running, program: string | null = null): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== pid).map(Number).filter((id) => {
    const [state, , group] = stat(id) ?? [];
    return state !== undefined && !['Z', 'X'].includes(state) && Number(group) === pid && (program === null || runs(id) === program);
  });
}

/** The program that a process runs; null where it has ended. */
function runs(id: number): string | null {
  try {
    return readlinkSync(`/proc/${id}/exe`);
  } catch {
    return null;
  }
}

/** State, parent, process group and more; see proc(5). The name before them may hold anything. */
function stat(id: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It has ended.
    return null;
  }
}
