/** @file Commands of keeping and letting go: review due|set, hold place|lift, erase. */
import { chooseItem } from '../engine/retain/items.ts';
import type { Item } from '../engine/retain/items.ts';
import type { Case } from '../engine/caseFolder.ts';
import { erase as eraseItem, finishErasure } from '../engine/retain/erasing.ts';
import type { Erasure } from '../engine/retain/erasing.ts';
import { liftHold, placeHold } from '../engine/retain/holds.ts';
import { reviewsDue, setReviewDate } from '../engine/retain/reviewDates.ts';
import { inCase, text, UsageError } from './command.ts';
import type { Command, Flags } from './command.ts';
import { table } from './terminal.ts';

const itemOptions: Command['options'] = {
  exhibit: { kind: 'text', value: 'REF|ID', says: 'this exhibit' },
  probe: { kind: 'text', value: 'ID', says: 'this probe' },
  track: { kind: 'text', value: 'ID', says: 'this track' },
};
const { track: _, ...datedOptions } = itemOptions;

/** The one item that the flags name. */
function itemOf(opened: Case, flags: Flags): Item {
  const [only, another] = (['exhibit', 'probe', 'track'] as const).flatMap((kind) => (text(flags, kind) === undefined ? [] : [{ kind, name: text(flags, kind)! }]));
  if (!only || another) throw new UsageError('name one item: an exhibit, a probe or a track');
  return chooseItem(opened, only.kind, only.name);
}

export const reviewDue: Command = {
  usage: 'review due <folder>',
  summary: 'what somebody has to look at, whether it may still be kept',
  words: [1, 1],
  options: { on: { kind: 'text', value: 'DATE', says: 'on this day instead of today, e.g. 2027-01-31' } },
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const on = text(context.flags, 'on') ?? new Date().toISOString().slice(0, 10);
      const { due, undated } = reviewsDue(opened, on);
      return {
        json: { on, due, undated },
        text: [
          due.length === 0 ? `Nothing is due on ${on}.` : table(['review on', 'what', 'name', 'id', 'why'], due.map(({ kind, name, item, reviewOn, why }) => [reviewOn ?? '', kind, name, item, why])),
          ...undated.map(({ id, reference }) => `No review date is set for the exhibit ${reference} (${id}).`),
        ].join('\n'),
        exit: 0,
      };
    }),
};

export const reviewSet: Command = {
  usage: 'review set <folder> --exhibit REF | --probe ID --on DATE',
  summary: 'sets the day on which somebody has to look whether it may still be kept',
  words: [1, 1],
  options: { ...datedOptions, on: { kind: 'text', value: 'DATE', required: true, says: 'e.g. 2027-01-31' } },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { kind, id } = itemOf(opened, context.flags);
      const on = text(context.flags, 'on')!;
      if (kind === 'track') throw new UsageError('a track is looked at with its exhibit');
      setReviewDate(opened, { kind, id }, on);
      return { json: { review: { kind, item: id, on } }, text: `The ${kind} ${id} is to be looked at on ${on}.`, exit: 0 };
    }),
};

const holdOptions: Command['options'] = { ...itemOptions, reason: { kind: 'text', value: 'TEXT', required: true, says: 'why' } };

export const holdPlace: Command = {
  usage: 'hold place <folder> --exhibit REF | --probe ID | --track ID --reason TEXT',
  summary: 'records that an item has to be kept; erasing it is refused while the hold stands',
  words: [1, 1],
  options: holdOptions,
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { kind, id } = itemOf(opened, context.flags);
      placeHold(opened, { kind, id }, text(context.flags, 'reason')!);
      return { json: { hold: { kind, item: id } }, text: `A hold stands on the ${kind} ${id}.`, exit: 0 };
    }),
};

export const holdLift: Command = {
  usage: 'hold lift <folder> --exhibit REF | --probe ID | --track ID --reason TEXT',
  summary: 'ends a hold',
  words: [1, 1],
  options: holdOptions,
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { kind, id } = itemOf(opened, context.flags);
      liftHold(opened, { kind, id }, text(context.flags, 'reason')!);
      return { json: { lifted: { kind, item: id } }, text: `No hold stands on the ${kind} ${id} any more.`, exit: 0 };
    }),
};

export const erase: Command = {
  usage: 'erase <folder> --exhibit REF | --probe ID | --track ID --reason TEXT --certificate FILE.html  |  erase <folder> --finish E-1 --certificate FILE.html',
  summary: 'takes an item out of the case for good, under an authority that names it; writes a certificate',
  words: [1, 1],
  options: {
    ...itemOptions,
    authority: { kind: 'text', value: 'A-1', says: 'the erasure authority, where more than one names the item' },
    reason: { kind: 'text', value: 'TEXT', says: 'why it goes' },
    despite: { kind: 'text', value: 'TEXT', says: 'why it goes although a hold, a disclosure or a review needs it' },
    certificate: { kind: 'text', value: 'FILE.html', required: true, says: 'a file that does not exist yet' },
    finish: { kind: 'text', value: 'E-1', says: 'do what an interrupted erasure left to do, and write its certificate (again)' },
  },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { flags } = context;
      const certificate = text(flags, 'certificate')!, finish = text(flags, 'finish'), reason = text(flags, 'reason');
      const others = ['exhibit', 'probe', 'track', 'authority', 'reason', 'despite'].filter((name) => text(flags, name) !== undefined);
      if (finish !== undefined) {
        if (others.length > 0) throw new UsageError(`--finish takes no --${others[0]}`);
        return said(finishErasure(opened, finish, certificate), certificate);
      }
      const item = itemOf(opened, flags);
      if (reason === undefined) throw new UsageError('--reason is missing');
      return said(eraseItem(opened, { item, authority: text(flags, 'authority') ?? null, reason, despite: text(flags, 'despite') ?? null, certificate }), certificate);
    }),
};

function said(erasure: Erasure, certificate: string): { json: unknown; text: string; exit: 0 } {
  const { counts, kind, item, tracks, kept, alsoSeenAs } = erasure;
  return {
    json: { erasure, certificate },
    text: [
      `Erasure ${erasure.erasure}: the ${kind} ${item} is gone from every file of this case.`,
      `  tracks ${tracks.length}, sightings ${counts.sightings}, vectors ${counts.vectors}, probe images ${counts.images}, texts ${kept.length}, lines of results ${counts.candidates}`,
      ...(alsoSeenAs.length === 0 ? [] : [`  The same face is still kept as ${alsoSeenAs.join(', ')}: the footage was indexed more than once. Erase those as well.`]),
      'The original, bundles that were handed out, and backups are not touched. The ledger keeps digests and no content.',
      `Certificate: ${certificate}`,
    ].join('\n'),
    exit: 0,
  };
}
