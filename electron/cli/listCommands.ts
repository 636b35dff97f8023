/** @file Commands for probe lists: list create|add|remove|show, and check. */
import { listKinds } from '../core/probeList.ts';
import type { ListKind, ProbeList } from '../core/probeList.ts';
import type { ProbeId } from '../core/ids.ts';
import type { Case } from '../engine/caseFolder.ts';
import { addToList, createList, findList, listsOf, removeFromList } from '../engine/lists.ts';
import { authorityState, authorityStateWords, hasEnded } from '../core/authorityState.ts';
import { findAuthority } from '../engine/authorising.ts';
import { eraseList } from '../engine/retain/listEnd.ts';
import { defaultPack } from '../engine/models.ts';
import { findProbe } from '../engine/probing.ts';
import { momentOf } from '../engine/standing.ts';
import { choice, inCase, text } from './command.ts';
import type { Command } from './command.ts';
import { table } from './terminal.ts';

const kindWords: Readonly<Record<ListKind, string>> = { sought: 'people who are sought', 'missing-or-vulnerable': 'people who are missing or vulnerable' };
const named: Command['options'] = { list: { kind: 'text', value: 'L-n', required: true, says: 'the list' } };
const probe: Command['options'] = { probe: { kind: 'text', value: 'ID', required: true, says: 'the probe' } };

export const listCreate: Command = {
  usage: 'list create <folder> --name NAME --kind KIND --authority A-n',
  summary: 'makes a list of probes for one authority, with which it ends',
  words: [1, 1],
  options: {
    name: { kind: 'text', value: 'NAME', required: true, says: 'what to call it; names of people do not belong here' },
    kind: { kind: 'text', value: 'KIND', required: true, says: `who is on it: ${listKinds.join(' or ')}, never both` },
    authority: { kind: 'text', value: 'A-n', required: true, says: 'the authority that it is made for' },
  },
  async run(context) {
    const kind = choice(context.flags, 'kind', listKinds)!;
    return inCase(context, 'unlocked', async (opened) => {
      const made = createList(opened, text(context.flags, 'name')!, kind, text(context.flags, 'authority')!);
      return { json: { list: made }, text: listText(opened, made), exit: 0 };
    });
  },
};

export const listAdd: Command = {
  usage: 'list add <folder> --list L-n --probe ID --reason TEXT --basis TEXT --review-on DATE',
  summary: 'puts a probe on a list',
  words: [1, 1],
  options: {
    ...named,
    ...probe,
    reason: { kind: 'text', value: 'TEXT', required: true, says: 'why this person is on it' },
    basis: { kind: 'text', value: 'TEXT', says: 'by what right; a list with an entry that has none is not searched for' },
    'review-on': { kind: 'text', value: 'DATE', required: true, says: 'after this day the list is not searched for until the entry was looked at again' },
  },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { flags } = context;
      const entry = { probe: text(flags, 'probe')! as ProbeId, reason: text(flags, 'reason')!, basis: text(flags, 'basis') ?? null, reviewOn: text(flags, 'review-on')! };
      const changed = addToList(opened, text(flags, 'list')!, entry);
      return { json: { list: changed }, text: listText(opened, changed), exit: 0 };
    }),
};

export const listRemove: Command = {
  usage: 'list remove <folder> --list L-n --probe ID --reason TEXT',
  summary: 'takes a probe off a list',
  words: [1, 1],
  options: { ...named, ...probe, reason: { kind: 'text', value: 'TEXT', required: true, says: 'why' } },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { flags } = context;
      const changed = removeFromList(opened, text(flags, 'list')!, text(flags, 'probe')!, text(flags, 'reason')!);
      return { json: { list: changed }, text: listText(opened, changed), exit: 0 };
    }),
};

