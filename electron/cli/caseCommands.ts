/** @file Commands that make a case and look after it: case create, exhibit receive, completeness, ledger verify. */
import { failedWords, unsearchableWords } from '../core/completeness.ts';
import type { Completeness } from '../core/completeness.ts';
import { shown } from '../core/failure.ts';
import { parseTimeBase, ticksToMicroseconds } from '../core/time.ts';
import type { TimeBase } from '../core/time.ts';
import { everyRole, makerRoles, roleWords } from '../core/role.ts';
import { exhibitSummary, overview } from '../engine/overview.ts';
import { clockClaim, clockOptions } from './clockOptions.ts';
import { choices, inCase, text } from './command.ts';
import type { Command } from './command.ts';
import { durationText, sizeText, table } from './terminal.ts';
import { momentText } from './words.ts';

export const caseCreate: Command = {
  usage: 'case create <folder> --name NAME --reference REF',
  summary: 'makes a case: a folder with its record, its ledger and its key',
  words: [1, 1],
  options: {
    name: { kind: 'text', value: 'NAME', required: true, says: 'what the investigation is called' },
    reference: { kind: 'text', value: 'REF', required: true, says: 'the force’s own reference for it' },
    operator: { kind: 'text', value: 'NAME', says: 'who makes it; where this machine has no operator yet, the first one is made with this name' },
    role: { kind: 'list', value: 'ROLE', says: `the maker’s roles, each with its own --role (${makerRoles.join(', ')})` },
  },
  async run({ engine, flags, positionals, passphrase }) {
    const details = { name: text(flags, 'name')!, reference: text(flags, 'reference')!, operator: text(flags, 'operator') ?? process.env['RETRACE_OPERATOR'] ?? null, ...(flags['role'] === undefined ? {} : { roles: choices(flags, 'role', everyRole) }) };
    const made = await engine.createCase(positionals[0]!, details, await passphrase());
    const { id, name, reference, operator } = made.facts;
    made.close();
    return {
      json: { case: { id, name, reference, folder: made.folder, operator: operator.name, roles: operator.roles } },
      text: `Case ${reference} (${name}) made in ${made.folder}\n${operator.name} is its first member (${roleWords(operator.roles)}); every act from now on is an entry of its ledger.`,
      exit: 0,
    };
  },
};

export const exhibitReceive: Command = {
  usage: 'exhibit receive <folder> <file...> --reference REF --camera NAME',
  summary: 'takes files in: hashed, described, recorded; never changed',
  words: [2, 10_000],
  options: {
    reference: { kind: 'text', value: 'REF', required: true, says: 'what is written on the bag; several files may share it' },
    camera: { kind: 'text', value: 'NAME', required: true, says: 'which camera recorded it' },
    'seized-by': { kind: 'text', value: 'NAME', says: 'who seized it' },
    'seized-at': { kind: 'text', value: 'TIME', says: 'when (RFC 3339 with zone)' },
    recorder: { kind: 'text', value: 'TEXT', says: 'make, model, serial number of the recorder' },
    description: { kind: 'text', value: 'TEXT', says: 'what else is known' },
    ...clockOptions,
  },
  async run(context) {
    const { engine, flags, positionals, job } = context;
    const clock = clockClaim(flags);
    const optional = { seizedBy: text(flags, 'seized-by'), seizedAt: text(flags, 'seized-at'), recorder: text(flags, 'recorder'), description: text(flags, 'description') };
    const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
    return inCase(context, 'unlocked', async (opened) => {
      const provenance = { reference: text(flags, 'reference')!, camera: text(flags, 'camera')!, ...given, ...(clock ? { clock } : {}) };
      const { received, refused } = await engine.receive(opened, positionals.slice(1), provenance, job);
      const exhibits = received.map(({ exhibit, footage, findings }) => exhibitSummary(exhibit, footage, findings));
      const lines = exhibits.map((e) => {
        const streams = e.footage.map((f) => `  ${f.codec} ${f.width}x${f.height}, ${f.durationUs === null ? 'length not stated' : durationText(Number(f.durationUs) / 1e6)}, ticks of ${f.timeBase} s${f.startsAt ? `, from ${momentText(f.startsAt)}` : ''}`);
        return [`Received ${shown(e.name)} as ${e.reference}, ${sizeText(e.bytes)}`, `  SHA-256 ${e.sha256}`, ...streams, ...e.findings.map((f) => `  Note: ${f.message}`)].join('\n');
      });
      return {
        json: { exhibits, refused },
        text: [...lines, ...refused.map((r) => `Refused ${shown(r.name)}: ${r.message}`)].join('\n'),
        exit: refused.length > 0 ? 3 : 0,
      };
    });
  },
};

