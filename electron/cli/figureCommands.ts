/** @file Commands for those who oversee: statistics, ledger export, timestamp request|add. */
import { conclusions, conclusionWords, scaleCaution } from '../core/review.ts';
import type { Figures, Rate } from '../engine/retain/figures.ts';
import { exportLedger } from '../engine/retain/ledgerExport.ts';
import { drawStatistics } from '../engine/retain/statistics.ts';
import type { Statistics } from '../engine/retain/statistics.ts';
import type { Case } from '../engine/caseFolder.ts';
import { addTimestamp, requestTimestamp } from '../engine/retain/timestamps.ts';
import { inCase, text } from './command.ts';
import type { Command } from './command.ts';
import { counted } from './words.ts';

const periodOptions: Command['options'] = {
  from: { kind: 'text', value: 'TIME', says: 'from this moment on (RFC 3339 with zone)' },
  to: { kind: 'text', value: 'TIME', says: 'up to this moment' },
};

export const statistics: Command = {
  usage: 'statistics <folder...>',
  summary: 'what became of searches, per purpose and period: candidates, decisions, right, wrong, unverified; no face, no name',
  words: [1, 10_000],
  options: { ...periodOptions, purpose: { kind: 'text', value: 'TEXT', says: 'only searches whose authority states exactly this purpose' } },
  async run(context) {
    const { engine, flags, positionals, passphrase } = context;
    const all: Case[] = [];
    try {
      for (const folder of positionals) {
        const opened = engine.openCase(folder);
        all.push(opened);
        await opened.unlock(text(flags, 'operator') ?? process.env['RETRACE_OPERATOR'] ?? null, await passphrase());
      }
      const drawn = drawStatistics(all, { from: text(flags, 'from') ?? null, to: text(flags, 'to') ?? null }, text(flags, 'purpose') ?? null);
      return { json: { statistics: drawn }, text: statisticsText(drawn), exit: 0 };
    } finally {
      for (const opened of all) opened.close();
    }
  },
};

/** The figures as sentences. */
export function statisticsText(drawn: Statistics): string {
  const { authorities, period, cases } = drawn;
  const when = `${period.from === null ? 'from the beginning' : `from ${period.from}`} ${period.to === null ? 'until now' : `to ${period.to}`}`;
  return [
    `Searches asked for ${when}, in ${cases.length === 1 ? `case ${cases[0]}` : `${cases.length} cases (${cases.join(', ')})`}`,
    `Authorities to search: ${authorities.requested} requested; of all authorities ${authorities.granted} granted, ${authorities.declined} declined, ${authorities.revoked} revoked. Refused requests: ${drawn.refusals}`,
    '',
    ...figuresText(drawn.total),
    ...(drawn.purposes.length < 2 ? [] : drawn.purposes.flatMap(({ purpose, figures }) => ['', `Purpose: ${purpose}`, ...figuresText(figures).map((line) => `  ${line}`)])),
    '',
    'A decision or an outcome counts with the search that it is about, whenever it was recorded. Leads that were followed up without a recorded outcome count as unverified.',
    'False candidates are those that were verified wrong; among the unverified, and among candidates that nobody followed up, there may be more.',
    'The intervals (Clopper–Pearson, 95 %) take the cases counted as independent. Sightings of one person are not, and which candidates are followed up is a choice: the true',
    'uncertainty is larger. None of these figures is the probability that a candidate is the person searched for.',
    scaleCaution,
  ].join('\n');
}