export const listShow: Command = {
  usage: 'list show <folder> [--list L-n]',
  summary: 'the lists of the case with their entries, or one of them',
  words: [1, 1],
  options: { list: { kind: 'text', value: 'L-n', says: 'only this list' } },
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const id = text(context.flags, 'list');
      const lists = id === undefined ? listsOf(opened.db) : [findList(opened.db, id)];
      return { json: { lists }, text: lists.map((each) => listText(opened, each)).join('\n\n') || 'None.', exit: 0 };
    }),
};

export const listErase: Command = {
  usage: 'list erase <folder> --list L-n --certificate FILE.html [--despite TEXT]',
  summary: 'takes a list whose authority has ended, and its probes that nothing else needs, out of the case for good',
  words: [1, 1],
  options: {
    ...named,
    certificate: { kind: 'text', value: 'FILE.html', required: true, says: 'a file that does not exist yet' },
    despite: { kind: 'text', value: 'TEXT', says: 'why its probes go although a hold, a disclosure or a review needs them' },
  },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const certificate = text(context.flags, 'certificate')!;
      const { erasure, probes, stay } = eraseList(opened, { list: text(context.flags, 'list')!, certificate, despite: text(context.flags, 'despite') ?? null });
      return {
        json: { erasure, probes, stay, certificate },
        text: [
          `Erasure ${erasure.erasure}: the list ${erasure.item} is gone from every file of this case, with ${erasure.kept.length} of its texts.`,
          ...probes.map((each) => `  ${each.erasure}: the probe ${each.item} is gone with it.`),
          ...stay.map(({ probe: id, why }) => `  The probe ${id} stays: ${why.join('; ')}.`),
          `Certificate: ${certificate}`,
        ].join('\n'),
        exit: 0,
      };
    }),
};

function listText(opened: Case, { list, name, kind, authority, entries, erasure }: ProbeList): string {
  const first = `${list}  ${name}: ${kindWords[kind]}; under the authority ${authority}`;
  if (erasure !== null) return `${first}\n  Erased (${erasure}).`;
  const under = findAuthority(opened.db, authority), now = momentOf(opened.db);
  const rows = entries.map((entry) => [findProbe(opened.db, entry.probe).label, entry.probe, entry.reason, entry.basis ?? 'NONE: the list is not used', entry.reviewOn]);
  const ended = hasEnded(under, now) ? [`Its authority has ended (${authorityStateWords[authorityState(under, now)]}): erase it with “list erase”.`] : [];
  return [first, rows.length === 0 ? '  No entries.' : table(['label', 'probe', 'reason', 'basis', 'review on'], rows), ...ended].join('\n');
}

export const check: Command = {
  usage: 'check <folder> --probe ID --list L-n',
  summary: 'compares one face with every entry of a list; gives candidates, never an identity',
  words: [1, 1],
  options: {
    ...probe,
    ...named,
    authority: { kind: 'text', value: 'A-n', says: 'the authority to check under; only that of the list is accepted' },
    pack: { kind: 'text', value: 'ID', says: `model pack (${defaultPack})` },
  },
  async run(context) {
    const { engine, flags, job } = context;
    const request = { probe: text(flags, 'probe')!, list: text(flags, 'list')!, authority: text(flags, 'authority') ?? null };
    return inCase(context, 'unlocked', async (opened) => {
      const result = await engine.check(opened, request, text(flags, 'pack') ?? defaultPack, job);
      return {
        json: { check: result },
        text: [
          `Check ${result.check} under the authority ${result.authority}: one face against ${result.ranked.length} ${result.ranked.length === 1 ? 'entry' : 'entries'} of the list ${result.list} (${kindWords[result.kind]})`,
          'Candidates expected by chance: not measured.',
          table(['rank', 'score', 'label', 'probe'], result.ranked.map((each) => [String(each.rank), each.score.toFixed(4), each.label, each.probe]), ['rank', 'score']),
          ...result.warnings.map((warning) => `Warning about the probe: ${warning}`),
          'Every entry has a rank, whoever the face belongs to: the first is not thereby the same person. A score is not a probability that two',
          'faces are one person’s; how often other people score as high has not been measured. Nobody is identified by this.',
        ].join('\n'),
        exit: 0,
      };
    });
  },
};
