/**
 * @file Standing: who is a member, what the policy demands and which authorities there are, as the entries up to a moment leave it, and
 * what an entry breaks of it. The engine asks it before an act; verification asks it again of every entry.
 */
import { authorityState, hasEnded } from './authorityState.ts';
import type { Authority } from './authorityState.ts';
import { mayDo, rolesOf } from './duties.ts';
import type { Act, Body, EntryContent } from './entry.ts';
import { firstPolicy } from './firstPolicy.ts';
import type { Policy } from './policy.ts';
import { roleWords } from './role.ts';
import type { Member } from './role.ts';

/** The acts that change who stands where. */
export const standingActs = [
  'case-created', 'member-added', 'member-removed', 'policy-set', 'authority-requested', 'authority-granted', 'authority-declined', 'authority-revoked', 'search-requested', 'check-requested',
  'threshold-allowed',
] as const satisfies readonly Act[];

export interface Standing {
  /** By public key; removed members stay, with the moment. */
  readonly members: ReadonlyMap<string, Member>;
  readonly policy: Policy;
  readonly authorities: ReadonlyMap<string, Authority>;
  /** Thresholds below the calibrated range that somebody allowed: number -> for which pack, down to where, by whose key. */
  readonly allowances: ReadonlyMap<string, { readonly packDigest: string; readonly lowest: number; readonly publicKey: string }>;
  /** The latest moment of any entry so far (RFC 3339); '' before the first. A machine’s clock may have been set back since. */
  readonly latest: string;
}

/** Before the first entry. */
export const noStanding: Standing = {
  members: new Map(),
  // In verify.mjs this stands before the policy, which is there by the time that it is asked for.
  get policy() {
    return firstPolicy;
  },
  authorities: new Map(),
  allowances: new Map(),
  latest: '',
};

/** The later of two moments (RFC 3339). */
export function later(a: string, b: string): string {
  return Date.parse(a) > Date.parse(b) ? a : b;
}

/** An entry with its leaf hash (hexadecimal). */
export type Placing = { [A in Act]: EntryContent<A> & { readonly index: number; readonly leaf: string } }[Act];

/** How the entry leaves things standing. */
export function advance(before: Standing, entry: Placing): Standing {
  const { at, index } = entry;
  const standing = { ...before, latest: later(before.latest, at) };
  const by = 'operator' in entry.actor ? { name: entry.actor.operator, publicKey: entry.actor.key, at, entry: index } : null;
  const authority = (id: string, change: (before: Authority) => Authority): Standing => {
    const before = standing.authorities.get(id);
    return before ? { ...standing, authorities: new Map(standing.authorities).set(id, change(before)) } : standing;
  };
  switch (entry.act) {
    case 'case-created': {
      const { name, publicKey, roles } = entry.body.operator;
      return { ...standing, members: new Map([[publicKey, { name, publicKey, roles, addedBy: name, addedAt: at, removedAt: null }]]) };
    }
    case 'member-added': {
      const { name, publicKey, roles } = entry.body;
      return { ...standing, members: new Map(standing.members).set(publicKey, { name, publicKey, roles, addedBy: by?.name ?? '', addedAt: at, removedAt: null }) };
    }
    case 'member-removed': {
      const member = standing.members.get(entry.body.publicKey);
      return member ? { ...standing, members: new Map(standing.members).set(member.publicKey, { ...member, removedAt: at }) } : standing;
    }
    case 'policy-set':
      return { ...standing, policy: entry.body };
    case 'authority-requested':
      return by ? { ...standing, authorities: new Map(standing.authorities).set(entry.body.authority, { ...entry.body, requested: by, granted: null, ended: null, used: 0 }) } : standing;
    case 'authority-granted':
      return authority(entry.body.authority, (before) => ({ ...before, granted: by }));
    case 'authority-declined':
    case 'authority-revoked': {
      const { reason } = entry.body;
      const how = entry.act === 'authority-declined' ? 'declined' : 'revoked';
      return authority(entry.body.authority, (before) => ({ ...before, ended: by && { ...by, how, reason } }));
    }
    case 'search-requested':
    case 'check-requested':
      return authority(entry.body.authority, (before) => ({ ...before, used: before.used + 1 }));
    case 'threshold-allowed': {
      const { allowance, packDigest, lowest } = entry.body;
      return by ? { ...standing, allowances: new Map(standing.allowances).set(allowance, { packDigest, lowest, publicKey: by.publicKey }) } : standing;
    }
    default:
      return standing;
  }
}

