/** @file Commands for authorities: authority request|grant|decline|revoke|list. */
import { authorityState, authorityStateWords } from '../core/authorityState.ts';
import type { Authority } from '../core/authorityState.ts';
import { origins, originWords } from '../core/provenance.ts';
import { authoritiesOf, endAuthority, grantAuthority, requestAuthority } from '../engine/authorising.ts';
import { chooseExhibits } from '../engine/indexing.ts';
import { choice, choices, inCase, list, text, UsageError, wholeNumber } from './command.ts';
import type { Command } from './command.ts';

export const authorityRequest: Command = {
  usage: 'authority request <folder> --offence … --purpose … --necessity … --proportionality … --condition … --document … --document-version … --origin CLASS... --searches N --expires TIME',
  summary: 'asks for permission to search (or, with --erase, to erase); an authorising officer grants it',
  words: [1, 1],
  options: {
    offence: { kind: 'text', value: 'TEXT', says: 'what is being investigated' },
    purpose: { kind: 'text', value: 'TEXT', says: 'what the search is for' },
    necessity: { kind: 'text', value: 'TEXT', says: 'why it is needed, and what else was tried' },
    proportionality: { kind: 'text', value: 'TEXT', says: 'why it is not too much: how many people’s faces it touches, and how that is kept small' },
    condition: { kind: 'text', value: 'TEXT', says: 'Schedule 8 condition (Data Protection Act 2018)' },
    document: { kind: 'text', value: 'TITLE', says: 'policy document' },
    'document-version': { kind: 'text', value: 'V', says: 'its version' },
    exhibit: { kind: 'list', value: 'REF|ID', says: 'only these exhibits, each with its own --exhibit (all)' },
    camera: { kind: 'list', value: 'NAME', says: 'only these cameras, each with its own --camera (all)' },
    from: { kind: 'text', value: 'TIME', says: 'only from this wall time on (RFC 3339 with zone)' },
    to: { kind: 'text', value: 'TIME', says: 'only up to this wall time' },
    origin: { kind: 'list', value: 'CLASS', says: `classes of probe, each with its own --origin: ${origins.join(', ')}` },
    searches: { kind: 'text', value: 'N', says: 'the most searches that may be made' },
    expires: { kind: 'text', value: 'TIME', required: true, says: 'until when' },
    erase: { kind: 'list', value: 'ID', says: 'ask to erase this exhibit, probe or track instead, each with its own --erase' },
  },
  async run(context) {
    const { flags } = context;
    const [title, version] = [text(flags, 'document'), text(flags, 'document-version')];
    if ((title === undefined) !== (version === undefined)) throw new UsageError('--document and --document-version belong together');
    const items = list(flags, 'erase');
    return inCase(context, 'unlocked', async (opened) => {
      const exhibits = list(flags, 'exhibit').flatMap((name) => chooseExhibits(opened, name).map(({ id }) => id));
      const cameras = list(flags, 'camera');
      const authority = requestAuthority(opened, {
        kind: items.length > 0 ? 'erasure' : 'search',
        offence: text(flags, 'offence') ?? null, purpose: text(flags, 'purpose') ?? null, necessity: text(flags, 'necessity') ?? null, proportionality: text(flags, 'proportionality') ?? null,
        basis: { condition: text(flags, 'condition') ?? null, document: title === undefined ? null : { title, version: version! } },
        exhibits: exhibits.length > 0 ? exhibits : null, cameras: cameras.length > 0 ? cameras : null, from: text(flags, 'from') ?? null, to: text(flags, 'to') ?? null,
        origins: choices(flags, 'origin', origins), searches: wholeNumber(flags, 'searches', 1, 1_000_000) ?? 0, items, expires: text(flags, 'expires')!,
      });
      return { json: { authority }, text: `Authority ${authority.authority} was asked for; it takes an authorising officer to grant it.\n${authorityText(authority)}`, exit: 0 };
    });
  },
};

