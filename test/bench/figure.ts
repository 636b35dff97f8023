/** @file A benchmark's figure, how figures are shown, and how time is taken. */
import { readFileSync } from 'node:fs';

/** One figure: `ours` beside what was measured as its limit or peer in the same run. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** null: skipped, the note says why. */
  readonly ours: number | null;
  /** In the same unit; null where there is none or it could not be measured. */
  readonly limit: number | null;
  readonly goal: string;
  /** Whether the goal is met; null where the figure has none or could not be judged. */
  readonly met: boolean | null;
  readonly note: string;
}

export function skipped(id: string, what: string, why: string): Figure {
  return { id, what, unit: '', ours: null, limit: null, goal: '', met: null, note: `skipped: ${why}` };
}

/** Three significant digits. */
function shortNumber(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-GB') : String(Number(value.toPrecision(3)));
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ id, what, unit, ours, limit, goal, met }) => [
    id, what, ours === null ? 'skipped' : `${shortNumber(ours)} ${unit}`, limit === null ? '' : shortNumber(limit),
    ours === null || limit === null ? '' : shortNumber(ours / limit), goal, met === null ? '' : met ? 'met' : 'missed',
  ]);
  const all = [['', 'what', 'ours', 'limit', 'ours/limit', 'goal', ''], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd());
  return lines.flatMap((line, i) => (i === 0 ? [line] : [line, `      ${figures[i - 1]!.note}`])).join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** Seconds of wall time and of processor time (all threads of this process and every child that has ended) that something took. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
  /** Cores that other programs kept busy meanwhile, on average; 0 where the system does not tell. */
  readonly others: number;
}

/** Linux counts processor time in hundredths of a second (USER_HZ, proc(5)). */
const userHz = 100;

function procNumbers(file: string, from: string): number[] {
  try {
    const text = readFileSync(file, 'utf8');
    return text.slice(text.indexOf(from) + from.length).trim().split(/\s+/).map(Number);
  } catch {
    return []; // not Linux
  }
}

/** Seconds of ended children: fields cutime and cstime of /proc/self/stat, the 14th and 15th after the name in brackets. */
function childSeconds(): number {
  const fields = procNumbers('/proc/self/stat', ')');
  return ((fields[13] ?? 0) + (fields[14] ?? 0)) / userHz;
}

/** Seconds that all cores were busy since the start of the machine: user, nice, system, irq, softirq. */
function busySeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = procNumbers('/proc/stat', 'cpu ');
  return (user + nice + system + irq + softirq) / userHz;
}

export async function costOf<T>(work: () => T | Promise<T>): Promise<{ cost: Cost; result: T }> {
  const [own, children, busy, start] = [process.cpuUsage(), childSeconds(), busySeconds(), performance.now()];
  const result = await work();
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(own);
  const cpu = (user + system) / 1e6 + childSeconds() - children;
  return { cost: { wall, cpu, others: Math.max(0, busySeconds() - busy - cpu) / wall }, result };
}
