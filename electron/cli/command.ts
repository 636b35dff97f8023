/** @file What a command of the `retrace` program is, and how its arguments are read. */
import { parseArgs } from 'node:util';
import type { Case } from '../engine/caseFolder.ts';
import type { Engine } from '../engine/engine.ts';
import type { Job } from '../core/job.ts';

export type Flags = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What a command leaves: one JSON document (undefined: it has said everything), the same in words, and how it went (1: findings about evidence, 3: something was refused, 130: stopped). */
export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  readonly exit: 0 | 1 | 3 | 130;
}

export interface CommandContext {
  readonly engine: Engine;
  readonly home: string;
  readonly flags: Flags;
  readonly positionals: readonly string[];
  readonly job: Job;
  /** Asks for the passphrase as late as possible, once. */
  passphrase(): Promise<string>;
}

export interface Command {
  /** Everything after `retrace`, e.g. `case create <folder> --name NAME`. */
  readonly usage: string;
  readonly summary: string;
  /** Flag -> kind and what it means; `required` ones are refused when missing. */
  readonly options: Readonly<Record<string, { readonly kind: 'text' | 'yes' | 'list'; readonly value?: string; readonly required?: boolean; readonly says: string }>>;
  /** Fewest and most words after the command's name. */
  readonly words: readonly [least: number, most: number];
  run(context: CommandContext): Promise<Outcome>;
}

/** Works in the case whose folder is the command's first word: open for reading, or unlocked for an act; closed in the end. */
export async function inCase(context: CommandContext, keys: 'reading' | 'unlocked', work: (opened: Case) => Promise<Outcome>): Promise<Outcome> {
  const opened = context.engine.openCase(context.positionals[0]!);
  try {
    if (keys === 'unlocked') await opened.unlock(text(context.flags, 'operator') ?? process.env['RETRACE_OPERATOR'] ?? null, await context.passphrase());
    return await work(opened);
  } finally {
    opened.close();
  }
}

/** Wrong usage: exit 2, with this sentence. */
export class UsageError extends Error {}

/** Flags that every command takes. */
export const sharedOptions: Command['options'] = {
  json: { kind: 'yes', says: 'one JSON document on standard output, nothing else' },
  operator: { kind: 'text', value: 'NAME', says: 'who you are, where several operators have keys on this machine (or RETRACE_OPERATOR)' },
  'passphrase-file': { kind: 'text', value: 'FILE', says: 'read the passphrase from the first line of this file' },
  help: { kind: 'yes', says: 'this text' },
};

/** Reads the arguments after a command's name; misspelt flags, missing ones and superfluous words are UsageErrors. */
export function readArguments(command: Command, args: readonly string[]): { flags: Flags; positionals: string[] } {
  const all = { ...command.options, ...sharedOptions };
  const options = Object.fromEntries(
    Object.entries(all).map(([name, option]) => [name, { type: option.kind === 'yes' ? ('boolean' as const) : ('string' as const), multiple: option.kind === 'list' }]),
  );
  let parsed;
  try {
    parsed = parseArgs({ args: joinNegatives(args, all), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const flags = parsed.values as Flags;
  if (flags['help']) return { flags, positionals: parsed.positionals };
  for (const [name, option] of Object.entries(all)) if (option.required && flags[name] === undefined) throw new UsageError(`--${name} is missing`);
  const [least, most] = command.words;
  if (parsed.positionals.length < least) throw new UsageError(`too few arguments: retrace ${command.usage}`);
  if (parsed.positionals.length > most) throw new UsageError(`too many arguments: ${parsed.positionals.slice(most).join(' ')}`);
  return { flags, positionals: parsed.positionals };
}

/** `--clock-offset -61.5` as `--clock-offset=-61.5`: parseArgs would take the number for a flag. */
function joinNegatives(args: readonly string[], options: Command['options']): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    if (/^-[0-9.]/.test(arg) && before?.startsWith('--') && options[before.slice(2)]?.kind === 'text') joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

/** A text flag, or undefined where it was not given. */
export function text(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** A number flag within a range; anything else is a UsageError. */
export function number(flags: Flags, name: string, least: number, most: number): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const parsed = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(parsed) || parsed < least || parsed > most) throw new UsageError(`--${name} takes a number from ${least} to ${most}, not “${value}”`);
  return parsed;
}

/** A flag that may be given several times; empty where it was not. */
export function list(flags: Flags, name: string): string[] {
  const value = flags[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** A flag that takes one of these words; anything else is a UsageError. */
export function choice<T extends string>(flags: Flags, name: string, allowed: readonly T[]): T | undefined {
  const value = text(flags, name);
  const found = allowed.find((each) => each === value);
  if (value !== undefined && found === undefined) throw new UsageError(`--${name} takes ${allowed.join(', ')}; not “${value}”`);
  return found;
}

/** A flag that takes several of these words; anything else is a UsageError. */
export function choices<T extends string>(flags: Flags, name: string, allowed: readonly T[]): T[] {
  return list(flags, name).map((value) => choice({ [name]: value }, name, allowed)!);
}

/** As number, whole numbers only. */
export function wholeNumber(flags: Flags, name: string, least: number, most: number): number | undefined {
  const value = number(flags, name, least, most);
  if (value !== undefined && !Number.isInteger(value)) throw new UsageError(`--${name} takes a whole number, not “${value}”`);
  return value;
}
