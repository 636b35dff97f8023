/** @file Commands of leads: lead corroborate|action|outcome|show. */
import type { Command } from './command.ts';
import { choice, inCase, text } from './command.ts';
import { candidateOf, candidateOptions } from './reviewCommands.ts';

const textOption: Command['options'] = { text: { kind: 'text', value: 'TEXT', required: true, says: 'what, from where, by whom' } };

export const leadCorroborate: Command = {
  usage: 'lead corroborate <folder> --search S-N --candidate RANK --speaks for|against --text TEXT',
  summary: 'records what was found by other means that speaks for or against a candidate',
  words: [1, 1],
  options: { ...candidateOptions, speaks: { kind: 'text', value: 'for|against', required: true, says: 'for it or against it' }, ...textOption },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const lead = candidateOf(context.flags), speaks = choice(context.flags, 'speaks', ['for', 'against'] as const)!;
      context.engine.review.corroborate(opened, lead, speaks, text(context.flags, 'text')!);
      return { json: { lead, speaks }, text: `Recorded: it speaks ${speaks} candidate ${lead.rank} of ${lead.search}.`, exit: 0 };
    }),
};

export const leadAction: Command = {
  usage: 'lead action <folder> --search S-N --candidate RANK --text TEXT',
  summary: 'records that a lead was acted on; refused where nothing found by other means speaks for it',
  words: [1, 1],
  options: { ...candidateOptions, ...textOption },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const lead = candidateOf(context.flags);
      context.engine.review.action(opened, lead, text(context.flags, 'text')!);
      return { json: { lead }, text: `Recorded: candidate ${lead.rank} of ${lead.search} was acted on.`, exit: 0 };
    }),
};

export const leadOutcome: Command = {
  usage: 'lead outcome <folder> --search S-N --candidate RANK --outcome right|wrong|unverified --text TEXT',
  summary: 'records how a lead turned out',
  words: [1, 1],
  options: { ...candidateOptions, outcome: { kind: 'text', value: 'WORD', required: true, says: 'right or wrong, if that was verified; otherwise unverified' }, ...textOption },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const lead = candidateOf(context.flags), outcome = choice(context.flags, 'outcome', ['right', 'wrong', 'unverified'] as const)!;
      context.engine.review.outcome(opened, lead, outcome, text(context.flags, 'text')!);
      return { json: { lead, outcome }, text: `Recorded: candidate ${lead.rank} of ${lead.search} turned out ${outcome}.`, exit: 0 };
    }),
};

export const leadShow: Command = {
  usage: 'lead show <folder>',
  summary: 'what is recorded for and against each lead, and what became of it; withheld from reviewers',
  words: [1, 1],
  options: {},
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { leads } = context.engine.review.show(opened);
      const lines = leads?.flatMap(({ search, probe, rank, track, corroboration, actioned, outcome }) => [
        `Candidate ${rank} of ${search} for the probe ${probe} (${track})`,
        ...corroboration.map(({ at, by, speaks, text: said }) => `  ${at}  ${by}: speaks ${speaks} it. ${said ?? 'The text was erased.'}`),
        ...(actioned ? [`  ${actioned.at}  ${actioned.by}: acted on. ${actioned.text ?? 'The text was erased.'}`] : []),
        ...(outcome ? [`  ${outcome.at}  ${outcome.by}: turned out ${outcome.outcome}. ${outcome.text ?? 'The text was erased.'}`] : []),
      ]);
      const text = lines === undefined ? 'What else is known of a lead is withheld from reviewers, so that their decisions are their own.' : lines.join('\n') || 'Nothing is recorded about any lead.';
      return { json: { leads }, text, exit: 0 };
    }),
};