function figuresText(f: Figures): string[] {
  const { searches, leads, outcomes, rates } = f;
  const decisions = conclusions.map((each) => `${f.decisions[each]} ${conclusionWords[each]}`).join(', ');
  return [
    `Searches: ${searches.asked} asked for, ${searches.answered} answered (${searches.withoutCandidate} without a candidate), ${searches.stopped} stopped`,
    `Faces seen in the footage compared: ${f.facesSeen} sightings; tracks compared: ${f.tracksCompared}; candidates: ${f.candidates}`,
    `Decisions that stand: ${decisions}; on ${counted(f.decided, 'candidate')}; ${counted(f.lineups, 'line-up')} made, in which ${f.fillersPicked === 1 ? '1 pick was' : `${f.fillersPicked} picks were`} of a person who is certainly somebody else`,
    `Leads: ${leads.corroborated} corroborated, ${leads.contradicted} spoken against, ${leads.actioned} actioned; followed up ${outcomes.followedUp}: ${outcomes.right} verified right, ${outcomes.wrong} verified wrong, ${outcomes.unverified} unverified`,
    ...(rates.rightOfFollowedUp === null
      ? ['No outcome recorded: how often candidates were right is not known.']
      : [
          `${outcomes.right} of ${outcomes.followedUp} candidates followed up were verifiably correct (${percent(rates.rightOfFollowedUp)})${smallness(rates.rightOfFollowedUp)}`,
          rates.wrongOfFacesSeen === null ? 'False candidates per 1,000 faces seen: not measured, no face was seen' : `False candidates per 1,000 faces seen: ${perThousand(rates.wrongOfFacesSeen)}`,
          rates.wrongOfDecided === null ? 'False candidates per decided candidate: not measured, no decision stands' : `False candidates per decided candidate: ${rates.wrongOfDecided.count} of ${rates.wrongOfDecided.of} (${percent(rates.wrongOfDecided)})${smallness(rates.wrongOfDecided)}`,
        ]),
  ];
}

function percent({ count, of, low, high }: Rate): string {
  const words = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `${words(count / of)}; 95 % interval ${words(low)} to ${words(high)}`;
}

function perThousand({ count, of, low, high }: Rate): string {
  const words = (share: number): string => (1000 * share).toFixed(2);
  return `${words(count / of)} (${count} in ${of}; 95 % interval ${words(low)} to ${words(high)})`;
}

/** An interval wider than a fifth says next to nothing about the next candidate. */
function smallness({ of, low, high }: Rate): string {
  return high - low > 0.2 ? `; ${of} ${of === 1 ? 'is' : 'are'} too few to say more` : '';
}

export const ledgerExport: Command = {
  usage: 'ledger export <folder> --to FILE.jsonl',
  summary: 'writes the ledger for a regulator: entries with signatures, members’ keys, checkpoint',
  words: [1, 1],
  options: { ...periodOptions, to: { kind: 'text', value: 'FILE.jsonl', required: true, says: 'a file that does not exist yet' }, until: { kind: 'text', value: 'TIME', says: 'up to this moment; of entries outside the period only their hashes are written' } },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const written = exportLedger(opened, text(context.flags, 'to')!, { from: text(context.flags, 'from') ?? null, to: text(context.flags, 'until') ?? null });
      return {
        json: { ledger: written },
        text: `${written.entries} entries${written.hashesOnly === 0 ? '' : ` and the hashes of ${written.hashesOnly} others`} written to ${written.file}\nSHA-256 ${written.sha256}`,
        exit: 0,
      };
    }),
};

export const timestampRequest: Command = {
  usage: 'timestamp request <folder> --to FILE.tsq',
  summary: 'writes a request (RFC 3161) for a time stamp of the ledger as it stands, to be sent to an authority by hand',
  words: [1, 1],
  options: { to: { kind: 'text', value: 'FILE.tsq', required: true, says: 'a file that does not exist yet' } },
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const file = text(context.flags, 'to')!;
      const size = requestTimestamp(opened, file);
      return { json: { request: { file, size } }, text: `Request for a stamp of the checkpoint over ${size} entries written to ${file}. It holds a hash and nothing else of the case.`, exit: 0 };
    }),
};

export const timestampAdd: Command = {
  usage: 'timestamp add <folder> <reply>',
  summary: 'takes in an authority’s reply; bundles made from now on carry it',
  words: [2, 2],
  options: {},
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const { size, time } = addTimestamp(opened, context.positionals[1]!);
      return {
        json: { timestamp: { size, time } },
        text: `The authority states that the checkpoint over ${size} entries existed at ${time}. Its signature was not checked here: VERIFY.txt of a bundle says how (openssl ts -verify).`,
        exit: 0,
      };
    }),
};
