/**
 * @file Checking the rules in the ledger's part of a bundle: that every disclosed act was its operator's to do, and its authority in force, as far as
 * the disclosed entries show. Members and policy are always disclosed; authorities where a search under them is.
 */
import type { Act } from '../core/entry.ts';
import { advance, breaches, noStanding } from '../core/standing.ts';
import type { Placing } from '../core/standing.ts';
import type { Note } from './findings.ts';
import { factsOf } from './ledgerCheck.ts';
import type { DisclosedEntry, Facts } from './ledgerCheck.ts';

/** Asks of every entry, in order, what the engine asked before it was written. Who is no member at all is noted elsewhere. */
export function checkRules(entries: readonly DisclosedEntry[], note: Note): void {
  const leaves = new Map(entries.map(({ index, leaf }) => [index, leaf]));
  let standing = noStanding;
  for (const entry of entries) {
    const { index, actor } = entry;
    const placed = placing(entry);
    if (placed === null) {
      note('bundle-rule', `Entry ${index} does not state what its act states, so the rules could not be asked of it.`);
      continue;
    }
    if (placed.act === 'case-created' && index !== 0) {
      note('bundle-rule', `Entry ${index}: a case is created by the first entry and by no other.`);
      continue;
    }
    const member = actor && standing.members.get(actor.key);
    const outsider = actor !== null && placed.act !== 'case-created' && (member?.name !== actor.operator || member.removedAt !== null);
    if (!outsider && !underHidden(placed, standing.authorities)) for (const problem of breaches(standing, placed, (at) => leaves.get(at))) note('bundle-rule', `Entry ${index}: ${problem}.`);
    standing = advance(standing, placed);
  }
}

/** Whether the authority that the act names is not among the disclosed ones, so that nothing can be said of it here; for a disclosed search, the check of the payload says so. */
function underHidden(entry: Placing, authorities: ReadonlyMap<string, unknown>): boolean {
  return (entry.act === 'search-requested' || entry.act === 'check-requested' || entry.act === 'erased') && !authorities.has(entry.body.authority);
}

/** The entry, where it has all that the rules look at; else null. */
function placing({ index, at, actor, act, body, leaf }: DisclosedEntry): Placing | null {
  if (typeof act !== 'string' || typeof at !== 'string' || Number.isNaN(Date.parse(at)) || !(forms.get(act)?.(body) ?? true)) return null;
  // What the rules read of the body was looked at; an act that they do not know has no role, and is refused to persons.
  return { index, at, actor: actor ?? { machine: '' }, act: act as Act, body, leaf } as unknown as Placing;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isMember = ({ name, publicKey, roles }: Facts): boolean => isText(name) && isText(publicKey) && areTexts(roles);
const isNumberOrNull = (value: unknown): boolean => value === null || typeof value === 'number';
/** What decides whether a threshold lies below the calibrated range, and what allowed it. */
const withThreshold = ({ threshold, pack, estimate }: Facts): boolean => {
  const { lowest, allowance } = factsOf(estimate);
  return isNumberOrNull(threshold) && isNumberOrNull(lowest) && (allowance === null || isText(allowance)) && (threshold === null || lowest === null || isText(factsOf(pack)['digest']));
};
const underAuthority = ({ authority }: Facts): boolean => isText(authority);

/** Act -> whether the body has what the rules look at. */
const forms = new Map<string, (body: Facts) => boolean>([
  ['case-created', ({ operator }) => isMember(factsOf(operator))],
  ['member-added', isMember],
  ['member-removed', ({ publicKey }) => isText(publicKey)],
  ['policy-set', ({ secondPersonGrants }) => typeof secondPersonGrants === 'boolean'],
  ['authority-requested', ({ authority, kind, items, searches, expires }) =>
    isText(authority) && (kind === 'search' || kind === 'erasure') && areTexts(items) && typeof searches === 'number' && isText(expires) && !Number.isNaN(Date.parse(expires))],
  ['authority-granted', ({ authority, request }) => isText(authority) && isText(request)],
  ['authority-declined', underAuthority],
  ['authority-revoked', underAuthority],
  ['search-requested', (body) => underAuthority(body) && withThreshold(body)],
  ['check-requested', underAuthority],
  ['threshold-allowed', ({ allowance, packDigest, lowest }) => isText(allowance) && isText(packDigest) && typeof lowest === 'number'],
  ['erased', ({ authority, item }) => isText(authority) && isText(item)],
]);
