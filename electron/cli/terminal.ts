/** @file What the command line says to a person: progress on stderr, tables, sizes, durations, and the prompt for a passphrase. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Failure } from '../core/failure.ts';
import type { Progress } from '../core/job.ts';

/** Redraws at most this often on a terminal, and writes a line at most this often elsewhere. */
const REDRAW_MS = 100;
const LINE_MS = 5000;

/** Shows progress on stderr: one line that is redrawn on a terminal, a line now and then elsewhere. `end` clears it. */
export function progressLine(): { onProgress: (progress: Progress) => void; end: () => void } {
  const terminal = process.stderr.isTTY;
  let last = terminal ? 0 : Date.now();
  return {
    onProgress(progress) {
      const now = Date.now();
      if (now - last < (terminal ? REDRAW_MS : LINE_MS)) return;
      last = now;
      const line = progressText(progress);
      process.stderr.write(terminal ? `\r\u001b[2K${line.slice(0, (process.stderr.columns || 80) - 1)}` : `${line}\n`);
    },
    end() {
      if (terminal && last > 0) process.stderr.write('\r\u001b[2K');
    },
  };
}

function progressText(p: Progress): string {
  const share = p.total === null || p.total === 0 ? '' : ` ${bar(p.done / p.total)} ${Math.min(100, Math.floor((100 * p.done) / p.total))} %`;
  const amount = p.unit === 'bytes' ? sizeText(p.done) : p.unit === 'seconds' ? `${durationText(p.done)} of footage` : `${Math.round(p.done)} ${p.unit}`;
  const speed = p.realTimeFactor === undefined ? '' : `, ${p.realTimeFactor.toFixed(1)} x real time`;
  const left = p.secondsLeft === undefined ? '' : `, about ${durationText(p.secondsLeft)} left`;
  return `${p.stage}${share} ${amount}${speed}${left}`;
}

function bar(share: number): string {
  const full = Math.max(0, Math.min(20, Math.round(share * 20)));
  return `[${'#'.repeat(full)}${'.'.repeat(20 - full)}]`;
}

/** `1.4 GB`; powers of ten. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes, unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** `1 h 02 min`, `4 min 05 s`, `7.3 s`. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** Columns aligned with two spaces; numbers (columns named in `right`) to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], right: readonly string[] = []): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (right.includes(head[i]!) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  ').trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/**
 * The passphrase: from --passphrase-file (its first line), RETRACE_PASSPHRASE, or a prompt on the terminal that does not echo.
 * Never from an argument, which other users of the machine could read. Failures 'passphrase-missing', 'passphrase-unreadable'.
 */
export async function passphrase(file: string | undefined): Promise<string> {
  if (file !== undefined) {
    try {
      return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0]!;
    } catch (cause) {
      throw new Failure('passphrase-unreadable', { file, reason: (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(cause instanceof Error ? cause.message : cause) }, { cause });
    }
  }
  const fromEnvironment = process.env['RETRACE_PASSPHRASE'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  if (!process.stdin.isTTY) throw new Failure('passphrase-missing', {});
  process.stderr.write('Passphrase: ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await prompt.question('');
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}
