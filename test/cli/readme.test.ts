/** @file What the README says of the commands is what they take. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedOptions } from '../../electron/cli/command.ts';
import { commands } from '../../electron/cli/commands.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
/** First cell -> whole row of the table of commands. */
const rows = readme.split('\n').filter((line) => line.startsWith('| `')).map((line) => ({ named: [...line.split(' | ')[0]!.matchAll(/`([a-z -]+?)(?= [<[]| --|`)/g)].map((found) => found[1]!.trim()), line }));

test('every command has its place in the README, and the README names no other', () => {
  const inTable = rows.filter(({ line }) => !line.includes('](')).concat(rows.filter(({ line }) => line.includes('pack'))).flatMap(({ named }) => named);
  expect([...new Set(inTable)].filter((name) => !name.endsWith('/')).sort()).toEqual(Object.keys(commands).sort());
});

test('every option that the README names is one that a command of its row takes', async () => {
  for (const { named, line } of rows) {
    const taken = new Set((await Promise.all(named.filter((each) => Object.hasOwn(commands, each)).map(optionsOf))).flat());
    const said = [...line.matchAll(/--([a-z-]+)/g)].map((found) => found[1]!);
    expect({ named, unknown: said.filter((option) => !taken.has(option)) }).toEqual({ named, unknown: [] });
  }
});

test('every command of the first case in the README is read without an error of usage', async () => {
  const lines = readme.replaceAll('\\\n', ' ').split('\n').filter((line) => /^ {4}\$ retrace /.test(line)).map((line) => line.replace(/^ {4}\$ retrace /, ''));
  expect(lines.length).toBeGreaterThanOrEqual(8);
  for (const line of lines) {
    const name = Object.keys(commands).find((each) => line.startsWith(`${each} `));
    const options = [...line.matchAll(/ --([a-z-]+)/g)].map((found) => found[1]!), taken = await optionsOf(name!);
    expect(options.filter((option) => !taken.includes(option))).toEqual([]);
  }
});

async function optionsOf(command: string): Promise<string[]> {
  return Object.keys({ ...(await commands[command]!()).options, ...sharedOptions });
}
