/** @file The `retrace` command: arguments to engine calls, answers as text or JSON, exit codes. */
import { readArguments, UsageError, sharedOptions } from './cli/command.ts';
import type { Command } from './cli/command.ts';
import { commands } from './cli/commands.ts';
import { passphrase, progressLine } from './cli/terminal.ts';
import { Failure } from './core/failure.ts';
import { homeFolder } from './homeFolder.ts';
import { nodeNatives } from './nodeNatives.ts';

/** Exit codes: others script against them. */
const WRONG_USAGE = 2, EXPECTED_FAILURE = 3, BUG = 70, STOPPED = 130;

async function overviewText(): Promise<string> {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return [
    'Retrace: retrospective forensic search. Candidates are leads for people to examine, nothing more.',
    '',
    ...(await Promise.all(Object.entries(commands).map(async ([name, load]) => `  retrace ${name.padEnd(width)}  ${(await load()).summary}`))),
    '',
    'retrace <command> --help says what a command takes. Every command has --json.',
    'Exit codes: 0 done, 1 findings about evidence, 2 wrong usage, 3 refused or failed for the reason given, 70 a fault of the program, 130 stopped.',
  ].join('\n');
}

function helpText(command: Command): string {
  const options = Object.entries({ ...command.options, ...sharedOptions });
  const names = options.map(([name, option]) => `--${name}${option.value ? ` ${option.value}` : ''}`);
  const width = Math.max(...names.map((name) => name.length));
  return [`retrace ${command.usage}`, '', `${command.summary}.`, '', ...options.map(([, option], i) => `  ${names[i]!.padEnd(width)}  ${option.says}${option.required ? ' (required)' : ''}`)].join('\n');
}

async function main(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args[0] === '--help' || args[0] === 'help') {
    process.stdout.write(`${await overviewText()}\n`);
    return args.length === 0 ? WRONG_USAGE : 0;
  }
  // After “--” everything is a name.
  const json = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length).includes('--json');
  const fail = (code: string, message: string, exit: number): number => {
    if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
    process.stderr.write(`${message}\n`);
    return exit;
  };
  const name = [args.slice(0, 2).join(' '), args[0]!].find((candidate) => Object.hasOwn(commands, candidate));
  if (name === undefined) return fail('usage', `There is no command “${args.slice(0, 2).join(' ')}”; retrace --help lists them.`, WRONG_USAGE);
  const command = await commands[name]!();
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const progress = progressLine();
  try {
    const { flags, positionals } = readArguments(command, args.slice(name.split(' ').length));
    if (flags['help']) {
      process.stdout.write(`${helpText(command)}\n`);
      return 0;
    }
    const home = homeFolder();
    const { openEngine } = await import('./engine/engine.ts');
    let asked: Promise<string> | undefined;
    const file = typeof flags['passphrase-file'] === 'string' ? flags['passphrase-file'] : undefined;
    const outcome = await command.run({
      engine: openEngine(nodeNatives(), home), home, flags, positionals, job: { signal: stop.signal, onProgress: progress.onProgress },
      passphrase: () => (asked ??= passphrase(file)),
    });
    progress.end();
    if (!json || outcome.json !== undefined) process.stdout.write(`${json ? JSON.stringify(outcome.json) : outcome.text}\n`);
    return outcome.exit;
  } catch (error) {
    progress.end();
    if (error instanceof UsageError) return fail('usage', `${error.message}\nUsage: retrace ${command.usage}`, WRONG_USAGE);
    if (error instanceof Failure) return fail(error.code, error.message, error.code === 'stopped' ? STOPPED : EXPECTED_FAILURE);
    return fail('bug', `A fault of the program; please report it with what follows.\n${error instanceof Error ? error.stack : String(error)}`, BUG);
  }
}

process.exitCode = await main(process.argv.slice(2));