/** Why this threshold may not be searched with by who holds this key; null: it may. Below the calibrated range somebody else has to have allowed it. */
export function thresholdObstacle({ allowances }: Standing, { threshold, pack, estimate: { lowest, allowance } }: Body<'search-requested'>, key: string): string | null {
  if (threshold === null || lowest === null || threshold >= lowest) return null;
  const allowed = allowance === null ? undefined : allowances.get(allowance);
  if (!allowed || allowed.packDigest !== pack.digest || threshold < allowed.lowest) return 'its threshold lies below the calibrated range and nobody allowed that';
  return allowed.publicKey === key ? 'who searches below the calibrated range allowed it' : null;
}

/** What the entry breaks of the rules, as things stood before it; none: []. */
export function breaches(standing: Standing, entry: Placing, leafAt: (index: number) => string | undefined): string[] {
  if ('machine' in entry.actor) return rolesOf(entry.act) || entry.act === 'case-created' ? ['it is an act of a person and no person signed it'] : [];
  if (entry.act === 'case-created') return [];
  const { operator, key } = entry.actor;
  const member = standing.members.get(key);
  if (member === undefined || member.name !== operator) return ['its operator is not a member of the case'];
  const problems: string[] = [];
  if (member.removedAt !== null) problems.push('its operator was a member no more');
  if (!rolesOf(entry.act)) problems.push('it is the program’s own act and a person signed it');
  else if (!mayDo(member.roles, entry.act)) problems.push(`its operator’s roles (${roleWords(member.roles)}) do not allow it`);
  switch (entry.act) {
    case 'authority-granted': {
      const authority = standing.authorities.get(entry.body.authority);
      if (!authority) problems.push('it grants an authority that was never asked for');
      else {
        if (authority.granted !== null || authority.ended !== null) problems.push('it grants an authority that was decided before');
        if (standing.policy.secondPersonGrants && authority.requested.publicKey === key) problems.push('who asked for the authority granted it');
        if (leafAt(authority.requested.entry) !== entry.body.request) problems.push('it grants something else than what was asked for');
      }
      break;
    }
    case 'search-requested':
    case 'check-requested':
    case 'erased': {
      const authority = standing.authorities.get(entry.body.authority);
      if (!authority) problems.push('it names an authority that there is not');
      else if (entry.act === 'erased' && authority.kind === 'search' && (entry.body.kind === 'list' || entry.body.kind === 'probe')) {
        // The end of an authority is what allows its lists to be erased, whoever granted it.
        if (!hasEnded(authority, later(standing.latest, entry.at))) problems.push('it erases what belongs to an authority that has not ended');
      } else {
        const state = authorityState(authority, later(standing.latest, entry.at));
        if (state !== 'in-force') problems.push(`its authority was not in force (${state})`);
        if (authority.granted?.publicKey === key) problems.push('who acted under the authority granted it');
        if ((authority.kind === 'erasure') !== (entry.act === 'erased')) problems.push('its authority is for something else');
        const obstacle = entry.act === 'search-requested' ? thresholdObstacle(standing, entry.body, key) : null;
        if (obstacle !== null) problems.push(obstacle);
        if (entry.act === 'erased' && !authority.items.includes(entry.body.item)) problems.push('its authority does not name what was erased');
      }
      break;
    }
    default:
  }
  return problems;
}

