/** @file Authorising: asking for an authority, granting it, and holding every search and erasure against it before anything is scored. */
import type { Database } from 'better-sqlite3';
import { authoritySchema } from '../core/authority.ts';
import type { AuthorityRequest } from '../core/authority.ts';
import { authorityState, authorityStateWords } from '../core/authorityState.ts';
import type { Authority } from '../core/authorityState.ts';
import type { Exhibit } from '../core/exhibit.ts';
import { Failure } from '../core/failure.ts';
import { originWords } from '../core/provenance.ts';
import type { Origin } from '../core/provenance.ts';
import type { Case } from './caseFolder.ts';
import { chooseExhibits } from './indexing.ts';
import { entriesOf, listExhibits, nextNumber } from './records.ts';
import { momentOf, standingOf } from './standing.ts';

/** What is asked for; the number is given by the record. */
export type AuthorityWish = Omit<AuthorityRequest, 'authority'>;

/** Every authority of the case in order of asking. */
export function authoritiesOf(db: Database): Authority[] {
  return [...standingOf(db).authorities.values()];
}

/** Asks for an authority. Failures 'authority-incomplete', 'authority-details', 'exhibit-unknown', 'camera-unknown'. */
export function requestAuthority(opened: Case, wish: AuthorityWish): Authority {
  opened.demand('authority-requested');
  const { policy } = standingOf(opened.db);
  const stated = { ...wish, condition: wish.basis.condition, document: wish.basis.document };
  const missing = policy.required.filter((field) => stated[field] === null);
  if (missing.length > 0) throw new Failure('authority-incomplete', { missing });
  const cameras = new Set(listExhibits(opened.db).map((exhibit) => exhibit.camera));
  for (const camera of wish.cameras ?? []) if (!cameras.has(camera)) throw new Failure('camera-unknown', { camera });
  for (const problem of problemsOf(wish)) throw new Failure('authority-details', { problem });
  return opened.write('operator', (append) => {
    const authority = `A-${nextNumber(opened.db, 'authority-requested')}`;
    const body = authoritySchema.safeParse({ ...wish, authority });
    if (!body.success) throw new Failure('authority-details', { problem: body.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
    append('authority-requested', body.data);
    return findAuthority(opened.db, authority);
  });
}

function problemsOf({ kind, origins, searches, items, from, to, expires }: AuthorityWish): string[] {
  const problems: string[] = [];
  if (kind === 'search' && (origins.length === 0 || searches < 1 || items.length > 0)) problems.push('to search it takes the classes of probe and the most searches allowed');
  if (kind === 'erasure' && (items.length === 0 || origins.length > 0 || searches > 0)) problems.push('to erase it takes the ids of what may be erased, and nothing of a search');
  if (from !== null && to !== null && Date.parse(from) > Date.parse(to)) problems.push('its time window ends before it begins');
  if (Date.parse(expires) <= Date.now()) problems.push('it would have expired already');
  return problems;
}

/** Grants what was asked for, word for word. Failures 'authority-unknown', 'authority-decided', 'authority-own'. */
export function grantAuthority(opened: Case, id: string): Authority {
  const { name, publicKey } = opened.demand('authority-granted');
  return opened.write('operator', (append) => {
    const authority = undecided(opened.db, id);
    if (standingOf(opened.db).policy.secondPersonGrants && authority.requested.publicKey === publicKey) throw new Failure('authority-own', { authority: id, name });
    const request = entriesOf(opened.db, 'authority-requested').find((entry) => entry.body.authority === id)!;
    append('authority-granted', { authority: id, request: request.leaf });
    return findAuthority(opened.db, id);
  });
}

/** Declines what was asked for, or ends what was granted. Failures 'authority-unknown', 'authority-decided', 'reason-missing'. */
export function endAuthority(opened: Case, id: string, reason: string): Authority {
  if (reason.trim() === '') throw new Failure('reason-missing', { what: 'the end of an authority' });
  return opened.write('operator', (append) => {
    const authority = findAuthority(opened.db, id);
    if (authority.ended !== null) throw new Failure('authority-decided', { authority: id, state: authorityStateWords[authority.ended.how] });
    append(authority.granted === null ? 'authority-declined' : 'authority-revoked', { authority: id, reason });
    return findAuthority(opened.db, id);
  });
}

function undecided(db: Database, id: string): Authority {
  const authority = findAuthority(db, id);
  if (authority.granted !== null || authority.ended !== null) throw new Failure('authority-decided', { authority: id, state: authorityStateWords[authorityState(authority, momentOf(db))] });
  return authority;
}

/** Failure 'authority-unknown'. */
export function findAuthority(db: Database, id: string): Authority {
  const authority = standingOf(db).authorities.get(id);
  if (!authority) throw new Failure('authority-unknown', { authority: id });
  return authority;
}

/** What somebody is about to do. `what`: in words, for the record of a refusal; null: they only ask what would be, and a refusal is thrown and no entry. Other nulls: not narrowed by that. */
export interface Wanted {
  readonly what: string | null;
  /** The authority by name; null: the one in force that covers this. */
  readonly authority: string | null;
  readonly kind: 'search' | 'erasure';
  readonly exhibit: string | null;
  readonly camera: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly origins: readonly Origin[];
  readonly items?: readonly string[];
}

/** The authority, and what of the case lies within both it and the wish. */
export interface Covered {
  readonly authority: Authority;
  readonly exhibits: readonly Exhibit[];
  /** RFC 3339; null: no limit. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The authority under which this may be done, or a Failure, which is then an entry: 'authority-none', 'authority-unclear', 'authority-unknown',
 * 'authority-not-in-force', 'authority-kind', 'authority-self', 'authority-scope'. What was not named is narrowed to the authority; what was
 * named and lies outside of it is refused.
 */
export function authorityFor(opened: Case, wanted: Wanted): Covered {
  try {
    return cover(opened, wanted);
  } catch (error) {
    if (error instanceof Failure && error.code.startsWith('authority-')) recordRefusal(opened, wanted.what, wanted.authority, error);
    throw error;
  }
}

function cover(opened: Case, wanted: Wanted): Covered {
  const now = momentOf(opened.db);
  if (wanted.authority !== null) return assertCovered(opened, findAuthority(opened.db, wanted.authority), wanted, now);
  const inForce = authoritiesOf(opened.db).filter((each) => each.kind === wanted.kind && authorityState(each, now) === 'in-force');
  const fitting = inForce.flatMap((each) => {
    try {
      return [assertCovered(opened, each, wanted, now)];
    } catch (error) {
      if (!(error instanceof Failure) || !error.code.startsWith('authority-')) throw error;
      return [];
    }
  });
  const [only, another] = fitting;
  if (another) throw new Failure('authority-unclear', { authorities: fitting.map(({ authority }) => authority.authority) });
  if (only) return only;
  // With one in force (or, where none is, one that was) there is a reason to give; with several there is not.
  const [nearest, other] = inForce.length > 0 ? inForce : authoritiesOf(opened.db).filter(({ kind, granted }) => kind === wanted.kind && granted !== null);
  if (nearest && !other) return assertCovered(opened, nearest, wanted, now);
  throw new Failure('authority-none', {});
}

function assertCovered(opened: Case, authority: Authority, wanted: Wanted, now: string): Covered {
  const id = authority.authority;
  if (authority.kind !== wanted.kind) throw new Failure('authority-kind', { authority: id, kind: authority.kind === 'search' ? 'searching' : 'erasing' });
  const state = authorityState(authority, now);
  if (state !== 'in-force') throw new Failure('authority-not-in-force', { authority: id, state: authorityStateWords[state] });
  const operator = opened.operator!;
  if (authority.granted?.publicKey === operator.publicKey) throw new Failure('authority-self', { authority: id, name: operator.name });
  const outside = (what: string): never => {
    throw new Failure('authority-scope', { authority: id, outside: what });
  };
  for (const origin of wanted.origins) if (!authority.origins.includes(origin)) outside(`this class of probe (${originWords[origin]})`);
  for (const item of wanted.items ?? []) if (!authority.items.includes(item)) outside(item);
  const allowed = (exhibit: Exhibit): boolean =>
    (authority.exhibits?.includes(exhibit.id) ?? true) && (authority.cameras === null || (exhibit.camera !== null && authority.cameras.includes(exhibit.camera)));
  const named = chooseExhibits(opened, wanted.exhibit).filter((exhibit) => wanted.camera === null || exhibit.camera === wanted.camera);
  if (wanted.camera !== null && !listExhibits(opened.db).some((exhibit) => exhibit.camera === wanted.camera)) throw new Failure('camera-unknown', { camera: wanted.camera });
  if (wanted.exhibit !== null || wanted.camera !== null) {
    for (const exhibit of named) if (!allowed(exhibit)) outside(`the exhibit ${exhibit.reference}${exhibit.camera === null ? '' : `, camera ${exhibit.camera}`}`);
  }
  return {
    authority,
    exhibits: named.filter(allowed),
    from: bound(wanted.from, authority.from, 1, () => outside(`the time before ${authority.from}`)),
    to: bound(wanted.to, authority.to, -1, () => outside(`the time after ${authority.to}`)),
  };
}

/** The tighter of two limits; where the wish goes beyond what is allowed (before it for a beginning, sign 1; after it for an end, -1), it is refused. */
function bound(asked: string | null, allowed: string | null, sign: 1 | -1, refuse: () => never): string | null {
  if (asked !== null && allowed !== null && sign * (Date.parse(asked) - Date.parse(allowed)) < 0) refuse();
  return asked ?? allowed;
}

/** Records that something was asked for and not done. */
export function recordRefusal(opened: Case, what: string | null, authority: string | null, failure: Failure): void {
  if (what === null) return;
  const { name, publicKey } = opened.operator!;
  const known = authority !== null && standingOf(opened.db).authorities.has(authority) ? authority : null;
  opened.write('machine', (append) => append('act-refused', { what, by: { name, publicKey }, authority: known, code: failure.code, reason: failure.message }));
}