export const completeness: Command = {
  usage: 'completeness <folder>',
  summary: 'what of each footage was really looked at, and what could not be',
  words: [1, 1],
  options: {},
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const { exhibits } = overview(opened);
      const footage = exhibits.flatMap((e) => e.footage.map((f) => ({ exhibit: e.reference, name: e.name, camera: e.camera, footageId: f.id, runs: f.runs })));
      return {
        json: { footage, runs: footage.flatMap((f) => f.runs) },
        text: footage.map((f) => `${f.exhibit}, camera ${f.camera ?? 'not stated'}: ${shown(f.name)}\n${f.runs.length === 0 ? '  Not indexed.' : f.runs.map((run) => certificate(run.pack, run.state, run.completeness)).join('\n')}`).join('\n\n') || 'Nothing was received yet.',
        exit: 0,
      };
    }),
};

function certificate(pack: string, state: string, c: Completeness | null): string {
  if (c === null) return `  Indexing with ${pack} is ${state}: what it covers is not known yet.`;
  const base = parseTimeBase(c.timeBase);
  const lost = c.gaps.reduce((sum, gap) => sum + Number(ticksToMicroseconds(BigInt(gap.toTicks) - BigInt(gap.fromTicks), base)) / 1e6, 0);
  const why = Object.entries(c.unsearchable).map(([reason, n]) => `${n} ${unsearchableWords[reason as keyof typeof unsearchableWords]}`).join(', ');
  return [
    `  Indexed with ${pack}`,
    `    frames: ${c.framesDecoded} decoded of ${c.framesExpected} expected (${c.framesExpectedFrom === 'container' ? 'as the file states' : 'coded pictures found'}), ${failedWords(c)}, ${c.framesAnalysed} looked at`,
    `    looked at: ${c.looked.wholeFrames} frames whole, ${c.looked.partialFrames} where something had changed; ${Math.round(c.looked.pixelShare * 100)} % of their pixels`,
    ...(c.failedAt?.length ? [`    failed: ${failedPlaces(c.failedAt, base)}`] : []),
    `    gaps: ${c.gaps.length === 0 ? 'none' : `${c.gaps.length}, ${durationText(lost)} together`}`,
    `    faces seen: ${c.faces}; searchable: ${c.searchable}${why ? `; not searchable: ${why}` : ''}`,
    `    tracks: ${c.tracks}, of which ${c.searchableTracks} can be searched`,
    ...(c.faces > 0 && c.searchable * 10 < c.faces ? ['    Almost nothing here is searchable: no candidate from this footage does not mean that nobody was there.'] : []),
    ...(c.faces === 0 ? ['    No face was seen: that does not mean that nobody was there.'] : []),
    ...c.decoderMessages.slice(0, 5).map((m) => `    decoder (${m.count} x): ${m.text}`),
  ].join('\n');
}

/** The first of them, in time since the footage’s tick 0. */
function failedPlaces(all: NonNullable<Completeness['failedAt']>, base: TimeBase): string {
  const at = (ticks: string): string => (Number(ticksToMicroseconds(BigInt(ticks), base)) / 1e6).toFixed(3);
  const said = all.slice(0, 5).map(({ fromTicks, toTicks, frames }) => `${frames} from ${at(fromTicks)} to ${at(toTicks)} s`);
  return `${said.join(', ')}${all.length > said.length ? ` and in ${all.length - said.length} more places` : ''}`;
}

export const ledgerVerify: Command = {
  usage: 'ledger verify <folder>',
  summary: 'derives every hash and checks every signature anew; lists what is wrong',
  words: [1, 1],
  options: {},
  async run(context) {
    const { engine } = context;
    return inCase(context, 'reading', async (opened) => {
      const { entries, checkpoints, findings } = engine.verifyLedger(opened);
      const said = findings.length === 0 ? 'Nothing is wrong with it.' : table(['finding', 'what it means'], findings.map((f) => [f.code, f.message]));
      return { json: { entries, checkpoints, findings }, text: `${entries} entries under ${checkpoints} signed checkpoints.\n${said}`, exit: findings.length > 0 ? 1 : 0 };
    });
  },
};
