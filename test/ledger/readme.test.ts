/** @file The example bytes of the ledger's README are what the program makes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signCheckpoint } from '../../electron/ledger/checkpoint.ts';
import { signingKey } from '../../electron/ledger/ed25519.ts';
import { appendEntry, emptyHead } from '../../electron/ledger/ledger.ts';
import { rootOf } from '../../electron/ledger/merkle.ts';

const text = readFileSync(join(import.meta.dirname, '../../electron/ledger/README.md'), 'utf8');
const block = (name: string) => text.split(`\`\`\`${name}\n`)[1]!.split('```')[0]!;

test('the entries, leaf hashes and checkpoint of the README come out of the program', () => {
  let head = emptyHead, entries = '', leaves = '';
  for (const line of block('json').trim().split('\n')) {
    const { index: _i, previous: _p, ...content } = JSON.parse(line) as Record<string, unknown>;
    const appended = appendEntry(head, content);
    entries += `${appended.json}\n`;
    leaves += `${Buffer.from(appended.leaf).toString('hex')}\n`;
    head = appended.head;
  }
  const seed = Buffer.from(/seed `([0-9a-f]{64})`/.exec(text)![1]!, 'hex');
  const note = signCheckpoint('retrace/case/example', { size: head.frontier.size, root: rootOf(head.frontier) }, signingKey(seed));
  expect({ entries, leaves, note }).toEqual({ entries: block('json'), leaves: block('leaves'), note: block('checkpoint') });
});