const named: Command['options'] = { authority: { kind: 'text', value: 'A-n', required: true, says: 'the authority' } };
const reason: Command['options'] = { reason: { kind: 'text', value: 'TEXT', required: true, says: 'why' } };

export const authorityGrant: Command = {
  usage: 'authority grant <folder> --authority A-n',
  summary: 'grants what was asked for, word for word',
  words: [1, 1],
  options: named,
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const authority = grantAuthority(opened, text(context.flags, 'authority')!);
      return { json: { authority }, text: `Authority ${authority.authority} is in force until ${authority.expires}.\n${authorityText(authority)}`, exit: 0 };
    }),
};

const ending = (verb: 'decline' | 'revoke', summary: string): Command => ({
  usage: `authority ${verb} <folder> --authority A-n --reason TEXT`,
  summary,
  words: [1, 1],
  options: { ...named, ...reason },
  run: (context) =>
    inCase(context, 'unlocked', async (opened) => {
      const authority = endAuthority(opened, text(context.flags, 'authority')!, text(context.flags, 'reason')!);
      return { json: { authority }, text: `Authority ${authority.authority} is ${authorityStateWords[authority.ended!.how]}.`, exit: 0 };
    }),
});

export const authorityDecline = ending('decline', 'refuses what was asked for');
export const authorityRevoke = ending('revoke', 'ends an authority before its time');

export const authorityList: Command = {
  usage: 'authority list <folder> [--state STATE]',
  summary: 'every authority of the case and how it stands',
  words: [1, 1],
  options: { state: { kind: 'text', value: 'STATE', says: 'only those that stand so: requested, in-force, declined, revoked, expired, exhausted' } },
  async run(context) {
    const state = choice(context.flags, 'state', ['requested', 'in-force', 'declined', 'revoked', 'expired', 'exhausted']);
    return inCase(context, 'reading', async (opened) => {
      const now = new Date().toISOString();
      const authorities = authoritiesOf(opened.db).map((each) => ({ ...each, state: authorityState(each, now) })).filter((each) => state === undefined || each.state === state);
      return { json: { authorities }, text: authorities.length === 0 ? 'None.' : authorities.map((each) => authorityText(each)).join('\n\n'), exit: 0 };
    });
  },
};

function authorityText(a: Authority): string {
  const state = authorityStateWords[authorityState(a, new Date().toISOString())];
  const scope = [
    a.exhibits === null ? 'every exhibit' : `${a.exhibits.length} ${a.exhibits.length === 1 ? 'file' : 'files'} of exhibits`,
    a.cameras === null ? 'every camera' : `${a.cameras.length === 1 ? 'camera' : 'cameras'} ${a.cameras.join(', ')}`,
    a.from === null && a.to === null ? 'at any time' : `from ${a.from ?? 'the beginning'} to ${a.to ?? 'the end'}`,
  ].join(', ');
  return [
    `${a.authority}  to ${a.kind === 'search' ? 'search' : 'erase'}: ${state}; expires ${a.expires}`,
    `  offence: ${a.offence ?? 'not stated'}`,
    `  purpose: ${a.purpose ?? 'not stated'}`,
    `  necessity: ${a.necessity ?? 'not stated'}`,
    `  proportionality: ${a.proportionality ?? 'not stated'}`,
    `  lawful basis: ${a.basis.condition ?? 'not stated'}${a.basis.document === null ? '' : ` (${a.basis.document.title}, version ${a.basis.document.version})`}`,
    a.kind === 'search' ? `  scope: ${scope}; probes: ${a.origins.map((origin) => originWords[origin]).join(', ')}; ${a.used} of ${a.searches} searches used` : `  may be erased: ${a.items.join(', ')}`,
    `  asked for by ${a.requested.name}${a.granted === null ? '' : `, granted by ${a.granted.name}`}${a.ended === null ? '' : `, ${authorityStateWords[a.ended.how]} by ${a.ended.name}: ${a.ended.reason}`}`,
  ].join('\n');
}
