/** @file Commands for clocks: clock set. */
import { wallTime } from '../core/clock.ts';
import { stateClock } from '../engine/clocks.ts';
import { clockClaim, clockOptions } from './clockOptions.ts';
import { inCase, text, UsageError } from './command.ts';
import type { Command } from './command.ts';
import { momentText } from './words.ts';

export const clockSet: Command = {
  usage: 'clock set <folder> --exhibit REF|ID --starts-at TIME --reason TEXT',
  summary: 'states the clock of a recorder anew; what was stated before stays in the ledger, and results stay as they were',
  words: [1, 1],
  options: {
    exhibit: { kind: 'text', value: 'REF|ID', required: true, says: 'the exhibit' },
    ...clockOptions,
    reason: { kind: 'text', value: 'TEXT', required: true, says: 'why it is stated anew' },
  },
  async run(context) {
    const { flags } = context;
    const claim = clockClaim(flags);
    if (claim === null) throw new UsageError('--starts-at is missing');
    return inCase(context, 'unlocked', async (opened) => {
      const footage = stateClock(opened, text(flags, 'exhibit')!, claim, text(flags, 'reason')!);
      const starts = footage.map((each) => ({ id: each.id, startsAt: wallTime(BigInt(each.startTicks ?? '0'), each) }));
      return { json: { footage: starts }, text: starts.map(({ id, startsAt }) => `Footage ${id} begins at ${momentText(startsAt)}`).join('\n'), exit: 0 };
    });
  },
};
